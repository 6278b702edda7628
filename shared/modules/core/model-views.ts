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
