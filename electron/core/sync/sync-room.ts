import { hostname } from 'node:os'
import manifest from '../../../package.json' with { type: 'json' }
import { migrations } from '../../../shared/database/migrate.ts'
import { business } from '../../../shared/modules/business.ts'
import type { Credentials } from '../../../shared/modules/auth/credentials.ts'
import type { SyncState } from '../../../shared/modules/core/model-views.ts'
import { openHttpTransport } from '../../../shared/sync/http-transport.ts'
import { readArrivals } from '../../../shared/sync/arrivals.ts'
import { joinedServer, joinServer, unjoinServer } from '../../../shared/sync/join.ts'
import { openLoop } from '../../../shared/sync/loop.ts'
import type { LoopState } from '../../../shared/sync/loop.ts'
import { openPokeSocket } from '../../../shared/sync/poke-socket.ts'
import { openPokes } from '../../../shared/sync/poke.ts'
import { openPost } from '../../../shared/sync/post.ts'
import type { Exchange } from '../../../shared/sync/post.ts'
import { TransportError } from '../../../shared/sync/transport.ts'
import type { Transport } from '../../../shared/sync/transport.ts'
import type { Actor } from '../../../shared/values/actor.ts'
import { AppError } from '../../../shared/values/error.ts'
import type { Log } from '../../log.ts'
import type { Sessions } from '../sessions.ts'
import type { Workspace } from '../workspace.ts'
import { openAccess } from './access.ts'
import type { Access } from './access.ts'
import type { ServerAccounts } from './server-accounts.ts'
import type { NewColleague, ServerCalls, Tokens } from './server-calls.ts'
import { waitingCommands } from './waiting.ts'

export type SyncParts = {
  workspace: Workspace
  credentials: Credentials
  sessions: Sessions
  accounts: ServerAccounts
  calls: ServerCalls
  fetch: typeof fetch
  deviceId: string
  clock: () => number
  newId: () => string
  log: Log
}

/** Whose identity a server has just proven, with what it gave him. */
export type Proven = { server: string; agencyId: string; accountId: string; email: string; name: string; password: string; mustChange: boolean; tokens: Tokens }
export type Passwords = { email: string; password: string; code: string | null }

/** How long somebody may sign in without a network after the server proved who he is. */
const offlineFor = 30 * 86_400_000
/** Own edits are gathered so long before they are sent. */
const gathering = 250
/** Waits between tries of the first exchange; progress begins them anew. */
const firstWaits = [500, 2000, 5000]

export type SyncRoom = Awaited<ReturnType<typeof openSyncRoom>>

function later(milliseconds: number, work: () => void): () => void {
  const timer = setTimeout(work, milliseconds)
  timer.unref()
  return () => clearTimeout(timer)
}

/**
 * A post and its server: keeps in step while somebody of the agency works here, proves passwords at the server, or without a
 * network by what it proved lately.
 */
