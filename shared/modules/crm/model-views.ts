import type { PropertyListRow } from '../properties/model-views.ts'
import type { ClientNote, Interaction, Task } from './model-follow-up.ts'
import type { Interest } from './model-interest.ts'
import type { Lead, LeadStatus } from './model-lead.ts'
import type { ClientSearch } from './model-search.ts'
import type { Contact, ContactRole, consentChannels, consentPurposes } from './model.ts'
import type { NextStep, ScorePart } from './rules-lead.ts'
import type { Match } from './rules-matching.ts'

export type PhoneView = { id: string; typed: string; e164: string | null; whatsapp: boolean; wave: boolean; orangeMoney: boolean }
export type ContactBrief = { id: string; name: string; email: string | null; phones: PhoneView[]; roles: ContactRole[] }
export type ContactPage = { rows: (ContactBrief & { properties: number; updatedAt: number })[]; count: number }
export type ConsentView = { purpose: (typeof consentPurposes)[number]; channel: (typeof consentChannels)[number]; given: boolean; day: string; source: string | null }
export type ContactView = { contact: Contact; phones: PhoneView[]; roles: ContactRole[]; tags: string[]; consents: ConsentView[]; mayEdit: boolean }
/** Properties for a wish, the best first; `counts` of all, of which the first are shown. */
export type MatchesView = { match: PropertyMatch[]; almost: PropertyMatch[]; counts: { match: number; almost: number } }
export type PropertyMatch = Pick<Match, 'score' | 'reasons'> & { row: PropertyListRow }
/** Clients for a property. */
export type SuitorsView = { match: ClientMatch[]; almost: ClientMatch[]; counts: { match: number; almost: number } }
export type ClientMatch = Pick<Match, 'score' | 'reasons'> & { search: ClientSearch; contact: ContactBrief }

// ---- leads

export type LeadRow = Lead & { agentName: string | null; propertyTitle: string | null; score: number; urgency: number; steps: NextStep[] }
export type LeadPage = { rows: LeadRow[]; count: number }
export type LeadBoard = { columns: { status: LeadStatus; count: number; rows: LeadRow[] }[] }
export type LeadView = FollowUps & { lead: Lead; row: LeadRow; scoreParts: ScorePart[]; urgencyParts: ScorePart[]; steps: NextStep[]; contact: ContactBrief | null; mayEdit: boolean }
/** Average and rate in a hundred, one decimal; null where there is nothing to count. */
export type LeadStatistics = {
  total: number; byStatus: Partial<Record<LeadStatus, number>>; bySource: Partial<Record<Lead['source'], number>>; byQualification: Partial<Record<Lead['qualification'], number>>; averageScore: number | null; conversionRate: number | null
}

// ---- talks, notes, tasks

type Named = { memberName: string | null; contactName: string | null; leadName: string | null; propertyTitle: string | null }
export type InteractionRow = Interaction & Named
export type NoteRow = ClientNote & Named
export type TaskRow = Task & Named
export type FollowUps = { interactions: InteractionRow[]; notes: NoteRow[]; tasks: TaskRow[] }
/** What was said or is to be done, in a line. */
export type FollowUpBrief = { entity: 'task' | 'interaction' | 'clientNote'; id: string; title: string; detail: string; contactId: string | null; leadId: string | null }
export type TaskPage = { rows: TaskRow[]; count: number; today: string; /** `week` holds tomorrow too. */ counts: { overdue: number; today: number; tomorrow: number; week: number; later: number } }

/** What asks for something today. Figures count all, `rows` are the first of them: what is late before what is due. */
export type DayOfWork = {
  /** Of the reader. */
  tasks: { overdue: number; today: number; rows: TaskRow[] }
  /** Agreed for today, or for a day that is over and nobody wrote up. Of the reader. */
  talks: { count: number; rows: InteractionRow[] }
  /** `unfollowed`: nobody's. `hot`: of an agent his own, of whoever leads the agency all. `toFollow` and `rows`: the reader's, whose next step is due. */
  leads: { unfollowed: number; hot: number; toFollow: number; rows: LeadRow[] }
}
/** What came on offer lately, with how many clients it suits. */
export type LatestMatches = { rows: { row: PropertyListRow; match: number; almost: number }[] }

// ---- a client's whole life with the agency

export type InterestRow = Interest & { propertyTitle: string; propertyReference: string | null }
export type ClientLife = FollowUps & { searches: ClientSearch[]; interests: InterestRow[]; leads: LeadRow[]; /** Records that were merged into this one, with the fields in which they say something else. */ merged: { contact: Contact; differs: string[] }[]; conversionScore: ScorePart[] }
