import { sql } from 'kysely'
import type { RawBuilder, SqlBool } from 'kysely'
import { prepared } from './prepared.ts'
import type { Executor } from './store.ts'

/**
 * What may be seen outside its agency, said once: a property that is public and available, of an agency that is active. Written
 * with its values in it, as the partial indexes of the platform are: with values handed in beside, no database could use those.
 */
export const isPublished: RawBuilder<SqlBool> = sql<SqlBool>`property_list.is_public = 1 and property_list.status = 'available'`

/** Agencies that show nothing: suspended, or past the end of what they paid for. One that has no subscription is no guest of a platform. */
export async function hiddenAgencies(executor: Executor, now: number): Promise<string[]> {
  return (await hiddenNow(executor, { now })).map((row) => row.agencyId)
}

/** The same of one agency's subscription, read beside its rows. */
export const isHidden = (subscription: { suspendedAt: number | null; endsAt: number | null }, now: number): boolean =>
  subscription.suspendedAt !== null || (subscription.endsAt !== null && subscription.endsAt <= now)

const hiddenNow = prepared<{ now: number }>()((executor, value) =>
  executor.selectFrom('subscription').select('agencyId').where((row) => row.or([row('suspendedAt', 'is not', null), row('endsAt', '<=', value('now'))])))
