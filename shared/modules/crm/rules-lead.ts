import type { Lead, LeadStatus } from './model-lead.ts'
import { openLeadStatuses } from './model-lead.ts'

/** How promising a lead is, how urgent, and what to do about it next. Numbers: seed-system §3.7, its defects mended. */

const day = 86_400_000

// ---- where it may go

export const isOpen = (status: LeadStatus): boolean => (openLeadStatuses as readonly LeadStatus[]).includes(status)

/** Any open stage from any other: people skip and go back. Won is made by converting; a closed one is opened again first. */
export function leadMoves(status: LeadStatus): LeadStatus[] {
  if (status === 'won') return ['archived']
  if (status === 'lost' || status === 'archived') return ['new', 'contacted', ...(status === 'lost' ? ['archived' as const] : [])]
  return [...openLeadStatuses.filter((to) => to !== status), 'lost', 'archived']
}

// ---- how promising

/** One line of the sum, so that anybody may ask why this number. */
export type ScorePart = { part: string; points: number }

const sourcePoints: Readonly<Record<Lead['source'], number>> = {
  referral: 20, website: 15, openHouse: 15, walkIn: 12, partner: 12, whatsapp: 12, socialMedia: 10, phoneCall: 10, advertisement: 8, email: 5, other: 5,
}
const qualificationPoints: Readonly<Record<Lead['qualification'], number>> = { hot: 20, warm: 10, cold: 5, unqualified: 0 }
/** Points by age: the youngest line that fits. Days. */
export const freshness = [{ days: 1, points: 20 }, { days: 7, points: 15 }, { days: 30, points: 10 }, { days: 90, points: 5 }] as const
export const mostScore = 100

type Facts = Pick<Lead, 'source' | 'email' | 'phone' | 'qualification' | 'transaction' | 'budgetMin' | 'budgetMax' | 'kinds' | 'places' | 'propertyId' | 'timeframe' | 'status' | 'agentId' | 'nextActionOn'>

const said = {
  kind: (lead: Facts): boolean => lead.kinds.length > 0 || lead.propertyId !== null,
  budget: (lead: Facts): boolean => lead.budgetMin !== null || lead.budgetMax !== null,
  place: (lead: Facts): boolean => lead.places.length > 0 || lead.propertyId !== null,
  timeframe: (lead: Facts): boolean => lead.timeframe !== null,
}

/** Everything of the score but its age, line by line. */
export function scoreParts(lead: Facts): ScorePart[] {
  return [
    { part: 'source', points: sourcePoints[lead.source] },
    { part: 'email', points: lead.email ? 5 : 0 },
    { part: 'phone', points: lead.phone ? 10 : 0 },
    { part: 'kind', points: said.kind(lead) ? 10 : 0 },
    { part: 'budget', points: said.budget(lead) ? 15 : 0 },
    { part: 'place', points: said.place(lead) ? 10 : 0 },
    { part: 'timeframe', points: said.timeframe(lead) ? 10 : 0 },
    { part: 'qualification', points: qualificationPoints[lead.qualification] },
  ]
}

export const baseScore = (lead: Facts): number => scoreParts(lead).reduce((sum, { points }) => sum + points, 0)

/** @param age milliseconds since the lead came. */
export const agePoints = (age: number): number => freshness.find(({ days }) => age <= days * day)?.points ?? 0

/** 0 to 100. What changes with time is added when it is read: a score is never yesterday's. */
export const leadScore = (base: number, age: number): number => Math.min(mostScore, base + agePoints(age))

// ---- how urgent

const haste: Readonly<Record<NonNullable<Lead['timeframe']>, number>> = { immediate: 30, withinMonth: 25, withinThreeMonths: 20, withinSixMonths: 15, withinYear: 10, exploring: 5 }
const eagerness: Readonly<Record<Lead['source'], number>> = {
  referral: 15, walkIn: 12, openHouse: 12, whatsapp: 12, website: 10, phoneCall: 8, advertisement: 8, socialMedia: 5, partner: 5, email: 5, other: 5,
}

/** 0 to 100: how soon they want it, whether they can be reached, how much is known already, how they came. */
export function urgencyParts(lead: Facts): ScorePart[] {
  return [
    { part: 'timeframe', points: lead.timeframe === null ? 0 : haste[lead.timeframe] },
    { part: 'reachable', points: lead.email && lead.phone ? 20 : lead.email || lead.phone ? 10 : 0 },
    { part: 'budget', points: said.budget(lead) ? 15 : 0 },
    { part: 'kind', points: said.kind(lead) ? 10 : 0 },
    { part: 'place', points: said.place(lead) ? 10 : 0 },
    { part: 'source', points: eagerness[lead.source] },
  ]
}
export const leadUrgency = (lead: Facts): number => urgencyParts(lead).reduce((sum, { points }) => sum + points, 0)

// ---- what next

export type NextStep = 'assign' | 'contactWithinADay' | 'planMeeting' | 'followClosely' | 'followRegularly' | 'askForWishes'

/** What a good colleague would remind of, the first thing first. */
export function nextSteps(lead: Facts): NextStep[] {
  if (!isOpen(lead.status)) return []
  return [
    ...(lead.agentId === null ? ['assign' as const] : []),
    ...(lead.status === 'new' ? ['contactWithinADay' as const] : lead.status === 'contacted' ? ['planMeeting' as const] : []),
    ...(lead.qualification === 'hot' ? ['followClosely' as const] : lead.qualification === 'warm' ? ['followRegularly' as const] : []),
    ...(said.kind(lead) && said.budget(lead) ? [] : ['askForWishes' as const]),
  ]
}

// ---- who follows it

/**
 * Hands each lead to whoever has the fewest open ones, the most promising lead first; among equals who comes first in the list.
 * Gives the member for each lead; nothing where nobody is there.
 */
export function distribute(leads: readonly { id: string; score: number }[], loads: readonly { memberId: string; open: number }[]): Map<string, string> {
  const open = loads.map((load) => ({ ...load }))
  const given = new Map<string, string>()
  for (const { id } of leads.toSorted((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1))) {
    const least = open.reduce<(typeof open)[number] | null>((best, one) => (best === null || one.open < best.open ? one : best), null)
    if (!least) break
    least.open++
    given.set(id, least.memberId)
  }
  return given
}
