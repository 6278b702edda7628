import type { PropertyListRow } from '../properties/model-views.ts'
import type { AlertEntry, AlertMessage } from './model-alert.ts'
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

/** One search among all: `best` of its properties; null where one is gone. `count` and `at` of all that was worked out. */
export type AgencyMatchRow = {
  searchId: string; searchTitle: string | null; transaction: ClientSearch['transaction']; contactId: string; contactName: string; agentName: string | null; matches: number; almost: number; score: number; best: { id: string; title: string; reference: string | null; score: number }[]
}
export type AgencyMatches = { at: number | null; count: number; rows: AgencyMatchRow[] }
/** What a few searches found, for whoever works all of them out. */
export type MatchedSearch = { searchId: string; contactId: string; matches: number; almost: number; best: { id: string; score: number }[] }

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

// ---- what saved searches say by themselves

/** `number` is E.164; null where there is none any more. `count` of all that it is about, of which the best are named. */
export type AlertMessageView = {
  message: AlertMessage; contactName: string; agentName: string | null; number: string | null; text: string; count: number; properties: { id: string; title: string; reference: string | null; isAvailable: boolean }[]
}
export type AlertPage = { rows: AlertMessageView[]; count: number }
export type AlertEntryView = { entry: AlertEntry; contactName: string | null; searchTitle: string | null; properties: { id: string; title: string }[] }
export type AlertLog = { rows: AlertEntryView[]; count: number }
