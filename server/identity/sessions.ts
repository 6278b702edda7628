import { sha256 } from '../../shared/command/canonical.ts'
import { prepared } from '../../shared/database/prepared.ts'
import type { Executor } from '../../shared/database/store.ts'
import type { Role } from '../../shared/values/actor.ts'
import { AppError } from '../../shared/values/error.ts'
import { roleOf } from '../api/caller.ts'
import type { Account } from '../api/caller.ts'
import { newId } from '../house.ts'
import type { House } from '../house.ts'
import { accessLife, accessReader, signAccess } from './access-tokens.ts'
import type { Secrets } from './secrets.ts'

/** How long a device stays signed in without asking for anything. */
const refreshLife = 30 * 86_400_000
/** A refresh token sent twice at once by one phone is no theft: the second comes within this time of the first. */
const refreshGrace = 10_000
/** How long a session that ended can still be looked at. */
const shownAfterEnd = 90 * 86_400_000
/** A session's last use is kept this exactly, so that a read does not cost a write. */
const usedEvery = 60_000

export type Tokens = { access: string; refresh: string }
export type Device = { deviceName: string | null; userAgent: string | null; address: string | null }
export type SessionView = { id: string; deviceName: string | null; userAgent: string | null; address: string | null; createdAt: number; usedAt: number }
type EndReason = 'signed_out' | 'revoked' | 'token_reused' | 'password_changed' | 'expired'

declare module '../house.ts' {
  interface Services {
    readonly sessions: Sessions
  }
}

export type Sessions = ReturnType<typeof openSessions>

