import type { Contact } from './model.ts'
import type { Financing } from './model-search.ts'
import type { ScorePart } from './rules-lead.ts'

/** How near a client is to signing, 0 to 100, line by line (seed-system §3.7): worked out whenever it is read. */

export const priorityPoints: Readonly<Record<NonNullable<Contact['priority']>, number>> = { low: 0, medium: 5, high: 10, urgent: 15 }
export const statusPoints: Readonly<Record<NonNullable<Contact['clientStatus']>, number>> = { prospect: 0, active: 10, client: 20, inactive: 0, archived: 0 }
export const financingPoints: Readonly<Record<Financing, number>> = { cash: 15, preApproved: 20, mortgage: 10, notSure: 0 }
export const interestPoints = { each: 2, most: 20 }
export const inquiryPoints = { each: 3, most: 30 }
export const latelyPoints = 10
export const lately = 30 * 86_400_000

export type ClientFacts = {
  interests: number
  inquiries: number
  priority: Contact['priority']
  status: Contact['clientStatus']
  /** The best of his searches. */
  financings: readonly Financing[]
  /** When he last looked at a property; null: never. */
  lastLook: number | null
}

export function conversionParts({ interests, inquiries, priority, status, financings, lastLook }: ClientFacts, now: number): ScorePart[] {
  return [
    { part: 'interests', points: Math.min(interestPoints.each * interests, interestPoints.most) },
    { part: 'inquiries', points: Math.min(inquiryPoints.each * inquiries, inquiryPoints.most) },
    { part: 'priority', points: priority === null ? 0 : priorityPoints[priority] },
    { part: 'status', points: status === null ? 0 : statusPoints[status] },
    { part: 'financing', points: Math.max(0, ...financings.map((one) => financingPoints[one])) },
    { part: 'lately', points: lastLook !== null && now - lastLook <= lately ? latelyPoints : 0 },
  ]
}

export const conversionScore = (parts: readonly ScorePart[]): number => Math.min(100, parts.reduce((sum, { points }) => sum + points, 0))
