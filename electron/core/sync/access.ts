import { TransportError } from '../../../shared/sync/transport.ts'
import { AppError } from '../../../shared/values/error.ts'
import type { ServerAccounts } from './server-accounts.ts'
import type { ServerCalls, Tokens } from './server-calls.ts'

/** Access tokens this near to their end are not used any more: the request has to arrive. */
const margin = 60_000
const over = new Set(['token_invalid', 'token_reused', 'account_disabled', 'not_signed_in'])

/**
 * Access tokens of the people of this post: renewed before they lapse and when the server does not take them any more, one renewal
 * at a time, as a refresh token is good once. Tokens live in memory and in `accounts`, never in a log.
 */
export function openAccess({ server, accounts, calls, clock }: { server: string; accounts: ServerAccounts; calls: ServerCalls; clock: () => number }) {
  const known = new Map<string, { access: string; until: number }>()
  const renewing = new Map<string, Promise<string | null>>()
  /** Why somebody's tokens ended, by the server's code. */
  const ended = new Map<string, string>()

  async function keep(accountId: string, { access, refresh }: Tokens): Promise<void> {
    // On disk before it is used: were the old one kept, the next start could not renew.
    await accounts.keepRefresh(accountId, refresh)
    known.set(accountId, { access, until: clock() + lifeOf(access) - margin })
    ended.delete(accountId)
  }

  async function renew(accountId: string): Promise<string | null> {
    const refresh = accounts.get(accountId)?.refresh ?? null
    if (refresh === null) return null
    try {
      await keep(accountId, await calls.refresh(server, refresh))
      return known.get(accountId)!.access
    } catch (error) {
      if (!(error instanceof AppError) || !over.has(error.code)) throw error
      ended.set(accountId, error.code)
      known.delete(accountId)
      await accounts.keepRefresh(accountId, null)
      return null
    }
  }

  return {
    keep,
    /** An access token that is good as far as one knows here, or null where he must sign in again. Throws `server_unreachable`. */
    async tokenOf(accountId: string): Promise<string | null> {
      const now = known.get(accountId)
      if (now && now.until > clock()) return now.access
      const running = renewing.get(accountId)
      if (running) return running
      const mine = renew(accountId)
      renewing.set(accountId, mine)
      try {
        return await mine
      } finally {
        renewing.delete(accountId)
      }
    },
    /** Asks under his access, once more with a new token where the server does not take the one it was asked with, whatever the clock says here. */
    async holding<T>(accountId: string, ask: () => Promise<T>): Promise<T> {
      try {
        return await ask()
      } catch (error) {
        if (!(error instanceof AppError || error instanceof TransportError) || error.code !== 'token_invalid') throw error
        known.delete(accountId)
        return ask()
      }
    },
    endedBy: (accountId: string): string | null => ended.get(accountId) ?? null,
  }
}

export type Access = ReturnType<typeof openAccess>

/** Milliseconds that a JWT lives, by its own word: by this post's clock, which may be off. One that says nothing is good until refused. */
function lifeOf(token: string): number {
  try {
    const { iat, exp } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8')) as { iat?: unknown; exp?: unknown }
    return typeof iat === 'number' && typeof exp === 'number' ? (exp - iat) * 1000 : Infinity
  } catch {
    return Infinity
  }
}
