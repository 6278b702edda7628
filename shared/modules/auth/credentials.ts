import { hash, verify } from '@node-rs/argon2'
import type { Store } from '../../database/store.ts'
import { emailSchema } from './model.ts'
import { failuresBeforeLock, lockTime, passwordWeakness } from './rules.ts'
import { AppError } from '../../values/error.ts'

/**
 * Passwords of this post: local, never in a command, never in the log, never sent. Argon2id at 19 MiB and two passes
 * (OWASP Password Storage Cheat Sheet); hashing runs on a thread of its own.
 */
const argon2id = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const
/** Verified when the e-mail is unknown, so that the time of an answer tells nothing. */
const nobodysHash = '$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHRzYWx0c2FsdA$NQB0zEjZnOaCO8gOW6wPJqDFVNJ3vCTRk5rDbsTzQlE'

const mostStrangers = 1000

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

  async function failed(accountId: string | null, email: string, before: number): Promise<never> {
    const now = clock()
    // Counted where it is kept: another server of the same database may count a guess at the same moment.
    const counted = accountId === null ? undefined
      : await db.updateTable('credential').set((row) => ({ failed: row('failed', '+', 1) })).where('accountId', '=', accountId).returning('failed').executeTakeFirst()
    const failures = counted?.failed ?? before + 1
    const lock = lockTime(failures)
    const lockedUntil = lock > 0 ? now + lock : null
    if (accountId) await db.updateTable('credential').set({ lockedUntil }).where('accountId', '=', accountId).execute()
    else {
      // The oldest goes: somebody who invents e-mails must not fill the memory.
      if (strangers.size >= mostStrangers) strangers.delete(strangers.keys().next().value!)
      strangers.set(email, { failed: failures, lockedUntil })
    }
    if (lockedUntil) throw new AppError('account_locked', { until: lockedUntil })
    throw new AppError('wrong_password', { left: Math.max(0, failuresBeforeLock - failures) })
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

  return {
    /** The account of this e-mail and password. Throws `wrong_password` {left} or `account_locked` {until}, the same for a stranger. */
    check: (email: string, password: string): Promise<{ accountId: string; mustChange: boolean }> => inTurn(emailSchema.parse(email), async () => {
      const key = emailSchema.parse(email)
      const known = await db.selectFrom('account').innerJoin('credential', 'credential.accountId', 'account.id').selectAll('credential').where('account.email', '=', key).executeTakeFirst()
      const state = known ?? strangers.get(key)
      if (state?.lockedUntil && state.lockedUntil > clock()) throw new AppError('account_locked', { until: state.lockedUntil })
      const right = await verify(known?.hash ?? nobodysHash, password)
      if (!known || !right) return failed(known?.accountId ?? null, key, state?.failed ?? 0)
      await db.updateTable('credential').set({ failed: 0, lockedUntil: null, lastSignInAt: clock() }).where('accountId', '=', known.accountId).execute()
      return { accountId: known.accountId, mustChange: known.mustChange === 1 }
    }),

    /** Gives an account its password. Throws `weak_password` {why}. `mustChange` when somebody else chose it. */
    async set(accountId: string, person: { email: string; name: string }, password: string, options: { mustChange: boolean }): Promise<void> {
      const known = [person.email.split('@')[0]!, ...person.name.split(/\s+/)]
      const why = passwordWeakness(password, known)
      if (why) throw new AppError('weak_password', { why })
      const now = clock()
      const hashed = await hash(password, argon2id)
      await freeEmail(accountId, person.email)
      await db.insertInto('account').values({ id: accountId, email: person.email, name: person.name, createdAt: now }).onConflict((conflict) => conflict.column('id').doNothing()).execute()
      const values = { hash: hashed, mustChange: options.mustChange ? 1 : 0, failed: 0, lockedUntil: null, changedAt: now }
      await db.insertInto('credential').values({ accountId, ...values, lastSignInAt: null }).onConflict((conflict) => conflict.column('accountId').doUpdateSet(values)).execute()
    },
  }
}
