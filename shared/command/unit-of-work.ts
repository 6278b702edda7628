import type { DialectName, Executor, Store } from '../database/store.ts'
import { watched } from '../database/watched.ts'
import { AppError } from '../values/error.ts'
import type { AnyEntity, Business } from './define.ts'
import { tablesBeside } from './recorder-projections.ts'
import type { Touched } from './recorder-projections.ts'
import { insertInto, linesFor, loadRows, run } from './recorder-rows.ts'
import type { AnyRow, Lines } from './recorder-rows.ts'
import { writeRows } from './recorder-write.ts'

/** A rejection that is final is kept under the command's id; these depend on the moment and are not: they take the whole transaction with them. */
const passing = new Set<string>(['disk_full', 'read_only', 'database_busy', 'database_corrupt', 'internal'])

/** Whether an error refuses the one command that threw it. Anything else is a bug, or the moment's, and nothing of its transaction stays. */
export const isRefusal = (error: unknown): error is AppError => error instanceof AppError && !passing.has(error.code)

/** What is known and to be written: of all commands that were kept, or of the one that runs. */
class Layer {
  /** As rows stand now; null: there is none. */
  readonly known = new Map<string, AnyRow | null>()
  /** The last that each series of numbers gave. */
  readonly numbers = new Map<string, number>()
  /** Not written yet: series, rows, lines by their table. */
  readonly series = new Set<string>()
  readonly rows = new Map<AnyEntity, Map<string, Touched>>()
  readonly lines = new Map<string, { lines: Lines; values: unknown[][] }>()

  put(touched: Touched): void {
    const { entity, row } = touched
    let byId = this.rows.get(entity)
    if (!byId) this.rows.set(entity, (byId = new Map()))
    const waiting = byId.get(row.id)
    byId.set(row.id, waiting ? { ...touched, isNew: waiting.isNew, fields: new Set([...waiting.fields, ...touched.fields]) } : touched)
    this.known.set(keyOf(entity, row.id), row)
  }

  add(lines: Lines, values: unknown[][]): void {
    const waiting = this.lines.get(lines.table)
    if (waiting) waiting.values.push(...values)
    else this.lines.set(lines.table, { lines, values: [...values] })
  }

  takeIn(other: Layer): void {
    for (const [key, row] of other.known) this.known.set(key, row)
    for (const [series, last] of other.numbers) this.numbers.set(series, last)
    for (const series of other.series) this.series.add(series)
    for (const byId of other.rows.values()) for (const touched of byId.values()) this.put(touched)
    for (const { lines, values } of other.lines.values()) this.add(lines, values)
  }
}

/** `savepoint`: some of it is in the database already. */
type Own = Layer & { savepoint?: boolean }

/**
 * One transaction of one agency, seen from its commands: each row is read once, changed in memory and written once, many
 * together, and so are the lines of the log. Whoever asks the database through `executor` finds everything written that his
 * question could see, so that commands read what they and those before them wrote. Nobody else writes this agency's rows
 * meanwhile: it is locked.
 */
export class UnitOfWork {
  readonly dialect: DialectName
  readonly business: Business
  readonly agencyId: string
  /** For commands and whoever reads or writes beside them. */
  readonly executor: Executor
  readonly #direct: Executor
  readonly #kept = new Layer()
  #own: Own | null = null
  #writing: Promise<void> | null = null

