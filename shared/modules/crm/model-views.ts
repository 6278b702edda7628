import type { PropertyListRow } from '../properties/model-views.ts'
import type { AlertEntry, AlertMessage } from './model-alert.ts'
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

/** One search among all: `best` of its properties; null where one is gone. `count` and `at` of all that was worked out. */
export type AgencyMatchRow = {
  search: ClientSearch; contactId: string; contactName: string; agentName: string | null; matches: number; almost: number; score: number; best: { id: string; title: string; reference: string | null; score: number }[]
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
  /** What open leads that want to buy in francs would spend at most, integer XOF. */
  openValue: number
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

// ---- clients as a list, and what is asked of them from outside

/** `search`: what he looks for first; `seen` and so on make the score of how near he is to signing, which he himself is not told. */
export type ClientRow = {
  contact: Contact; agentName: string | null; agencyName: string; phones: PhoneView[]; tags: string[]; search: ClientSearch | null; interests: number; inquiries: number; lastLook: number | null; conversion: number | null
}
export type ClientPage = { rows: ClientRow[]; count: number }
export type TalkRow = InteractionRow & { followUp: TaskRow | null }
/** A talk as a line of a list. */
export type TalkLine = Pick<InteractionRow, 'id' | 'at' | 'type' | 'channel' | 'subject' | 'status' | 'outcome' | 'durationMinutes' | 'contactName' | 'leadName' | 'propertyTitle'>
export type TalkPage = { rows: TalkRow[]; count: number }
export type NotePage = { rows: NoteRow[]; count: number }
export type InterestPageRow = InterestRow & { contactName: string; score: number }
export type InterestPage = { rows: InterestPageRow[]; count: number }
export type ClientOffer = Pick<Match, 'score' | 'reasons'> & { contactId: string; searchId: string; propertyId: string }
export type ClientFigures = { overTime: number[]; byStatus: { status: NonNullable<Contact['clientStatus']>; count: number }[]; talks: { type: Interaction['type']; count: number }[] }

// ---- what saved searches say by themselves

/** `number` is E.164; null where there is none any more. `count` of all that it is about, of which the best are named. */
export type AlertMessageView = {
  message: AlertMessage; contactName: string; agentName: string | null; number: string | null; text: string; count: number; properties: { id: string; title: string; reference: string | null; isAvailable: boolean }[]
}
export type AlertPage = { rows: AlertMessageView[]; count: number }
export type AlertEntryView = { entry: AlertEntry; contactName: string | null; search: ClientSearch | null; properties: { id: string; title: string }[] }
export type AlertLog = { rows: AlertEntryView[]; count: number }
