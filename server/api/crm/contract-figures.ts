import { z } from 'zod'
import { operation } from '../operation.ts'

const tag = 'Clients'
const whole = z.int().min(0)
const chart = z.object({ labels: z.array(z.string()), data: z.array(whole) })

export const figuresContract = {
  'analytics.get': operation({
    method: 'get', path: '/api/crm/analytics/', tag, summary: 'Charts of one’s agency: clients, talks, how many leads become clients', access: 'member', rate: 'read', query: z.object({ period: z.enum(['week', 'month', 'year']).default('week') }),
    description: 'In the shape that the charts of the mobile client draw. Reservations and commissions are nought as long as the platform has none.',
    answer: z.object({
      clientsOverTime: chart, interactionsByType: chart, conversionFunnel: chart, clientsByStatus: z.array(z.object({ name: z.string(), population: whole, color: z.string(), legendFontColor: z.string(), legendFontSize: z.int() })),
      summary: z.object({
        total_clients: whole, active_clients: whole, total_leads: whole, total_interactions: whole, conversion_rate: z.number(), reservations: z.object({ total: whole, completed: whole, pending: whole, confirmed: whole }),
        commissions: z.object({ total_amount: z.number(), pending_amount: z.number(), paid_amount: z.number() }),
      }),
    }).meta({ id: 'Analytics' }),
    example: { query: { period: 'week' } },
  }),
  'admin.overview': operation({
    method: 'get', path: '/api/crm/admin/overview/', tag, summary: 'Totals of the platform', access: 'operator', rate: 'read', description: 'What the platform does not do yet stands at nought.',
    answer: z.object({
      agencies: z.object({ total: whole, active: whole }), agents: z.object({ total: whole, active: whole }), clients: z.object({ total: whole, active: whole }), leads: z.object({ total: whole, new: whole, qualified: whole }),
      reservations: z.object({ total: whole, pending: whole, confirmed: whole, completed: whole, cancelled: whole, total_revenue: z.number() }), commissions: z.object({ pending_count: whole, pending_amount: z.number(), paid_amount: z.number() }),
      reviews_pending_moderation: whole,
    }).meta({ id: 'PlatformTotals' }),
  }),
} as const