  constructor(transaction: Executor, store: Store, business: Business, agencyId: string) {
    this.#direct = transaction
    this.dialect = store.dialect
    this.business = business
    this.agencyId = agencyId
    this.executor = watched(transaction, (statement) => this.#before(statement))
  }

  /** Runs one command. Where it is refused nothing of it stays, and what others did does. */
  async attempt<T>(work: () => Promise<T>): Promise<T> {
    const own: Own = new Layer()
    this.#own = own
    try {
      const value = await work()
      if (own.savepoint) await this.#say('release savepoint one_command')
      this.#kept.takeIn(own)
      return value
    } catch (error) {
      if (own.savepoint && isRefusal(error)) {
        await this.#say('rollback to savepoint one_command')
        await this.#say('release savepoint one_command')
      }
      throw error
    } finally {
      this.#own = null
    }
  }

  async row(entity: AnyEntity, id: string): Promise<AnyRow | null> {
    const key = keyOf(entity, id)
    const known = this.#own?.known.get(key) ?? this.#kept.known.get(key)
    if (known !== undefined) return known
    await this.read(entity, [id])
    return this.#kept.known.get(key) ?? null
  }

  /** Reads rows together that will be asked for one by one. */
  async read(entity: AnyEntity, ids: readonly string[]): Promise<void> {
    const missing = [...new Set(ids)].filter((id) => !this.#kept.known.has(keyOf(entity, id)) && !this.#own?.known.has(keyOf(entity, id)))
    if (!missing.length) return
    const found = await loadRows(this.#direct, this.dialect, entity, this.agencyId, missing)
    for (const id of missing) this.#kept.known.set(keyOf(entity, id), null)
    for (const row of found) this.#kept.known.set(keyOf(entity, row.id), row)
  }

  /** A row as it stands from now on. @param fields those that differ from what the database holds, of a row that was there. */
  put(entity: AnyEntity, row: AnyRow, isNew: boolean, fields: Iterable<string>): void {
    this.#layer().put({ entity, row, isNew, fields: new Set(fields) })
  }

  add(lines: Lines, values: unknown[][]): void {
    if (values.length) this.#layer().add(lines, values)
  }

  /** The last number that a series gave, 0 before its first; `moveOn` says it anew. */
  async lastNumber(series: string): Promise<number> {
    const known = this.#own?.numbers.get(series) ?? this.#kept.numbers.get(series)
    if (known !== undefined) return known
    const [row] = await run(this.#direct, this.dialect, 'select value from counter where agency_id = ? and name = ?', [this.agencyId, series])
    return (row?.['value'] as number | undefined) ?? 0
  }

  moveOn(series: string, last: number): void {
    this.#layer().numbers.set(series, last)
    this.#layer().series.add(series)
  }

  /** Writes all that waits: before the transaction ends. */
  async flush(): Promise<void> {
    await this.#exclusively(() => this.#write(this.#kept, () => true))
  }

  #layer(): Layer {
    return this.#own ?? this.#kept
  }

  /** A question finds what it could see written. What is written of a command that may still be refused stands behind a savepoint. */
  async #before(statement: string): Promise<void> {
    const reads = /^\s*select\b/i.test(statement)
    const isMeant = (tables: readonly string[]): boolean => tables.some((table) => mentions(statement, table))
    const ofOwn = (own: Layer): boolean => !reads || this.#holds(own, isMeant)
    if (!this.#writing && !this.#holds(this.#kept, isMeant) && !(this.#own && ofOwn(this.#own))) return
    await this.#exclusively(async () => {
      if (this.#own && ofOwn(this.#own)) {
        await this.#savepoint(this.#own)
        await this.#write(this.#own, isMeant)
      } else await this.#write(this.#kept, isMeant)
    })
  }

  /** What others did is written first: it stays, whatever becomes of this one. */
  async #savepoint(own: Own): Promise<void> {
    if (own.savepoint) return
    await this.#write(this.#kept, () => true)
    await this.#say('savepoint one_command')
    own.savepoint = true
  }

  #holds({ rows, lines, series }: Layer, isMeant: (tables: readonly string[]) => boolean): boolean {
    if (series.size > 0 && isMeant([counterLines.table])) return true
    return [...rows.keys()].some((entity) => isMeant(this.#tablesOf(entity))) || [...lines.keys()].some((table) => isMeant([table]))
  }

  async #write({ rows, lines, series, numbers }: Layer, isMeant: (tables: readonly string[]) => boolean): Promise<void> {
    if (series.size && isMeant([counterLines.table])) {
      const values = [...series].map((name) => [this.agencyId, name, numbers.get(name)])
      series.clear()
      await insertInto(this.#direct, this.dialect, counterLines, values)
    }
    for (const [entity, byId] of rows) {
      if (!isMeant(this.#tablesOf(entity))) continue
      rows.delete(entity)
      await writeRows(this.#direct, this.dialect, this.business, entity, [...byId.values()])
    }
    for (const [table, { lines: into, values }] of lines) {
      if (!isMeant([table])) continue
      lines.delete(table)
      await insertInto(this.#direct, this.dialect, into, values)
    }
  }

  #tablesOf(entity: AnyEntity): readonly string[] {
    return [entity.table, ...tablesBeside(this.business, entity)]
  }

  async #say(statement: string): Promise<void> {
    await run(this.#direct, this.dialect, statement, [])
  }

  /** Whoever asks while somebody writes waits until it is written. */
  async #exclusively(work: () => Promise<void>): Promise<void> {
    while (this.#writing) await this.#writing
    this.#writing = work()
    try {
      await this.#writing
    } finally {
      this.#writing = null
    }
  }
}

const counterLines = linesFor('insert into counter (agency_id, name, value)', ' on conflict (agency_id, name) do update set value = excluded.value')

const keyOf = (entity: AnyEntity, id: string): string => `${entity.name}/${id}`

const words = new Map<string, RegExp>()

/** Whether a statement speaks of a table; a column of that name counts too, which does no harm. */
function mentions(statement: string, table: string): boolean {
  let word = words.get(table)
  if (!word) words.set(table, (word = new RegExp(`\\b${table}\\b`)))
  return word.test(statement)
}
