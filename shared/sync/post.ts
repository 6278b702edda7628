import type { z } from 'zod'
import type { Change } from '../command/change.ts'
import { decodeChange } from '../command/recorder-changes.ts'
import type { Business } from '../command/define.ts'
import { rebase } from '../command/modes.ts'
import type { CommandRecord } from '../command/modes.ts'
import type { Envelope } from '../contract/envelope.ts'
import type { Executor, Store } from '../database/store.ts'
import type { Actor } from '../values/actor.ts'
import { pageMessage, protocol, pushLimits, pushResult, welcomeMessage } from './protocol.ts'
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
  /** What became visible, for live views: changes that came, and those of refused commands with what stands there again. */
  onChanged?: (changes: readonly Change[]) => void
  /** After each page: how far this post has come, and how far the log goes. */
  onProgress?: (cursor: number, head: number) => void
  /** Whether the words of this member may be sent now: only under his own name. By itself everybody's. */
  maySend?: (actor: Actor) => Promise<boolean>
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
}
export type Post = ReturnType<typeof openPost>

/** How long a confirmed command is kept, for a server that is put back to an earlier day. */
const keptAcked = 30 * 86_400_000

/**
 * The post's half of the exchange (sync.md D, E): sends what waits, in order, and takes the log in pages. Everything it knows
 * lies in the database, so that it may be killed at any step and goes on from there.
 */
