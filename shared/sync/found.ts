import type { z } from 'zod'
import type { Business } from '../command/define.ts'
import { lockAgency } from '../command/dispatch.ts'
import { asDecided } from '../command/modes.ts'
import { decodeChange } from '../command/recorder-changes.ts'
import type { Store } from '../database/store.ts'
import { checksumsOf } from './checksum.ts'
import { foundDone, foundLimits, foundProgress, protocol } from './protocol.ts'
import type { FoundDone, FoundFinish, FoundPart } from './protocol.ts'
import { TransportError } from './transport.ts'
import type { FoundTransport } from './transport.ts'

export type FoundParts = {
  store: Store
  business: Business
  agencyId: string
  /** The admin who brings the agency: his server account becomes this member's. */
  memberId: string
  transport: FoundTransport
  server: string
  deviceId: string
  newId: () => string
  /**
   * From here on the server decides: the dispatcher predicts. Called inside the transaction that says so in the database, under the
   * agency's lock, so that no command is decided here after it.
   */
  onSealed: () => void
  onProgress?: (progress: { upTo: number; head: number }) => void
}

/** What `sync_state.stopped` says while the server does not yet know everything. */
export const founding = 'founding'

/**
 * A desktop that began alone brings its agency to a server (architecture §7): its log in load mode, sequences kept, in parts. The server
 * says how far it has come, so that nothing is kept here and it may be killed anywhere. People go on working meanwhile: here their
 * commands are decided until everything is sent; then the agency is sealed, and what they type waits for the server like any other post's.
 */
export function openFounding({ store, business, agencyId, memberId, transport, server, deviceId, newId, onSealed, onProgress }: FoundParts) {
  const db = store.kysely
  const headOf = async (): Promise<number> => Number((await db.selectFrom('agencySequence').select('seq').where('agencyId', '=', agencyId).executeTakeFirstOrThrow()).seq)

  /** Goes on from wherever it was. Throws `TransportError`: those with a `code` were said by the server. */
  async function run(): Promise<FoundDone> {
    try {
      return await once()
    } catch (error) {
      // Forgotten by the server meanwhile, or another part than it waited for: it says anew how far it has come.
      if (!(error instanceof TransportError) || (error.code !== 'conflict' && error.code !== 'not_found')) throw error
      return once()
    }
  }

  async function once(): Promise<FoundDone> {
    const { licenseNumber } = await db.selectFrom('agency').select('licenseNumber').where('agencyId', '=', agencyId).where('id', '=', agencyId).executeTakeFirstOrThrow()
    const begin = async () => read(foundProgress, await transport.begin({ protocol, agencyId, memberId, licenseNumber: licenseNumber || null }))
    let sealed = (await state()) !== undefined
    let { upTo, done } = await begin()
    // A backup of before was put back here: what the server has is of another day.
    if (!done && upTo > (await headOf())) {
      await transport.drop({ agencyId })
      ;({ upTo, done } = await begin())
    }
    while (!done) {
      const head = await headOf()
      onProgress?.({ upTo, head })
      if (upTo < head) {
        const before = upTo
        upTo = read(foundProgress, await transport.part(await partAfter(upTo))).upTo
        if (upTo <= before) throw new TransportError('away', { cause: new Error(`the server stays at ${before}`) })
      } else if (sealed) break
      else {
        await seal()
        sealed = true
      }
    }
    const sums = await asDecided(store, business, agencyId, (executor) => checksumsOf(executor, business, agencyId, 'all'))
    const finished = read(foundDone, await closing({ agencyId, head: await headOf(), counters: await counters(), sums }))
    await db.updateTable('syncState').set({ stopped: null, head: finished.head }).where('agencyId', '=', agencyId).execute()
    return finished
  }

  async function closing(message: FoundFinish): Promise<unknown> {
    try {
      return await transport.finish(message)
    } catch (error) {
      // What came over is not what is here: it is brought anew.
      if (error instanceof TransportError && error.code === 'conflict') await transport.drop({ agencyId })
      throw error
    }
  }

  const state = () => db.selectFrom('syncState').select('stopped').where('agencyId', '=', agencyId).executeTakeFirst()

  /** Waits for whoever writes, then lets nobody decide here any more. */
  async function seal(): Promise<void> {
    await db.transaction().execute(async (executor) => {
      await lockAgency(executor, store, agencyId)
      await executor.insertInto('syncState').values({
        agencyId, server, deviceId, incarnation: newId(), epoch: null, scopes: null, stopped: founding, cursor: null, head: null, deviceSeq: 0, exchangedAt: null, checkedAt: null, snapshot: null,
      }).execute()
      onSealed()
    })
  }

  /** The next whole commits, as many as fit. */
  async function partAfter(from: number): Promise<FoundPart> {
    const select = db.selectFrom('change').selectAll().where('agencyId', '=', agencyId).orderBy('seq').orderBy('n')
    const rows = await select.where('seq', '>', from).limit(foundLimits.changes + 1).execute()
    let fitting = rows
    if (rows.length > foundLimits.changes) {
      fitting = rows.filter(({ seq }) => seq !== rows.at(-1)!.seq)
      if (!fitting.length) fitting = await select.where('seq', '=', rows[0]!.seq).execute()
    }
    let bytes = 0
    const long = fitting.find(({ patch, before, seq }) => {
      bytes += patch.length + (before?.length ?? 0) + 300
      return bytes > foundLimits.bytes && seq !== fitting[0]!.seq
    })
    if (long) fitting = fitting.filter(({ seq }) => seq! < long.seq!)
    const ids = [...new Set(fitting.map(({ commandId }) => commandId))]
    const commands = await db.selectFrom('command').select(['id', 'name', 'version', 'inputHash', 'seq', 'actorId', 'deviceId', 'batchId', 'undoes', 'typedAt', 'at']).where('agencyId', '=', agencyId).where('id', 'in', ids).orderBy('seq').execute()
    return {
      agencyId, from,
      changes: fitting.map((row) => {
        const { agencyId: _agency, localSeq: _local, ...change } = decodeChange(row)
        return { ...change, seq: change.seq! }
      }),
      commands: commands.map((command) => ({ ...command, seq: command.seq! })),
    }
  }

  const counters = () => db.selectFrom('counter').select(['name', 'value']).where('agencyId', '=', agencyId).execute()

  return { run }
}

function read<T>(schema: z.ZodType<T>, answer: unknown): T {
  const parsed = schema.safeParse(answer)
  if (!parsed.success) throw new TransportError('away', { cause: parsed.error })
  return parsed.data
}
