import { z } from 'zod'
import { envelopeSchema } from '../contract/envelope.ts'
import { idSchema } from '../values/id.ts'

/**
 * What post and server say to each other (sync.md D). Everything is plain JSON; whatever does not fit these shapes is not an
 * answer (a captive portal says 200 too).
 *
 * Numbers of the protocol:
 * 1  hello, push, pull (28 Nov 2026)
 * 2  snapshot: the rows first, their history afterwards (28 Nov 2026)
 */
export const protocol = 2
/** From here on a server gives snapshots; before, a new post takes the whole log. */
export const snapshotProtocol = 2
/** The oldest protocol that the server still speaks. */
export const oldestProtocol = 1

/** Commands of one push, and what one of them may weigh together. */
export const pushLimits = { commands: 200, bytes: 256 * 1024 } as const
/** Changes of one page; a commit is never cut, so a page may be longer by one commit. */
export const pageLimit = 5000

const seq = z.int().min(0)
export const longestScope = 80
const scope = z.string().max(longestScope)

export const helloMessage = z.strictObject({
  protocol: z.int(), schemaVersion: z.string().max(60), appVersion: z.string().max(40), deviceId: idSchema, incarnation: idSchema, deviceName: z.string().max(100).default(''),
  epochSeen: z.string().max(80).nullable(), cursor: seq,
  /** The highest number that the post gave to a command of its own. */
  numbered: seq,
})
export type Hello = z.input<typeof helloMessage>

export const resyncReasons = ['horizon', 'epoch', 'schema', 'checksum', 'deviceForked'] as const
export type ResyncReason = (typeof resyncReasons)[number]
export const resyncRequired = z.object({ resyncRequired: z.enum(resyncReasons), epoch: z.string() })

export const welcomeMessage = z.object({ protocol: z.int(), epoch: z.string(), /** Up to here the log is that of the epoch before. */ epochFrom: seq, head: seq, scopes: z.array(scope), serverTime: z.int(), heard: seq, resync: z.enum(resyncReasons).nullable() })
export type Welcome = z.infer<typeof welcomeMessage>

export const numberedCommand = z.strictObject({ deviceSeq: z.int().min(1), envelope: envelopeSchema })
export const pushMessage = z.strictObject({ deviceId: idSchema, incarnation: idSchema, epoch: z.string().max(80), commands: z.array(numberedCommand).min(1).max(pushLimits.commands) })
export type Push = z.infer<typeof pushMessage>

export const commandResult = z.object({
  commandId: idSchema, deviceSeq: z.int(), status: z.enum(['applied', 'conflict', 'duplicate', 'rejected', 'blocked']), seq: seq.nullable(), code: z.string().nullable(),
  params: z.record(z.string(), z.unknown()).nullable(), conflictIds: z.array(idSchema),
})
export type CommandResult = z.infer<typeof commandResult>
/** `again`: the rest was not judged for a reason that passes; it is sent again as it is. */
export const pushResult = z.object({ upTo: seq, head: seq, results: z.array(commandResult), again: z.boolean(), resync: z.enum(resyncReasons).nullable() })
export type PushResult = z.infer<typeof pushResult>

export const pullMessage = z.strictObject({ deviceId: idSchema, epoch: z.string().max(80), cursor: seq, limit: z.int().min(1).max(pageLimit).default(pageLimit) })
export type Pull = z.input<typeof pullMessage>

export const travellingChange = z.object({
  seq, n: z.int(), commandId: idSchema, entity: z.string(), entityId: idSchema, kind: z.enum(['create', 'update', 'delete', 'restore']), patch: z.record(z.string(), z.unknown()),
  before: z.record(z.string(), z.unknown()).nullable(), scope, actorId: z.string(), deviceId: z.string(), typedAt: z.int(), at: z.int(),
})
export type TravellingChange = z.infer<typeof travellingChange>
/** What a command was, for undo and for a repeated envelope; its result stays with whoever typed it. */
export const travellingCommand = z.object({
  id: idSchema, name: z.string(), version: z.int(), inputHash: z.string(), seq, actorId: z.string(), deviceId: z.string(), batchId: z.string().nullable(), undoes: z.string().nullable(), typedAt: z.int(), at: z.int(),
})
export type TravellingCommand = z.infer<typeof travellingCommand>

/** The log from after `from` up to and with `to`, without what lies outside the scopes of the post. */
export const pageMessage = z.object({ from: seq, to: seq, head: seq, more: z.boolean(), /** What this member may hold, as it stands now; an older server did not say it. */ scopes: z.array(scope).optional(), changes: z.array(travellingChange), commands: z.array(travellingCommand), resync: z.enum(resyncReasons).nullable(),
  /** How many deletions of each entity are meant: a page that would empty a table without saying so is not taken. */
  deletions: z.record(z.string(), z.int()).default({}),
  /** What the posts that made these changes are called, as far as the server knows: id -> name. */
  posts: z.record(z.string(), z.string().max(100)).default({}),
})
export type Page = z.input<typeof pageMessage>

/** Rows or changes of one part of a snapshot; a commit of the log is never cut. */
export const snapshotLimit = 5000

