import { hash, verify } from '@node-rs/argon2'
import type { Executor, Store } from '../../database/store.ts'
import { emailSchema } from './model.ts'
import { failuresBeforeLock, lockTime, passwordWeakness } from './rules.ts'
import { AppError } from '../../values/error.ts'

/**
 * Passwords of this post or server: local, never in a command, never in the log, never sent. Argon2id at 19 MiB and two passes
 * (OWASP Password Storage Cheat Sheet); hashing runs on a thread of its own.
 */
const argon2id = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const
/** Verified when the e-mail is unknown, so that the time of an answer tells nothing. */
const nobodysHash = '$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHRzYWx0c2FsdA$NQB0zEjZnOaCO8gOW6wPJqDFVNJ3vCTRk5rDbsTzQlE'

const mostStrangers = 1000

/** Throws `weak_password` {why}. */
export function requireStrong(person: { email: string; name: string }, password: string): void {
  const why = passwordWeakness(password, [person.email.split('@')[0]!, ...person.name.split(/\s+/)])
  if (why) throw new AppError('weak_password', { why })
}

export type Credentials = ReturnType<typeof openCredentials>

export type CredentialOptions = {
  /**
   * A post knows no other people than its members, so an account without one is left over and gives its e-mail back. On the server
   * such an account is a client of the platform: it stays, and the e-mail is taken.
   */
  freesEmails?: boolean
}

