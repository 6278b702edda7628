import type { z } from 'zod'
import type { LeadRow } from '../../../shared/modules/crm/model-views.ts'
import type { Translate } from '../../../shared/language/index.ts'
import { amountOrNull } from '../properties/decimals.ts'
import { kindWords, transactionWords } from '../properties/fields.ts'
import { isoOf } from '../values.ts'
import { placeName } from './given-wish.ts'
import type { lead } from './shapes.ts'
import { leadSourceWords, leadStatusWords, qualificationWords, timeframeWords } from './words.ts'

export const dayIso = (day: string | null): string | null => (day === null ? null : `${day}T00:00:00.000+00:00`)

/** @param own whether a member of its agency reads it; whoever is the lead is not told what is thought of him */
export function presentLead(row: LeadRow, { agencyName, t, own = true }: { agencyName: string; t: Translate; own?: boolean }): z.input<typeof lead> {
  const amount = (value: number | null): string | null => amountOrNull(value, row.currency)
  return {
    id: row.id, first_name: row.firstName ?? (row.lastName === null ? row.name : ''), last_name: row.lastName ?? '', full_name: row.name, email: row.email, phone: row.phone, company: row.company ?? '', source: leadSourceWords[row.source],
    status: leadStatusWords[row.status], qualification: own ? qualificationWords[row.qualification] : null, score: own ? row.score : null, urgency_score: own ? row.urgency : null,
    property_type_interest: row.kinds.map((kind) => kindWords[kind]).join(', '), budget_range: row.budgetMin === null && row.budgetMax === null ? '' : `${plain(row.budgetMin)}-${plain(row.budgetMax)}`,
    location_interest: row.places.map(placeName).join('; '), timeframe: row.timeframe === null ? '' : timeframeWords[row.timeframe], assigned_agent: own ? row.agentName : null, agency: agencyName, notes: row.notes ?? '',
    next_action: own ? (row.nextAction ?? '') : '', next_action_date: own ? dayIso(row.nextActionOn) : null, next_actions: own ? row.steps.map((step) => t(`server.crm.steps.${step}`)) : [], converted_to_client: row.contactId !== null,
    conversion_date: isoOf(row.convertedAt), lost_reason: own ? (row.lostReason ?? '') : '', client_profile_id: own ? row.contactId : null, created_at: isoOf(row.createdAt), updated_at: isoOf(row.updatedAt),
    assigned_agent_id: own ? row.agentId : null, agency_id: row.agencyId, transaction: row.transaction === null ? null : transactionWords[row.transaction], min_budget: amount(row.budgetMin), max_budget: amount(row.budgetMax), currency: row.currency,
    property_types: row.kinds.map((kind) => kindWords[kind]), wish: row.wish ?? '', property_id: row.propertyId,
  }

  function plain(value: number | null): string {
    return amount(value)?.replace(/\.00$/, '') ?? ''
  }
}
