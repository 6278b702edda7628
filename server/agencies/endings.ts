import type { House } from '../house.ts'
import { audit } from '../identity/audit.ts'

const day = 86_400_000
/** How long before its end an agency is told, and how long after it this is still news. */
const ahead = 7 * day
const news = 30 * day

/**
 * Tells the admins of each agency whose subscription ends soon, or has ended, once for each end; the audit says that it was done. One
 * that was cut off in between tells them again rather than never. Returns how many agencies were told.
 */
export async function tellEndings(house: Pick<House, 'store' | 'clock' | 'random'> & { readonly services: Pick<House['services'], 'post'> }): Promise<number> {
  const { kysely } = house.store
  const now = house.clock()
  const rows = await kysely.selectFrom('subscription').innerJoin('agency', (join) => join.onRef('agency.agencyId', '=', 'subscription.agencyId').onRef('agency.id', '=', 'subscription.agencyId'))
    .select(['subscription.agencyId', 'subscription.plan', 'subscription.endsAt', 'agency.name', 'agency.zone'])
    .where('subscription.endsAt', '<=', now + ahead).where('subscription.endsAt', '>', now - news).where('subscription.suspendedAt', 'is', null).orderBy('subscription.endsAt').execute()
  let told = 0
  for (const { agencyId, plan, endsAt, name, zone } of rows) {
    const action = endsAt <= now ? 'subscription.ended' : 'subscription.ending'
    const target = new Date(endsAt).toISOString()
    const done = await kysely.selectFrom('audit').select('id').where('agencyId', '=', agencyId).where('action', '=', action).where('target', '=', target).executeTakeFirst()
    if (done) continue
    const admins = await kysely.selectFrom('member').leftJoin('account', 'account.id', 'member.accountId').select(['member.email', 'member.accountId', 'account.language'])
      .where('member.agencyId', '=', agencyId).where('member.role', '=', 'admin').where('member.active', '=', 1).where('member.deletedAt', 'is', null).execute()
    for (const { email, accountId, language } of admins) {
      const on = new Intl.DateTimeFormat(language ?? 'fr', { dateStyle: 'long', timeZone: zone }).format(endsAt)
      await house.services.post.send({ kind: endsAt <= now ? 'subscriptionEnded' : 'subscriptionEnding', to: email, accountId, language: language ?? 'fr', params: { agency: name, day: on } })
    }
    await audit(house, { action, agencyId, target, detail: { plan } })
    told++
  }
  return told
}
