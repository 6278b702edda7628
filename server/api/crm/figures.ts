import { clientStatuses } from '../../../shared/modules/crm/model.ts'
import type { ClientFigures, LeadStatistics } from '../../../shared/modules/crm/model-views.ts'
import { addDays, addMonths, dayOfInstant } from '../../../shared/values/period.ts'
import { ask } from '../../house.ts'
import type { House } from '../../house.ts'
import { translate } from '../../http/errors.ts'
import { memberActor } from '../caller.ts'
import { listAgencies } from '../console/agencies.ts'
import type { HandlersOf } from '../operation.ts'
import type { figuresContract } from './contract-figures.ts'

const colors = { prospect: '#F2B84B', active: '#2E86AB', client: '#D95724', inactive: '#9AA5B1', archived: '#CBD2D9' } as const
const legend = { legendFontColor: '#384242', legendFontSize: 12 } as const
const startOf = (day: string): number => Date.parse(`${day}T00:00:00Z`)

/** Where the columns begin and end, with a name for each: the last seven days, four weeks, or twelve months, today among them. */
function columnsOf(period: 'week' | 'month' | 'year', now: number, language: 'fr' | 'en', week: (number: number) => string): { marks: number[]; labels: string[] } {
  const today = dayOfInstant(now, 'UTC')
  const named = (day: string, part: Intl.DateTimeFormatOptions): string => {
    const word = new Intl.DateTimeFormat(language, { ...part, timeZone: 'UTC' }).format(startOf(day)).replace('.', '')
    return word.charAt(0).toUpperCase() + word.slice(1)
  }
  const month = `${today.slice(0, 7)}-01`
  const days = period === 'week' ? Array.from({ length: 8 }, (_, i) => addDays(today, i - 6)) : period === 'month' ? Array.from({ length: 5 }, (_, i) => addDays(today, 7 * i - 27)) : Array.from({ length: 13 }, (_, i) => addMonths(month, i - 11))
  const labels = days.slice(0, -1).map((day, i) => (period === 'week' ? named(day, { weekday: 'short' }) : period === 'month' ? week(i + 1) : named(day, { month: 'short' })))
  return { marks: days.map(startOf), labels }
}

async function totalsOf(house: House) {
  const { kysely } = house.reading
  const counted = async (query: { executeTakeFirstOrThrow(): Promise<{ n: number }> }): Promise<number> => Number((await query.executeTakeFirstOrThrow()).n)
  const agents = kysely.selectFrom('member').select(({ fn }) => fn.countAll<number>().as('n')).where('deletedAt', 'is', null).where('role', '=', 'agent')
  const clients = kysely.selectFrom('contact').select(({ fn }) => fn.countAll<number>().as('n')).where('deletedAt', 'is', null).where('mergedInto', 'is', null).where('clientStatus', 'is not', null)
  const leads = kysely.selectFrom('leadList').select(({ fn }) => fn.countAll<number>().as('n'))
  const [allAgents, activeAgents, allClients, activeClients, allLeads, fresh, qualified, agencies] = await Promise.all([
    counted(agents), counted(agents.where('active', '=', 1)), counted(clients), counted(clients.where('clientStatus', '=', 'active')), counted(leads), counted(leads.where('status', '=', 'new')), counted(leads.where('status', '=', 'qualified')),
    listAgencies(house, { search: '', ordering: 'name' }),
  ])
  return {
    agencies: { total: agencies.length, active: agencies.filter(({ state }) => state === 'active').length }, agents: { total: allAgents, active: activeAgents }, clients: { total: allClients, active: activeClients },
    leads: { total: allLeads, new: fresh, qualified },
  }
}

// Reservations, commissions and reviews are not on this platform yet: there are none of them.
const noReservations = { total: 0, pending: 0, confirmed: 0, completed: 0 }

export const figuresHandlers: HandlersOf<typeof figuresContract> = {
  'analytics.get': async ({ house, caller, query, language }) => {
    const t = translate(language)
    const actor = memberActor(caller)
    const { marks, labels } = columnsOf(query.period, house.clock(), language, (number) => t('server.crm.week', { number }))
    const [figures, leads] = await Promise.all([ask<ClientFigures>(house, actor, 'clients.figures', { marks }), ask<LeadStatistics>(house, actor, 'leads.statistics', { filters: [], search: '' })])
    const of = (status: (typeof clientStatuses)[number]): number => figures.byStatus.filter((one) => one.status === status).reduce((sum, { count }) => sum + count, 0)
    const stand = (...statuses: (keyof typeof leads.byStatus)[]): number => statuses.reduce((sum, status) => sum + (leads.byStatus[status] ?? 0), 0)
    const total = clientStatuses.reduce((sum, status) => sum + of(status), 0)
    const pie = clientStatuses.filter((status) => of(status) > 0).map((status) => ({ name: t(`server.crm.clients.${status}`), population: of(status), color: colors[status], ...legend }))
    return {
      clientsOverTime: { labels, data: figures.overTime },
      interactionsByType: figures.talks.length ? { labels: figures.talks.map(({ type }) => t(`server.crm.talks.${type}`)), data: figures.talks.map(({ count }) => count) } : { labels: ['—'], data: [0] },
      conversionFunnel: {
        labels: [t('server.crm.funnel.leads'), t('server.crm.funnel.qualified'), t('server.crm.funnel.active'), t('server.crm.funnel.converted')], data: [leads.total, stand('qualified', 'proposalSent', 'negotiation', 'won'), of('active'), stand('won')],
      },
      // The chart draws no circle of nothing.
      clientsByStatus: pie.length ? pie : [{ name: t('server.crm.clients.none'), population: 1, color: '#e5e7eb', ...legend }],
      summary: {
        total_clients: total, active_clients: of('active'), total_leads: leads.total, total_interactions: figures.talks.reduce((sum, { count }) => sum + count, 0), conversion_rate: leads.conversionRate ?? 0, reservations: noReservations,
        commissions: { total_amount: 0, pending_amount: 0, paid_amount: 0 },
      },
    }
  },
  'admin.overview': async ({ house }) => ({
    ...(await totalsOf(house)), reservations: { ...noReservations, cancelled: 0, total_revenue: 0 }, commissions: { pending_count: 0, pending_amount: 0, paid_amount: 0 }, reviews_pending_moderation: 0,
  }),
}
