import type { ConsoleOverview } from '../../../shared/contract/console.ts'
import { isPublished } from '../../../shared/database/published.ts'
import { usageOf } from '../../agencies/subscriptions.ts'
import type { Usage } from '../../agencies/subscriptions.ts'
import type { House } from '../../house.ts'
import { listAgencies, presentAgency } from './agencies.ts'
import type { Listed } from './agencies.ts'
import { mailCounts } from './work.ts'

const day = 86_400_000
/** An end this near is said before it comes. */
const soon = 30 * day
/** From this share of a limit on somebody should talk about a larger plan. */
const nearly = 0.9

type Why = ConsoleOverview['attention'][number]['why']

export async function overviewOf(house: House): Promise<ConsoleOverview> {
  const { kysely } = house.reading
  const now = house.clock()
  const accounts = kysely.selectFrom('account').select((row) => row.fn.countAll<number>().as('n'))
  const counted = async (query: { executeTakeFirstOrThrow(): Promise<{ n: number }> }): Promise<number> => Number((await query.executeTakeFirstOrThrow()).n)
  const agencies = await listAgencies(house, { search: '', ordering: 'name' })
  const usage = await usageOf(kysely, agencies.map((agency) => agency.id))
  const [total, operators, closed, activeThisWeek, newThisWeek, members, properties, published, sessions, signIns, mails, failing] = await Promise.all([
    counted(accounts), counted(accounts.where('operator', '=', 1)), counted(accounts.where('inactive', '=', 1)),
    counted(accounts.where('lastActivityAt', '>=', now - 7 * day)), counted(accounts.where('createdAt', '>=', now - 7 * day)),
    counted(kysely.selectFrom('member').select((row) => row.fn.count<number>('accountId').distinct().as('n')).where('active', '=', 1).where('deletedAt', 'is', null)),
    counted(kysely.selectFrom('propertyList').select((row) => row.fn.countAll<number>().as('n'))),
    counted(kysely.selectFrom('propertyList').select((row) => row.fn.countAll<number>().as('n')).where(isPublished)),
    counted(kysely.selectFrom('accessSession').select((row) => row.fn.countAll<number>().as('n')).where('endedAt', 'is', null)),
    counted(kysely.selectFrom('audit').select((row) => row.fn.countAll<number>().as('n')).where('action', '=', 'session.begun').where('at', '>=', now - (now % day))),
    mailCounts(house),
    counted(kysely.selectFrom('job').select((row) => row.fn.countAll<number>().as('n')).where('error', 'is not', null)),
  ])
  const inState = (state: Listed['state']): number => agencies.filter((agency) => agency.state === state).length
  return {
    agencies: { total: agencies.length, active: inState('active'), suspended: inState('suspended'), expired: inState('expired'), unsubscribed: inState('unsubscribed') },
    accounts: { total, clients: Math.max(0, total - members - operators), members, operators, closed, active_this_week: activeThisWeek, new_this_week: newThisWeek },
    properties: { total: properties, published }, sessions, sign_ins_today: signIns, mails, jobs_failing: failing,
    attention: pressing(agencies, usage, now).map(({ agency, why }) => ({ agency: presentAgency(agency, usage.get(agency.id)!), why })),
  }
}

const order: readonly Why[] = ['expired', 'limit', 'ending', 'suspended']

function pressing(agencies: readonly Listed[], usage: ReadonlyMap<string, Usage>, now: number): { agency: Listed; why: Why }[] {
  return agencies.flatMap((agency) => {
    const why = whyLook(agency, usage.get(agency.id)!, now)
    return why ? [{ agency, why }] : []
  }).toSorted((a, b) => order.indexOf(a.why) - order.indexOf(b.why)).slice(0, 20)
}

function whyLook({ subscription, state }: Listed, used: Usage, now: number): Why | null {
  if (!subscription) return null
  if (state === 'suspended' || state === 'expired') return state
  const near = (most: number | null, count: number): boolean => most !== null && count >= most * nearly && count > 0
  if (near(subscription.maxAgents, used.agents) || near(subscription.maxProperties, used.properties) || near(subscription.maxClients, used.clients)) return 'limit'
  return subscription.endsAt - now <= soon ? 'ending' : null
}
