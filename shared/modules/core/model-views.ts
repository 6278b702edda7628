import type { LeadStatus } from '../crm/model-lead.ts'
import type { DayOfWork, FollowUpBrief } from '../crm/model-views.ts'
import type { Agency, Member, Role } from '../auth/model.ts'
import type { HistoryEntry, PropertyListRow } from '../properties/model-views.ts'

/** What is true before anybody signs in. */
export type SetupState =
  /** `joining`: address of a server whose agency has arrived here only in part. */
  | { state: 'empty'; joining: string | null }
  | { state: 'ready'; agencyName: string; demo: { email: string; password: string; role: Role }[] | null }
  | { state: 'database_newer'; found: number; known: number }
  | { state: 'database_corrupt'; keptAs: string; backups: BackupInfo[] }

/** What was typed here and waits to be sent. */
export type WaitingCommand = { commandId: string; name: string; entity: string | null; entityId: string | null; title: string | null; by: string | null; typedAt: number }

/** How this post stands with the server. */
export type SyncState = {
  /** Address of the server; null on a post that works alone. */
  server: string | null
  working: boolean
  /** Why the last exchange did not come to its end, or none can begin; null when all is well. */
  stopped: 'away' | 'busy' | 'signedOut' | 'revoked' | 'tooOld' | null
  /** Milliseconds UTC of the last exchange that came to its end. */
  exchangedAt: number | null
  waitingCount: number
  /** The first of them, in the order they were typed. */
  waiting: WaitingCommand[]
  /** Commands that the server refused and nobody has done anything about. */
  refusedCount: number
  /** How far the log is known here, and how far it went when last asked. */
  cursor: number
  head: number | null
  /** What is still on its way of an agency that arrives: rows, then the history behind them; about how many. Null: everything is here. */
  arriving: { what: 'rows' | 'history'; done: number; total: number } | null
  /** On its way to a server, or just arrived there. */
  founding: FoundingState | null
}

/** A person of the agency, as one speaks of him to others. */
export type Person = { id: string; name: string; email: string }
/** A desktop that was alone is bringing its agency to a server. */
export type FoundingState = {
  server: string
  /** The account under which it is brought. */
  email: string
  /** `sealed`: the server decides from now on, and there is no way back. */
  stage: 'sending' | 'sealed' | 'done'
  /** How far the log is there, and how far it goes; null before the server has said. */
  sent: number | null
  total: number
  working: boolean
  stopped: SyncState['stopped']
  /** What the server refused: it does not go on before somebody does something about it. */
  code: string | null
  /** Who cannot sign in there, once it is done. */
  withoutAccount: Person[]
}
/** What would travel to a server. */
export type ToFound = { properties: number; contacts: number; photos: number; documents: number; changes: number; members: Person[] }

/** How an exchange went: when it ended, how many milliseconds it took, how many commands and changes. */
export type PastExchange = { at: number; took: number; sent: number; received: number; refused: number; stopped: SyncState['stopped'] }

/** Whether this post holds what the server holds. */
export type SyncComparison =
  | { kind: 'same'; rows: number }
  /** In these tables, with how many rows here and there. They are taken anew. */
  | { kind: 'different'; tables: { entity: string; here: number; there: number }[] }
  /** Something waits, changes of a newer program lie aside, or others kept on writing. */
  | { kind: 'unsure'; why: 'waiting' | 'newer' | 'moving' }

/** A post of the agency, as the server knows it. */
export type PostView = {
  id: string
  name: string
  /** Who signed in on it last. */
  by: string | null
  seenAt: number | null
  revokedAt: number | null
  /** How many numbers of the log it has not received. */
  behind: number
  /** The post that asks. */
  here: boolean
}

/** How many files, and their bytes together. */
export type FileSum = { count: number; bytes: number }
/** How the files of the agency stand between this post and its server. */
export type FilesState = {
  working: boolean
  stopped: SyncState['stopped']
  toSend: FileSum
  toReceive: FileSum
  /** Kept back on a limited connection: own ones too large to be sent unasked, others' originals. */
  keptBack: { toSend: FileSum; toReceive: FileSum }
  /** Neither here nor at the server yet: still on the post of whoever added them. */
  elsewhere: number
  /** What the server does not take: with its error code. */
  refused: { fileId: string; name: string; code: string }[]
  /** Originals wait for room on this disk: it is nearly full, or full. */
  disk: 'well' | 'low' | 'full'
  limited: boolean
  /** Bytes of the round that is under way, and how many of them have been moved; null while nothing moves. */
  round: { done: number; total: number } | null
}

