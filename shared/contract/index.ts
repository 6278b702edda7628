import { eventIterator, oc, type } from '@orpc/contract'
import { z } from 'zod'
import { emailSchema, languageSchema, passwordSchema, roleSchema } from '../modules/auth/model.ts'
import type { ActivityPage, AttentionCase, BackupInfo, ConflictPage, Dashboard, FilesState, MemberView, PastExchange, PostView, RightsTable, SearchHit, SessionView, SetupState, SyncComparison, SyncState, ToFound } from '../modules/core/model-views.ts'
import type { Agency } from '../modules/auth/model.ts'
import type { SavedView } from '../modules/core/model.ts'
import { taskStates } from '../modules/crm/model-follow-up.ts'
import { alertMessageStates } from '../modules/crm/model-alert.ts'
import { leadSortFields, contactSortFields } from '../modules/crm/model-filters.ts'
import { agentReportInput, clientReportInput, periodInput } from '../modules/crm/model-reports.ts'
import type { FileMade } from '../modules/crm/model-reports.ts'
import { wishSchema, searchStates } from '../modules/crm/model-search.ts'
import type { ClientLife, ContactBrief, ContactPage, ContactView, LatestMatches, LeadBoard, LeadPage, LeadRow, LeadStatistics, LeadView, MatchesView, SuitorsView, TaskPage, TaskRow, AgencyMatches, AlertLog, AlertPage, ContactPairs, MergePreview, SearchPage, TagCount } from '../modules/crm/model-views.ts'
import { toleranceSchema } from '../modules/crm/rules-matching-distances.ts'
import type { Match } from '../modules/crm/rules-matching.ts'
import { noticeTopics } from '../modules/notifications/model.ts'
import type { NoticeCount, NoticePage, NoticeSettings, NoticeView } from '../modules/notifications/model.ts'
import { duplicateProbe } from '../modules/properties/model-inputs.ts'
import { propertySortFields } from '../modules/properties/model-filters.ts'
import type {
  DuplicateCandidate, FileView, HistoryPage, ImportBatchView, MapView, PropertyListRow, PropertyPage, PropertyTotals, PropertyView, SimilarProperty,
} from '../modules/properties/model-views.ts'
import type { ImportPreview, ImportReport } from '../modules/properties/model-import.ts'
import { importChoices } from '../modules/properties/model-import.ts'
import { filtersSchema } from '../values/filter.ts'
import { idSchema } from '../values/id.ts'
import { envelopeSchema } from './envelope.ts'
import type { Outcome } from './envelope.ts'

/**
 * What the interface may ask of the core, in full. The core mounts handlers on it, the interface derives its client from it,
 * and a test walks it to see that every procedure refuses junk. Entities whose change makes an answer stale stand in `reads`.
 */
type Meta = {
  reads: string[]
  /** Milliseconds a call may take, where it is not the usual minute; 0 for as long as it needs. */
  timeLimit?: number
}
const about = (...reads: string[]) => oc.$meta<Meta>({ reads })
const unhurried = () => oc.$meta<Meta>({ reads: [], timeLimit: 0 })

const listOf = {
  filters: filtersSchema.default([]),
  search: z.string().max(200).default(''),
}
const sorted = { sort: z.array(z.strictObject({ field: z.enum(propertySortFields), direction: z.enum(['asc', 'desc']) })).max(3).default([]) }
const window = { offset: z.int().min(0).max(10_000_000).default(0), limit: z.int().min(1).max(200).default(50) }
const leadSort = z.array(z.strictObject({ field: z.enum(leadSortFields), direction: z.enum(['asc', 'desc']) })).max(3).default([])
/** Of an authenticator application, or a recovery code; only where the server asked for one. */
const codeSchema = z.string().trim().min(1).max(40).nullable().default(null)
const oneRow = z.strictObject({ id: idSchema })
const ofRecord = { recordId: idSchema.nullable().default(null) }
/** Cards show what stands in the rows now, and a prediction that is taken back touches those. */
const aboutCards = () => about('conflict', 'property', 'propertyPhoto', 'propertyAmenity', 'propertyDocument', 'contact', 'contactRole', 'contactPhone', 'contactConsent', 'contactTag', 'clientSearch', 'lead', 'interaction', 'clientNote', 'task', 'interest', 'alertMessage', 'member', 'agency', 'file', 'importBatch', 'savedView')

