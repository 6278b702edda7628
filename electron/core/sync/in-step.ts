import { hostname } from 'node:os'
import manifest from '../../../package.json' with { type: 'json' }
import { migrations } from '../../../shared/database/migrate.ts'
import { business } from '../../../shared/modules/business.ts'
import type { PastExchange, SyncComparison, SyncState } from '../../../shared/modules/core/model-views.ts'
import { readArrivals } from '../../../shared/sync/arrivals.ts'
import { requestLeaves } from '../../../shared/sync/http-transport.ts'
import { openLoop } from '../../../shared/sync/loop.ts'
import type { LoopState } from '../../../shared/sync/loop.ts'
import { openPokeSocket } from '../../../shared/sync/poke-socket.ts'
import { openPokes } from '../../../shared/sync/poke.ts'
import { openPost } from '../../../shared/sync/post.ts'
import type { Difference } from '../../../shared/sync/checksum.ts'
import type { Exchange, Post } from '../../../shared/sync/post.ts'
import { TransportError } from '../../../shared/sync/transport.ts'
import { AppError } from '../../../shared/values/error.ts'
import type { Link } from './link.ts'
import type { SyncParts } from './sync-room.ts'
import { noteExchange, pastExchanges } from './past-exchanges.ts'
import { countRefused, waitingCommands } from './waiting.ts'

/** After own edits were sent, those that follow are gathered so long. */
const gathering = 250

export type InStep = ReturnType<typeof openInStep>

export function later(milliseconds: number, work: () => void): () => void {
  const timer = setTimeout(work, milliseconds)
  timer.unref()
  return () => clearTimeout(timer)
}