/** Where a snapshot goes on: `first` is what the screens need to begin with, `rest` all other rows, `history` their changes. */
export const snapshotPlace = z.strictObject({ stage: z.enum(['first', 'rest', 'history']), at: z.string().max(120) })
export type SnapshotPlace = z.infer<typeof snapshotPlace>
/** One part of what this member may hold, as it stood at one number of the log. */
export const snapshotMessage = z.strictObject({
  deviceId: idSchema, epoch: z.string().max(80), /** Null: as it stands now. */ atSeq: seq.nullable(), /** Null: from the beginning. */ place: snapshotPlace.nullable(),
  /** Only rows and changes of these scopes, which the member has come to hold; null for all. */
  only: z.array(scope).min(1).max(20).nullable(), limit: z.int().min(1).max(snapshotLimit).default(snapshotLimit),
})
export type SnapshotMessage = z.input<typeof snapshotMessage>
/** Rows column by column, as both databases store them (flags 0 and 1, lists as JSON text); a column that is null throughout is left out. */
export const snapshotTable = z.object({ entity: z.string().max(80), count: z.int().min(1), columns: z.record(z.string().max(80), z.array(z.union([z.string(), z.number(), z.null()]))) })
export type SnapshotTable = z.infer<typeof snapshotTable>
export const snapshotAnswer = z.object({
  atSeq: seq, head: seq, scopes: z.array(scope), /** The question that this answers. */ place: snapshotPlace.nullable(), tables: z.array(snapshotTable), changes: z.array(travellingChange), commands: z.array(travellingCommand),
  /** Null: this was the last part. */
  next: snapshotPlace.nullable(), /** Rows and changes of the whole; said with the first part. */ total: z.object({ rows: z.int(), changes: z.int() }).nullable(), resync: z.enum(resyncReasons).nullable(),
})
export type SnapshotAnswer = z.infer<typeof snapshotAnswer>

/** Changes and bytes of one part of a founding; a commit is never cut, so that a part may be longer by one commit. */
export const foundLimits = { changes: 1500, bytes: 1024 * 1024, mostBytes: 8 * 1024 * 1024 } as const

/** A desktop that was its own authority brings its agency; asked again, the server says how far it has come. */
export const foundBegin = z.strictObject({ protocol: z.int(), agencyId: idSchema, memberId: idSchema, licenseNumber: z.string().trim().min(1).max(200).nullable() })
export type FoundBegin = z.infer<typeof foundBegin>
export const foundProgress = z.object({ upTo: seq, /** The agency is open here: nothing is left to bring. */ done: z.boolean() })
export type FoundProgress = z.infer<typeof foundProgress>
/** The log from after `from` on, whole commits, as the desktop decided it. */
export const foundPart = z.strictObject({ agencyId: idSchema, from: seq, changes: z.array(travellingChange).min(1), commands: z.array(travellingCommand) })
export type FoundPart = z.infer<typeof foundPart>
/** Once nothing waits: do both sides hold the same rows? */
export const checkMessage = z.strictObject({ deviceId: idSchema, epoch: z.string().max(80), cursor: seq })
export type Check = z.infer<typeof checkMessage>
export const checksum = z.object({ table: z.string().max(80), scope, count: seq, sum: z.string().regex(/^[0-9a-f]{16}$/), shape: z.string().max(64) })
/** Null where the log went on meanwhile: asked another time. */
export const checkAnswer = z.object({ head: seq, /** What was summed: what this member may hold. */ scopes: z.array(scope), sums: z.array(checksum).nullable() })
export type CheckAnswer = z.infer<typeof checkAnswer>
/** What the log does not hold: the numbers that were given; and what everything together must come to. */
export const foundFinish = z.strictObject({ agencyId: idSchema, head: seq, counters: z.array(z.strictObject({ name: z.string().min(1).max(200), value: z.int().min(0) })).max(1000), sums: z.array(checksum).max(20_000) })
export type FoundFinish = z.infer<typeof foundFinish>
export const foundDone = z.object({ agencyId: idSchema, head: seq, /** Members whose e-mail has an account of its own here already: they cannot sign in to this agency yet. */ withoutAccount: z.array(idSchema) })
export type FoundDone = z.infer<typeof foundDone>
export const foundDrop = z.strictObject({ agencyId: idSchema })

/** Files named in one question, and the bytes of one part on its way to the server. */
export const fileLimits = { asked: 200, partBytes: 4 * 1024 * 1024 } as const
export const filesAsked = z.strictObject({ deviceId: idSchema, fileIds: z.array(idSchema).min(1).max(fileLimits.asked) })
export type FilesAsked = z.infer<typeof filesAsked>
/** A file whose row the server does not know stands in neither; of what it lacks, so many bytes have arrived. */
export const filesThere = z.object({ present: z.array(idSchema), lacking: z.array(z.object({ id: idSchema, received: seq })) })
export type FilesThere = z.infer<typeof filesThere>
/** How many bytes of a file have arrived; done: it was found to be what its row says, and is kept. */
export const fileProgress = z.object({ received: seq, done: z.boolean() })
export type FileProgress = z.infer<typeof fileProgress>

/** Where posts listen on their server, over Socket.IO. */
export const pokeNamespace = '/sync'
/** Says that the log has grown to here, and nothing of what is in it. */
export const pokeMessage = z.object({ head: seq })
