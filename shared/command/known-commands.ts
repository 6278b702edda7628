import type { DialectName, Executor } from '../database/store.ts'
import { forIds, run } from './recorder-rows.ts'

/** What is kept of a command that was judged. */
export type KnownCommand = { inputHash: string; status: string; code: string | null; params: string | null; result: string | null; seq: number | null }

/**
 * Commands that were judged before, or in this transaction: what a batch may ask for is read at once, for on PostgreSQL each
 * question is a way to the server and back. Nobody else writes them, the agency being locked.
 */
export class KnownCommands {
  readonly #executor: Executor
  readonly #dialect: DialectName
  readonly #agencyId: string
  readonly #rows = new Map<string, KnownCommand | null>()

  constructor(executor: Executor, dialect: DialectName, agencyId: string) {
    this.#executor = executor
    this.#dialect = dialect
    this.#agencyId = agencyId
  }

  async read(ids: Iterable<string>): Promise<void> {
    const missing = [...new Set(ids)].filter((id) => !this.#rows.has(id))
    for (const id of missing) this.#rows.set(id, null)
    await forIds(missing, async (part, places) => {
      const rows = await run(this.#executor, this.#dialect, `select id, input_hash, status, code, params, result, seq from command where agency_id = ? and id in (${places})`, [this.#agencyId, ...part])
      for (const { id, ...row } of rows) this.#rows.set(id as string, row as KnownCommand)
    })
  }

  async get(id: string): Promise<KnownCommand | null> {
    await this.read([id])
    return this.#rows.get(id) ?? null
  }

  /** One that was judged now and is kept. */
  add(id: string, row: KnownCommand): void {
    this.#rows.set(id, row)
  }
}