/** Keeps a post and its server in step, while somebody of the agency works here: sends what is typed, and hears of what others type. */
export function openInStep(link: Link, { workspace, sessions, clock, newId, log }: SyncParts, afterExchange: () => Promise<void>) {
  const { store, dispatcher } = workspace
  const db = store.kysely
  let loop: ReturnType<typeof openLoop> | null = null
  let post: Post | null = null
  let pokes: ReturnType<typeof openPokes> | null = null
  let last: LoopState = { working: false, stopped: null, error: null, failures: 0 }
  /** Whether an exchange has ended since the program started: before, nothing is known of the server. */
  let tried = false
  let gather: NodeJS.Timeout | null = null
  let sentAt = 0
  const exchanged = new Set<() => void>()

  const stopListening = dispatcher.onCommitted(({ received }) => {
    if (received || !link.joined()) return
    link.tell()
    gather ??= setTimeout(() => {
      gather = null
      sentAt = clock()
      void loop?.now()
    }, Math.min(gathering, Math.max(0, sentAt + gathering - clock())))
    gather.unref()
  })

  function postOf(agencyId: string, onProgress?: (cursor: number, head: number) => void): Post {
    return openPost({
      store, business, agencyId, clock, newId, peer: () => link.current(),
      program: { schemaVersion: Object.keys(migrations).at(-1)!, appVersion: manifest.version, deviceName: hostname().slice(0, 100) },
      transport: {
        hello: (message) => link.under(link.current(), (transport) => transport.hello(message)),
        pull: (message) => link.under(link.current(), (transport) => transport.pull(message)),
        snapshot: (message) => link.under(link.current(), (transport) => transport.snapshot!(message)),
        push: async (message, actor) => link.under(await link.accountOf(actor), (transport) => transport.push(message, actor)),
        check: (message) => link.under(link.current(), (transport) => transport.check!(message)),
        leaving: requestLeaves,
      },
      // Under somebody else's name it would be somebody else's act: it waits until he is here again.
      maySend: async (actor) => link.hasAccess(await link.accountOf(actor)),
      onDifferent: (differences) => log('warning', 'rows differed from the server and were taken anew', { tables: differences.map(({ table }) => table) }),
      onChanged: (changes) => dispatcher.announce(agencyId, changes),
      ...(onProgress ? { onProgress } : {}),
    })
  }

  /** One exchange, with a line in the list of those that were. */
  async function noted(agencyId: string, work: () => Promise<Exchange>): Promise<Exchange> {
    const began = clock()
    const note = (done: Pick<PastExchange, 'sent' | 'received' | 'refused' | 'stopped'>) => noteExchange(store, agencyId, { at: clock(), took: Math.max(0, clock() - began), ...done })
    try {
      const { sent, received, refused, ...done } = await work()
      await note({ sent, received, refused, stopped: null })
      return { sent, received, refused, ...done }
    } catch (error) {
      if (error instanceof TransportError && !link.closing.aborted) await note({ sent: 0, received: 0, refused: 0, stopped: error.stop })
      throw error
    }
  }

  async function exchange(agencyId: string, own: Post): Promise<Exchange> {
    try {
      await link.readPeople()
      const before = await own.arriving()
      const done = await noted(agencyId, () => own.exchange())
      // Many rows came: lists are read as fits them.
      if (before.some(({ place }) => place.stage !== 'history')) workspace.refreshStatistics()
      await sessions.readAgain()
      await link.dismissWhoLeft()
      await afterExchange()
      for (const listener of exchanged) listener()
      return done
    } catch (error) {
      if (!(error instanceof TransportError)) log('error', 'an exchange with the server failed', { error })
      else if (error.stop === 'revoked' || error.stop === 'signedOut') await link.askWhoIsIt()
      throw error
    }
  }

  function open({ agencyId, server }: { agencyId: string; server: string }): NonNullable<typeof loop> {
    const own = postOf(agencyId)
    post = own
    const running = openLoop({
      exchange: () => exchange(agencyId, own),
      later,
      random: Math.random,
      onState: (state) => {
        // What stopped it stays said until it has gone well again.
        last = state.working ? { ...state, stopped: last.stopped } : state
        workspace.setOutdated(last.stopped === 'tooOld')
        if (!state.working) tried = true
        link.tell()
      },
    })
    // The server's word that somebody else has written: heard at once, not within the minute.
    pokes = openPokes({
      open: () => openPokeSocket(server, async () => {
        const accountId = link.current()
        return accountId === null ? null : link.tokenOf(accountId)
      }),
      now: () => running.now(), cursor: () => own.cursor(), clock, later,
    })
    return running
  }

  /** From now on the two keep in step, where all of the agency is here. */
  function begin(): void {
    const joined = link.joined()
    if (joined?.stage !== 'complete' || link.closing.aborted) return
    loop ??= open(joined)
    void loop.now()
  }

  /** Rows that are on their way, else the history behind those that are here. */
  async function arriving(agencyId: string): Promise<SyncState['arriving']> {
    const all = await readArrivals(db, agencyId)
    const rows = all.find(({ place }) => place.stage !== 'history')
    if (rows) return { what: 'rows', ...rows.rows }
    return all[0] ? { what: 'history', ...all[0].changes } : null
  }

  async function countRows(agencyId: string): Promise<number> {
    let total = 0
    for (const { table } of business.entities.values())
      total += Number((await db.selectFrom(table as 'property').select((row) => row.fn.countAll<number>().as('n')).where('agencyId', '=', agencyId).executeTakeFirstOrThrow()).n)
    return total
  }

  return {
    postOf,
    begin,
    /** After each exchange that came to its end. */
    onExchanged: (listener: () => void): (() => void) => {
      exchanged.add(listener)
      return () => void exchanged.delete(listener)
    },
    /** One round at once, to its end. */
    async now(): Promise<void> {
      begin()
      await loop?.now()
    },
    /** The first exchange has come to its end, by other means. */
    hasTried: (): void => void (tried = true),

    noted,

    /** The latest exchanges, the newest first. */
    async past(): Promise<PastExchange[]> {
      const joined = link.joined()
      return joined ? pastExchanges(store, joined.agencyId) : []
    },

    /** Whether both sides hold the same rows, after an exchange. Where they do not, this post takes them anew. Throws `online_only`. */
    async compare(): Promise<SyncComparison> {
      const { agencyId } = link.here()
      begin()
      await loop?.now()
      if (!post || last.stopped !== null) throw new AppError('online_only')
      let differences: Difference[] | null
      try {
        differences = await post.compare()
      } catch (error) {
        if (error instanceof TransportError) throw new AppError('online_only', {}, { cause: error })
        throw error
      }
      if (differences === null) {
        const lies = async (table: 'outbox' | 'parkedChange') => (await db.selectFrom(table).select('agencyId').where('agencyId', '=', agencyId).limit(1).executeTakeFirst()) !== undefined
        return { kind: 'unsure', why: (await lies('outbox')) ? 'waiting' : (await lies('parkedChange')) ? 'newer' : 'moving' }
      }
      if (differences.length === 0) return { kind: 'same', rows: await countRows(agencyId) }
      await post.checkSoon()
      void loop?.now()
      return { kind: 'different', tables: byEntity(differences) }
    },

    async state(): Promise<Omit<SyncState, 'founding'>> {
      const joined = link.joined()
      const nothing = { server: null, working: false, stopped: null, exchangedAt: null, waitingCount: 0, waiting: [], refusedCount: 0, cursor: 0, head: null, arriving: null }
      if (!joined) return nothing
      const { agencyId, server } = joined
      const [waiting, refusedCount] = [await waitingCommands(store, agencyId), await countRefused(store, agencyId)]
      if (joined.stage === 'founding') return { ...nothing, waitingCount: waiting.count, waiting: waiting.first }
      const [row, sequence] = [
        await db.selectFrom('syncState').select(['exchangedAt', 'head']).where('agencyId', '=', agencyId).executeTakeFirst(),
        await db.selectFrom('agencySequence').select('seq').where('agencyId', '=', agencyId).executeTakeFirst(),
      ]
      const signedOut = !link.hasAccess(link.current())
      return {
        server, working: last.working, stopped: signedOut ? (last.stopped === 'revoked' ? 'revoked' : 'signedOut') : tried ? last.stopped : 'away', exchangedAt: row?.exchangedAt ?? null,
        waitingCount: waiting.count, waiting: waiting.first, refusedCount, cursor: Number(sequence?.seq ?? 0), head: row?.head ?? null, arriving: await arriving(agencyId),
      }
    },

    async close(): Promise<void> {
      stopListening()
      if (gather) clearTimeout(gather)
      pokes?.close()
      await loop?.close()
    },
  }
}

/** A row counts in each scope that it lies in: the largest of them is how many there are. */
function byEntity(differences: readonly Difference[]): { entity: string; here: number; there: number }[] {
  const found = new Map<string, { here: number; there: number }>()
  for (const { table, here, there } of differences) {
    const before = found.get(table) ?? { here: 0, there: 0 }
    found.set(table, { here: Math.max(before.here, here?.count ?? 0), there: Math.max(before.there, there?.count ?? 0) })
  }
  return [...business.entities.values()].flatMap(({ name, table }) => (found.has(table) ? [{ entity: name, ...found.get(table)! }] : []))
}
