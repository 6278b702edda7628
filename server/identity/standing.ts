import { AppError } from '../../shared/values/error.ts'
import type { House } from '../house.ts'

/** What only the operator decides about an account: whether it may sign in at all, and whether it runs the platform. */
type Writing = Pick<House, 'store' | 'clock'>

/** Throws `move_not_allowed` where it is closed already. Its sessions are ended by whoever closes it. */
export async function closeAccount({ store, clock }: Writing, accountId: string): Promise<void> {
  const done = await store.kysely.updateTable('account').set({ inactive: 1, updatedAt: clock() }).where('id', '=', accountId)
    .where((row) => row.or([row('inactive', 'is', null), row('inactive', '!=', 1)])).returning('id').executeTakeFirst()
  if (!done) throw new AppError('move_not_allowed', { entity: 'account' })
}

/** Throws `move_not_allowed` where it is open. */
export async function reopenAccount({ store, clock }: Writing, accountId: string): Promise<void> {
  const done = await store.kysely.updateTable('account').set({ inactive: null, updatedAt: clock() }).where('id', '=', accountId).where('inactive', '=', 1).returning('id').executeTakeFirst()
  if (!done) throw new AppError('move_not_allowed', { entity: 'account' })
}

/** Whoever has the machine vouches for the address too. */
export async function raiseToOperator({ store, clock }: Writing, accountId: string): Promise<void> {
  const now = clock()
  await store.kysely.updateTable('account').set((row) => ({ operator: 1, inactive: null, verifiedAt: row.fn.coalesce('verifiedAt', row.val(now)), updatedAt: now })).where('id', '=', accountId).execute()
}
