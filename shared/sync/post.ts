import type { z } from 'zod'
import type { Change } from '../command/change.ts'
import type { Business } from '../command/define.ts'
import { beneathPredictions, forgetDecided, rebase, replayParked } from '../command/modes.ts'
import type { CommandRecord, Predictions } from '../command/modes.ts'
import { decodeChange } from '../command/recorder-changes.ts'
import type { Envelope } from '../contract/envelope.ts'
import { prepared } from '../database/prepared.ts'
import type { Executor, Store } from '../database/store.ts'
import type { Actor } from '../values/actor.ts'
import { openArrivals, settled } from './arrivals.ts'
import { checksumsOf, differencesOf } from './checksum.ts'
import type { Difference } from './checksum.ts'
import { deletionsOf } from './deletions.ts'
import { founding } from './found.ts'
import { heardPage } from './heard.ts'
import { checkAnswer, protocol, pushLimits, pushResult, snapshotProtocol, welcomeMessage } from './protocol.ts'
import type { CommandResult, Page, Welcome } from './protocol.ts'
import { startOver } from './start-over.ts'
import { TransportError } from './transport.ts'
import type { Transport } from './transport.ts'

export type PostParts = {
  store: Store
  business: Business
  agencyId: string
  transport: Transport
  clock: () => number
  newId: () => string
  program: { schemaVersion: string; appVersion: string; deviceName: string }
  /** Milliseconds between two comparisons of all rows with the server's. */
  checkEvery?: number
  /** Rows differed from the server's: they were taken anew. For the log. */
  onDifferent?: (differences: readonly Difference[]) => void
  /** What became visible, for live views: changes that came, and those of refused commands with what stands there again. */
  onChanged?: (changes: readonly Change[]) => void
  /** While the agency arrives: how many rows are here, of how many about; without a snapshot, how far in the log. */
  onProgress?: (done: number, total: number) => void
  /** Rows or changes of one part of a snapshot. */
  partLimit?: number
  /** Whether the words of this member may be sent now: only under his own name. By itself those of whoever the server greeted. */
  maySend?: (actor: Actor) => Promise<boolean>
  /** Under whose name it goes now: somebody else is greeted anew. */
  peer?: () => string | null
}

/** What one exchange did. `waiting` is what is still to be sent. */
export type Exchange = {
  sent: number
  received: number
  refused: number
  waiting: number
  head: number
  /** The server could not judge the next command now: it comes again. */
  held: boolean
  /** Rows or their history are still on their way: another exchange takes the next. */
  more: boolean
}
export type Post = ReturnType<typeof openPost>

const numberWaiting = prepared<{ agencyId: string; localSeq: number; deviceSeq: number }>()((executor, value) => executor.updateTable('outbox')
  .set({ deviceSeq: value('deviceSeq') }).where('agencyId', '=', value('agencyId')).where('localSeq', '=', value('localSeq')))
const noteResult = prepared<{ agencyId: string; commandId: string; result: string; resultSeq: number }>()((executor, value) => executor.updateTable('outbox')
  .set({ result: value('result'), resultSeq: value('resultSeq') }).where('agencyId', '=', value('agencyId')).where('commandId', '=', value('commandId')))

/** How long a confirmed command is kept, for a server that is put back to an earlier day. */
const keptAcked = 30 * 86_400_000
/** Milliseconds for which the server's greeting holds, as long as nothing fails. */
const greetingHolds = 60_000
/** Tables so small may lose most of their rows in one page. */
const fewRows = 20

/**
 * The post's half of the exchange (sync.md D, E): sends what waits, in order, and takes the log in pages. Everything it knows
 * lies in the database, so that it may be killed at any step and goes on from there.
 */
