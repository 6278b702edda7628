import type { Change } from '../command/change.ts'
import { deletionUnit, unitsOf } from '../command/change.ts'
import type { AnyEntity, Business } from '../command/define.ts'
import { lockAgency } from '../command/dispatch.ts'
import { forgetDecided, rebase } from '../command/modes.ts'
import type { CommandRecord } from '../command/modes.ts'
import type { MachineryTables } from '../database/schema.ts'
import type { Executor, Store } from '../database/store.ts'
import { agency, member } from '../modules/auth/model.ts'
import { AppError } from '../values/error.ts'
import { checksumsOf, differencesOf } from './checksum.ts'
import type { FoundFinish, FoundPart } from './protocol.ts'

export type Founding = MachineryTables['founding']
export type Foundings = ReturnType<typeof openFoundings>

/**
 * The server's half of a founding: takes the log of a desktop that was its own authority, part by part, in load mode. Who may found,
 * what it costs and who may sign in afterwards, is the server's (server/agencies/found-from-post.ts).
 */
export function openFoundings({ store, business, clock }: { store: Store; business: Business; clock: () => number }) {
  const db = store.kysely

  async function headOf(executor: Executor, agencyId: string): Promise<number> {
    return Number((await executor.selectFrom('agencySequence').select('seq').where('agencyId', '=', agencyId).executeTakeFirst())?.seq ?? 0)
  }

  const find = (agencyId: string, executor: Executor = db): Promise<Founding | undefined> => executor.selectFrom('founding').selectAll().where('agencyId', '=', agencyId).executeTakeFirst()
  const ofAccount = (accountId: string): Promise<Founding[]> => db.selectFrom('founding').selectAll().where('accountId', '=', accountId).execute()

  /** In the transaction that claims the agency's license. Throws `id_taken` where anything is known of such an agency. */
  async function begin(executor: Executor, founding: Pick<Founding, 'agencyId' | 'accountId' | 'memberId'>): Promise<void> {
    const known = await executor.selectFrom('agencySequence').select('agencyId').where('agencyId', '=', founding.agencyId).executeTakeFirst()
    if (known || (await find(founding.agencyId, executor))) throw new AppError('id_taken', { entity: 'agency' })
    const now = clock()
    await executor.insertInto('founding').values({ ...founding, begunAt: now, touchedAt: now }).execute()
  }

  /** Throws `conflict` {upTo} for a part that leaves something out, `invalid_input`, `id_taken`, and `not_found` where it was dropped meanwhile. */
  async function part({ agencyId }: Founding, { from, changes, commands }: FoundPart): Promise<number> {
    const head = await headOf(db, agencyId)
    if (from > head) throw new AppError('conflict', { upTo: head })
    mustFollow(from, changes)
    const upTo = changes.at(-1)!.seq
    if (upTo <= head) return head
    const loaded = changes.map((change): Change => ({ ...change, agencyId, localSeq: 0 }))
    for (const change of loaded) mustFit(business, change)
    await mustStand(agencyId, loaded)
    await mustBeNobody(loaded)
    const records = commands.filter(({ seq }) => seq > from && seq <= upTo).map((command): CommandRecord => ({ ...command, agencyId, status: 'applied', code: null, params: null, result: null }))
    await rebase(store, business, agencyId, { changes: loaded, commands: records }, clock, async (executor) => {
      const still = await executor.updateTable('founding').set({ touchedAt: clock() }).where('agencyId', '=', agencyId).returning('agencyId').executeTakeFirst()
      if (!still) throw new AppError('not_found', { entity: 'founding', id: agencyId })
    })
    return headOf(db, agencyId)
  }

  /** Nothing changes before it is made. */
  async function mustStand(agencyId: string, changes: readonly Change[]): Promise<void> {
    const made = new Set<string>()
    const older = new Map<string, Set<string>>()
    for (const { entity, entityId, kind } of changes) {
      if (kind === 'create') made.add(`${entity}/${entityId}`)
      else if (!made.has(`${entity}/${entityId}`)) older.set(entity, (older.get(entity) ?? new Set()).add(entityId))
    }
    for (const [name, ids] of older) {
      const table = business.entities.get(name)!.table as 'property'
      const rows = await db.selectFrom(table).select('id').where('agencyId', '=', agencyId).where('id', 'in', [...ids]).execute()
      if (rows.length < ids.size) throw new AppError('reference_missing', { entity: name })
    }
  }

  /** A member of a founded agency is nobody who has an account here: somebody else would be drawn into it. */
  async function mustBeNobody(changes: readonly Change[]): Promise<void> {
    const accounts = changes.filter((change) => change.entity === member.name && typeof change.patch['accountId'] === 'string').map((change) => change.patch['accountId'] as string)
    if (!accounts.length) return
    const taken = await db.selectFrom('account').select('id').where('id', 'in', accounts).limit(1).executeTakeFirst()
    if (taken) throw new AppError('id_taken', { entity: 'account' })
  }

  /**
   * In the transaction that opens the agency: everything is here, and it is what the desktop has. Throws `conflict` {upTo} where parts
   * are missing, `conflict` {tables} where the rows are not the same.
   */
  async function close(executor: Executor, agencyId: string, { head, counters, sums }: FoundFinish): Promise<void> {
    const upTo = await headOf(executor, agencyId)
    if (upTo !== head) throw new AppError('conflict', { upTo })
    const wrong = differencesOf(await checksumsOf(executor, business, agencyId, 'all'), sums, business)
    if (wrong.length) throw new AppError('conflict', { tables: [...new Set(wrong.map(({ table }) => table))].join(', ') })
    for (const { name, value } of counters) await executor.insertInto('counter').values({ agencyId, name, value }).onConflict((conflict) => conflict.columns(['agencyId', 'name']).doUpdateSet({ value })).execute()
    await executor.deleteFrom('founding').where('agencyId', '=', agencyId).execute()
  }

  /** Forgets what was brought of an agency that never opened; one that did is left alone. */
  async function drop(executor: Executor, agencyId: string): Promise<boolean> {
    await lockAgency(executor, store, agencyId)
    const dropped = await executor.deleteFrom('founding').where('agencyId', '=', agencyId).returning('agencyId').executeTakeFirst()
    if (!dropped) return false
    await forgetDecided(executor, store, business, agencyId)
    await executor.deleteFrom('agencySequence').where('agencyId', '=', agencyId).execute()
    return true
  }

  const idle = (before: number): Promise<Founding[]> => db.selectFrom('founding').selectAll().where('touchedAt', '<', before).execute()

  return { headOf: (agencyId: string) => headOf(db, agencyId), find, ofAccount, begin, part, close, drop, idle }
}

