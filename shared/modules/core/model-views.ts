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
  /** How far the log is known here, and how far it went when last asked. */
  cursor: number
  head: number | null
  /** What is still on its way of an agency that arrives: rows, then the history behind them; about how many. Null: everything is here. */
  arriving: { what: 'rows' | 'history'; done: number; total: number } | null
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
