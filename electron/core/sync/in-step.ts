import { hostname } from 'node:os'
import manifest from '../../../package.json' with { type: 'json' }
import { migrations } from '../../../shared/database/migrate.ts'
import { business } from '../../../shared/modules/business.ts'
import type { SyncState } from '../../../shared/modules/core/model-views.ts'
import { openLoop } from '../../../shared/sync/loop.ts'
import type { LoopState } from '../../../shared/sync/loop.ts'
import { openPokeSocket } from '../../../shared/sync/poke-socket.ts'
import { openPokes } from '../../../shared/sync/poke.ts'
import { openPost } from '../../../shared/sync/post.ts'
import type { Exchange, Post } from '../../../shared/sync/post.ts'
import { TransportError } from '../../../shared/sync/transport.ts'
import type { Link } from './link.ts'
import type { SyncParts } from './sync-room.ts'
import { waitingCommands } from './waiting.ts'

/** Own edits are gathered so long before they are sent. */
const gathering = 250

export type InStep = ReturnType<typeof openInStep>

export function later(milliseconds: number, work: () => void): () => void {
  const timer = setTimeout(work, milliseconds)
  timer.unref()
  return () => clearTimeout(timer)
}

/** Keeps a post and its server in step, while somebody of the agency works here: sends what is typed, and hears of what others type. */
export function openInStep(link: Link, { workspace, sessions, clock, newId, log }: SyncParts) {
  const { store, dispatcher } = workspace
  const db = store.kysely
  let loop: ReturnType<typeof openLoop> | null = null
  let pokes: ReturnType<typeof openPokes> | null = null
  let last: LoopState = { working: false, stopped: null, error: null, failures: 0 }
  /** Whether an exchange has ended since the program started: before, nothing is known of the server. */
  let tried = false
  let gather: NodeJS.Timeout | null = null

  const stopListening = dispatcher.onCommitted(({ received }) => {
    if (received || !link.joined()) return
    link.tell()
    gather ??= setTimeout(() => {
      gather = null
      void loop?.now()
    }, gathering)
    gather.unref()
  })

  function postOf(agencyId: string, onProgress?: (cursor: number, head: number) => void): Post {
    return openPost({
      store, business, agencyId, clock, newId,
      program: { schemaVersion: Object.keys(migrations).at(-1)!, appVersion: manifest.version, deviceName: hostname().slice(0, 100) },
      transport: {
        hello: (message) => link.under(link.current(), (transport) => transport.hello(message)),
        pull: (message) => link.under(link.current(), (transport) => transport.pull(message)),
        push: async (message, actor) => link.under(await link.accountOf(actor), (transport) => transport.push(message, actor)),
        check: (message) => link.under(link.current(), (transport) => transport.check!(message)),
      },
      // Under somebody else's name it would be somebody else's act: it waits until he is here again.
      maySend: async (actor) => link.hasAccess(await link.accountOf(actor)),
      onDifferent: (differences) => log('warning', 'rows differed from the server and were taken anew', { tables: differences.map(({ table }) => table) }),
      onChanged: (changes) => dispatcher.announce(agencyId, changes),
      ...(onProgress ? { onProgress } : {}),
    })
  }

  async function exchange(post: Post): Promise<Exchange> {
    try {
      await link.readPeople()
      const done = await post.exchange()
      await sessions.readAgain()
      await link.dismissWhoLeft()
      return done
    } catch (error) {
      if (!(error instanceof TransportError)) log('error', 'an exchange with the server failed', { error })
      else if (error.stop === 'revoked' || error.stop === 'signedOut') await link.askWhoIsIt()
      throw error
    }
  }

  function open({ agencyId, server }: { agencyId: string; server: string }): NonNullable<typeof loop> {
    const post = postOf(agencyId)
    const running = openLoop({
      exchange: () => exchange(post),
      later,
      random: Math.random,
      onState: (state) => {
        // What stopped it stays said until it has gone well again.
        last = state.working ? { ...state, stopped: last.stopped } : state
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
      now: () => running.now(), cursor: () => post.cursor(), clock, later,
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

  return {
    postOf,
    begin,
    /** One round at once, to its end. */
    async now(): Promise<void> {
      begin()
      await loop?.now()
    },
    /** The first exchange has come to its end, by other means. */
    hasTried: (): void => void (tried = true),

    async state(): Promise<SyncState> {
      const joined = link.joined()
      if (!joined) return { server: null, working: false, stopped: null, exchangedAt: null, waitingCount: 0, waiting: [], cursor: 0, head: null }
      const { agencyId, server } = joined
      const [row, waiting, sequence] = [
        await db.selectFrom('syncState').select(['exchangedAt', 'head']).where('agencyId', '=', agencyId).executeTakeFirst(), await waitingCommands(store, agencyId),
        await db.selectFrom('agencySequence').select('seq').where('agencyId', '=', agencyId).executeTakeFirst(),
      ]
      const signedOut = !link.hasAccess(link.current())
      return {
        server, working: last.working, stopped: signedOut ? (last.stopped === 'revoked' ? 'revoked' : 'signedOut') : tried ? last.stopped : 'away', exchangedAt: row?.exchangedAt ?? null,
        waitingCount: waiting.count, waiting: waiting.first, cursor: Number(sequence?.seq ?? 0), head: row?.head ?? null,
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