export function openPost({ store, business, agencyId, transport, clock, newId, program, onChanged, onProgress, maySend }: PostParts) {
  const db = store.kysely

  async function state() {
    const row = await db.selectFrom('syncState').selectAll().where('agencyId', '=', agencyId).executeTakeFirst()
    if (!row) throw new Error(`the agency ${agencyId} has not joined a server`)
    return { ...row, deviceId: row.deviceId!, incarnation: row.incarnation! }
  }

  const cursorOf = async (): Promise<number> => Number((await db.selectFrom('agencySequence').select('seq').where('agencyId', '=', agencyId).executeTakeFirst())?.seq ?? 0)

  /** One whole exchange: greets, sends until nothing waits, takes pages until the head. Throws `TransportError`. */
  async function exchange(): Promise<Exchange> {
    const done: Exchange = { sent: 0, received: 0, refused: 0, waiting: 0, head: 0, held: false }
    let welcome = await greet()
    if (welcome.resync === 'deviceForked') {
      await becomeAnother()
      welcome = await greet()
    }
    let anew = false
    if (welcome.resync) await again(welcome)
    else anew = await followScopes(welcome)
    // Own words first: what comes back then holds their answers too.
    while (await sendSome(welcome.epoch, done));
    await take(welcome.epoch, done, anew ? welcome.scopes : null)
    const { n } = await db.selectFrom('outbox').select((row) => row.fn.countAll<number>().as('n')).where('agencyId', '=', agencyId).where('result', 'is', null).executeTakeFirstOrThrow()
    done.waiting = Number(n)
    await db.updateTable('syncState').set({ exchangedAt: clock(), head: done.head, stopped: null }).where('agencyId', '=', agencyId).execute()
    await db.deleteFrom('ackedRecent').where('agencyId', '=', agencyId).where('at', '<', clock() - keptAcked).execute()
    return done
  }

  async function greet(): Promise<Welcome> {
    const { deviceId, incarnation, epoch, deviceSeq } = await state()
    return read(welcomeMessage, await transport.hello({ protocol, ...program, deviceId, incarnation, epochSeen: epoch, cursor: await cursorOf(), numbered: deviceSeq ?? 0 }))
  }

  /** Somebody else lives as this device: this one takes a name of its own; what waits is sent under it. */
  async function becomeAnother(): Promise<void> {
    await store.kysely.transaction().execute(async (executor) => {
      await executor.updateTable('syncState').set({ deviceId: newId(), incarnation: newId(), deviceSeq: 0 }).where('agencyId', '=', agencyId).execute()
      await executor.updateTable('outbox').set({ deviceSeq: null }).where('agencyId', '=', agencyId).where('result', 'is', null).execute()
    })
  }

  /** The server is not where it was: the log is taken from the beginning, and what it may have lost is sent again. */
  async function again({ epoch, epochFrom, scopes, heard }: Welcome): Promise<void> {
    await startOver(store, business, agencyId, { epoch, common: epochFrom, scopes, heard })
  }

  /**
   * A post holds what its members may see, of all who sign in on it. What is newly granted of the agency's own is not behind the
   * cursor, and what the only member may see no longer must go: then the log is to be taken anew, which this says.
   */
  async function followScopes({ epoch, scopes }: Welcome): Promise<boolean> {
    const held = JSON.parse((await state()).scopes ?? '[]') as string[]
    const left = held.filter((scope) => !scopes.includes(scope))
    const shared = left.some((scope) => scope.startsWith('member:'))
    const anew = held.length > 0 && ((left.length > 0 && !shared) || scopes.some((scope) => !scope.startsWith('member:') && !held.includes(scope)))
    await db.updateTable('syncState').set({ epoch, scopes: JSON.stringify(anew ? held : [...new Set([...held, ...scopes])]) }).where('agencyId', '=', agencyId).execute()
    return anew
  }

  /** One batch; false when nothing waits, or the next cannot be judged now. */
  async function sendSome(epoch: string, done: Exchange): Promise<boolean> {
    const batch = await numbered()
    if (!batch.commands.length) return false
    const { deviceId, incarnation } = await state()
    const answer = read(pushResult, await transport.push({ deviceId, incarnation, epoch, commands: batch.commands }, batch.actor!))
    if (answer.resync) throw new TransportError('away', { cause: new Error(`resync ${answer.resync}`) })
    const known = new Set(batch.commands.map(({ envelope }) => envelope.commandId))
    const results = answer.results.filter(({ commandId }) => known.has(commandId))
    if (results.length) await keepResults(results)
    done.sent += results.length
    done.refused += results.filter(isRefusal).length
    done.held = answer.again || results.length === 0
    return !done.held
  }

  /** Members of this post who typed something that waits and may be sent now. */
  async function senders(): Promise<ReadonlySet<string>> {
    const rows = await db.selectFrom('outbox').select('actor').distinct().where('agencyId', '=', agencyId).where('result', 'is', null).execute()
    const may: string[] = []
    for (const { actor } of rows) if (!maySend || (await maySend(JSON.parse(actor) as Actor))) may.push(actor)
    return new Set(may)
  }

  /** The next commands of one member with their numbers, given before anything is sent and kept with them. */
  async function numbered(): Promise<{ actor: Actor | null; commands: { deviceSeq: number; envelope: Envelope }[] }> {
    const sending = await senders()
    if (sending.size === 0) return { actor: null, commands: [] }
    return store.kysely.transaction().execute(async (executor) => {
      const rows = await executor.selectFrom('outbox').select(['localSeq', 'envelope', 'deviceSeq', 'actor']).where('agencyId', '=', agencyId).where('result', 'is', null)
        .where((row) => row.or([row('deviceSeq', 'is not', null), row('actor', 'in', [...sending])])).orderBy('localSeq').limit(pushLimits.commands).execute()
      let last = Number((await executor.selectFrom('syncState').select('deviceSeq').where('agencyId', '=', agencyId).executeTakeFirstOrThrow()).deviceSeq ?? 0)
      const commands: { deviceSeq: number; envelope: Envelope }[] = []
      let bytes = 0
      let actor: string | null = null
      for (const row of rows) {
        if (!sending.has(row.actor)) {
          // Nothing overtakes what has its number already.
          if (row.deviceSeq !== null) break
          continue
        }
        if (row.actor !== (actor ??= row.actor)) break
        bytes += row.envelope.length
        if (commands.length && bytes > pushLimits.bytes) break
        const deviceSeq = row.deviceSeq ?? ++last
        if (row.deviceSeq === null) await executor.updateTable('outbox').set({ deviceSeq }).where('agencyId', '=', agencyId).where('localSeq', '=', row.localSeq).execute()
        commands.push({ deviceSeq, envelope: JSON.parse(row.envelope) as Envelope })
      }
      await executor.updateTable('syncState').set({ deviceSeq: last }).where('agencyId', '=', agencyId).execute()
      return { actor: actor === null ? null : (JSON.parse(actor) as Actor), commands }
    })
  }

  /** What was judged waits for its change to come back; what was refused is laid before the user, and its prediction goes. */
  async function keepResults(results: readonly CommandResult[]): Promise<void> {
    const refused = results.filter(isRefusal)
    const note = async (executor: Executor): Promise<void> => {
      for (const result of results) {
        await executor.updateTable('outbox').set({ result: JSON.stringify(result), resultSeq: result.seq ?? 0 }).where('agencyId', '=', agencyId).where('commandId', '=', result.commandId).execute()
        if (isRefusal(result)) await layBefore(executor, result)
      }
    }
    if (refused.length === 0) await store.kysely.transaction().execute(note)
    else {
      const gone = (await db.selectFrom('change').selectAll().where('agencyId', '=', agencyId).where('seq', 'is', null).where('commandId', 'in', refused.map(({ commandId }) => commandId)).execute()).map(decodeChange)
      await rebase(store, business, agencyId, { changes: [] }, clock, note)
      onChanged?.(gone.map((change) => ({ ...change, patch: change.before ?? {}, before: change.patch })))
    }
    const cursor = await cursorOf()
    // What changed nothing was judged at a head that may be known already.
    await db.transaction().execute(async (executor) => confirm(executor, cursor, new Set()))
  }

  async function layBefore(executor: Executor, result: CommandResult): Promise<void> {
    const row = await executor.selectFrom('outbox').selectAll().where('agencyId', '=', agencyId).where('commandId', '=', result.commandId).executeTakeFirst()
    if (!row) return
    const envelope = JSON.parse(row.envelope) as Envelope
    await executor.insertInto('attention').values({
      agencyId, commandId: result.commandId, envelope: row.envelope, actor: row.actor, code: result.code ?? 'internal', params: JSON.stringify(result.params ?? {}),
      blockedBy: result.status === 'blocked' ? namedIn(result.params) : null, serverRow: null, state: 'open', localSeq: row.localSeq, typedAt: envelope.typedAt, at: clock(),
    }).onConflict((conflict) => conflict.columns(['agencyId', 'commandId']).doNothing()).execute()
    await executor.deleteFrom('outbox').where('agencyId', '=', agencyId).where('commandId', '=', result.commandId).execute()
    await executor.updateTable('command').set({ status: 'rejected', code: result.code }).where('agencyId', '=', agencyId).where('id', '=', result.commandId).where('seq', 'is', null).execute()
  }

  /** Takes from the queue what is known and at or below the cursor (sync.md E4). */
  async function confirm(executor: Executor, cursor: number, cameBack: ReadonlySet<string>): Promise<void> {
    const rows = await executor.selectFrom('outbox').select(['commandId', 'envelope', 'deviceSeq', 'result', 'resultSeq']).where('agencyId', '=', agencyId).execute()
    for (const row of rows) {
      if (!cameBack.has(row.commandId) && (row.result === null || (row.resultSeq ?? 0) > cursor)) continue
      await executor.deleteFrom('outbox').where('agencyId', '=', agencyId).where('commandId', '=', row.commandId).execute()
      const kept = { deviceSeq: row.deviceSeq, seq: row.resultSeq, at: clock() }
      await executor.insertInto('ackedRecent').values({ agencyId, commandId: row.commandId, envelope: row.envelope, ...kept })
        .onConflict((conflict) => conflict.columns(['agencyId', 'commandId']).doUpdateSet(kept)).execute()
    }
  }

  /**
   * Pages of the log until the head, each applied in one commit with the cursor.
   * @param anew the scopes under which the log is taken from its beginning; null to go on
   */
  async function take(epoch: string, done: Exchange, anew: readonly string[] | null): Promise<void> {
    for (let beginning = anew; ; beginning = null) {
      const { deviceId } = await state()
      const cursor = beginning ? 0 : await cursorOf()
      const page = read(pageMessage, await transport.pull({ deviceId, epoch, cursor }))
      if (page.resync) throw new TransportError('away', { cause: new Error(`resync ${page.resync}`) })
      // An answer to an earlier question that came late.
      if (page.from !== cursor) throw new TransportError('away', { cause: new Error(`a page from ${page.from} where ${cursor} was asked`) })
      done.head = page.head
      if (page.to > cursor) {
        await apply(page, beginning)
        done.received += page.changes.length
      }
      onProgress?.(page.to, page.head)
      if (!page.more) return
    }
  }

  async function apply(page: Page, anew: readonly string[] | null): Promise<void> {
    const changes: Change[] = page.changes.map((change) => ({ ...change, agencyId, localSeq: 0 }))
    const commands: CommandRecord[] = page.commands.map((command) => ({ ...command, agencyId, status: 'applied', code: null, params: null, result: null }))
    const cameBack = new Set(commands.map(({ id }) => id))
    await rebase(store, business, agencyId, { changes, commands, upTo: page.to, anew: anew !== null }, clock, async (executor) => {
      await confirm(executor, page.to, cameBack)
      if (anew) await executor.updateTable('syncState').set({ scopes: JSON.stringify(anew) }).where('agencyId', '=', agencyId).execute()
    })
    onChanged?.(changes)
  }

  return { exchange, cursor: cursorOf }
}

const isRefusal = ({ status }: Pick<CommandResult, 'status'>): boolean => status === 'rejected' || status === 'blocked'

const namedIn = (params: CommandResult['params']): string | null => (typeof params?.['by'] === 'string' ? params['by'] : null)

/** An answer that is not one is treated like none. */
function read<T>(schema: z.ZodType<T>, answer: unknown): T {
  const parsed = schema.safeParse(answer)
  if (!parsed.success) throw new TransportError('away', { cause: parsed.error })
  return parsed.data
}

