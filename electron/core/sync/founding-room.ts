import { business } from '../../../shared/modules/business.ts'
import type { FoundingState, ToFound } from '../../../shared/modules/core/model-views.ts'
import { openFounding } from '../../../shared/sync/found.ts'
import { forgetFounding, foundingHere, keepFounding, nameStrangers } from '../../../shared/sync/founding-here.ts'
import { openHttpFoundTransport } from '../../../shared/sync/http-transport.ts'
import { openLoop } from '../../../shared/sync/loop.ts'
import type { FoundDone } from '../../../shared/sync/protocol.ts'
import { TransportError } from '../../../shared/sync/transport.ts'
import type { FoundTransport } from '../../../shared/sync/transport.ts'
import { AppError } from '../../../shared/values/error.ts'
import { openAccess } from './access.ts'
import type { Access } from './access.ts'
import { later } from './in-step.ts'
import type { InStep } from './in-step.ts'
import type { Link } from './link.ts'
import type { Tokens } from './server-calls.ts'
import type { SyncParts } from './sync-room.ts'

/** Whoever brings the agency, as the server has just proven him. */
export type Founder = { server: string; agencyId: string; memberId: string; accountId: string; email: string; password: string; tokens: Tokens }
export type FoundingRoom = ReturnType<typeof openFoundingRoom>

type Running = { access: Access; loop: ReturnType<typeof openLoop>; transport: FoundTransport; control: AbortController }

/**
 * A desktop that was alone brings its agency to a server (docs/decisions/0016-founding.md), in the background and by its own timer:
 * it goes on after a line that broke and after a start of the program, until everything is there or somebody gives it up.
 */
