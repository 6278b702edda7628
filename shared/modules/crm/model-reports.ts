import { z } from 'zod'
import type { Agency, Member } from '../auth/model.ts'
import type { property } from '../properties/model.ts'
import type { Row } from '../../values/entity.ts'
import { idSchema } from '../../values/id.ts'
import { daySchema } from '../../values/period.ts'
import type { Day } from '../../values/period.ts'
import type { Interaction } from './model-follow-up.ts'
import type { Lead } from './model-lead.ts'
import type { ClientLife, ContactView, LeadRow, TalkLine } from './model-views.ts'
import type { Contact } from './model.ts'

/** The facts of the three reports, as queries give them; shared/documents makes files of them. */

/** What stands at the head of every document: whose it is, of when, and by whom. `at` is milliseconds UTC. */
export type ReportHead = {
  agency: Pick<Agency, 'name' | 'phone' | 'email' | 'website' | 'address' | 'city' | 'licenseNumber' | 'zone' | 'logoFileId'>
  at: number
  by: string | null
}
/** Both days belong to it. */
export type Period = { from: Day; to: Day }

export type ClientReport = ReportHead & {
  view: ContactView
  agentName: string | null
  /** 0 to 100. */
  score: number
  searches: ClientLife['searches']
  interests: ClientLife['interests']
  leads: ClientLife['leads']
  /** Those still to be done. */
  tasks: ClientLife['tasks']
  /** Null where they were not asked for. */
  talks: ClientLife['interactions'] | null
  notes: ClientLife['notes'] | null
}

/**
 * What was done in a stretch of time. Leads are those that came in it, and how they stand today; everything else is what happened in it.
 * Rates are parts of one.
 */
export type Tally = {
  leads: number
  /** Of these leads. */
  won: number
  rate: number | null
  /** Leads that became clients in it, whenever they came. */
  converted: number
  lost: number
  /** Leads somebody has talked with, and the middle one of the hours that it took. */
  answered: number
  responseHours: number | null
  byStatus: Partial<Record<Lead['status'], number>>
  bySource: Partial<Record<Lead['source'], number>>
  /** Talks that were held; those laid out; those that fell through (called off, or nobody came). */
  talks: number
  planned: number
  missed: number
  byType: Partial<Record<Interaction['type'], number>>
  /** Held, and a part of `talks`. */
  visits: number
  tasksDone: number
  /** Done after their day; a part of `tasksDone`. */
  tasksLate: number
  /** Were due in it and are still open. */
  tasksOpen: number
  clients: number
  properties: number
}
export type MonthTally = Tally & { /** Its first day, or that of the period. */ from: Day }

export type AgentReport = ReportHead & {
  period: Period
  member: Pick<Member, 'id' | 'name' | 'role' | 'position' | 'email'>
  total: Tally
  months: MonthTally[]
  /** Followed today: open leads, clients, properties on offer. */
  holds: { leads: number; clients: number; properties: number }
  leads: LeadRow[]
  talks: TalkLine[]
}

export type AgencyReport = ReportHead & {
  period: Period
  total: Tally
  months: MonthTally[]
  /** Today's stock; nothing where there is none of a kind in a state. */
  properties: { kind: Row<typeof property>['kind']; status: Row<typeof property>['status']; count: number }[]
  /** Leads of the period. */
  leads: { source: Lead['source']; status: Lead['status']; count: number }[]
  /** Whoever works there or did something in it. */
  team: (Tally & Pick<Member, 'id' | 'name' | 'role' | 'active'>)[]
  clients: { status: NonNullable<Contact['clientStatus']>; count: number }[]
}

const day = daySchema.nullable().default(null)
export const clientReportInput = z.strictObject({ id: idSchema, interactions: z.boolean().default(true), notes: z.boolean().default(true) })
/** Without days: the thirty that end today. */
export const periodInput = z.strictObject({ from: day, to: day })
export const agentReportInput = periodInput.extend({ memberId: idSchema })

/** A file that the core made, whole. */
export type FileMade = { name: string; mime: string; base64: string }
