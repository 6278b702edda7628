import type { PropertyListRow } from '../properties/model-views.ts'
import type { ClientNote, Interaction, Task } from './model-follow-up.ts'
import type { Interest } from './model-interest.ts'
import type { Lead, LeadStatus } from './model-lead.ts'
import type { ClientSearch } from './model-search.ts'
import type { Contact, ContactRole, MergeChoice, consentChannels, consentPurposes } from './model.ts'
import type { NextStep, ScorePart } from './rules-lead.ts'
import type { Match } from './rules-matching.ts'

export type PhoneView = { id: string; typed: string; e164: string | null; whatsapp: boolean; wave: boolean; orangeMoney: boolean }
export type ContactBrief = { id: string; name: string; email: string | null; phones: PhoneView[]; roles: ContactRole[] }
export type ContactListRow = ContactBrief & { properties: number; updatedAt: number; clientStatus: Contact['clientStatus']; priority: Contact['priority']; tags: string[]; agentName: string | null; /** 0 to 100. */ score: number }
export type ContactPage = { rows: ContactListRow[]; count: number }
export type TagCount = { tag: string; count: number }
/** Two records that may be one person, and by what they are alike. */
export type ContactPair = { one: ContactBrief; other: ContactBrief; by: ('phone' | 'email' | 'name')[] }
export type ContactPairs = { pairs: ContactPair[]; count: number }
/** What moves when the one is merged into the other, and the word of each where they differ. */
export type MergePreview = {
  into: ContactView; from: ContactView; agents: { id: string; name: string }[]
  moves: { searches: number; interests: number; leads: number; interactions: number; notes: number; tasks: number; properties: number; phones: number; tags: number }
  /** Fields that both fill in differently. */
  differs: MergeChoice[]
}
export type SearchRow = ClientSearch & { contact: ContactBrief }
export type SearchPage = { rows: SearchRow[]; count: number }
/** What is known between somebody and one property: how far it went, and when it was last proposed. */
export type Between = { interest: Pick<Interest, 'step' | 'state' | 'at'> | null; proposedAt: number | null }
export type ConsentView = { purpose: (typeof consentPurposes)[number]; channel: (typeof consentChannels)[number]; given: boolean; day: string; source: string | null }
export type ContactView = { contact: Contact; phones: PhoneView[]; roles: ContactRole[]; tags: string[]; consents: ConsentView[]; mayEdit: boolean }
/** A saved search, of whom, and whether the reader may write to his record. */
export type Whose = { search: ClientSearch; contact: ContactBrief; mayEdit: boolean }
/** Properties for a wish, the best first; `counts` of all, of which the first are shown. */
export type MatchesView = { whose: Whose | null; match: PropertyMatch[]; almost: PropertyMatch[]; counts: { match: number; almost: number } }
/** `between`: of whoever searches; null for a wish that nobody has yet. */
export type PropertyMatch = Pick<Match, 'score' | 'reasons'> & { row: PropertyListRow; between: Between | null }
/** Clients for a property. */
export type SuitorsView = { match: ClientMatch[]; almost: ClientMatch[]; counts: { match: number; almost: number } }
export type ClientMatch = Pick<Match, 'score' | 'reasons'> & Whose & { between: Between }

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
export type TaskPage = { rows: TaskRow[]; count: number; today: string; /** `week` holds tomorrow too. */ counts: { overdue: number; today: number; tomorrow: number; week: number; later: number } }

// ---- a client's whole life with the agency

export type InterestRow = Interest & { propertyTitle: string; propertyReference: string | null }
export type ClientLife = FollowUps & { searches: ClientSearch[]; interests: InterestRow[]; leads: LeadRow[]; /** Records that were merged into this one, with the fields in which they say something else. */ merged: { contact: Contact; differs: string[] }[]; conversionScore: ScorePart[] }