export const contract = {
  /** The only way to change agency data. At most 100 envelopes a call; each is judged by itself. */
  command: about().input(z.strictObject({ envelopes: z.array(envelopeSchema).min(1).max(100) })).output(type<Outcome[]>()),

  setup: {
    /** Before anybody signs in: is there an agency, is the database well? */
    state: about().input(z.strictObject({})).output(type<SetupState>()),
    createAgency: about()
      .input(z.strictObject({
        agencyName: z.string().trim().min(1).max(200),
        city: z.string().trim().max(200).nullable().default(null),
        phone: z.string().trim().max(40).nullable().default(null),
        referencePrefix: z.string().trim().toUpperCase().regex(/^[A-Z0-9]{2,6}$/).default('DKR'),
        name: z.string().trim().min(1).max(200),
        email: emailSchema,
        password: passwordSchema,
      }))
      .output(type<SessionView>()),
    /** Receives the agency of somebody's account at a server, on a post that holds none; ends with his session. Refused with `code_needed` where a code is asked for. */
    joinAgency: about()
      .input(z.strictObject({ server: z.string().trim().min(1).max(300), email: emailSchema, password: z.string().min(1).max(200), code: codeSchema }))
      .output(eventIterator(type<JoinProgress>())),
    /** Fills this empty installation with the demonstration agency and signs its admin in. */
    openDemo: unhurried().input(z.strictObject({})).output(type<SessionView>()),
    /** Puts a damaged database aside (nothing is erased) and begins again from a backup, or empty. */
    recover: unhurried().input(z.strictObject({ backup: z.string().max(500).nullable() })).output(type<SetupState>()),
  },

  session: {
    signIn: about().input(z.strictObject({ email: emailSchema, password: z.string().min(1).max(200), code: codeSchema })).output(type<SessionView>()),
    /** After a new connection (reload, restart of the core) with the token that signIn gave. */
    resume: about().input(z.strictObject({ token: z.string().length(43) })).output(type<SessionView>()),
    current: about('member', 'agency').input(z.strictObject({})).output(type<SessionView | null>()),
    /** Somebody touched key or mouse: pushes the idle lock away. */
    touch: about().input(z.strictObject({})).output(type<{ lockAt: number }>()),
    lock: about().input(z.strictObject({})).output(type<null>()),
    unlock: about().input(z.strictObject({ password: z.string().min(1).max(200) })).output(type<SessionView>()),
    signOut: about().input(z.strictObject({})).output(type<null>()),
    changePassword: about().input(z.strictObject({ current: z.string().min(1).max(200), next: passwordSchema })).output(type<null>()),
  },

  team: {
    list: about('member').input(z.strictObject({})).output(type<MemberView[]>()),
    /** An admin gives a member a first or a new password; the member is told to change it. */
    setPassword: about().input(z.strictObject({ memberId: idSchema, password: passwordSchema })).output(type<null>()),
    /** On a post that joined a server: a colleague with an account there, who changes the password when he first signs in. Throws `online_only`. */
    add: unhurried().input(z.strictObject({
      name: z.string().trim().min(1).max(200), email: emailSchema, phone: z.string().trim().max(30).nullable(), position: z.string().trim().max(200).nullable(), role: roleSchema, password: passwordSchema,
    })).output(type<null>()),
    rights: about().input(z.strictObject({})).output(type<RightsTable>()),
  },

  agency: {
    get: about('agency').input(z.strictObject({})).output(type<Agency>()),
  },

  properties: {
    page: about('property', 'propertyPhoto', 'member', 'contact').input(z.strictObject({ ...listOf, ...sorted, ...window })).output(type<PropertyPage>()),
    totals: about('property').input(z.strictObject(listOf)).output(type<PropertyTotals>()),
    /** Where a row stands in the list as filtered and sorted, for walking record by record; null when it is not in it. */
    neighbours: about('property').input(z.strictObject({ ...listOf, ...sorted, id: idSchema })).output(type<{ index: number; previous: string | null; next: string | null } | null>()),
    get: about('property', 'propertyAmenity', 'propertyPhoto', 'propertyDocument', 'contact', 'contactPhone', 'member').input(oneRow).output(type<PropertyView>()),
    /** What a contact owns, newest first. */
    ofOwner: about('property', 'propertyPhoto').input(z.strictObject({ contactId: idSchema })).output(type<PropertyListRow[]>()),
    similar: about('property').input(oneRow.extend({ limit: z.int().min(1).max(20).default(6) })).output(type<SimilarProperty[]>()),
    duplicates: about('property', 'contactPhone').input(duplicateProbe).output(type<DuplicateCandidate[]>()),
    history: about('property', 'propertyAmenity', 'propertyPhoto', 'propertyDocument').input(oneRow.extend({ beforeSeq: z.int().nullable().default(null), limit: z.int().min(1).max(200).default(50) })).output(type<HistoryPage>()),
    map: about('property').input(z.strictObject(listOf)).output(type<MapView>()),
    /** Distinct quartiers and communes in use, for filters and pickers. */
    places: about('property').input(z.strictObject({})).output(type<{ region: string | null; commune: string | null; quartier: string | null; count: number }[]>()),
    /** Counts one look at a property's page (a counter rolled up daily, not a change). */
    viewed: about().input(oneRow).output(type<null>()),
    /** What is filtered, or only the rows of `ids`, as CSV (UTF-8 with BOM, formulas disarmed); saved through the host's dialog or downloaded. */
    exportCsv: about().input(z.strictObject({ ...listOf, ...sorted, ids: z.array(idSchema).max(10_000).nullable().default(null), columns: z.array(z.string().max(60)).min(1).max(60), language: languageSchema })).output(type<{ name: string; text: string }>()),
  },

  imports: {
    /** Reads an uploaded file (files.begin/put/end with purpose `import`) and proposes everything it can guess. */
    preview: unhurried().input(z.strictObject({ uploadId: idSchema, choices: importChoices.partial().default({}) })).output(type<ImportPreview>()),
    /** Imports in bounded commands; yields progress and at the end the report. Stopping the stream cancels. */
    run: about().input(z.strictObject({ uploadId: idSchema, batchId: idSchema, choices: importChoices, includeDuplicates: z.boolean().default(false) }))
      .output(eventIterator(type<ImportProgress>())),
    /** Takes a whole import back; rows changed since are listed and left. */
    undo: about().input(z.strictObject({ batchId: idSchema })).output(eventIterator(type<ImportUndoProgress>())),
    batches: about('importBatch').input(z.strictObject({})).output(type<ImportBatchView[]>()),
    /** Rejected and duplicate rows with their reason, as a CSV the user can mend and import again. */
    rejectedFile: about().input(z.strictObject({ batchId: idSchema })).output(type<{ name: string; text: string }>()),
  },

  contacts: {
    page: about('contact', 'contactRole', 'contactPhone', 'contactTag', 'clientSearch', 'interest', 'interaction', 'member').input(z.strictObject({
      ...listOf, role: z.string().max(40).nullable().default(null), sort: z.array(z.strictObject({ field: z.enum(contactSortFields), direction: z.enum(['asc', 'desc']) })).max(3).default([]), ...window,
    })).output(type<ContactPage>()),
    /** Tags in use, the most used first. */
    tags: about('contactTag').input(z.strictObject({})).output(type<TagCount[]>()),
    /** Pairs of records that may be one person: of one contact, or of all. */
    duplicates: about('contact', 'contactPhone').input(z.strictObject({ id: idSchema.nullable().default(null), limit: z.int().min(1).max(200).default(50) })).output(type<ContactPairs>()),
    /** What would move if `from` became a part of `into`. */
    merging: about('contact', 'contactPhone', 'contactTag', 'contactRole', 'clientSearch', 'interest', 'lead', 'interaction', 'clientNote', 'task', 'property').input(z.strictObject({ into: idSchema, from: idSchema })).output(type<MergePreview>()),
    get: about('contact', 'contactRole', 'contactPhone', 'contactTag', 'contactConsent').input(oneRow).output(type<ContactView>()),
    /** Everything of one person beside his record. */
    life: about('contact', 'clientSearch', 'interest', 'interaction', 'clientNote', 'task', 'lead', 'property', 'member').input(oneRow).output(type<ClientLife>()),
    /** People with this phone or this e-mail, while it is being typed. */
    alike: about('contact', 'contactPhone').input(z.strictObject({ phone: z.string().max(40).nullable(), email: z.string().max(254).nullable(), name: z.string().max(200).nullable(), except: idSchema.nullable().default(null) })).output(type<ContactBrief[]>()),
  },

  /** Files that the core writes, in the words of `language`; `base64` holds the whole of one. Nothing is kept. */
  reports: {
    /** A client as PDF. */
    client: unhurried().input(clientReportInput.extend({ language: languageSchema })).output(type<FileMade>()),
    /** What a member did in a period, as XLSX. */
    agent: unhurried().input(agentReportInput.extend({ language: languageSchema })).output(type<FileMade>()),
    /** The agency in a period, as XLSX. */
    agency: unhurried().input(periodInput.extend({ language: languageSchema })).output(type<FileMade>()),
  },

  leads: {
    page: about('lead', 'member', 'property').input(z.strictObject({ ...listOf, sort: leadSort, ...window })).output(type<LeadPage>()),
    /** Where a row stands in the list as filtered and sorted; null when it is not in it. */
    neighbours: about('lead').input(z.strictObject({ ...listOf, sort: leadSort, id: idSchema })).output(type<{ index: number; previous: string | null; next: string | null } | null>()),
    board: about('lead', 'member', 'property').input(z.strictObject({ ...listOf, each: z.int().min(1).max(200).default(50) })).output(type<LeadBoard>()),
    get: about('lead', 'contact', 'interaction', 'clientNote', 'task', 'member', 'property').input(oneRow).output(type<LeadView>()),
    /** Others with this phone, this e-mail or this name, while it is being typed. */
    alike: about('lead').input(z.strictObject({ phone: z.string().max(40).nullable(), email: z.string().max(254).nullable(), name: z.string().max(200).nullable().default(null), except: idSchema.nullable().default(null) })).output(type<LeadRow[]>()),
    history: about('lead', 'interaction', 'clientNote', 'task').input(oneRow.extend({ beforeSeq: z.int().nullable().default(null), limit: z.int().min(1).max(200).default(50) })).output(type<HistoryPage>()),
    statistics: about('lead').input(z.strictObject(listOf)).output(type<LeadStatistics>()),
  },

  tasks: {
    page: about('task', 'contact', 'lead', 'member', 'property').input(z.strictObject({
      when: z.enum(['overdue', 'today', 'week', 'later', 'all']).default('all'), state: z.enum(taskStates).default('open'), /** A member's id, or `me`. */ assignee: z.union([idSchema, z.literal('me')]).nullable().default(null),
      /** Only what concerns this person, lead or property. */ about: z.strictObject({ contactId: idSchema.optional(), leadId: idSchema.optional(), propertyId: idSchema.optional() }).nullable().default(null), ...window,
    })).output(type<TaskPage>()),
    get: about('task', 'contact', 'lead', 'member', 'property').input(oneRow).output(type<TaskRow>()),
  },

  searches: {
    page: about('clientSearch', 'contact', 'contactPhone').input(z.strictObject({ search: z.string().max(200).default(''), state: z.enum(searchStates).nullable().default('active'), ...window })).output(type<SearchPage>()),
  },

  matching: {
    /** Properties that suit a saved search, or a wish that is still being typed; `tolerance` as its sliders stand. */
    properties: about('clientSearch', 'property', 'propertyAmenity', 'propertyPhoto', 'interest', 'interaction').input(z.strictObject({ searchId: idSchema.nullable().default(null), wish: wishSchema.nullable().default(null), tolerance: toleranceSchema.default({}), limit: z.int().min(1).max(200).default(50) })
      .refine(({ searchId, wish }) => searchId !== null || wish !== null, { error: 'a search or a wish' })).output(type<MatchesView>()),
    /** Clients whom a property suits. */
    clients: about('clientSearch', 'contact', 'contactPhone', 'property', 'propertyAmenity', 'interest', 'interaction').input(z.strictObject({ propertyId: idSchema, limit: z.int().min(1).max(200).default(50) })).output(type<SuitorsView>()),
    /** What came on offer lately and suits somebody. */
    latest: about('clientSearch', 'property', 'propertyAmenity', 'propertyPhoto').input(z.strictObject({ limit: z.int().min(1).max(20).default(5) })).output(type<LatestMatches>()),
    /** Every search against every property: seconds to minutes, with how far it is. Leaving it stops it, and what stood before stays. */
    runAll: unhurried().input(z.strictObject({})).output(eventIterator(type<MatchingProgress>())),
    /** What `runAll` found last; searches that nothing suits are not among them. */
    overview: about('clientSearch', 'contact', 'property').input(z.strictObject({ mine: z.boolean().default(false), ...window })).output(type<AgencyMatches>()),
    score: about('clientSearch', 'property', 'propertyAmenity').input(z.strictObject({ searchId: idSchema, propertyId: idSchema })).output(type<Match | null>()),
  },

  alerts: {
    /** Messages that saved searches made for clients, in words as they would go out now. */
    messages: about('alertMessage', 'alertTold', 'contact', 'contactPhone', 'property', 'member', 'agency')
      .input(z.strictObject({ contactId: idSchema.nullable().default(null), state: z.enum(alertMessageStates).default('ready'), mine: z.boolean().default(false), ...window })).output(type<AlertPage>()),
    /** Why something was said to a client, or was not. */
    log: about('alertEntry', 'contact', 'clientSearch', 'property').input(z.strictObject({ contactId: idSchema.nullable().default(null), ...window })).output(type<AlertLog>()),
  },

  views: {
    list: about('savedView').input(z.strictObject({ list: z.enum(['properties', 'contacts', 'leads']) })).output(type<SavedView[]>()),
  },

  notifications: {
    /** Of whoever asks; those put off, or told in his hours of quiet, when their time has come. */
    page: about('notification').input(z.strictObject({ unread: z.boolean().default(false), topic: z.enum(noticeTopics).nullable().default(null), ...window })).output(type<NoticePage>()),
    unread: about('notification').input(z.strictObject({})).output(type<NoticeCount>()),
    settings: about('notificationPreference', 'quietHours', 'agency').input(z.strictObject({})).output(type<NoticeSettings>()),
  },

  core: {
    search: about('property', 'contact', 'member', 'lead', 'task', 'interaction', 'clientNote').input(z.strictObject({ text: z.string().max(200), limit: z.int().min(1).max(50).default(12) })).output(type<SearchHit[]>()),
    dashboard: about('property', 'propertyDocument', 'propertyPhoto', 'contact', 'importBatch', 'lead', 'task', 'interaction').input(z.strictObject({})).output(type<Dashboard>()),
    activity: about('property', 'contact', 'member', 'agency', 'clientSearch', 'interaction', 'clientNote', 'task', 'interest').input(z.strictObject({ /** Of one contact and what belongs to it; of all where not said. */ contactId: idSchema.nullable().default(null), beforeSeq: z.int().nullable().default(null), limit: z.int().min(1).max(200).default(50) })).output(type<ActivityPage>()),
  },

  conflicts: {
    /** Two values of one thing, of which somebody is to choose (command `conflict.settle`). The latest first. */
    list: aboutCards().input(z.strictObject({ ...ofRecord, limit: z.int().min(1).max(200).default(100) })).output(type<ConflictPage>()),
    count: aboutCards().input(z.strictObject(ofRecord)).output(type<number>()),
  },

  attention: {
    /** What the server refused of what was typed on this post; `closed`: what somebody has done something about. */
    list: aboutCards().input(z.strictObject({ ...ofRecord, closed: z.boolean().default(false) })).output(type<AttentionCase[]>()),
    count: aboutCards().input(z.strictObject(ofRecord)).output(type<number>()),
    /** The refused command with all that builds on it. It stays readable. */
    giveUp: about().input(z.strictObject({ commandId: idSchema })).output(type<null>()),
    /** What was given up is open again. */
    takeUp: about().input(z.strictObject({ commandId: idSchema })).output(type<null>()),
    /** Under new ids and on what is here now, the first as `corrected`. Refused again, the case stays as it is. */
    sendAgain: about().input(z.strictObject({ commandId: idSchema, corrected: z.strictObject({ name: z.string().max(60), input: z.unknown() }).nullable().default(null) })).output(type<Outcome[]>()),
  },

  files: {
    /** Announces a file. `photo` and `document` are kept; `import` lives only while it is being read. */
    begin: about().input(z.strictObject({ name: z.string().trim().min(1).max(200), bytes: z.int().min(1).max(300_000_000), purpose: z.enum(['photo', 'document', 'import', 'restore']) })).output(type<{ uploadId: string; chunk: number }>()),
    /** The next bytes, in order, base64, at most `chunk` of them. */
    put: about().input(z.strictObject({ uploadId: idSchema, offset: z.int().min(0), base64: z.string().max(700_000) })).output(type<{ received: number }>()),
    /** Checks, normalises and stores; for a kept file the row `file` exists afterwards. */
    end: unhurried().input(z.strictObject({ uploadId: idSchema })).output(type<FileView>()),
    cancel: about().input(z.strictObject({ uploadId: idSchema })).output(type<null>()),
    read: about().input(z.strictObject({ fileId: idSchema, variant: z.enum(['thumb', 'medium', 'original']), offset: z.int().min(0).default(0) }))
      .output(type<{ mime: string; total: number; base64: string }>()),
    /** Those of these files whose bytes are not on this post yet; none on a post that works alone. */
    missing: about('files', 'file').input(z.strictObject({ fileIds: z.array(idSchema).max(200) })).output(type<string[]>()),
  },

  backup: {
    list: about().input(z.strictObject({})).output(type<BackupInfo[]>()),
    create: unhurried().input(z.strictObject({})).output(type<BackupInfo>()),
    /** Replaces the data by a backup's, after a backup of today's. Everybody signs in again. */
    restore: unhurried().input(z.strictObject({ name: z.string().min(1).max(200) })).output(type<SetupState>()),
  },

  sync: {
    /** How this post stands with the agency's server. */
    state: about('sync').input(z.strictObject({})).output(type<SyncState>()),
    /** Signs in at the server again, where the access of whoever is signed in here has lapsed. */
    connect: about().input(z.strictObject({ password: z.string().min(1).max(200), code: codeSchema })).output(type<SyncState>()),
    /** One exchange at once; the state after it, whether or not it came to its end. */
    now: unhurried().input(z.strictObject({})).output(type<SyncState>()),
    /** The latest exchanges that did something or ended otherwise than the one before, the newest first. */
    past: about('sync').input(z.strictObject({})).output(type<PastExchange[]>()),
    /** After an exchange: does this post hold what the server holds? Where it does not, it takes that anew. Throws `online_only`. */
    compare: unhurried().input(z.strictObject({})).output(type<SyncComparison>()),
    /** Posts of the agency: one's own, for the management all. Throws `online_only`. */
    posts: about('sync').input(z.strictObject({})).output(type<PostView[]>()),
    /** Nothing is exchanged with that post any more. Throws `online_only`. */
    revokePost: about().input(oneRow).output(type<null>()),
    /** What would travel if this post's agency were brought to a server. */
    toFound: about('property', 'contact', 'propertyPhoto', 'propertyDocument', 'member').input(z.strictObject({})).output(type<ToFound>()),
    /**
     * Brings the agency of a post that was alone to a server, under an account that its admin has there or makes now. It goes on by
     * itself, and `state` says how far it is. Also to sign in again for it. Throws what signing in throws, and `already_exists`.
     */
    found: about().input(z.strictObject({ server: z.string().trim().min(1).max(300), email: emailSchema, password: z.string().min(1).max(200), code: codeSchema, newAccount: z.boolean() })).output(type<SyncState>()),
    /** Gives it up while this post still decides. Throws `online_only` where the server is not reached, unless `anyway`. */
    dropFounding: about().input(z.strictObject({ anyway: z.boolean() })).output(type<SyncState>()),
    /** Who has no account there has been read. */
    noteFounding: about().input(z.strictObject({})).output(type<null>()),
    /** How the files of the agency stand between this post and the server. */
    files: about('files').input(z.strictObject({})).output(type<FilesState>()),
    /** Sends what a limited connection keeps back, and tries at once what waits for its time. */
    sendFiles: about().input(z.strictObject({})).output(type<FilesState>()),
    /** Wipes this post and signs it out. Refused with `commands_waiting` while something waits, unless `confirmed`. */
    leave: unhurried().input(z.strictObject({ confirmed: z.boolean() })).output(type<null>()),
  },

  device: {
    /** Settings of this computer, not of the agency. */
    settings: about().input(z.strictObject({})).output(type<DeviceSettings>()),
    change: about().input(z.strictObject({ language: languageSchema.optional(), theme: z.enum(['light', 'dark', 'auto']).optional(), navigationCollapsed: z.boolean().optional(), limitedConnection: z.boolean().optional() })).output(type<DeviceSettings>()),
  },

  live: {
    /** Which entities changed, after each commit. */
    changes: about().input(z.strictObject({})).output(eventIterator(type<ChangeNotice>())),
  },
}

export type DeviceSettings = { language: 'fr' | 'en'; theme: 'light' | 'dark' | 'auto'; navigationCollapsed: boolean; limitedConnection: boolean }
/** `open`: a record that somebody asked for outside the page, by a click on a notification of the system. */
export type ChangeNotice = { entities: string[]; ids: string[]; commandIds: string[]; open: NoticeView['target'] | null }
export type JoinProgress =
  /** How far the agency's log is known here, and how far it goes; null before the server has said. */
  | { kind: 'progress'; done: number; total: number | null }
  | { kind: 'done'; session: SessionView }
export type ImportProgress =
  | { kind: 'progress'; done: number; total: number; imported: number; duplicates: number; rejected: number; millisecondsLeft: number | null }
  | { kind: 'done'; report: ImportReport }
export type MatchingProgress =
  | { kind: 'progress'; done: number; total: number; millisecondsLeft: number | null }
  | { kind: 'done'; searches: number; matched: number }
export type ImportUndoProgress =
  | { kind: 'progress'; done: number; total: number }
  | { kind: 'done'; removed: number; left: { id: string; title: string; reference: string | null }[] }
