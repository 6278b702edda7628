import type { Generated } from 'kysely'
import type { agency, member } from '../modules/auth/model.ts'
import type { file, savedView } from '../modules/core/model.ts'
import type { conflict } from '../modules/core/model-conflict.ts'
import type { alertEntry, alertMessage, alertTold } from '../modules/crm/model-alert.ts'
import type { interaction, clientNote, task } from '../modules/crm/model-follow-up.ts'
import type { interest } from '../modules/crm/model-interest.ts'
import type { Lead, LeadStatus, lead } from '../modules/crm/model-lead.ts'
import type { clientSearch } from '../modules/crm/model-search.ts'
import type { contact, contactConsent, contactPhone, contactRole, contactTag } from '../modules/crm/model.ts'
import type { notification, notificationPreference, quietHours } from '../modules/notifications/model.ts'
import type { importBatch, property, propertyAmenity, propertyDocument, propertyPhoto } from '../modules/properties/model.ts'
import type { EntityDeclaration, RowFrame } from '../values/entity.ts'
import type { PlatformTables } from './schema-platform.ts'

/**
 * The tables, for Kysely. Names here are camelCase; the CamelCasePlugin writes snake_case columns. Business tables are
 * derived from the declarations; machinery is spelt out.
 */
type Column<T> = boolean extends T
  ? number | Extract<T, null>
  : Exclude<T, null> extends string | number
    ? T
    : string | Extract<T, null>
type BusinessTable<E> = E extends EntityDeclaration<string, infer F>
  ? { [K in keyof F]: Column<F[K]['schema']['_output' & keyof F[K]['schema']] extends infer V ? V : never> } & FrameColumns
  : never
type FrameColumns = Omit<RowFrame, 'versions'> & { versions: string }

export type BusinessTables = {
  agency: BusinessTable<typeof agency>
  member: BusinessTable<typeof member>
  contact: BusinessTable<typeof contact>
  contactRole: BusinessTable<typeof contactRole>
  contactPhone: BusinessTable<typeof contactPhone>
  contactConsent: BusinessTable<typeof contactConsent>
  contactTag: BusinessTable<typeof contactTag>
  clientSearch: BusinessTable<typeof clientSearch>
  lead: BusinessTable<typeof lead>
  interaction: BusinessTable<typeof interaction>
  clientNote: BusinessTable<typeof clientNote>
  task: BusinessTable<typeof task>
  interest: BusinessTable<typeof interest>
  alertMessage: BusinessTable<typeof alertMessage>
  alertTold: BusinessTable<typeof alertTold>
  alertEntry: BusinessTable<typeof alertEntry>
  property: BusinessTable<typeof property>
  propertyAmenity: BusinessTable<typeof propertyAmenity>
  propertyPhoto: BusinessTable<typeof propertyPhoto>
  propertyDocument: BusinessTable<typeof propertyDocument>
  importBatch: BusinessTable<typeof importBatch>
  file: BusinessTable<typeof file>
  savedView: BusinessTable<typeof savedView>
  conflict: BusinessTable<typeof conflict>
  notification: BusinessTable<typeof notification>
  notificationPreference: BusinessTable<typeof notificationPreference>
  quietHours: BusinessTable<typeof quietHours>
}

export type ChangeKind = 'create' | 'update' | 'delete' | 'restore'