/** Who is signed in where. Access tokens live an hour; refresh tokens are used once each, and one used again ends its session. */
export function openSessions(house: Pick<House, 'store' | 'reading' | 'clock' | 'random'>, secrets: Secrets) {
  const { store, reading, clock } = house
  const db = store.kysely
  const readAccess = accessReader(secrets.accessTokens)

  /** The account of a session with what it may be today, or `token_invalid`; being asked for is a use of the session. */
  async function accountOf(sessionId: string, accountId: string, executor: Executor = reading.kysely): Promise<Account> {
    const { account, usedAt } = await look(sessionId, accountId, executor)
    if (clock() - usedAt > usedEvery) {
      await db.updateTable('accessSession').set({ usedAt: clock() }).where('id', '=', sessionId).execute()
      await db.updateTable('account').set({ lastActivityAt: clock() }).where('id', '=', accountId).execute()
    }
    return account
  }

  async function look(sessionId: string, accountId: string, executor: Executor = reading.kysely): Promise<{ account: Account; usedAt: number }> {
    const [row] = await sessionWithAccount(executor, { sessionId, accountId })
    if (!row || row.endedAt !== null) throw new AppError('token_invalid')
    if (row.inactive === 1) throw new AppError('account_disabled')
    const account: Account = {
      kind: 'account', accountId, sessionId, email: row.email, username: row.username ?? row.email, operator: row.operator === 1, verified: row.verifiedAt !== null,
      member: row.agencyId === null || row.memberId === null ? null : { agencyId: row.agencyId, memberId: row.memberId, role: row.role as Role },
      suspended: row.suspendedAt !== null,
    }
    return { account, usedAt: row.usedAt }
  }

  async function newRefresh(sessionId: string, executor: Executor): Promise<string> {
    const now = clock()
    const refresh = house.random(32).toString('base64url')
    await executor.insertInto('refreshToken').values({ hash: sha256(refresh), sessionId, createdAt: now, expiresAt: now + refreshLife, usedAt: null }).execute()
    return refresh
  }

  const accessFor = (account: Account): Promise<string> => signAccess(secrets.accessTokens, {
    user_id: account.accountId, username: account.username, email: account.email, role: roleOf(account), is_verified: account.verified, sid: account.sessionId,
  }, newId(house), clock())

  async function end(sessionId: string, reason: EndReason): Promise<void> {
    await db.updateTable('accessSession').set({ endedAt: clock(), endReason: reason }).where('id', '=', sessionId).where('endedAt', 'is', null).execute()
  }

  return {
    /** A new session for an account whose identity was just proven. */
    async begin(accountId: string, device: Device): Promise<Tokens & { account: Account }> {
      const now = clock()
      const id = newId(house)
      // In one, so that the disk is waited for once; signed after it, for that waits behind passwords being hashed.
      const begun = await db.transaction().execute(async (executor) => {
        await executor.insertInto('accessSession').values({ id, accountId, ...device, createdAt: now, usedAt: now, endedAt: null, endReason: null }).execute()
        await executor.updateTable('account').set((row) => ({ lastActivityAt: now, signIns: row(row.fn.coalesce('signIns', row.val(0)), '+', 1) })).where('id', '=', accountId).execute()
        const account = await accountOf(id, accountId, executor)
        return { account, refresh: await newRefresh(id, executor) }
      })
      return { ...begun, access: await accessFor(begun.account) }
    },

    /** Throws `token_invalid`, `account_disabled`. */
    async callerOf(token: string): Promise<Account> {
      const { sessionId, accountId } = await readAccess(token, clock())
      return accountOf(sessionId, accountId)
    },

    /** What a session that was proven before is today, without that counting as a use. Throws `token_invalid`, `account_disabled`. */
    async stillThere(sessionId: string, accountId: string): Promise<Account> {
      return (await look(sessionId, accountId)).account
    },

    /**
     * The next pair of tokens. A refresh token that was used before was stolen from one side or the other: the session ends and
     * both sign in again (RFC 9700 §4.14.2). Throws `token_invalid`, `token_reused`.
     */
    async refresh(token: string): Promise<Tokens & { account: Account }> {
      const hash = sha256(token)
      const row = await db.selectFrom('refreshToken').innerJoin('accessSession', 'accessSession.id', 'refreshToken.sessionId')
        .select(['refreshToken.usedAt', 'refreshToken.expiresAt', 'accessSession.id', 'accessSession.accountId', 'accessSession.endedAt']).where('refreshToken.hash', '=', hash).executeTakeFirst()
      if (!row || row.endedAt !== null || row.expiresAt < clock()) throw new AppError('token_invalid')
      const claimed = await db.updateTable('refreshToken').set({ usedAt: clock() }).where('hash', '=', hash).where('usedAt', 'is', null).returning('hash').executeTakeFirst()
      if (!claimed) {
        const used = row.usedAt ?? clock()
        if (clock() - used > refreshGrace) {
          await end(row.id, 'token_reused')
          throw new AppError('token_reused')
        }
      }
      const account = await accountOf(row.id, row.accountId)
      return { account, refresh: await newRefresh(account.sessionId, db), access: await accessFor(account) }
    },

    /** Whose refresh token this is; null for none that is good. */
    async sessionOfRefresh(token: string): Promise<{ id: string; accountId: string } | null> {
      const row = await db.selectFrom('refreshToken').innerJoin('accessSession', 'accessSession.id', 'refreshToken.sessionId')
        .select(['accessSession.id', 'accessSession.accountId']).where('refreshToken.hash', '=', sha256(token)).where('accessSession.endedAt', 'is', null).executeTakeFirst()
      return row ?? null
    },

    end,

    async endAll(accountId: string, reason: EndReason, except: string | null = null): Promise<void> {
      await db.updateTable('accessSession').set({ endedAt: clock(), endReason: reason }).where('accountId', '=', accountId).where('endedAt', 'is', null).where('id', '!=', except ?? '').execute()
    },

    /**
     * Ends what nobody can go on with, and forgets what is long over. A refresh token that was used stays until its time is over:
     * by it one that was stolen is known. Returns how many sessions ended.
     */
    async sweep(): Promise<number> {
      const now = clock()
      // Whoever used his session last before this has neither an access token nor a refresh token that is good.
      const over = await db.updateTable('accessSession').set({ endedAt: now, endReason: 'expired' }).where('endedAt', 'is', null).where('usedAt', '<', now - refreshLife - accessLife * 1000).executeTakeFirst()
      await db.deleteFrom('refreshToken').where('expiresAt', '<', now).execute()
      await db.deleteFrom('refreshToken').where('sessionId', 'in', db.selectFrom('accessSession').select('id').where('endedAt', '<', now - shownAfterEnd)).execute()
      await db.deleteFrom('accessSession').where('endedAt', '<', now - shownAfterEnd).execute()
      return Number(over.numUpdatedRows)
    },

    /** Where an account is signed in, the latest use first. */
    list(accountId: string): Promise<SessionView[]> {
      return reading.kysely.selectFrom('accessSession').select(['id', 'deviceName', 'userAgent', 'address', 'createdAt', 'usedAt'])
        .where('accountId', '=', accountId).where('endedAt', 'is', null).orderBy('usedAt', 'desc').limit(100).execute()
    },
  }
}


const sessionWithAccount = prepared<{ sessionId: string; accountId: string }>()((executor, value) => executor.selectFrom('accessSession').innerJoin('account', 'account.id', 'accessSession.accountId')
  .leftJoin('member', (join) => join.onRef('member.accountId', '=', 'account.id').on('member.active', '=', 1).on('member.deletedAt', 'is', null))
  .leftJoin('subscription', 'subscription.agencyId', 'member.agencyId')
  .select(['accessSession.endedAt', 'accessSession.usedAt', 'account.id', 'account.email', 'account.username', 'account.operator', 'account.inactive', 'account.verifiedAt',
    'member.agencyId', 'member.id as memberId', 'member.role', 'subscription.suspendedAt'])
  .where('accessSession.id', '=', value('sessionId')).where('account.id', '=', value('accountId')).orderBy('member.createdAt', 'desc').limit(1))
