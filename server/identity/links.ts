import { sha256 } from '../../shared/command/canonical.ts'
import { AppError } from '../../shared/values/error.ts'
import type { House } from '../house.ts'
import type { LetterKind } from '../mail/letters.ts'
import type { LinkMaker } from '../mail/post.ts'

type Purpose = 'verify' | 'reset'
const lives: Readonly<Record<Purpose, number>> = { verify: 3 * 86_400_000, reset: 3_600_000 }

/** A token that proves, once and for a while, that somebody reads the mail of `email`. Only its hash is kept. */
export async function makeToken(house: Pick<House, 'store' | 'clock' | 'random'>, purpose: Purpose, accountId: string, email: string): Promise<string> {
  const token = house.random(32).toString('base64url')
  const now = house.clock()
  await house.store.kysely.insertInto('oneTimeToken').values({ hash: sha256(token), accountId, purpose, email, createdAt: now, expiresAt: now + lives[purpose], usedAt: null }).execute()
  return token
}

/** Whose token this is, unused yet. Throws `link_invalid`. */
export async function readToken(house: House, purpose: Purpose, token: string): Promise<{ accountId: string; email: string }> {
  const row = await house.store.kysely.selectFrom('oneTimeToken').select(['accountId', 'email']).where('hash', '=', sha256(token)).where('purpose', '=', purpose).where('usedAt', 'is', null)
    .where('expiresAt', '>', house.clock()).executeTakeFirst()
  if (!row?.email) throw new AppError('link_invalid')
  return { accountId: row.accountId, email: row.email }
}

/** Uses a token up. Throws `link_invalid` for one that is unknown, used, or past its time. */
export async function spendToken(house: House, purpose: Purpose, token: string): Promise<{ accountId: string; email: string }> {
  const now = house.clock()
  const row = await house.store.kysely.updateTable('oneTimeToken').set({ usedAt: now }).where('hash', '=', sha256(token)).where('purpose', '=', purpose).where('usedAt', 'is', null).where('expiresAt', '>', now)
    .returning(['accountId', 'email']).executeTakeFirst()
  if (!row?.email) throw new AppError('link_invalid')
  return { accountId: row.accountId, email: row.email }
}

/** The others that were sent for the same are no longer good. */
export async function forgetTokens(house: House, purpose: Purpose, accountId: string): Promise<void> {
  await house.store.kysely.updateTable('oneTimeToken').set({ usedAt: house.clock() }).where('accountId', '=', accountId).where('purpose', '=', purpose).where('usedAt', 'is', null).execute()
}

/** Tokens that were spent or have run out. Returns how many went. */
export async function forgetOldTokens({ store, clock }: Pick<House, 'store' | 'clock'>): Promise<number> {
  const { numDeletedRows } = await store.kysely.deleteFrom('oneTimeToken').where((row) => row.or([row('usedAt', 'is not', null), row('expiresAt', '<=', clock())])).executeTakeFirst()
  return Number(numDeletedRows)
}

/** The page of the client that a letter leads to; a letter that leads nowhere has none. */
const pages: Partial<Readonly<Record<LetterKind, { path: string; purpose: Purpose }>>> = {
  verify: { path: 'verify-email', purpose: 'verify' },
  reset: { path: 'reset-password', purpose: 'reset' },
}

/** Links for letters, made at the moment of sending. Names as the replaced system wrote them: `uid` and `token`. */
export function linksFor(house: Pick<House, 'config' | 'store' | 'clock' | 'random'>): LinkMaker {
  return async (kind, { accountId, email }) => {
    const page = pages[kind]
    if (!page) return { link: null }
    // A reset is asked for by address alone: whether somebody has it is looked up here, where nobody waits and can measure.
    const id = accountId ?? (await house.store.kysely.selectFrom('account').select('id').where('email', '=', email).where('inactive', 'is distinct from', 1).executeTakeFirst())?.id
    if (id === undefined) return null
    const token = await makeToken(house, page.purpose, id, email)
    return { link: `${house.config.clientUrl}/${page.path}?${new URLSearchParams({ uid: id, token }).toString()}` }
  }
}