export async function openSyncRoom(parts: SyncParts) {
  const { workspace, credentials, sessions, accounts, calls, fetch: send, deviceId, clock, newId, log } = parts
  const { store, dispatcher } = workspace
  const db = store.kysely
  const closing = new AbortController()
  const listeners = new Set<() => void>()
  let joined = await joinedServer(store)
  let access: Access | null = joined ? openAccess({ server: joined.server, accounts, calls, clock }) : null
  /** Whose access the exchange goes under: whoever signed in last. */
  let current: string | null = null
  let loop: ReturnType<typeof openLoop> | null = null
  let pokes: ReturnType<typeof openPokes> | null = null
  let last: LoopState = { working: false, stopped: null, error: null, failures: 0 }
  /** Whether an exchange has ended since the program started: before, nothing is known of the server. */
  let tried = false
  /** Whose member is whose account, also while the rows are being taken anew. */
  const people = new Map<string, string>()
  let gather: NodeJS.Timeout | null = null

  const tell = (): void => {
    for (const listener of listeners) listener()
  }
  const here = () => {
    if (!joined || !access) throw new AppError('rule_broken', { rule: 'not_joined' })
    return { ...joined, access }
  }

  const stopListening = dispatcher.onCommitted(({ received }) => {
    if (received || !joined) return
    tell()
    gather ??= setTimeout(() => {
      gather = null
      void loop?.now()
    }, gathering)
    gather.unref()
  })

  /** Until when the first exchange goes on, while it does. */
  let joining: AbortSignal | null = null

  const reach: typeof fetch = (input, init) => send(input, { ...init, signal: AbortSignal.any([closing.signal, init?.signal, joining].filter((signal) => signal !== undefined && signal !== null)) })

  /** One request under somebody's access, which is renewed once when the server does not take it. */
  async function under(accountId: string | null, ask: (transport: Transport) => Promise<unknown>): Promise<unknown> {
    const { server, access: held } = here()
    if (accountId === null) throw new TransportError('signedOut')
    const transport = openHttpTransport({ server, fetch: reach, token: () => tokenOf(accountId) })
    try {
      return await ask(transport)
    } catch (error) {
      if (!(error instanceof TransportError) || error.code !== 'token_invalid') throw error
      held.lapse(accountId)
      return ask(transport)
    }
  }

  async function tokenOf(accountId: string): Promise<string | null> {
    try {
      return await here().access.tokenOf(accountId)
    } catch (error) {
      if (error instanceof AppError) throw new TransportError('away', { code: error.code, cause: error })
      throw error
    }
  }

  /** The account of whoever typed something; null for one that is not of this agency any more. */
  async function accountOf(actor: Actor): Promise<string | null> {
    const memberId = 'memberId' in actor ? actor.memberId : undefined
    if (memberId === undefined) return current
    if (!people.has(memberId)) await readPeople()
    return people.get(memberId) ?? null
  }

  async function readPeople(): Promise<void> {
    for (const { id, accountId } of await db.selectFrom('member').select(['id', 'accountId']).execute()) people.set(id, accountId)
  }

  function postOf(agencyId: string, onProgress?: (cursor: number, head: number) => void) {
    return openPost({
      store, business, agencyId, clock, newId,
      program: { schemaVersion: Object.keys(migrations).at(-1)!, appVersion: manifest.version, deviceName: hostname().slice(0, 100) },
      transport: {
        hello: (message) => under(current, (transport) => transport.hello(message)),
        pull: (message) => under(current, (transport) => transport.pull(message)),
        snapshot: (message) => under(current, (transport) => transport.snapshot!(message)),
        push: async (message, actor) => under(await accountOf(actor), (transport) => transport.push(message, actor)),
        check: (message) => under(current, (transport) => transport.check!(message)),
      },
      // Under somebody else's name it would be somebody else's act: it waits until he is here again.
      maySend: async (actor) => {
        const accountId = await accountOf(actor)
        return accountId !== null && accounts.get(accountId)?.refresh !== undefined && accounts.get(accountId)?.refresh !== null
      },
      onDifferent: (differences) => log('warning', 'rows differed from the server and were taken anew', { tables: differences.map(({ table }) => table) }),
      onChanged: (changes) => dispatcher.announce(agencyId, changes),
      ...(onProgress ? { onProgress } : {}),
    })
  }

  async function exchange(post: ReturnType<typeof postOf>): Promise<Exchange> {
    try {
      await readPeople()
      const before = await post.arriving()
      const done = await post.exchange()
      // Many rows came: lists are read as fits them.
      if (before.some(({ place }) => place.stage !== 'history')) workspace.refreshStatistics()
      await sessions.readAgain()
      await dismissWhoLeft()
      return done
    } catch (error) {
      if (!(error instanceof TransportError)) log('error', 'an exchange with the server failed', { error })
      else if (error.stop === 'revoked' || error.stop === 'signedOut') await askWhoIsIt()
      throw error
    }
  }

  /** The server does not let him in: is it this post, or is he no longer of the agency? Then nobody goes on in his name here. */
  async function askWhoIsIt(): Promise<void> {
    const { server, agencyId, access: held } = here()
    if (current === null) return
    try {
      const token = await held.tokenOf(current)
      if (token === null && held.endedBy(current) !== 'account_disabled') return
      if (token !== null && (await calls.who(server, token)).agency_id === agencyId) return
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      if (error.code !== 'account_disabled') return
    }
    await dismiss(current)
  }

  async function dismissWhoLeft(): Promise<void> {
    for (const { accountId } of accounts.all()) {
      const rows = await db.selectFrom('member').select(['active', 'deletedAt']).where('accountId', '=', accountId).execute()
      if (rows.length > 0 && !rows.some((row) => row.active === 1 && row.deletedAt === null)) await dismiss(accountId)
    }
  }

  /** Out of this post, and by what he knew he does not come in again without the server. */
  async function dismiss(accountId: string): Promise<void> {
    await credentials.forget(accountId)
    await accounts.forget(accountId)
    await sessions.endOthers(accountId, null)
    if (current === accountId) current = null
    log('info', 'somebody who left the agency is signed out')
    tell()
  }

  /** What the server alone can do, in somebody's name. Throws `online_only` where it is not reached or does not know him now. */
  async function atServer(accountId: string, work: (server: string, token: string) => Promise<unknown>): Promise<void> {
    const { server, access: held } = here()
    try {
      const token = await held.tokenOf(accountId)
      if (token === null) throw new AppError('online_only')
      await work(server, token)
    } catch (error) {
      if (error instanceof AppError && error.code === 'server_unreachable') throw new AppError('online_only', {}, { cause: error })
      throw error
    }
  }

  function begin(): void {
    if (joined?.stage !== 'complete' || closing.signal.aborted) return
    if (!loop) {
      const post = postOf(joined.agencyId)
      const running = openLoop({
        exchange: () => exchange(post),
        later,
        random: Math.random,
        onState: (state) => {
          // What stopped it stays said until it has gone well again.
          last = state.working ? { ...state, stopped: last.stopped } : state
          if (!state.working) tried = true
          tell()
        },
      })
      loop = running
      // The server's word that somebody else has written: heard at once, not within the minute.
      const { server } = joined
      pokes = openPokes({
        open: () => openPokeSocket(server, async () => (current === null ? null : tokenOf(current))), now: () => running.now(), cursor: () => post.cursor(), clock, later,
      })
    }
    void loop.now()
  }

  async function prove(server: string, { email, password, code }: Passwords): Promise<Omit<Proven, 'agencyId'> & { agencyId: string | null }> {
    const { access: token, refresh, must_change_password: mustChange } = await calls.signIn(server, { email, password, code, deviceName: hostname() })
    const who = await calls.who(server, token)
    return { server, agencyId: who.agency_id, accountId: who.id, email: who.email, name: who.full_name || who.email, password, mustChange, tokens: { access: token, refresh } }
  }

  /** Kept for days without a network, and for the exchange. */
  async function remember({ accountId, email, name, password, mustChange, tokens }: Proven): Promise<void> {
    await credentials.remember(accountId, { email, name }, password, { mustChange })
    await accounts.keep({ accountId, signedInAt: clock(), refresh: tokens.refresh })
    await here().access.keep(accountId, tokens)
  }

  async function signInHere({ email, password }: Passwords): Promise<{ accountId: string; mustChange: boolean }> {
    const row = await db.selectFrom('account').select('id').where('email', '=', email.trim().toLowerCase()).executeTakeFirst()
    const account = row ? accounts.get(row.id) : null
    // Whoever never signed in here, or not for long, is known to the server alone.
    if (!account || clock() - account.signedInAt > offlineFor) throw new AppError('sign_in_online', { days: offlineFor / 86_400_000 })
    return credentials.check(email, password)
  }

  return {
    /** What this post joined, if anything; and whether all of it has arrived. */
    joined: () => joined,

    onState: (listener: () => void): (() => void) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },

    async state(): Promise<SyncState> {
      if (!joined) return { server: null, working: false, stopped: null, exchangedAt: null, waitingCount: 0, waiting: [], cursor: 0, head: null, arriving: null }
      const { agencyId, server } = joined
      const [row, waiting, sequence] = [
        await db.selectFrom('syncState').select(['exchangedAt', 'head']).where('agencyId', '=', agencyId).executeTakeFirst(), await waitingCommands(store, agencyId),
        await db.selectFrom('agencySequence').select('seq').where('agencyId', '=', agencyId).executeTakeFirst(),
      ]
      const signedOut = current === null || (accounts.get(current)?.refresh ?? null) === null
      return {
        server, working: last.working, stopped: signedOut ? (last.stopped === 'revoked' ? 'revoked' : 'signedOut') : tried ? last.stopped : 'away', exchangedAt: row?.exchangedAt ?? null,
        waitingCount: waiting.count, waiting: waiting.first, cursor: Number(sequence?.seq ?? 0), head: row?.head ?? null, arriving: await arriving(agencyId),
      }
    },

    prove,

    /**
     * Proves a password at the server while it answers, else by what it proved lately. Throws what the server refuses
     * (`code_needed`, `wrong_password`, ...), `not_of_agency`, `sign_in_online`. With `online` the server's word and no other.
     */
    async signIn(given: Passwords, { online = false }: { online?: boolean } = {}): Promise<{ accountId: string; mustChange: boolean }> {
      const { server, agencyId } = here()
      let proven: Awaited<ReturnType<typeof prove>>
      try {
        proven = await prove(server, given)
      } catch (error) {
        if (!online && error instanceof AppError && error.code === 'server_unreachable') return signInHere(given)
        throw error
      }
      const { accountId } = proven
      if (proven.agencyId !== agencyId) {
        await dismiss(accountId)
        throw new AppError('not_of_agency')
      }
      await remember({ ...proven, agencyId })
      current = accountId
      begin()
      // A new colleague is not on this post before it has heard of him.
      const known = await db.selectFrom('member').select('id').where('accountId', '=', accountId).executeTakeFirst()
      if (!known) await loop?.now()
      return { accountId, mustChange: proven.mustChange }
    },

    /** Somebody works here now: the post keeps in step under his access, where he has any. */
    follow(accountId: string): void {
      if (!joined) return
      current = accountId
      if ((accounts.get(accountId)?.refresh ?? null) !== null) begin()
      tell()
    },

    /** One round at once, to its end. */
    async now(): Promise<void> {
      begin()
      await loop?.now()
    },

    /** A colleague with an account of his own, which is the server's to make; he is here once this post has heard of him. Throws `online_only`. */
    async addColleague(accountId: string, given: NewColleague): Promise<void> {
      await atServer(accountId, (server, token) => calls.addColleague(server, token, given))
      begin()
      await loop?.now()
    },

    /** One's password at the server; every other device is signed out there. Throws `online_only`. */
    async changePassword(accountId: string, person: { email: string; name: string }, before: string, next: string): Promise<void> {
      await atServer(accountId, (server, token) => calls.changePassword(server, token, before, next))
      await credentials.remember(accountId, person, next, { mustChange: false })
    },

    /** The beginning of the first exchange of an empty post, until there is enough to work with; said as it goes and tried again while it gets on. Throws `server_unreachable`. */
    async join(proven: Proven, until: AbortSignal, onProgress: (done: number, total: number) => void): Promise<void> {
      const { agencyId, server, accountId } = proven
      if (!joined) {
        await joinServer(store, agencyId, { server, deviceId, incarnation: newId() })
        joined = { agencyId, server, stage: 'joining' }
        access = openAccess({ server, accounts, calls, clock })
        workspace.setJoined(true)
      }
      await remember(proven)
      current = accountId
      let failures = 0
      joining = until
      const post = postOf(agencyId, (done, total) => {
        failures = 0
        onProgress(done, total)
      })
      for (;;) {
        try {
          await post.exchange({ usable: true })
          break
        } catch (error) {
          if (!(error instanceof TransportError)) throw error
          const passes = error.stop === 'away' || error.stop === 'busy'
          const wait = firstWaits[failures++]
          if (passes && wait !== undefined && !closing.signal.aborted && !until.aborted) {
            await new Promise((resolve) => setTimeout(resolve, Math.max(wait, Math.min(error.retryAfter ?? 0, 30_000))))
            continue
          }
          if ((await post.cursor()) === 0 && (await post.arriving()).length === 0) await giveUpJoining(agencyId, accountId)
          throw passes ? new AppError('server_unreachable', {}, { cause: error }) : new AppError(error.stop === 'tooOld' ? 'unsupported_version' : 'forbidden', { action: 'sync' }, { cause: error })
        }
      }
      joining = null
      joined = { agencyId, server, stage: 'complete' }
      tried = true
      workspace.refreshStatistics()
    },

    /** Commands that would be lost with this post. */
    async waitingCount(): Promise<number> {
      return joined ? (await waitingCommands(store, joined.agencyId)).count : 0
    },

    /** Ends the sessions that this post has at the server, as far as it is reached. */
    async signOutAll(): Promise<void> {
      const { server, access: held } = here()
      await Promise.allSettled(accounts.all().map(async ({ accountId }) => {
        const token = await held.tokenOf(accountId)
        const refresh = accounts.get(accountId)?.refresh
        if (token && refresh) await calls.signOut(server, token, refresh)
      }))
    },

    async close(): Promise<void> {
      closing.abort()
      stopListening()
      if (gather) clearTimeout(gather)
      pokes?.close()
      await loop?.close()
      listeners.clear()
    },
  }

  /** Rows that are on their way, else the history behind those that are here. */
  async function arriving(agencyId: string): Promise<SyncState['arriving']> {
    const all = await readArrivals(db, agencyId)
    const rows = all.find(({ place }) => place.stage !== 'history')
    if (rows) return { what: 'rows', ...rows.rows }
    return all[0] ? { what: 'history', ...all[0].changes } : null
  }

  /** Nothing has come: the post is as empty as before. */
  async function giveUpJoining(agencyId: string, accountId: string): Promise<void> {
    await unjoinServer(store, agencyId)
    await credentials.forget(accountId)
    await accounts.forget(accountId)
    joined = null
    access = null
    current = null
    workspace.setJoined(false)
  }
}