export function openPost({ store, business, agencyId, transport, clock, newId, program, checkEvery = 86_400_000, onDifferent, onChanged, onProgress, maySend, peer = () => null, partLimit }: PostParts) {
  const db = store.kysely
  /** The log was taken anew because rows differed, and they have not agreed since. */
  let healed = false
  /** What lay aside was looked at by this version of the program. */
  let replayed = false
  /** What the server said when it was greeted last: an exchange that follows soon begins with what it is about. */
  let greeted: { welcome: Welcome; at: number; peer: string | null } | null = null
  /** Rows and changes that this exchange took from a snapshot. */
  let arrived = 0
  /** The next part is on its way while this one is applied, which gives the event loop no turn. */
  const onItsWay = async (): Promise<void> => transport.leaving?.()
  const arrivals = openArrivals({
    store, business, agencyId, clock, onChanged, onProgress, limit: partLimit, ask: async (message) => transport.snapshot!(message), leaving: onItsWay,
    confirm: (executor, cursor, cameBack) => confirm(executor, cursor, cameBack), onTaken: (count) => void (arrived += count),
  })

  async function state() {
    const row = await db.selectFrom('syncState').selectAll().where('agencyId', '=', agencyId).executeTakeFirst()
    if (!row) throw new Error(`the agency ${agencyId} has not joined a server`)
    if (row.stopped === founding) throw new Error(`the agency ${agencyId} is still on its way to the server`)
    return { ...row, deviceId: row.deviceId!, incarnation: row.incarnation! }
  }

  const cursorOf = async (executor: Executor = db): Promise<number> => Number((await executor.selectFrom('agencySequence').select('seq').where('agencyId', '=', agencyId).executeTakeFirst())?.seq ?? 0)

  /**
   * One whole exchange: greets where that was long ago, takes the rows that are not here yet, sends until nothing waits, takes pages until
   * the head, and one part of the history behind rows that came without. Throws `TransportError`.
   * @param usable only until there is enough to work with, of an agency that arrives
   */
  async function exchange({ usable = false }: { usable?: boolean } = {}): Promise<Exchange> {
    const done: Exchange = { sent: 0, received: 0, refused: 0, waiting: 0, head: 0, held: false, more: false }
    arrived = 0
    // Without a network too: what an older version of this program laid aside. Made anew from the log, the rows need all of it.
    if (!replayed && (await arrivals.list()).length === 0) {
      await replayParked(store, business, agencyId, clock)
      replayed = true
    }
    const earlier = greeted
    // Until this has gone well.
    greeted = null
    const holds = earlier !== null && earlier.peer === peer() && clock() >= earlier.at && clock() - earlier.at < greetingHolds
    const { welcome, at, peer: name } = holds ? earlier : { at: clock(), peer: peer(), welcome: await begin() }
    const sendAll = async (): Promise<void> => {
      if (await hasAny('outbox')) while (await sendSome(welcome, done));
    }
    let anew: readonly string[] | null = null
    let rowsCame = false
    if (!holds && givesSnapshots(welcome)) {
      await follow(welcome)
      rowsCame = await arrivals.takeRows(welcome, { usable, between: sendAll })
      if (usable && (await arrivals.list()).some(({ place }) => place.stage !== 'history')) return { ...done, received: arrived, head: welcome.head, more: true }
    } else if (!holds && welcome.resync) await again(welcome)
    else if (!holds) anew = (await followScopes(welcome)) ? welcome.scopes : null
    // Own words first: what comes back then holds their answers too.
    await sendAll()
    const scopes = await take(welcome.epoch, done, anew)
    // Nobody waits for the history: it begins with the exchange after that which brought the rows.
    if (!usable && !rowsCame && givesSnapshots(welcome)) done.more = await arrivals.takeHistory(welcome)
    else done.more = (await arrivals.list()).length > 0
    const { n } = await db.selectFrom('outbox').select((row) => row.fn.countAll<number>().as('n')).where('agencyId', '=', agencyId).where('result', 'is', null).executeTakeFirstOrThrow()
    done.waiting = Number(n)
    if (done.waiting === 0 && !done.held && !done.more && (await mustCheck())) await check(done)
    // The last page says so itself where it brought anything: each commit is a wait for the disk.
    if (done.received === 0) await noteExchange(db, done.head)
    done.received += arrived
    if (!done.held && scopes !== null && isSame(scopes, welcome.scopes)) greeted = { welcome, at, peer: name }
    // What one may see is another now: that is followed at once.
    else if (holds && scopes !== null && !isSame(scopes, welcome.scopes)) {
      const { sent, received, refused, ...end } = await exchange({ usable })
      return { ...end, sent: done.sent + sent, received: done.received + received, refused: done.refused + refused }
    }
    return done
  }

  const noteExchange = (executor: Executor, head: number) => executor.updateTable('syncState').set({ exchangedAt: clock(), head, stopped: null }).where('agencyId', '=', agencyId).execute()

  /** Greets, and becomes another post where this one is a copy. */
  async function begin(): Promise<Welcome> {
    let welcome = await greet()
    if (welcome.resync === 'deviceForked') {
      await becomeAnother()
      welcome = await greet()
    }
    if ((await somebodyWaitsNumbered(await senders(welcome))) || (!welcome.resync && (await hasGap(welcome)))) {
      await becomeAnother()
      welcome = await greet()
    }
    await db.deleteFrom('ackedRecent').where('agencyId', '=', agencyId).where('at', '<', clock() - keptAcked).execute()
    return welcome
  }

  const givesSnapshots = (welcome: Welcome): boolean => transport.snapshot !== undefined && welcome.protocol >= snapshotProtocol

  async function mustCheck(): Promise<boolean> {
    const { checkedAt } = await state()
    // A clock that was set back waits for no day that has been.
    return transport.check !== undefined && (checkedAt === null || Math.abs(clock() - checkedAt) >= checkEvery)
  }

  /** Compares all rows with the server's; where they differ, the log is taken anew, once until they agree again. */
  async function check(done: Exchange): Promise<void> {
    const differences = await compare()
    if (differences === null) return
    if (differences.length === 0) healed = false
    else {
      onDifferent?.(differences)
      if (!healed) {
        healed = true
        const welcome = await greet()
        await again(welcome)
        if (givesSnapshots(welcome)) await arrivals.takeRows(welcome, { usable: false, between: async () => undefined })
        while (await sendSome(welcome, done));
        await take(welcome.epoch, done, null)
        done.more = (await arrivals.list()).length > 0
      }
    }
    await db.updateTable('syncState').set({ checkedAt: clock() }).where('agencyId', '=', agencyId).execute()
  }

  /**
   * Which tables hold other rows here than at the server, with how many and their sums. Null where it cannot be said now: something
   * waits, a newer program's changes lie aside, or the server went on. Throws `TransportError`.
   */
  async function compare(): Promise<Difference[] | null> {
    const { deviceId, epoch } = await state()
    if (epoch === null || !transport.check) return null
    const cursor = await cursorOf()
    const answer = read(checkAnswer, await transport.check({ deviceId, epoch, cursor }))
    if (answer.sums === null || answer.head !== cursor || (await hasAny('outbox')) || (await hasAny('parkedChange'))) return null
    const sums = await checksumsOf(db, business, agencyId, answer.scopes)
    return (await cursorOf()) === cursor && !(await hasAny('outbox')) ? differencesOf(sums, answer.sums, business) : null
  }

  const hasAny = async (table: 'outbox' | 'parkedChange'): Promise<boolean> => (await db.selectFrom(table).select('agencyId').where('agencyId', '=', agencyId).limit(1).executeTakeFirst()) !== undefined

  async function greet(): Promise<Welcome> {
    const { deviceId, incarnation, epoch, deviceSeq } = await state()
    try {
      return read(welcomeMessage, await transport.hello({ protocol, ...program, deviceId, incarnation, epochSeen: epoch, cursor: await cursorOf(), numbered: deviceSeq ?? 0 }))
    } catch (error) {
      if (error instanceof TransportError && error.stop === 'tooOld') await sendUngreeted()
      throw error
    }
  }

  /** The server speaks with a program as old as this no more: what waits is heard all the same, and nothing is taken until the update. */
  async function sendUngreeted(): Promise<void> {
    const { epoch, scopes } = await state()
    const done: Exchange = { sent: 0, received: 0, refused: 0, waiting: 0, head: 0, held: false, more: false }
    if (epoch !== null) while (await sendSome({ epoch, scopes: JSON.parse(scopes ?? '[]') as string[] }, done));
  }

  /** Members of this post who typed something that waits and may be sent now. */
  async function senders({ scopes }: Pick<Welcome, 'scopes'>): Promise<ReadonlySet<string>> {
    const rows = await db.selectFrom('outbox').select('actor').distinct().where('agencyId', '=', agencyId).where('result', 'is', null).execute()
    const may: string[] = []
    for (const { actor: text } of rows) {
      const actor = JSON.parse(text) as Actor
      if (maySend ? await maySend(actor) : actor.kind !== 'member' || scopes.includes(`member:${actor.memberId}`)) may.push(text)
    }
    return new Set(may)
  }

  /** Of a colleague at this same post something was sent and not answered: it waits for him, and what is sent now must not wait behind it. */
  async function somebodyWaitsNumbered(sending: ReadonlySet<string>): Promise<boolean> {
    const rows = await db.selectFrom('outbox').select('actor').distinct().where('agencyId', '=', agencyId).where('result', 'is', null).where('deviceSeq', 'is not', null).execute()
    return rows.some(({ actor }) => !sending.has(actor))
  }

  /**
   * A number that the server has not heard belongs to nothing that waits: its command came back by a copy of this database. The server
   * would wait for it for ever, and all that is behind it.
   */
  async function hasGap({ heard }: Pick<Welcome, 'heard'>): Promise<boolean> {
    const { deviceSeq } = await state()
    const { n } = await db.selectFrom('outbox').select((row) => row.fn.countAll<number>().as('n')).where('agencyId', '=', agencyId).where('result', 'is', null).where('deviceSeq', '>', heard).executeTakeFirstOrThrow()
    return Number(n) < (deviceSeq ?? 0) - heard
  }

  /** Somebody else lives as this device: this one takes a name of its own; what waits is sent under it. */
  async function becomeAnother(): Promise<void> {
    await store.kysely.transaction().execute(async (executor) => {
      await executor.updateTable('syncState').set({ deviceId: newId(), incarnation: newId(), deviceSeq: 0 }).where('agencyId', '=', agencyId).execute()
      await executor.updateTable('outbox').set({ deviceSeq: null }).where('agencyId', '=', agencyId).where('result', 'is', null).execute()
    })
  }

  /** The server is not where it was: everything is taken anew, and what it may have lost is sent again. */
  async function again(welcome: Welcome): Promise<void> {
    const { epoch, epochFrom, head, scopes, heard, resync } = welcome
    const forget = (executor: Executor) => startOver(executor, store, business, agencyId, { epoch, common: resync === 'epoch' ? epochFrom : head, scopes, heard })
    if (givesSnapshots(welcome)) await arrivals.begin(welcome, { only: null, forget })
    else await store.kysely.transaction().execute(forget)
  }

  /**
   * What this post holds of the agency goes with what its member may see: at first everything comes, later what was granted; and what was
   * taken from him goes, with a beginning anew. Whoever else works here has scopes of his own: they are followed while he does, and
   * brought up to date when he is back.
   */
  async function follow(welcome: Welcome): Promise<void> {
    if (welcome.resync) return again(welcome)
    const { epoch, scopes, head } = welcome
    const forget = (executor: Executor) => forgetDecided(executor, store, business, agencyId)
    const held = JSON.parse((await state()).scopes ?? '[]') as string[]
    const [lost, granted] = [held.filter((scope) => !scopes.includes(scope)), scopes.filter((scope) => !held.includes(scope))]
    const coming = (await arrivals.list()).find(({ place }) => place.stage !== 'history')
    const isOther = lost.some((scope) => scope.startsWith('member:'))
    const fits = coming === undefined || coming.scopes.length === scopes.length && coming.scopes.every((scope) => scopes.includes(scope))
    const isNew = (await cursorOf()) === 0
    if ((lost.length > 0 && !isOther) || (isNew && head > 0 && (coming === undefined || !fits))) return arrivals.begin(welcome, { only: null, forget })
    if (isNew && head > 0) return
    // Of somebody else: what was under way for him begins again when he is back.
    if (!fits) await arrivals.keep((await arrivals.list()).filter(({ place }) => place.stage === 'history'))
    if (held.length > 0 && granted.length > 0 && head > 0) await arrivals.begin(welcome, { only: granted, forget: null })
    else await db.updateTable('syncState').set({ epoch, scopes: JSON.stringify(scopes) }).where('agencyId', '=', agencyId).execute()
  }

  /** The same with a server that gives no snapshots: true where the log is to be taken from its beginning. */
  async function followScopes({ epoch, scopes }: Welcome): Promise<boolean> {
    const held = JSON.parse((await state()).scopes ?? '[]') as string[]
    const left = held.filter((scope) => !scopes.includes(scope))
    const shared = left.some((scope) => scope.startsWith('member:'))
    const anew = held.length > 0 && ((left.length > 0 && !shared) || scopes.some((scope) => !scope.startsWith('member:') && !held.includes(scope)))
    await db.updateTable('syncState').set({ epoch, scopes: JSON.stringify(anew ? held : [...new Set([...held, ...scopes])]) }).where('agencyId', '=', agencyId).execute()
    return anew
  }

  /** One batch of one member; false when nothing waits, or the next cannot be judged now. */
  async function sendSome(welcome: Pick<Welcome, 'epoch' | 'scopes'>, done: Exchange): Promise<boolean> {
    const { actor, commands } = await numbered(await senders(welcome))
    if (actor === null) return false
    const { deviceId, incarnation } = await state()
    const answer = read(pushResult, await transport.push({ deviceId, incarnation, epoch: welcome.epoch, commands }, actor))
    if (answer.resync) throw new TransportError('away', { cause: new Error(`resync ${answer.resync}`) })
    const known = new Set(commands.map(({ envelope }) => envelope.commandId))
    const results = answer.results.filter(({ commandId }) => known.has(commandId))
    if (results.length) await keepResults(results)
    done.sent += results.length
    done.refused += results.filter(isRefusal).length
    done.held = answer.again || results.length === 0
    return !done.held
  }

  /** The next commands of one member with their numbers, given before anything is sent and kept with them. */
  async function numbered(sending: ReadonlySet<string>): Promise<{ actor: Actor | null; commands: { deviceSeq: number; envelope: Envelope }[] }> {
    const commands: { deviceSeq: number; envelope: Envelope }[] = []
    if (sending.size === 0) return { actor: null, commands }
    return store.kysely.transaction().execute(async (executor) => {
      const rows = await executor.selectFrom('outbox').select(['localSeq', 'envelope', 'deviceSeq', 'actor']).where('agencyId', '=', agencyId).where('result', 'is', null)
        .where('actor', 'in', [...sending]).orderBy('localSeq').limit(pushLimits.commands).execute()
      let last = Number((await executor.selectFrom('syncState').select('deviceSeq').where('agencyId', '=', agencyId).executeTakeFirstOrThrow()).deviceSeq ?? 0)
      const actor = rows[0]?.actor
      let bytes = 0
      for (const row of rows) {
        bytes += row.envelope.length
        if (row.actor !== actor || (commands.length && bytes > pushLimits.bytes)) break
        const deviceSeq = row.deviceSeq ?? ++last
        if (row.deviceSeq === null) await numberWaiting(executor, { agencyId, localSeq: row.localSeq, deviceSeq })
        commands.push({ deviceSeq, envelope: JSON.parse(row.envelope) as Envelope })
      }
      await executor.updateTable('syncState').set({ deviceSeq: last }).where('agencyId', '=', agencyId).execute()
      return { actor: actor === undefined ? null : (JSON.parse(actor) as Actor), commands }
    })
  }

  /** What was judged waits for its change to come back; what was refused is laid before the user, and its prediction goes. */
  async function keepResults(results: readonly CommandResult[]): Promise<void> {
    const refused = results.filter(isRefusal)
    const shown = await predictedBy(refused.map(({ commandId }) => commandId))
    const note = async (executor: Executor): Promise<void> => {
      for (const result of results) {
        await noteResult(executor, { agencyId, commandId: result.commandId, result: JSON.stringify(result), resultSeq: result.seq ?? 0 })
        if (isRefusal(result)) await layBefore(executor, result, shown.filter(({ commandId }) => commandId === result.commandId))
      }
      // What changed nothing was judged at a head that may be known already.
      await confirm(executor, await cursorOf(executor), new Set())
    }
    // What leaves the queue leaves no prediction behind, whose place its history would find taken: found by seed 11612.
    const predictions = async (executor: Executor): Promise<Predictions> => {
      const cursor = await cursorOf(executor)
      const leaving = results.filter((result) => isRefusal(result) || (result.seq ?? 0) <= cursor).map(({ commandId }) => commandId)
      return (await predictedBy(leaving, executor)).length ? 'takeBack' : 'leave'
    }
    await beneathPredictions(store, business, agencyId, clock, predictions, note)
    // What stands there again.
    if (refused.length) onChanged?.(shown.map((change) => ({ ...change, patch: change.before ?? {}, before: change.patch })))
  }

  /** What waiting commands show at present: gone once they are taken back, and all that says which rows they were about. */
  async function predictedBy(commandIds: readonly string[], executor: Executor = db): Promise<Change[]> {
    if (!commandIds.length) return []
    const rows = await executor.selectFrom('change').selectAll().where('agencyId', '=', agencyId).where('commandId', 'in', commandIds).where('seq', 'is', null).orderBy('localSeq').orderBy('n').execute()
    return rows.map(decodeChange)
  }

  async function layBefore(executor: Executor, result: CommandResult, shown: readonly Change[]): Promise<void> {
    const row = await executor.selectFrom('outbox').selectAll().where('agencyId', '=', agencyId).where('commandId', '=', result.commandId).executeTakeFirst()
    if (!row) return
    const envelope = JSON.parse(row.envelope) as Envelope
    const changes = shown.map(({ entity, entityId, kind, patch }) => ({ entity, entityId, kind, patch }))
    await executor.insertInto('attention').values({
      agencyId, commandId: result.commandId, envelope: row.envelope, actor: row.actor, code: result.code ?? 'internal', params: JSON.stringify(result.params ?? {}), changes: JSON.stringify(changes),
      blockedBy: result.status === 'blocked' ? namedIn(result.params) : null, sentAs: null, state: 'open', localSeq: row.localSeq, typedAt: envelope.typedAt, at: clock(),
    }).onConflict((conflict) => conflict.columns(['agencyId', 'commandId']).doNothing()).execute()
    await executor.deleteFrom('outbox').where('agencyId', '=', agencyId).where('commandId', '=', result.commandId).execute()
    await executor.updateTable('command').set({ status: 'rejected', code: result.code }).where('agencyId', '=', agencyId).where('id', '=', result.commandId).where('seq', 'is', null).execute()
  }

  /** Takes from the queue what is known and at or below the cursor (sync.md E4). */
  async function confirm(executor: Executor, cursor: number, cameBack: ReadonlySet<string>): Promise<void> {
    const waiting = await executor.selectFrom('outbox').select(['commandId', 'result', 'resultSeq']).where('agencyId', '=', agencyId).execute()
    const known = waiting.filter(({ commandId, result, resultSeq }) => cameBack.has(commandId) || (result !== null && (resultSeq ?? 0) <= cursor))
    for (const part of inParts(known.map(({ commandId }) => commandId), 200)) {
      const rows = await executor.deleteFrom('outbox').where('agencyId', '=', agencyId).where('commandId', 'in', part).returning(['commandId', 'envelope', 'deviceSeq', 'resultSeq']).execute()
      if (!rows.length) continue
      await executor.insertInto('ackedRecent').values(rows.map(({ commandId, envelope, deviceSeq, resultSeq }) => ({ agencyId, commandId, envelope, deviceSeq, seq: resultSeq, at: clock() })))
        .onConflict((conflict) => conflict.columns(['agencyId', 'commandId']).doUpdateSet((row) => ({ deviceSeq: row.ref('excluded.deviceSeq'), seq: row.ref('excluded.seq'), at: row.ref('excluded.at') }))).execute()
    }
  }

  /**
   * Pages of the log until the head, each applied in one commit with the cursor; the next is on its way meanwhile.
   * @param anew the scopes under which the log is taken from its beginning; null to go on
   * @returns what the member may hold, as the last page says; null where it does not
   */
  async function take(epoch: string, done: Exchange, anew: readonly string[] | null): Promise<readonly string[] | null> {
    const { deviceId } = await state()
    const ask = (cursor: number): Promise<PromiseSettledResult<unknown>> => settled(transport.pull({ deviceId, epoch, cursor }))
    let cursor = anew ? 0 : await cursorOf()
    let beginning = anew
    let scopes: readonly string[] | null = null
    let coming: Promise<PromiseSettledResult<unknown>> | null = ask(cursor)
    while (coming) {
      const answer: PromiseSettledResult<unknown> = await coming
      if (answer.status === 'rejected') throw answer.reason
      const page: Page = read(heardPage, answer.value)
      if (page.resync) throw new TransportError('away', { cause: new Error(`resync ${page.resync}`) })
      // An answer to an earlier question that came late.
      if (page.from !== cursor) throw new TransportError('away', { cause: new Error(`a page from ${page.from} where ${cursor} was asked`) })
      done.head = page.head
      coming = page.more && page.to > cursor ? ask(page.to) : null
      if (coming) await onItsWay()
      if (page.to > cursor) {
        await apply(page, beginning)
        done.received += page.changes.length
      }
      beginning = null
      cursor = page.to
      scopes = page.scopes ?? null
      onProgress?.(cursor, page.head)
    }
    return scopes
  }

  /** Half of a table does not go by mistake: only where the server says that so many are meant. */
  async function mustBeMeant({ changes, deletions }: Page): Promise<void> {
    for (const [name, n] of Object.entries(deletionsOf(changes))) {
      const entity = business.entities.get(name)
      if (!entity || n <= fewRows / 2 || deletions?.[name] === n) continue
      const { rows } = await db.selectFrom(entity.table as 'property').select((row) => row.fn.countAll<number>().as('rows')).where('agencyId', '=', agencyId).where('deletedAt', 'is', null).executeTakeFirstOrThrow()
      if (Number(rows) > fewRows && n > Number(rows) / 2) throw new TransportError('away', { cause: new Error(`a page that deletes ${n} of ${rows} rows of ${name} without saying so`) })
    }
  }

  async function apply(page: Page, anew: readonly string[] | null): Promise<void> {
    if (!anew) await mustBeMeant(page)
    const changes: Change[] = page.changes.map((change) => ({ ...change, agencyId, localSeq: 0 }))
    const commands: CommandRecord[] = page.commands.map((command) => ({ ...command, agencyId, status: 'applied', code: null, params: null, result: null }))
    const cameBack = new Set(commands.map(({ id }) => id))
    await rebase(store, business, agencyId, { changes, commands, upTo: page.to, anew: anew !== null }, clock, async (executor) => {
      await confirm(executor, page.to, cameBack)
      await keepNames(executor, page.posts)
      if (anew) await executor.updateTable('syncState').set({ scopes: JSON.stringify(anew) }).where('agencyId', '=', agencyId).execute()
      if (!page.more) await noteExchange(executor, page.head)
    })
    onChanged?.(changes)
  }

  /** What other posts are called: for a card that says where something was typed, also without a network. */
  async function keepNames(executor: Executor, posts: Page['posts'] = {}): Promise<void> {
    const rows = Object.entries(posts).map(([deviceId, name]) => ({
      agencyId, deviceId, name, incarnation: null, accountId: null, appVersion: null, schemaVersion: null, protocol: null, lastSeq: null, cursor: null, seenAt: null, revokedAt: null, createdAt: null,
    }))
    if (rows.length) await executor.insertInto('syncDevice').values(rows).onConflict((conflict) => conflict.columns(['agencyId', 'deviceId']).doUpdateSet((row) => ({ name: row.ref('excluded.name') }))).execute()
  }

  /** The rows are compared with the server's at the next exchange, whenever they last were. */
  async function checkSoon(): Promise<void> {
    await db.updateTable('syncState').set({ checkedAt: null }).where('agencyId', '=', agencyId).execute()
  }

  return { exchange, compare, checkSoon, cursor: () => cursorOf(), /** What is still on its way here. */ arriving: () => arrivals.list() }
}

function inParts<T>(all: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, n) => all.slice(n * size, (n + 1) * size))
}

const isSame = (scopes: readonly string[], others: readonly string[]): boolean => scopes.length === others.length && scopes.every((scope) => others.includes(scope))

const isRefusal = ({ status }: Pick<CommandResult, 'status'>): boolean => status === 'rejected' || status === 'blocked'

const namedIn = (params: CommandResult['params']): string | null => (typeof params?.['by'] === 'string' ? params['by'] : null)

/** An answer that is not one is treated like none. */
function read<T>(schema: z.ZodType<T>, answer: unknown): T {
  const parsed = schema.safeParse(answer)
  if (!parsed.success) throw new TransportError('away', { cause: parsed.error })
  return parsed.data
}

