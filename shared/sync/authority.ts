import type { Business } from '../command/define.ts'
import type { Dispatcher } from '../command/dispatch.ts'
import { decodeChange } from '../command/recorder-changes.ts'
import { upgraded } from '../command/upgrade.ts'
import type { Envelope, Outcome } from '../contract/envelope.ts'
import { prepared } from '../database/prepared.ts'
import type { Executor, Store } from '../database/store.ts'
import type { Actor } from '../values/actor.ts'
import { AppError } from '../values/error.ts'
import { checksumsOf } from './checksum.ts'
import { deletionsOf } from './deletions.ts'
import { beginEpoch, latestEpoch } from './epoch.ts'
import type { Epoch } from './epoch.ts'
import { oldestProtocol, pageLimit, protocol, snapshotLimit } from './protocol.ts'
import type { Check, CheckAnswer, CommandResult, Hello, Page, Pull, Push, PushResult, ResyncReason, SnapshotAnswer, SnapshotMessage, Welcome } from './protocol.ts'
import { scopesOf } from './scopes.ts'
import { openSnapshots } from './snapshot.ts'

/** Who speaks: a member, by an account, at one post. */
export type Peer = { readonly actor: Actor & { kind: 'member' }; readonly accountId: string | null }

export type Authority = ReturnType<typeof openAuthority>
export type AuthorityParts = {
  store: Store
  business: Business
  dispatcher: Dispatcher
  clock: () => number
  /** Whether a failure comes from where the data lives, and passes; anything else is the command's own. */
  isPassing: (error: unknown) => boolean
  newEpoch: () => string
  /** The newest migration of this server: what a post of a later one says and this one cannot read, waits for the update. */
  schemaVersion?: string
  /** Of this program, as `1.2.3`; without it posts are compared by their schema alone. */
  appVersion?: string
  /** Milliseconds beyond which the log is no longer told commit by commit to a post that was away; none: however long. */
  horizon?: number
}

const headsOf = prepared<{ agencyId: string }>()((executor, value) => executor.selectFrom('agencySequence').select('seq').where('agencyId', '=', value('agencyId')))
const devicesOf = prepared<{ agencyId: string; deviceId: string }>()((executor, value) => executor.selectFrom('syncDevice')
  .select(['incarnation', 'lastSeq', 'schemaVersion', 'appVersion', 'revokedAt']).where('agencyId', '=', value('agencyId')).where('deviceId', '=', value('deviceId')))

/** Commands judged in one transaction: enough to be quick, few enough that nobody waits long for the agency's lock. */
const together = 200
/** A command that breaks whoever runs it is refused after so many tries. */
const mostTries = 3

