import { hostname } from 'node:os'
import type { Credentials } from '../../../shared/modules/auth/credentials.ts'
import type { PostView, SyncState } from '../../../shared/modules/core/model-views.ts'
import { joinServer, unjoinServer } from '../../../shared/sync/join.ts'
import { TransportError } from '../../../shared/sync/transport.ts'
import { AppError } from '../../../shared/values/error.ts'
import type { Log } from '../../log.ts'
import type { Sessions } from '../sessions.ts'
import type { Workspace } from '../workspace.ts'
import { openFoundingRoom } from './founding-room.ts'
import { openInStep } from './in-step.ts'
import { openLink } from './link.ts'
import type { ServerAccounts } from './server-accounts.ts'
import type { NewColleague, ServerCalls, Tokens } from './server-calls.ts'
import { countRefused, waitingCommands } from './waiting.ts'

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
/** Waits between tries of the first exchange; progress begins them anew. */
const firstWaits = [500, 2000, 5000]

export type SyncRoom = Awaited<ReturnType<typeof openSyncRoom>>

/**
 * A post and its server: who joins and leaves it, and who may sign in: passwords are proven at the server, or without a network by
 * what it proved lately. What is exchanged meanwhile is `in-step.ts`.
 */
export async function openSyncRoom(parts: SyncParts) {
  const { workspace, credentials, accounts, calls, deviceId, clock, newId } = parts
  const { store } = workspace
  const db = store.kysely
  const link = await openLink(parts)
  const inStep = openInStep(link, parts, () => founding.settle())
  const founding = openFoundingRoom(link, inStep, parts)

  async function prove(server: string, { email, password, code }: Passwords): Promise<Omit<Proven, 'agencyId'> & { agencyId: string | null }> {
    const { access: token, refresh, must_change_password: mustChange } = await calls.signIn(server, { email, password, code, deviceName: hostname() })
    const who = await calls.who(server, token)
    return { server, agencyId: who.agency_id, accountId: who.id, email: who.email, name: who.full_name || who.email, password, mustChange, tokens: { access: token, refresh } }
  }

  async function register(server: string, { name, email, password }: { name: string; email: string; password: string }): Promise<Omit<Proven, 'agencyId'> & { agencyId: string | null }> {
    const tokens = await calls.register(server, { name, email, password, deviceName: hostname() })
    const who = await calls.who(server, tokens.access)
    return { server, agencyId: who.agency_id, accountId: who.id, email: who.email, name, password, mustChange: false, tokens }
  }

  const isJoined = (): boolean => link.joined()?.stage === 'complete'

  /** Kept for days without a network, and for the exchange. */
  async function remember({ accountId, email, name, password, mustChange, tokens }: Proven): Promise<void> {
    await credentials.remember(accountId, { email, name }, password, { mustChange })
    await accounts.keep({ accountId, signedInAt: clock(), refresh: tokens.refresh })
    await link.here().access.keep(accountId, tokens)
  }

  async function signInHere({ email, password }: Passwords): Promise<{ accountId: string; mustChange: boolean }> {
    const row = await db.selectFrom('account').select('id').where('email', '=', email.trim().toLowerCase()).executeTakeFirst()
    const account = row ? accounts.get(row.id) : null
    // Whoever never signed in here, or not for long, is known to the server alone.
    if (!account || clock() - account.signedInAt > offlineFor) throw new AppError('sign_in_online', { days: offlineFor / 86_400_000 })
    return credentials.check(email, password)
  }

  await founding.resume()

  return {
    joined: link.joined,
    onState: link.onState,
    ask: link.ask,
    onExchanged: inStep.onExchanged,
    /** Whether the server decides, and all of the agency is there and here. */
    isJoined,
    state: async (): Promise<SyncState> => ({ ...(await inStep.state()), founding: await founding.state() }),
    past: inStep.past,
    compare: inStep.compare,
    now: inStep.now,
    prove,
    founding,

    /** Brings this post's agency to a server, for its admin: with an account that he has there, or one that is made now. */
    async found(given: Passwords & { server: string; newAccount: boolean }, { memberId, agencyId, name }: { memberId: string; agencyId: string; name: string }): Promise<void> {
      const { server, email, password } = given
      const proven = given.newAccount
        ? await register(server, { name, email, password })
        : await prove(server, given)
      if (proven.agencyId !== null && proven.agencyId !== agencyId) throw new AppError('already_exists', { entity: 'member', field: 'account' })
      await founding.begin({ ...proven, agencyId, memberId })
    },

    /** The posts of the agency. Throws `online_only`. */
    async posts(accountId: string): Promise<PostView[]> {
      const { agencyId } = link.here()
      const found = await link.atServer(accountId, calls.posts)
      const [own, known, people] = [
        await db.selectFrom('syncState').select('deviceId').where('agencyId', '=', agencyId).executeTakeFirst(),
        // Of this post one knows better how far it is: the server heard it when it last greeted.
        Number((await db.selectFrom('agencySequence').select('seq').where('agencyId', '=', agencyId).executeTakeFirst())?.seq ?? 0),
        new Map((await db.selectFrom('member').select(['accountId', 'name']).where('agencyId', '=', agencyId).execute()).map((row) => [row.accountId, row.name])),
      ]
      return found.map(({ id, name, account_id, seen_at, revoked_at, cursor, head }) => ({
        id, name, by: people.get(account_id ?? '') ?? null, seenAt: instantOf(seen_at), revokedAt: instantOf(revoked_at), behind: Math.max(0, head - (id === own?.deviceId ? known : cursor)), here: id === own?.deviceId,
      }))
    },

    /** From now on nothing is exchanged with that post. Throws `online_only`, `not_found`. */
    revokePost: (accountId: string, id: string): Promise<unknown> => link.atServer(accountId, (server, token) => calls.revokePost(server, token, id)),

    /** A colleague's new password, which he changes when he signs in. Throws `online_only`, `weak_password`, and `not_found` where he has no account there. */
    async givePassword(accountId: string, member: { id: string; accountId: string }, password: string): Promise<void> {
      await link.atServer(accountId, (server, token) => calls.givePassword(server, token, member.id, password))
      // By the former one nobody comes in here any more, with or without a network.
      if (member.accountId !== accountId) await link.dismiss(member.accountId)
    },

    /**
     * Proves a password at the server while it answers, else by what it proved lately. Throws what the server refuses
     * (`code_needed`, `wrong_password`, ...), `not_of_agency`, `sign_in_online`. With `online` the server's word and no other.
     */
    async signIn(given: Passwords, { online = false }: { online?: boolean } = {}): Promise<{ accountId: string; mustChange: boolean }> {
      const { server, agencyId } = link.here()
      let proven: Awaited<ReturnType<typeof prove>>
      try {
        proven = await prove(server, given)
      } catch (error) {
        if (!online && error instanceof AppError && error.code === 'server_unreachable') return signInHere(given)
        throw error
      }
      const { accountId } = proven
      if (proven.agencyId !== agencyId) {
        await link.dismiss(accountId)
        throw new AppError('not_of_agency')
      }
      if (!(await founding.awaits(proven))) await remember({ ...proven, agencyId })
      link.speakAs(accountId)
      inStep.begin()
      // A new colleague is not on this post before it has heard of him.
      const known = await db.selectFrom('member').select('id').where('accountId', '=', accountId).executeTakeFirst()
      if (!known) await inStep.now()
      return { accountId, mustChange: proven.mustChange }
    },

    /** Somebody works here now: the post keeps in step under his access, where he has any. */
    follow(accountId: string): void {
      if (!link.joined()) return
      link.speakAs(accountId)
      if (link.hasAccess(accountId)) inStep.begin()
      link.tell()
    },

    /** A colleague with an account of his own, which is the server's to make; he is here once this post has heard of him. Throws `online_only`. */
    async addColleague(accountId: string, given: NewColleague): Promise<void> {
      await link.atServer(accountId, (server, token) => calls.addColleague(server, token, given))
      await inStep.now()
    },

    /** One's password at the server; every other device is signed out there. Throws `online_only`. */
    async changePassword(accountId: string, person: { email: string; name: string }, before: string, next: string): Promise<void> {
      await link.atServer(accountId, (server, token) => calls.changePassword(server, token, before, next))
      await credentials.remember(accountId, person, next, { mustChange: false })
    },

    /** The beginning of the first exchange of an empty post, until there is enough to work with; said as it goes and tried again while it gets on. Throws `server_unreachable`. */
    async join(proven: Proven, until: AbortSignal, onProgress: (done: number, total: number) => void): Promise<void> {
      const { agencyId, server, accountId } = proven
      if (!link.joined()) {
        await joinServer(store, agencyId, { server, deviceId, incarnation: newId() })
        link.set({ agencyId, server, stage: 'joining' })
      }
      await remember(proven)
      link.speakAs(accountId)
      let failures = 0
      link.boundTo(until)
      const post = inStep.postOf(agencyId, (done, total) => {
        failures = 0
        onProgress(done, total)
      })
      for (;;) {
        try {
          await inStep.noted(agencyId, () => post.exchange({ usable: true }))
          break
        } catch (error) {
          if (!(error instanceof TransportError)) throw error
          const passes = error.stop === 'away' || error.stop === 'busy'
          const wait = firstWaits[failures++]
          if (passes && wait !== undefined && !link.closing.aborted && !until.aborted) {
            await new Promise((resolve) => setTimeout(resolve, Math.max(wait, Math.min(error.retryAfter ?? 0, 30_000))))
            continue
          }
          if ((await post.cursor()) === 0 && (await post.arriving()).length === 0) await giveUpJoining(agencyId, accountId)
          throw passes ? new AppError('server_unreachable', {}, { cause: error }) : new AppError(error.stop === 'tooOld' ? 'unsupported_version' : 'forbidden', { action: 'sync' }, { cause: error })
        }
      }
      link.boundTo(null)
      link.set({ agencyId, server, stage: 'complete' })
      inStep.hasTried()
      workspace.refreshStatistics()
    },

    /** Commands that would be lost with this post: those that wait, and those that were refused and nobody has looked at. */
    async unsentCount(): Promise<number> {
      const joined = link.joined()
      return joined ? (await waitingCommands(store, joined.agencyId)).count + (await countRefused(store, joined.agencyId)) : 0
    },

    /** Ends the sessions that this post has at the server, as far as it is reached. */
    async signOutAll(): Promise<void> {
      const { server, access: held } = link.here()
      await Promise.allSettled(accounts.all().map(async ({ accountId }) => {
        const token = await held.tokenOf(accountId)
        const refresh = accounts.get(accountId)?.refresh
        if (token && refresh) await calls.signOut(server, token, refresh)
      }))
    },

    async close(): Promise<void> {
      link.close()
      await founding.close()
      await inStep.close()
    },
  }

  /** Nothing has come: the post is as empty as before. */
  async function giveUpJoining(agencyId: string, accountId: string): Promise<void> {
    await unjoinServer(store, agencyId)
    await credentials.forget(accountId)
    await accounts.forget(accountId)
    link.set(null)
  }
}

const instantOf = (iso: string | null): number | null => (iso === null ? null : Date.parse(iso))
