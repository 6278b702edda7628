import type { AnyEntity, Business } from '../command/define.ts'
import { decodeChange } from '../command/recorder-changes.ts'
import { readStored } from '../command/stored-rows.ts'
import type { StoredTable, Which } from '../command/stored-rows.ts'
import type { Executor, Store } from '../database/store.ts'
import { agency, member } from '../modules/auth/model.ts'
import { conflict } from '../modules/core/model-conflict.ts'
import { savedView } from '../modules/core/model.ts'
import type { SnapshotAnswer, SnapshotPlace } from './protocol.ts'

/** What every screen rests on: it is given first and whole. */
const ground = [agency, member, savedView, conflict].map(({ name }) => name as string)
/** Of a member's own records so many come first, the newest, with what is part of them. */
const ownRecords = 300

/** One table, or one member's own records. */
type Step = { readonly key: string; readonly stage: 'first' | 'rest'; readonly entity: AnyEntity; readonly own: boolean }
type Part = Pick<SnapshotAnswer, 'tables' | 'changes' | 'commands' | 'next'>
export type Wanted = { agencyId: string; memberId: string; atSeq: number; scopes: readonly string[]; only: readonly string[] | null; place: SnapshotPlace | null; limit: number }

/**
 * The rows of an agency as they stood at one number of its log, in parts, and then the changes behind them from the newest on (sync.md
 * D, G). Nothing is kept between two parts: each says where the next begins, and every part of one number fits every other.
 */
export function openSnapshots({ store, business }: { store: Store; business: Business }) {
  const { dialect } = store
  const db = store.kysely as Executor
  const steps = stepsOf(business)

  /** Null where the place is not one of this program. */
  async function part(wanted: Wanted): Promise<Part | null> {
    const place = wanted.place ?? { stage: 'first', at: `${steps[0]!.key}/` }
    return place.stage === 'history' ? historyFrom(wanted, place.at) : rowsFrom(wanted, place)
  }

  async function rowsFrom(wanted: Wanted, place: SnapshotPlace): Promise<Part | null> {
    const tables: StoredTable[] = []
    const [key, below] = place.at.split('/') as [string, string | undefined]
    let index = steps.findIndex((step) => step.key === key)
    let after = below || null
    let room = wanted.limit
    if (index === -1) return null
    for (;;) {
      const step = steps[index]!
      const done = step.own ? await ownRows(wanted, step.entity) : await wholeRows(wanted, step.entity, after, room)
      tables.push(...done.tables)
      room -= done.read
      after = done.last
      if (after === null) index++
      const next = steps[index]
      if (!next) return { tables, changes: [], commands: [], next: { stage: 'history', at: '' } }
      if (room <= 0 || after !== null || next.stage !== step.stage) return { tables, changes: [], commands: [], next: { stage: next.stage, at: `${next.key}/${after ?? ''}` } }
    }
  }

  const askFor = ({ agencyId, atSeq, scopes, only }: Wanted, entity: AnyEntity, which: Which, limit: number) => readStored(db, dialect, entity, which, { agencyId, atSeq, scopes, only, limit })

  async function wholeRows(wanted: Wanted, entity: AnyEntity, below: string | null, limit: number) {
    const { table, read, last } = await askFor(wanted, entity, { below }, limit)
    return { tables: table ? [table] : [], read, last }
  }

  /** Records that are the member's and not deleted, with their parts. They come again with the rest. */
  async function ownRows(wanted: Wanted, entity: AnyEntity) {
    const records = await askFor(wanted, entity, { field: entity.ownedBy, values: [wanted.memberId], standing: true }, Math.min(ownRecords, wanted.limit))
    const tables = records.table ? [records.table] : []
    let { read } = records
    if (records.ids.length) for (const owned of partsOf(business, entity)) {
      const parts = await askFor(wanted, owned, { field: owned.ownedBy, values: records.ids, standing: false }, wanted.limit)
      if (parts.table) tables.push(parts.table)
      read += parts.read
    }
    return { tables, read, last: null }
  }

  /** Whole commits, from the newest on. */
  async function historyFrom({ agencyId, atSeq, scopes, only, limit }: Wanted, below: string): Promise<Part> {
    const before = below === '' ? atSeq + 1 : Number(below)
    const select = db.selectFrom('change').selectAll().where('agencyId', '=', agencyId).where('scope', 'in', only ?? scopes).orderBy('seq', 'desc').orderBy('n', 'desc')
    const found = await select.where('seq', '<', before).where('seq', '<=', atSeq).limit(limit + 1).execute()
    const cut = found.length > limit ? found.at(-1)!.seq : null
    const whole = cut === null ? found : found.filter(({ seq }) => seq !== cut)
    // A commit longer than a part comes whole all the same.
    const rows = whole.length || cut === null ? whole : await select.where('seq', '=', cut).execute()
    const changes = rows.map(decodeChange)
    const ids = [...new Set(changes.map(({ commandId }) => commandId))]
    const commands = ids.length === 0 ? [] : await db.selectFrom('command').select(['id', 'name', 'version', 'inputHash', 'seq', 'actorId', 'deviceId', 'batchId', 'undoes', 'typedAt', 'at'])
      .where('agencyId', '=', agencyId).where('id', 'in', ids).execute()
    return {
      tables: [], changes: changes.map(({ agencyId: _agency, localSeq: _local, ...change }) => ({ ...change, seq: change.seq! })), commands: commands.map((command) => ({ ...command, seq: command.seq! })),
      next: cut === null ? null : { stage: 'history', at: String(changes.at(-1)!.seq) },
    }
  }

  /** How many rows and changes there are, about: for whoever waits for them. */
  async function total({ agencyId, atSeq, scopes, only }: Pick<Wanted, 'agencyId' | 'atSeq' | 'scopes' | 'only'>): Promise<{ rows: number; changes: number }> {
    const { changes } = await db.selectFrom('change').select((row) => row.fn.countAll<number>().as('changes')).where('agencyId', '=', agencyId).where('seq', '<=', atSeq).where('scope', 'in', only ?? scopes).executeTakeFirstOrThrow()
    let rows = 0
    if (only === null) for (const { table } of business.entities.values())
      rows += Number((await db.selectFrom(table as 'property').select((row) => row.fn.countAll<number>().as('n')).where('agencyId', '=', agencyId).executeTakeFirstOrThrow()).n)
    return { rows, changes: Number(changes) }
  }

  return { part, total }
}

function stepsOf(business: Business): Step[] {
  const all = [...business.entities.values()]
  const first = all.filter(({ name }) => ground.includes(name)).toSorted((a, b) => ground.indexOf(a.name) - ground.indexOf(b.name))
  return [
    ...first.map((entity): Step => ({ key: entity.name, stage: 'first', entity, own: false })),
    ...all.filter((entity) => !first.includes(entity) && partsOf(business, entity).length > 0).map((entity): Step => ({ key: `own ${entity.name}`, stage: 'first', entity, own: true })),
    ...all.filter((entity) => !first.includes(entity)).map((entity): Step => ({ key: entity.name, stage: 'rest', entity, own: false })),
  ]
}

/** Entities whose rows are part of the rows of another. */
function partsOf(business: Business, owner: AnyEntity): AnyEntity[] {
  return [...business.entities.values()].filter((entity) => entity.ownedBy !== 'createdBy' && entity.fields[entity.ownedBy].reference === owner.name)
}