/** The server's half of the exchange (sync.md D, E): one sequence for each agency, every command judged once, the log read in pages. */
export function openAuthority({ store, business, dispatcher, clock, isPassing, newEpoch, schemaVersion = '', appVersion = '', horizon }: AuthorityParts) {
  const db = store.kysely
  const snapshots = openSnapshots({ store, business })
  const failures = new Map<string, number>()
  let epoch: Promise<Epoch> | null = null

  /** Of this database as it stands: another one after it was put back to an earlier day. */
  async function epochOf(): Promise<Epoch> {
    epoch ??= (async () => {
      const known = await latestEpoch(db)
      if (known) return known
      await beginEpoch(db, newEpoch(), clock())
      return (await latestEpoch(db))!
    })()
    try {
      return await epoch
    } catch (error) {
      epoch = null
      throw error
    }
  }

  const headOf = async (agencyId: string): Promise<number> => Number((await headsOf(db, { agencyId }))[0]?.seq ?? 0)
  const deviceOf = async (agencyId: string, deviceId: string) => (await devicesOf(db, { agencyId, deviceId }))[0]

  /** Throws `forbidden` for a post that was taken out. */
  async function knownDevice({ actor }: Peer, deviceId: string) {
    const device = await deviceOf(actor.agencyId, deviceId)
    if (!device) throw new AppError('not_found', { entity: 'device', id: deviceId })
    if (device.revokedAt !== null) throw new AppError('forbidden', { action: 'sync' })
    return device
  }

  async function hello(peer: Peer, message: Hello): Promise<Welcome> {
    if (message.protocol < oldestProtocol) throw new AppError('unsupported_version', { found: message.protocol, known: oldestProtocol })
    const { agencyId } = peer.actor
    const [now, head, current] = [clock(), await headOf(agencyId), await epochOf()]
    const values = { incarnation: message.incarnation, accountId: peer.accountId, name: message.deviceName ?? '', appVersion: message.appVersion, schemaVersion: message.schemaVersion, protocol: message.protocol, cursor: message.cursor, seenAt: now }
    const known = await deviceOf(agencyId, message.deviceId)
    if (known && known.revokedAt !== null) throw new AppError('forbidden', { action: 'sync' })
    // More was heard of this device than it has said: a copy of its database works elsewhere, or an old one was put back.
    const forked = known !== undefined && (known.incarnation !== message.incarnation || Number(known.lastSeq ?? 0) > message.numbered)
    if (!forked) await db.insertInto('syncDevice').values({ agencyId, deviceId: message.deviceId, lastSeq: 0, revokedAt: null, createdAt: now, ...values })
      .onConflict((conflict) => conflict.columns(['agencyId', 'deviceId']).doUpdateSet(values)).execute()
    const resync: ResyncReason | null = forked ? 'deviceForked' : (message.epochSeen !== null && message.epochSeen !== current.epoch) || message.cursor > head ? 'epoch' : (await isBeyondHorizon(agencyId, message.cursor, now)) ? 'horizon' : null
    return { protocol: Math.min(protocol, message.protocol), epoch: current.epoch, epochFrom: current.headOf(agencyId), head, scopes: scopesOf(peer.actor), serverTime: now, heard: Number(known?.lastSeq ?? 0), resync }
  }

  /** Whether the first that a post has missed is too long ago to be told commit by commit. */
  async function isBeyondHorizon(agencyId: string, cursor: number, now: number): Promise<boolean> {
    if (horizon === undefined || cursor === 0) return false
    const missed = await db.selectFrom('change').select('at').where('agencyId', '=', agencyId).where('seq', '=', cursor + 1).limit(1).executeTakeFirst()
    return missed !== undefined && missed.at < now - horizon
  }

  async function push(peer: Peer, message: Push): Promise<PushResult> {
    const { actor } = peer
    const results: CommandResult[] = []
    const done = async (again: boolean, resync: ResyncReason | null = null): Promise<PushResult> =>
      ({ upTo: Number((await deviceOf(actor.agencyId, message.deviceId))?.lastSeq ?? 0), head: await headOf(actor.agencyId), results, again, resync })
    // A server that was put back may not know this post yet: that is told by its epoch, and mended by greeting.
    if (message.epoch !== (await epochOf()).epoch) return done(true, 'epoch')
    const device = await knownDevice(peer, message.deviceId)
    if (device.incarnation !== message.incarnation) return done(true, 'deviceForked')
    let heard = Number(device.lastSeq ?? 0)
    const isNewer = (schemaVersion !== '' && (device.schemaVersion ?? '') > schemaVersion) || isLater(device.appVersion ?? '', appVersion)
    const commands = message.commands.map(({ deviceSeq, envelope }) => ({ deviceSeq, envelope: upgraded(business, envelope) })).toSorted((a, b) => a.deviceSeq - b.deviceSeq)
    for (let from = 0; from < commands.length; from += together) {
      const part = commands.slice(from, from + together)
      // A number left out is a request that came before its predecessor: both come again.
      if (part.some(({ deviceSeq }, i) => deviceSeq > (i === 0 ? heard : Math.max(heard, part[i - 1]!.deviceSeq)) + 1)) return done(true)
      // What a newer post knows and this server does not yet, waits for its update; nothing behind it overtakes it.
      const unknown = part.findIndex(({ envelope }) => !isReadable(envelope, isNewer))
      const known = unknown === -1 ? part : part.slice(0, unknown)
      const outcomes = known.length ? await judgePart(actor, message.deviceId, known) : []
      results.push(...outcomes.map((outcome, i) => resultOf(outcome, part[i]!.deviceSeq)))
      if (outcomes.length < part.length) return done(true)
      heard = Math.max(heard, part.at(-1)!.deviceSeq)
    }
    return done(false)
  }

  /**
   * A newer post may say commands that we do not know, or more in one that we know than we can read: that is no fault of its user, and
   * waits. What no newer post says is read, and refused.
   */
  function isReadable(envelope: Envelope, isNewer: boolean): boolean {
    if (!isNewer) return true
    const command = business.commands.get(envelope.name)
    return command !== undefined && envelope.version <= command.version && command.input.safeParse(envelope.input).success
  }

  /** Judges a few commands in one commit with the post's counter. Fewer outcomes than commands: the next could not be judged now. */
  async function judgePart(actor: Actor, deviceId: string, part: Push['commands']): Promise<Outcome[]> {
    const heardUpTo = (upTo: number) => async (executor: Executor): Promise<void> => {
      await executor.updateTable('syncDevice').set({ lastSeq: upTo, seenAt: clock() }).where('agencyId', '=', actor.agencyId).where('deviceId', '=', deviceId)
        .where((row) => row.or([row('lastSeq', 'is', null), row('lastSeq', '<', upTo)])).execute()
    }
    const envelopes: Envelope[] = part.map(({ envelope }) => envelope)
    try {
      return await dispatcher.dispatch(envelopes, actor, heardUpTo(part.at(-1)!.deviceSeq))
    } catch (error) {
      if (isPassing(error)) throw error
      if (part.length > 1) {
        // One of them breaks the others: each by itself.
        const outcomes: Outcome[] = []
        for (const one of part) {
          const alone = await judgePart(actor, deviceId, [one])
          if (!alone.length) return outcomes
          outcomes.push(...alone)
        }
        return outcomes
      }
      const [{ envelope, deviceSeq }] = part as [Push['commands'][number]]
      const tries = (failures.get(envelope.commandId) ?? 0) + 1
      failures.set(envelope.commandId, tries)
      if (tries < mostTries) return []
      failures.delete(envelope.commandId)
      return [await dispatcher.refuse(envelope, actor, 'internal', heardUpTo(deviceSeq))]
    }
  }

  async function pull(peer: Peer, message: Pull): Promise<Page> {
    const { agencyId } = peer.actor
    const head = await headOf(agencyId)
    const { cursor, limit = pageLimit } = message
    const scopes = scopesOf(peer.actor)
    const empty = { from: cursor, to: cursor, head, more: false, scopes, changes: [], commands: [], deletions: {} }
    if (message.epoch !== (await epochOf()).epoch || cursor > head) return { ...empty, resync: 'epoch' }
    await knownDevice(peer, message.deviceId)
    if (cursor === head) return { ...empty, resync: null }
    // One more than fits says whether the last commit is whole.
    const rows = await db.selectFrom('change').selectAll().where('agencyId', '=', agencyId).where('seq', '>', cursor).where('seq', '<=', head).where('scope', 'in', scopes)
      .orderBy('seq').orderBy('n').limit(limit + 1).execute()
    let changes = rows.map(decodeChange)
    let to = head
    if (changes.length > limit) {
      const cut = changes.at(-1)!.seq!
      const whole = changes.filter((change) => change.seq! < cut)
      // A commit longer than a page comes whole all the same.
      changes = whole.length ? whole : (await db.selectFrom('change').selectAll().where('agencyId', '=', agencyId).where('seq', '=', cut).where('scope', 'in', scopes).orderBy('n').execute()).map(decodeChange)
      to = changes.at(-1)!.seq!
    }
    const ids = [...new Set(changes.map((change) => change.commandId))]
    const commands = ids.length === 0 ? [] : await db.selectFrom('command').select(['id', 'name', 'version', 'inputHash', 'seq', 'actorId', 'deviceId', 'batchId', 'undoes', 'typedAt', 'at'])
      .where('agencyId', '=', agencyId).where('id', 'in', ids).orderBy('seq').execute()
    return { from: cursor, to, head, more: to < head, scopes, changes: changes.map(({ agencyId: _agency, localSeq: _local, ...change }) => ({ ...change, seq: change.seq! })), commands: commands.map((command) => ({ ...command, seq: command.seq! })), deletions: deletionsOf(changes),
      posts: await namesOf(agencyId, changes.map(({ deviceId }) => deviceId)), resync: null }
  }

  /** What these posts are called, for whoever reads what they typed. */
  async function namesOf(agencyId: string, deviceIds: readonly string[]): Promise<Record<string, string>> {
    if (!deviceIds.length) return {}
    const rows = await db.selectFrom('syncDevice').select(['deviceId', 'name']).where('agencyId', '=', agencyId).where('deviceId', 'in', [...new Set(deviceIds)]).execute()
    return Object.fromEntries(rows.flatMap(({ deviceId, name }) => (name ? [[deviceId, name]] : [])))
  }

  /** One part of what this member may hold. Nothing is kept of it here: a post goes on where it is, whenever it likes. */
  async function snapshot(peer: Peer, message: SnapshotMessage): Promise<SnapshotAnswer> {
    const { agencyId, memberId } = peer.actor
    const [head, scopes, { place, limit = snapshotLimit }] = [await headOf(agencyId), scopesOf(peer.actor), message]
    const atSeq = message.atSeq ?? head
    const empty = { atSeq, head, scopes, place, tables: [], changes: [], commands: [], next: null, total: null }
    if (message.epoch !== (await epochOf()).epoch || atSeq > head) return { ...empty, resync: 'epoch' }
    await knownDevice(peer, message.deviceId)
    const only = message.only?.filter((scope) => scopes.includes(scope)) ?? null
    const part = await snapshots.part({ agencyId, memberId, atSeq, scopes, only, place, limit })
    if (!part) return { ...empty, resync: 'schema' }
    return { ...empty, ...part, total: place === null ? await snapshots.total({ agencyId, atSeq, scopes, only }) : null, resync: null }
  }

  /** Sums over what this member may hold, where the post is at the head. */
  async function check(peer: Peer, message: Check): Promise<CheckAnswer> {
    const { agencyId } = peer.actor
    const head = await headOf(agencyId)
    const scopes = scopesOf(peer.actor)
    if (message.epoch !== (await epochOf()).epoch) return { head, scopes, sums: null }
    await knownDevice(peer, message.deviceId)
    if (message.cursor !== head) return { head, scopes, sums: null }
    const sums = await checksumsOf(db, business, agencyId, scopes)
    return { head, scopes, sums: (await headOf(agencyId)) === head ? sums : null }
  }

  /** Posts of an agency with how far each has come, the latest seen first. */
  async function devices(agencyId: string) {
    const head = await headOf(agencyId)
    const rows = await db.selectFrom('syncDevice').selectAll().where('agencyId', '=', agencyId).orderBy('seenAt', 'desc').execute()
    return rows.map((row) => ({ ...row, head }))
  }

  /** From now on nothing is exchanged with it; what it holds is wiped by itself when it hears so. */
  async function revoke(agencyId: string, deviceId: string): Promise<void> {
    await db.updateTable('syncDevice').set({ revokedAt: clock() }).where('agencyId', '=', agencyId).where('deviceId', '=', deviceId).where('revokedAt', 'is', null).execute()
  }

  /** For what travels beside the log. Throws `not_found`, and `forbidden` for a post that was taken out. */
  async function mustKnow(peer: Peer, deviceId: string): Promise<void> {
    await knownDevice(peer, deviceId)
  }

  return { hello, push, pull, snapshot, check, devices, revoke, mustKnow }
}

/** Whether one number of a program comes after another; one that is none comes after nothing. */
function isLater(version: string, than: string): boolean {
  const [ours, theirs] = [than, version].map((text) => (/^\d+\.\d+\.\d+/.exec(text)?.[0] ?? '').split('.').map(Number))
  if (ours!.length < 3 || theirs!.length < 3) return false
  const n = theirs!.findIndex((part, i) => part !== ours![i])
  return n !== -1 && theirs![n]! > ours![n]!
}

function resultOf(outcome: Outcome, deviceSeq: number): CommandResult {
  const status = outcome.status === 'rejected' ? (outcome.code === 'blocked' ? 'blocked' : 'rejected') : outcome.conflicts?.length ? 'conflict' : outcome.status
  return { commandId: outcome.commandId, deviceSeq, status, seq: outcome.seq, code: outcome.code ?? null, params: outcome.params ?? null, conflictIds: outcome.conflicts ?? [] }
}