/** Whole commits one after the other, and in each of them the changes in their order. */
function mustFollow(from: number, changes: FoundPart['changes']): void {
  let [seq, n] = [from, -1]
  for (const change of changes) {
    const next = change.seq === seq ? change.n === n + 1 : change.seq === seq + 1 && change.n === 0
    if (!next) throw new AppError('conflict', { upTo: from })
    seq = change.seq
    n = change.n
  }
}

/** A change says what its declaration allows, as every command that made one was held to. */
function mustFit(business: Business, { agencyId, seq, entity: name, entityId, kind, patch, before }: Change): void {
  const refuse = (field: string): never => {
    throw new AppError('invalid_input', { fields: [{ path: `changes.${seq}.${name}.${field}`, problem: 'invalid' }] })
  }
  const entity = business.entities.get(name)
  if (!entity) throw new AppError('unsupported_version', { name })
  if (name === agency.name && entityId !== agencyId) refuse('id')
  for (const values of [patch, before ?? {}]) for (const [field, value] of Object.entries(values)) if (!fits(entity, field, value)) refuse(field)
  if (kind !== 'create' && (before === null || unitsOf(entity, patch).length === 0)) refuse(deletionUnit)
}

function fits(entity: AnyEntity, field: string, value: unknown): boolean {
  if (field === 'deletedAt') return value === null || Number.isSafeInteger(value)
  const declared = Object.hasOwn(entity.fields, field) ? entity.fields[field] : undefined
  return declared !== undefined && declared.schema.safeParse(value).success
}
