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
  /** What open leads that want to buy in francs would spend at most, integer XOF. */
  openValue: number
}

// ---- talks, notes, tasks

type Named = { memberName: string | null; contactName: string | null; leadName: string | null; propertyTitle: string | null }
export type InteractionRow = Interaction & Named
export type NoteRow = ClientNote & Named
export type TaskRow = Task & Named
export type FollowUps = { interactions: InteractionRow[]; notes: NoteRow[]; tasks: TaskRow[] }
export type TaskPage = { rows: TaskRow[]; count: number; today: string; counts: { overdue: number; today: number; week: number; later: number } }

// ---- a client's whole life with the agency

export type InterestRow = Interest & { propertyTitle: string; propertyReference: string | null }
export type ClientLife = FollowUps & { searches: ClientSearch[]; interests: InterestRow[]; leads: LeadRow[]; /** Records that were merged into this one, with the fields in which they say something else. */ merged: { contact: Contact; differs: string[] }[]; conversionScore: ScorePart[] }

// ---- clients as a list, and what is asked of them from outside

/** `search`: what he looks for first; `seen` and so on make the score of how near he is to signing, which he himself is not told. */
export type ClientRow = {
  contact: Contact; agentName: string | null; agencyName: string; phones: PhoneView[]; tags: string[]; search: ClientSearch | null; interests: number; inquiries: number; lastLook: number | null; conversion: number | null
}
export type ClientPage = { rows: ClientRow[]; count: number }
export type TalkRow = InteractionRow & { followUp: TaskRow | null }
export type TalkPage = { rows: TalkRow[]; count: number }
export type NotePage = { rows: NoteRow[]; count: number }
export type InterestPageRow = InterestRow & { contactName: string; score: number }
export type InterestPage = { rows: InterestPageRow[]; count: number }
export type ClientOffer = Pick<Match, 'score' | 'reasons'> & { contactId: string; searchId: string; propertyId: string }
export type ClientFigures = { overTime: number[]; byStatus: { status: NonNullable<Contact['clientStatus']>; count: number }[]; talks: { type: Interaction['type']; count: number }[] }
