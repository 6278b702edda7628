import { openHttpTransport } from '../../../shared/sync/http-transport.ts'
import type { HttpTransportParts } from '../../../shared/sync/http-transport.ts'
import { joinedServer } from '../../../shared/sync/join.ts'
import { TransportError } from '../../../shared/sync/transport.ts'
import type { Transport } from '../../../shared/sync/transport.ts'
import type { Actor } from '../../../shared/values/actor.ts'
import { AppError } from '../../../shared/values/error.ts'
import { openAccess } from './access.ts'
import type { Access } from './access.ts'
import type { SyncParts } from './sync-room.ts'

/** What this post joined, and whether all of it has arrived. */
export type Joined = NonNullable<Awaited<ReturnType<typeof joinedServer>>>
export type Link = Awaited<ReturnType<typeof openLink>>

/** The line of a post to its server: which server that is, and under whose name it is spoken with. */
export async function openLink({ workspace, credentials, sessions, accounts, calls, fetch: send, clock, log }: SyncParts) {
  const { store } = workspace
  const db = store.kysely
  const closing = new AbortController()
  const listeners = new Set<() => void>()
  let joined: Joined | null = await joinedServer(store)
  let access: Access | null = joined ? openAccess({ server: joined.server, accounts, calls, clock }) : null
  /** Whose access the exchange goes under: whoever signed in last. */
  let current: string | null = null
  /** Until when the first exchange goes on, while it does. */
  let until: AbortSignal | null = null
  /** Whose member is whose account, also while the rows are being taken anew. */
  const people = new Map<string, string>()

  const tell = (): void => {
    for (const listener of listeners) listener()
  }
  const here = () => {
    if (!joined || !access) throw new AppError('rule_broken', { rule: 'not_joined' })
    return { ...joined, access }
  }
  const reach: typeof fetch = (input, init) => send(input, { ...init, signal: AbortSignal.any([closing.signal, init?.signal, until].filter((signal) => signal !== undefined && signal !== null)) })

  async function tokenOf(accountId: string): Promise<string | null> {
    try {
      return await here().access.tokenOf(accountId)
    } catch (error) {
      if (error instanceof AppError) throw new TransportError('away', { code: error.code, cause: error })
      throw error
    }
  }

  async function withAccess<T>(accountId: string | null, ask: (line: HttpTransportParts) => Promise<T>): Promise<T> {
    const { server, access: held } = here()
    if (accountId === null) throw new TransportError('signedOut')
    return held.holding(accountId, () => ask({ server, fetch: reach, token: () => tokenOf(accountId) }))
  }

  async function readPeople(): Promise<void> {
    for (const { id, accountId } of await db.selectFrom('member').select(['id', 'accountId']).execute()) people.set(id, accountId)
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

  return {
    joined: () => joined,
    current: () => current,
    here,
    closing: closing.signal,
    tell,
    onState: (listener: () => void): (() => void) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },

    /** The server decides from here on; null: this post is as alone as before. @param held tokens that are there already. */
    set(next: Joined | null, held: Access | null = null): void {
      if (next?.server !== joined?.server || !access) access = held ?? (next && openAccess({ server: next.server, accounts, calls, clock }))
      joined = next
      if (!next) current = null
      workspace.setJoined(next !== null)
    },
    speakAs: (accountId: string): void => void (current = accountId),
    /** Everything that is asked meanwhile ends with this; null: nothing but the end of the program. */
    boundTo: (signal: AbortSignal | null): void => void (until = signal),

    /** Whether somebody's access is good as far as one knows here. */
    hasAccess: (accountId: string | null): boolean => accountId !== null && (accounts.get(accountId)?.refresh ?? null) !== null,

    tokenOf,
    /** One request under somebody's access, which is renewed once when the server does not take it. */
    under: (accountId: string | null, ask: (transport: Transport) => Promise<unknown>): Promise<unknown> => withAccess(accountId, (line) => ask(openHttpTransport(line))),
    /** The same of what travels beside the log, under the access of whoever exchanges here. */
    ask: <T>(work: (line: HttpTransportParts) => Promise<T>): Promise<T> => withAccess(current, work),

    readPeople,
    /** The account of whoever typed something; null for one that is not of this agency any more. */
    async accountOf(actor: Actor): Promise<string | null> {
      const memberId = 'memberId' in actor ? actor.memberId : undefined
      if (memberId === undefined) return current
      if (!people.has(memberId)) await readPeople()
      return people.get(memberId) ?? null
    },

    /** What the server alone can do, in somebody's name. Throws `online_only` where it is not reached or does not know him now. */
    async atServer<T>(accountId: string, work: (server: string, token: string) => Promise<T>): Promise<T> {
      const { server, access: held } = here()
      try {
        return await held.holding(accountId, async () => {
          const token = await held.tokenOf(accountId)
          if (token === null) throw new AppError('online_only')
          return work(server, token)
        })
      } catch (error) {
        if (error instanceof AppError && error.code === 'server_unreachable') throw new AppError('online_only', {}, { cause: error })
        throw error
      }
    },

    dismiss,
    async dismissWhoLeft(): Promise<void> {
      for (const { accountId } of accounts.all()) {
        const rows = await db.selectFrom('member').select(['active', 'deletedAt']).where('accountId', '=', accountId).execute()
        if (rows.length > 0 && !rows.some((row) => row.active === 1 && row.deletedAt === null)) await dismiss(accountId)
      }
    },
    /** The server does not let him in: is it this post, or is he no longer of the agency? Then nobody goes on in his name here. */
    async askWhoIsIt(): Promise<void> {
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
    },

    close(): void {
      closing.abort()
      listeners.clear()
    },
  }
}