export function openFoundingRoom(link: Link, inStep: InStep, { workspace, credentials, sessions, accounts, calls, fetch: send, deviceId, clock, newId, log }: SyncParts) {
  const { store } = workspace
  const db = store.kysely
  let running: Running | null = null
  let working = false
  /** Why it does not go on, and what the server said to it. */
  let problem: Pick<FoundingState, 'stopped' | 'code'> = { stopped: null, code: null }
  let sent: number | null = null
  /** The founder's at the server, until he may be known by it here. */
  let password: string | null = null

  const known = () => foundingHere(store)
  const headOf = async (agencyId: string): Promise<number> => Number((await db.selectFrom('agencySequence').select('seq').where('agencyId', '=', agencyId).executeTakeFirst())?.seq ?? 0)

  /** Goes on from wherever it is. Nothing where there is nothing to bring, or all of it is there. */
  async function go(tokens: Tokens | null = null): Promise<void> {
    const begun = await known()
    if (!begun || link.closing.aborted || link.joined()?.stage === 'complete') return
    if (!running) {
      const { server, accountId } = begun
      const access = link.joined() ? link.here().access : openAccess({ server, accounts, calls, clock })
      if (tokens) await access.keep(accountId, tokens)
      const control = new AbortController()
      const transport = openTransport(access, begun, control.signal)
      problem = { stopped: null, code: null }
      const loop = openLoop({
        exchange: () => once(begun, access, transport), later, random: Math.random,
        onState: (state) => {
          working = state.working
          if (!state.working) problem = { stopped: state.stopped, code: refusalIn(state.error) }
          if (state.error && !(state.error instanceof TransportError)) log('error', 'bringing the agency to the server failed', { error: state.error })
          link.tell()
          // What the server refused, it refuses again: somebody has to do something first.
          if (problem.code !== null || (accounts.get(accountId)?.refresh ?? null) === null) void stop()
        },
      })
      running = { access, loop, transport, control }
    }
    void running.loop.now()
  }

  function openTransport(access: Access, { server, accountId }: { server: string; accountId: string }, until: AbortSignal): FoundTransport {
    const transport = openHttpFoundTransport({
      server,
      fetch: (input, init) => send(input, { ...init, signal: AbortSignal.any([until, link.closing, init?.signal].filter((signal) => signal !== undefined && signal !== null)) }),
      token: async () => {
        try {
          return await access.tokenOf(accountId)
        } catch (error) {
          if (error instanceof AppError) throw new TransportError('away', { cause: error })
          throw error
        }
      },
    })
    return {
      begin: (message) => access.holding(accountId, () => transport.begin(message)), part: (message) => access.holding(accountId, () => transport.part(message)),
      finish: (message) => access.holding(accountId, () => transport.finish(message)), drop: (message) => access.holding(accountId, () => transport.drop(message)),
    }
  }

  async function once({ agencyId, memberId, server, accountId }: { agencyId: string; memberId: string; server: string; accountId: string }, access: Access, transport: FoundTransport): Promise<{ held: boolean }> {
    const done = await openFounding({
      store, business, agencyId, memberId, transport, server, deviceId, newId,
      // From this commit on the server decides.
      onSealed: () => link.set({ agencyId, server, stage: 'founding' }, access),
      onProgress: ({ upTo }) => {
        sent = upTo
        link.tell()
      },
    }).run()
    await finish({ agencyId, server, accountId }, done)
    return { held: false }
  }

  /** The agency is open at the server: from now on this post is one of its posts. */
  async function finish({ agencyId, server, accountId }: { agencyId: string; server: string; accountId: string }, done: FoundDone): Promise<void> {
    // A backup of before was put back on a post whose agency is there already: it receives it like any other.
    if (!link.joined()) throw new TransportError('away', { code: 'agency_here' })
    await nameStrangers(store, agencyId, done.withoutAccount)
    link.set({ agencyId, server, stage: 'complete' })
    link.speakAs(accountId)
    log('info', 'the agency was brought to its server')
    void stop()
    inStep.hasTried()
    inStep.begin()
  }

  async function stop(): Promise<void> {
    const ending = running
    running = null
    await ending?.loop.close()
  }

  /**
   * After an exchange: the member who brought the agency has his account of the server here too, once his row says so. What he types
   * goes under it, and by its password he is known here.
   */
  async function settle(): Promise<void> {
    const begun = await known()
    if (!begun || link.joined()?.stage !== 'complete') return
    const member = await db.selectFrom('member').select(['accountId', 'email', 'name']).where('agencyId', '=', begun.agencyId).where('id', '=', begun.memberId).executeTakeFirst()
    if (member?.accountId !== begun.accountId) return
    const person = { email: member.email ?? begun.email, name: member.name ?? begun.email }
    const isKnown = await db.selectFrom('account').select('id').where('id', '=', begun.accountId).executeTakeFirst()
    const isNews = !isKnown || password !== null
    if (!isKnown) {
      await credentials.become(begun.formerAccountId, begun.accountId, person)
      await sessions.moveAccount(begun.formerAccountId, begun.accountId)
    }
    if (password !== null) await credentials.remember(begun.accountId, person, password, { mustChange: false })
    password = null
    if (begun.withoutAccount?.length === 0) await forgetFounding(store, begun.agencyId)
    if (!isNews) return
    link.tell()
    // What he typed before his row said so.
    inStep.begin()
  }

  return {
    /** After a start of the program: the rest of the way, or the last step of it. */
    async resume(): Promise<void> {
      const begun = await known()
      if (begun && link.joined()?.stage === 'complete') {
        link.speakAs(begun.accountId)
        inStep.begin()
      } else await go()
    },
    /** At once, without waiting for its timer. */
    go: () => go(),
    settle,

    /**
     * Whoever brought the agency signs in before his row has come back with his account of the server: his password is kept until
     * then. False for everybody else.
     */
    async awaits({ accountId, password: proven, tokens }: Pick<Founder, 'accountId' | 'password' | 'tokens'>): Promise<boolean> {
      const begun = await known()
      if (begun?.accountId !== accountId || (await db.selectFrom('account').select('id').where('id', '=', accountId).executeTakeFirst())) return false
      password = proven
      await accounts.keep({ accountId, signedInAt: clock(), refresh: tokens.refresh })
      await link.here().access.keep(accountId, tokens)
      return true
    },

    /** What would travel, for whoever is about to decide. */
    async toFound(agencyId: string): Promise<ToFound> {
      const count = async (table: 'property' | 'contact' | 'propertyPhoto' | 'propertyDocument'): Promise<number> =>
        Number((await db.selectFrom(table).select((row) => row.fn.countAll<number>().as('n')).where('agencyId', '=', agencyId).where('deletedAt', 'is', null).executeTakeFirstOrThrow()).n)
      const changes = await db.selectFrom('change').select((row) => row.fn.countAll<number>().as('n')).where('agencyId', '=', agencyId).executeTakeFirstOrThrow()
      const members = await db.selectFrom('member').select(['id', 'name', 'email']).where('agencyId', '=', agencyId).where('deletedAt', 'is', null).where('active', '=', 1).orderBy('name').execute()
      return {
        properties: await count('property'), contacts: await count('contact'), photos: await count('propertyPhoto'), documents: await count('propertyDocument'), changes: Number(changes.n),
        members: members.map(({ id, name, email }) => ({ id, name: name ?? '', email: email ?? '' })),
      }
    },

    /** Signed in at the server, or made an account there: it begins, or goes on. Throws `rule_broken` where it goes elsewhere already. */
    async begin({ server, agencyId, memberId, accountId, email, password: proven, tokens }: Founder): Promise<void> {
      const begun = await known()
      if (begun && (begun.server !== server || begun.accountId !== accountId)) throw new AppError('rule_broken', { rule: 'founding_begun' })
      await stop()
      await accounts.keep({ accountId, signedInAt: clock(), refresh: tokens.refresh })
      if (!begun) {
        const { accountId: formerAccountId } = await db.selectFrom('member').select('accountId').where('agencyId', '=', agencyId).where('id', '=', memberId).executeTakeFirstOrThrow()
        await keepFounding(store, { agencyId, server, accountId, memberId, formerAccountId, email, begunAt: clock() })
      }
      password = proven
      await go(tokens)
      link.tell()
    },

    /**
     * Given up, and the server forgets what came. Throws `rule_broken` once the server decides, and `online_only` where it is not reached,
     * unless it does not matter what stays there for a while.
     */
    async drop({ anyway }: { anyway: boolean }): Promise<void> {
      const begun = await known()
      if (!begun) return
      const { agencyId, accountId, server } = begun
      const current = running ?? { access: openAccess({ server, accounts, calls, clock }), control: new AbortController() }
      current.control.abort()
      await stop()
      if (link.joined()) {
        void go()
        throw new AppError('rule_broken', { rule: 'founding_sealed' })
      }
      try {
        const { access } = current
        await openTransport(access, begun, new AbortController().signal).drop({ agencyId })
        const [token, refresh] = [await access.tokenOf(accountId), accounts.get(accountId)?.refresh]
        if (token && refresh) await calls.signOut(server, token, refresh)
      } catch (error) {
        // It has forgotten by itself, or never heard of it.
        const forgotten = error instanceof TransportError && error.code === 'not_found'
        if (!forgotten && !(error instanceof TransportError) && !(error instanceof AppError)) throw error
        if (!forgotten && !anyway) {
          void go()
          throw new AppError('online_only', {}, { cause: error })
        }
      }
      await forgetFounding(store, agencyId)
      await accounts.forget(accountId)
      ;[password, sent, problem] = [null, null, { stopped: null, code: null }]
      link.tell()
    },

    /** Somebody has read who has no account there. */
    async noted(): Promise<void> {
      const begun = await known()
      if (!begun?.withoutAccount) return
      await nameStrangers(store, begun.agencyId, [])
      await settle()
      link.tell()
    },

    async state(): Promise<FoundingState | null> {
      const begun = await known()
      if (!begun) return null
      const stage = link.joined()?.stage ?? null
      const total = await headOf(begun.agencyId)
      const names = await db.selectFrom('member').select(['id', 'name', 'email']).where('agencyId', '=', begun.agencyId).where('id', 'in', begun.withoutAccount ?? []).execute()
      const signedOut = (accounts.get(begun.accountId)?.refresh ?? null) === null
      return {
        server: begun.server, email: begun.email, sent, total, working, ...(signedOut && problem.code === null ? { stopped: 'signedOut' as const, code: null } : problem),
        stage: stage === 'complete' ? 'done' : stage === 'founding' ? 'sealed' : 'sending', withoutAccount: names.map(({ id, name, email }) => ({ id, name: name ?? '', email: email ?? '' })),
      }
    },

    close: stop,
  }
}

/** What our server said that does not pass by itself. */
function refusalIn(error: unknown): string | null {
  if (!(error instanceof TransportError) || error.code === null) return null
  return error.stop === 'busy' || error.stop === 'signedOut' || error.stop === 'tooOld' ? null : error.code
}