export function openCredentials(store: Store, clock: () => number, { freesEmails = true }: CredentialOptions = {}) {
  const db = store.kysely
  /** Failures for e-mails nobody has: they lock like any other. */
  const strangers = new Map<string, { failed: number; lockedUntil: number | null }>()
  /** The last check of each e-mail: the next waits for it, so that guesses at the same moment are counted one by one. */
  const checking = new Map<string, Promise<unknown>>()

  async function inTurn<T>(key: string, work: () => Promise<T>): Promise<T> {
    const before = checking.get(key)
    const mine = (async () => {
      await before
      return work()
    })()
    const settled = Promise.allSettled([mine])
    checking.set(key, settled)
    try {
      return await mine
    } finally {
      if (checking.get(key) === settled) checking.delete(key)
    }
  }

  /** @param error what is said while the account is not yet locked; by itself `wrong_password`. */
  async function failed(accountId: string | null, email: string, error: AppError | null = null): Promise<never> {
    const now = clock()
    let failures: number
    if (accountId) {
      // Added by the database: two servers that check at once count two.
      const row = await db.updateTable('credential').set((credential) => ({ failed: credential('failed', '+', 1) })).where('accountId', '=', accountId).returning('failed').executeTakeFirstOrThrow()
      failures = Number(row.failed)
    } else {
      failures = (strangers.get(email)?.failed ?? 0) + 1
    }
    const lock = lockTime(failures)
    const lockedUntil = lock > 0 ? now + lock : null
    if (accountId) await db.updateTable('credential').set({ lockedUntil }).where('accountId', '=', accountId).execute()
    else {
      // The oldest goes: somebody who invents e-mails must not fill the memory.
      if (strangers.size >= mostStrangers) strangers.delete(strangers.keys().next().value!)
      strangers.set(email, { failed: failures, lockedUntil })
    }
    if (lockedUntil) throw new AppError('account_locked', { until: lockedUntil })
    throw error ?? new AppError('wrong_password', { left: Math.max(0, failuresBeforeLock - failures) })
  }

  /** An account that no member has any more (made undone, founded half-way) gives its e-mail back. Throws `already_exists`. */
  async function freeEmail(accountId: string, email: string): Promise<void> {
    const other = await db.selectFrom('account').select('id').where('email', '=', email).where('id', '!=', accountId).executeTakeFirst()
    if (!other) return
    if (!freesEmails) throw new AppError('already_exists', { entity: 'account', field: 'email' })
    const holder = await db.selectFrom('member').select('id').where('accountId', '=', other.id).where('deletedAt', 'is', null).limit(1).executeTakeFirst()
    if (holder) throw new AppError('already_exists', { entity: 'member', field: 'email', value: email })
    await db.deleteFrom('credential').where('accountId', '=', other.id).execute()
    await db.deleteFrom('account').where('id', '=', other.id).execute()
  }

  /** Throws `weak_password` {why}. Takes a while: never inside a transaction. */
  async function hashOf(person: { email: string; name: string }, password: string): Promise<string> {
    requireStrong(person, password)
    return hash(password, argon2id)
  }

  async function keep(executor: Executor, accountId: string, hashed: string, { mustChange }: { mustChange: boolean }): Promise<void> {
    const values = { hash: hashed, mustChange: mustChange ? 1 : 0, failed: 0, lockedUntil: null, changedAt: clock() }
    await executor.insertInto('credential').values({ accountId, ...values, lastSignInAt: null }).onConflict((conflict) => conflict.column('accountId').doUpdateSet(values)).execute()
  }

  return {
    /** What `keep` lays down of a new password, for an account that is made in a transaction with something else. */
    hashOf,
    keep,

    /**
     * The account of this e-mail and password. Throws `wrong_password` {left} or `account_locked` {until}, the same for a stranger.
     * @param second what must be proven besides, once the password is right; a `code_wrong` of it counts like a wrong password,
     * or six digits could be tried until they fit.
     */
    check: (email: string, password: string, second?: (accountId: string) => Promise<void>): Promise<{ accountId: string; mustChange: boolean }> => inTurn(emailSchema.parse(email), async () => {
      const key = emailSchema.parse(email)
      const known = await db.selectFrom('account').innerJoin('credential', 'credential.accountId', 'account.id').selectAll('credential').where('account.email', '=', key).executeTakeFirst()
      const lockedUntil = (known ?? strangers.get(key))?.lockedUntil
      if (lockedUntil && lockedUntil > clock()) throw new AppError('account_locked', { until: lockedUntil })
      const right = await verify(known?.hash ?? nobodysHash, password)
      if (!known || !right) return failed(known?.accountId ?? null, key)
      try {
        await second?.(known.accountId)
      } catch (error) {
        if (error instanceof AppError && error.code === 'code_wrong') return failed(known.accountId, key, error)
        throw error
      }
      await db.updateTable('credential').set({ failed: 0, lockedUntil: null, lastSignInAt: clock() }).where('accountId', '=', known.accountId).execute()
      return { accountId: known.accountId, mustChange: known.mustChange === 1 }
    }),

    /**
     * Keeps by what a password is known again that the server has just proven, for days without a network. It is not judged: the
     * server took it. Takes a while: never inside a transaction.
     */
    async remember(accountId: string, person: { email: string; name: string }, password: string, options: { mustChange: boolean }): Promise<void> {
      const hashed = await hash(password, argon2id)
      await freeEmail(accountId, person.email)
      await db.insertInto('account').values({ id: accountId, email: person.email, name: person.name, createdAt: clock() })
        .onConflict((conflict) => conflict.column('id').doUpdateSet({ email: person.email, name: person.name })).execute()
      await keep(db, accountId, hashed, options)
    },

    /** One person has another account from now on, by the same password: the server gave him one. */
    async become(before: string, after: string, person: { email: string; name: string }): Promise<void> {
      await db.transaction().execute(async (executor) => {
        const proof = await executor.selectFrom('credential').selectAll().where('accountId', '=', before).executeTakeFirst()
        await executor.deleteFrom('credential').where('accountId', 'in', [before, after]).execute()
        await executor.deleteFrom('account').where('id', 'in', [before, after]).execute()
        await executor.insertInto('account').values({ id: after, email: person.email, name: person.name, createdAt: clock() }).execute()
        if (proof) await executor.insertInto('credential').values({ ...proof, accountId: after }).execute()
      })
    },

    /** From now on nobody signs in here as this account. */
    async forget(accountId: string): Promise<void> {
      await db.deleteFrom('credential').where('accountId', '=', accountId).execute()
    },

    /** Takes the lock of wrong passwords off, before its time. */
    async unlock(accountId: string): Promise<void> {
      await db.updateTable('credential').set({ failed: 0, lockedUntil: null }).where('accountId', '=', accountId).execute()
    },

    /** Gives an account its password. Throws `weak_password` {why}. `mustChange` when somebody else chose it. */
    async set(accountId: string, person: { email: string; name: string }, password: string, options: { mustChange: boolean }): Promise<void> {
      const hashed = await hashOf(person, password)
      await freeEmail(accountId, person.email)
      await db.insertInto('account').values({ id: accountId, email: person.email, name: person.name, createdAt: clock() }).onConflict((conflict) => conflict.column('id').doNothing()).execute()
      await keep(db, accountId, hashed, options)
    },
  }
}