export type MachineryTables = {
  /** Serialises the writers of an agency and numbers its changes. */
  agencySequence: { agencyId: string; seq: number; localSeq: number }
  change: {
    agencyId: string
    /** The authority's number; null while the command waits for it. */
    seq: number | null
    localSeq: number
    n: number
    commandId: string
    entity: string
    entityId: string
    kind: ChangeKind
    patch: string
    before: string | null
    scope: string
    actorId: string
    deviceId: string
    typedAt: number
    at: number
  }
  command: {
    agencyId: string
    id: string
    name: string
    version: number
    inputHash: string
    status: 'applied' | 'rejected'
    code: string | null
    params: string | null
    result: string | null
    seq: number | null
    actorId: string
    deviceId: string
    batchId: string | null
    /** The command that this one took back. */
    undoes: string | null
    typedAt: number
    at: number
  }
  /** Commands waiting for the authority, with all that predicting them again needs. */
  outbox: {
    agencyId: string
    localSeq: number
    commandId: string
    envelope: string
    actor: string
    /** `noEffect`: predicted again it could not be done here; the authority still decides. */
    state: 'waiting' | 'noEffect'
    code: string | null
    /** The number under which it is sent, given when it first is. */
    deviceSeq: number | null
    /** What the server answered; it leaves the queue once the cursor has passed `resultSeq`. */
    result: string | null
    resultSeq: number | null
    tries: number | null
  }
  /** A post that joined a server: which, as whom, and how far. */
  syncState: {
    agencyId: string
    server: string | null
    deviceId: string | null
    incarnation: string | null
    epoch: string | null
    scopes: string | null
    /** Why it goes no further by itself: signed out, too old, revoked. */
    stopped: string | null
    cursor: number | null
    head: number | null
    deviceSeq: number | null
    exchangedAt: number | null
    /** When its rows were last compared with the server's. */
    checkedAt: number | null
    /** What is still to come of snapshots (sync/arrivals.ts); null: everything is here, its history too. */
    snapshot: string | null
  }
  attention: {
    agencyId: string
    commandId: string
    envelope: string
    actor: string
    code: string
    params: string | null
    /** What it had changed here before it was taken back: which rows, and to what. */
    changes: string | null
    /** The refused command that this one builds on. */
    blockedBy: string | null
    /** The command that was sent in its stead. */
    sentAs: string | null
    state: 'open' | 'given_up' | 'sent_again' | null
    localSeq: number | null
    typedAt: number | null
    at: number | null
  }
  ackedRecent: { agencyId: string; commandId: string; envelope: string; deviceSeq: number | null; seq: number | null; at: number | null }
  /** Of a desktop that brings its agency to a server. `withoutAccount`: JSON, ids of members who cannot sign in there; null before the end. */
  foundingHere: { agencyId: string; server: string; accountId: string; memberId: string; formerAccountId: string; email: string; begunAt: number | null; withoutAccount: string | null }
  /** `took` in milliseconds; `stopped`: why it did not come to its end. */
  pastExchange: { agencyId: string; at: number; took: number; sent: number; received: number; refused: number; stopped: string | null }
  parkedChange: { agencyId: string; seq: number; n: number; change: string }
  /** A file of the agency as a joined post and its server hold it. Derived from the rows `file`, so that it mends itself. */
  fileQueue: {
    agencyId: string
    fileId: string
    sha256: string
    bytes: number
    /** When its row was made. */
    at: number
    /** Whether it has a small picture. */
    pictured: number
    thumb: number
    /** The original is on this disk. */
    here: number
    /** Whether the server has it; null before it was asked, and while it does not know the row. */
    there: number | null
    /** Sent in spite of a limited connection. */
    released: number
    retryAt: number | null
    /** Why the server takes it not, for good. */
    code: string | null
    askedAt: number | null
  }
  /** A blob on its way to this server in parts. */
  incomingBlob: { agencyId: string; sha256: string; received: number; touchedAt: number }
  /** A post as the server knows it. */
  syncDevice: {
    agencyId: string
    deviceId: string
    incarnation: string | null
    accountId: string | null
    name: string | null
    appVersion: string | null
    schemaVersion: string | null
    protocol: number | null
    lastSeq: number | null
    cursor: number | null
    seenAt: number | null
    revokedAt: number | null
    createdAt: number | null
  }
  /** An agency on its way here from a desktop; nobody sees it yet. */
  founding: { agencyId: string; accountId: string; memberId: string; begunAt: number | null; touchedAt: number | null }
  /** `heads`: up to which number of each agency the log is that of the epoch before. */
  serverEpoch: { epoch: string; heads: string | null; at: number | null }
  effect: {
    agencyId: string
    id: string
    commandId: string
    kind: string
    payload: string
    /** `running` since `doneAt`, by one worker. */
    state: 'waiting' | 'running' | 'done' | 'failed' | 'cancelled'
    attempts: number
    error: string | null
    createdAt: number
    doneAt: number | null
  }
  counter: { agencyId: string; name: string; value: number }
  credential: { accountId: string; hash: string; mustChange: number; failed: number; lockedUntil: number | null; changedAt: number; lastSignInAt: number | null }
  session: { id: string; tokenHash: string; accountId: string; memberId: string; agencyId: string; createdAt: number; touchedAt: number; locked: number; endedAt: number | null }
  device: { id: string; name: string; createdAt: number }
  /** A search against all properties when it was last worked out. `best`: JSON, `{id, score}` of a few, the best first. */
  agencyMatch: { agencyId: string; searchId: string; contactId: string; best: string; matches: number; almost: number; score: number; at: number }
  /** Up to which number of the log saved searches of one rhythm were told, and when. */
  alertCursor: { agencyId: string; rhythm: 'immediate' | 'daily' | 'weekly'; seq: number; at: number }
  viewCount: { agencyId: string; entityId: string; day: string; count: number }
  /** What an import could not bring in, until its batch is forgotten: the user mends these lines. */
  importReject: { agencyId: string; batchId: string; line: number; kind: 'rejected' | 'duplicate'; cells: string; problems: string }
  search: { id: number; agencyId: string; entity: string; entityId: string; folded: string; sortKey: string }
  leadList: {
    agencyId: string
    id: string
    nameKey: string
    status: LeadStatus
    source: Lead['source']
    qualification: Lead['qualification']
    agentId: string | null
    transaction: string | null
    budgetMax: number | null
    /** What an open sale may be worth, in francs; null for any other lead. */
    openValue: number | null
    baseScore: number
    urgency: number
    nextActionOn: string | null
    statusAt: number
    createdAt: number
    updatedAt: number
  }
  /** How many properties stand where: kept with `propertyList`, in its transaction (tallies.ts). `rentedIn`: '' where it is not to let by the month at a known price. */
  propertyTally: { agencyId: string; status: string; transaction: string; hasPhoto: number; rentedIn: string; n: number }
  propertyList: {
    /** Given by the database as rows come in; means nothing outside it. */
    number: Generated<number>
    agencyId: string
    id: string
    titleKey: string
    /** Its number padded, so that DKR-9999 comes before DKR-10000. */
    referenceKey: string | null
    kind: string
    transaction: string
    status: string
    region: string | null
    commune: string | null
    quartier: string | null
    quartierKey: string
    priceAmount: number | null
    pricePeriod: string
    surfaceArea: number | null
    rooms: number | null
    bedrooms: number | null
    bathrooms: number | null
    furnished: string
    titleType: string | null
    agentId: string | null
    hasPhoto: number
    hasCoordinates: number
    isPublic: number
    isFeatured: number
    showPrice: number
    importId: string | null
    createdAt: number
    updatedAt: number
    publishedAt: number | null
    /** Of the title and place, so that a repeated listing is looked for among few rows. */
    duplicateKey: string
  }
}

export type Tables = BusinessTables & MachineryTables & PlatformTables
export type BusinessTableName = keyof BusinessTables
