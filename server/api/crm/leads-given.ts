import { joinedTexts } from '../../../shared/modules/crm/rules-merge.ts'
import type { Lead } from '../../../shared/modules/crm/model-lead.ts'
import { kindOf } from '../../../shared/modules/properties/rules-import-kinds.ts'
import type { PropertyKind } from '../../../shared/modules/properties/model.ts'
import { fold } from '../../../shared/values/fold.ts'
import { kindWords, ours, transactionWords } from '../properties/fields.ts'
import { amountOf, mustRise, placeCalled, rangeOf, said } from './given-wish.ts'
import type { LeadGiven } from './shapes.ts'
import { leadSourceWords, timeframeWords, toOurs } from './words.ts'

/** Names of our fields, as the mobile client writes them. */
export const leadFields = {
  budgetMin: 'min_budget', budgetMax: 'max_budget', name: 'first_name', firstName: 'first_name', lastName: 'last_name', phone: 'phone', email: 'email', agentId: 'assigned_agent_id', propertyId: 'property_id', nextActionOn: 'next_action_date', reason: 'lost_reason',
} as const

export type LeadPatch = Partial<Omit<Lead, 'id' | 'status' | 'agentId'>>

/** @param before what the lead says so far; null: there is none yet */
export function leadPatchOf(given: LeadGiven, before: Lead | null): LeadPatch {
  const currency = given.currency ?? before?.currency ?? 'XOF'
  const range = given.budget_range === undefined ? {} : given.budget_range === '' ? { budgetMin: null, budgetMax: null } : rangeOf(given.budget_range, currency, 'budget_range')
  const budget = { ...range, ...said({ budgetMin: amountOf(given.min_budget, currency, 'min_budget'), budgetMax: amountOf(given.max_budget, currency, 'max_budget') }) }
  mustRise(budget.budgetMin ?? (budget.budgetMin === undefined ? before?.budgetMin : null), budget.budgetMax ?? (budget.budgetMax === undefined ? before?.budgetMax : null), 'max_budget')
  const kinds = kindsOf(given)
  const wish = given.wish === undefined ? undefined : given.wish || null
  const places = given.location_interest === undefined ? undefined : given.location_interest.split(/\s*;\s*/).filter(Boolean).slice(0, 20).map(placeCalled)
  return said({
    ...nameOf(given, before), company: given.company, email: given.email, phone: given.phone, whatsapp: given.whatsapp, source: toOurs(leadSourceWords, given.source), transaction: toOurs(transactionWords, given.transaction),
    ...budget, currency: given.currency, kinds: kinds.known, places, timeframe: given.timeframe === '' ? null : toOurs(timeframeWords, given.timeframe),
    // What is no kind of property that we know stays in words.
    wish: kinds.words === null ? wish : joinedTexts(wish === undefined ? (before?.wish ?? null) : wish, kinds.words, 1000),
    notes: given.notes, nextAction: given.next_action, nextActionOn: given.next_action_date?.slice(0, 10) ?? given.next_action_date, propertyId: given.property_id,
  }) as LeadPatch
}

function kindsOf({ property_types: types, property_type_interest: interest }: LeadGiven): { known: PropertyKind[] | undefined; words: string | null } {
  if (types !== undefined) return { known: [...new Set(types.map((word) => ours(kindWords, word)!))], words: null }
  if (interest === undefined) return { known: undefined, words: null }
  const parts = interest.split(/[,;/]/).map((part) => part.trim()).filter(Boolean)
  const found = parts.map((part) => ours(kindWords, part) ?? kindOf(fold(part))?.kind ?? null)
  return { known: [...new Set(found.filter((kind) => kind !== null))], words: parts.filter((_part, i) => found[i] === null).join(', ') || null }
}

function nameOf(given: LeadGiven, before: Lead | null): Partial<Pick<Lead, 'name' | 'firstName' | 'lastName'>> {
  if (given.first_name === undefined && given.last_name === undefined && before) return {}
  const firstName = given.first_name === undefined ? (before?.firstName ?? null) : given.first_name || null
  const lastName = given.last_name === undefined ? (before?.lastName ?? null) : given.last_name || null
  const name = [firstName, lastName].filter(Boolean).join(' ') || given.company || before?.name || ''
  return { name, firstName, lastName }
}