export type SessionView = {
  token: string
  member: Pick<Member, 'id' | 'name' | 'email' | 'role' | 'phone' | 'position'>
  agency: Pick<Agency, 'id' | 'name' | 'currency' | 'zone' | 'country' | 'referencePrefix' | 'lockAfterMinutes'>
  /** This computer, for the envelopes made here. */
  deviceId: string
  locked: boolean
  /** Milliseconds UTC when the window locks unless somebody touches it. */
  lockAt: number
  mustChangePassword: boolean
  /** command or query name -> what this member may do with it. */
  rights: Record<string, 'none' | 'own' | 'agency' | 'all'>
}

export type MemberView = Member & { hasPassword: boolean; lastSignInAt: number | null; properties: number }
export type RightsTable = { subjects: string[]; rows: { name: string; kind: 'command' | 'query'; levels: Record<string, 'none' | 'own' | 'agency' | 'all'> }[] }
export type BackupInfo = { name: string; at: number; bytes: number; reason: 'manual' | 'daily' | 'migration' | 'restore' }

export type SearchHit =
  | { entity: 'property'; id: string; title: string; detail: string; status: string; photoFileId: string | null; reference: string | null }
  | { entity: 'contact'; id: string; title: string; detail: string }
  | { entity: 'member'; id: string; title: string; detail: string }
  | { entity: 'lead'; id: string; title: string; detail: string; status: LeadStatus }
  | FollowUpBrief

export type Dashboard = {
  properties: { total: number; byStatus: { status: string; count: number }[]; byTransaction: { transaction: string; count: number }[] }
  /** Listings that are missing something a caller asks for. */
  toComplete: { kind: 'price' | 'place' | 'photo' | 'description' | 'surface'; count: number }[]
  recent: PropertyListRow[]
  expiringDocuments: { id: string; propertyId: string; propertyTitle: string; title: string; type: string; validUntil: string }[]
  /** Properties made available per week, oldest first, 12 weeks ending this one. */
  listedPerWeek: { weekStart: string; count: number }[]
  medianRentByQuartier: { quartier: string; median: number; count: number }[]
  contacts: number
  work: DayOfWork
  mostViewed: { id: string; title: string; quartier: string | null; views: number }[]
}

/** One command of the agency's log: its first change stands for it, `rows` says how many there are. */
export type LogEntry = {
  commandId: string
  commandName: string
  at: number
  actorId: string
  actorName: string | null
  /** Of the member who did it; null where the program did. */
  accountId: string | null
  entity: string
  entityId: string
  title: string | null
  rows: number
}
export type LogPage = { entries: LogEntry[]; count: number }

export type ActivityPage = { entries: (HistoryEntry & { title: string | null })[]; more: boolean }

/** A record that has a page of its own. */
export type RecordRef = { entity: 'property' | 'contact' | 'member' | 'agency'; id: string }
/** A field in its order, and the key of its name. */
export type NamedField = { name: string; label: string }

/** What one of two people typed, and who, when, on which post. */
export type ConflictSide = {
  values: Record<string, unknown>
  by: string
  byName: string | null
  device: string
  /** Null for a post that is not known here by name. */
  deviceName: string | null
  typedAt: number
}
/** Two values of one unit of one row, of which one is in it now: somebody is to choose. */
export type ConflictCard = {
  id: string
  at: number
  entity: string
  entityId: string
  record: RecordRef | null
  title: string | null
  /** `deleted` where an edit met a deletion; then there are no fields. */
  unit: string
  fields: NamedField[]
  kept: ConflictSide
  lost: ConflictSide
  /** What stands in the row now, which may be a third thing, or what it is known by where there are no fields; null where the row is not here. */
  present: Record<string, unknown> | null
  /** Two texts, of which both may be kept. */
  mayKeepBoth: boolean
  maySettle: boolean
}
export type ConflictPage = { cards: ConflictCard[]; count: number }

/** One row that a refused command would have changed: what the user wanted, and what is there now (null: nothing). */
export type RefusedChange = {
  entity: string
  entityId: string
  kind: 'create' | 'update' | 'delete' | 'restore'
  fields: NamedField[]
  wanted: Record<string, unknown>
  present: Record<string, unknown> | null
}
export type RefusedCommand = {
  commandId: string
  name: string
  typedAt: number
  by: string
  byName: string | null
  record: RecordRef | null
  title: string | null
  changes: RefusedChange[]
  /** As it was typed, to be corrected or copied. */
  input: unknown
  code: string
  params: Record<string, unknown>
}
/** What the server refused, with what builds on it in the order it was typed. */
export type AttentionCase = RefusedCommand & {
  /** When it was laid aside. */
  at: number
  state: 'open' | 'given_up' | 'sent_again'
  dependents: RefusedCommand[]
}
