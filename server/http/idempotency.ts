import { createHash } from 'node:crypto'
import { canonicalJson } from '../../shared/command/canonical.ts'
import { AppError } from '../../shared/values/error.ts'
import { Reply } from '../api/operation.ts'
import type { House } from '../house.ts'
import { seal, unseal } from '../identity/seal.ts'
import { invalidField } from './errors.ts'

/** How long an answer is kept to be given again, and how long a request may be under way before another may take its place. */
const keptFor = 24 * 3_600_000
const underWay = 60_000

/** Answers that nobody asks for again. Returns how many went. */
export async function forgetAnswers({ store, clock }: Pick<House, 'store' | 'clock'>): Promise<number> {
  const { numDeletedRows } = await store.kysely.deleteFrom('idempotency').where('createdAt', '<', clock() - keptFor).executeTakeFirst()
  return Number(numDeletedRows)
}

type Asked = { readonly scope: string; readonly key: string; readonly operation: string; readonly input: unknown }

/**
 * `Idempotency-Key`: the same POST sent again (a phone that lost the answer) is answered as the first was and done once. Another
 * body under the same key is `id_reused`; one that is still under way is `conflict`. A failure of ours is not kept. Answers may
 * hold tokens, so they are kept sealed.
 * @param scope who asks: keys of two callers never meet.
 */
export async function once(house: House, asked: Asked, act: () => Promise<Reply>): Promise<Reply> {
  if (!/^[\x21-\x7e]{8,200}$/.test(asked.key)) throw invalidField('Idempotency-Key', 'invalid')
  const { kysely } = house.store
  const inputHash = createHash('sha256').update(`${asked.operation}\n${canonicalJson(asked.input)}`).digest('hex')
  const key = { scope: asked.scope, key: asked.key }
  const context = `${asked.scope} ${asked.key}`
  const now = house.clock()
  await kysely.deleteFrom('idempotency').where('scope', '=', asked.scope).where('createdAt', '<', now - keptFor).execute()
  const begun = await kysely.insertInto('idempotency').values({ ...key, inputHash, status: null, body: null, createdAt: now }).onConflict((conflict) => conflict.columns(['scope', 'key']).doNothing()).returning('key').executeTakeFirst()
  if (!begun) {
    const known = await kysely.selectFrom('idempotency').selectAll().where('scope', '=', asked.scope).where('key', '=', asked.key).executeTakeFirst()
    if (known && known.inputHash !== inputHash) throw new AppError('id_reused')
    if (known?.status) return new Reply(known.status, known.body === null ? null : JSON.parse(unseal(house.services.secrets.answers, context, known.body)), { 'Idempotent-Replayed': 'true' })
    // Somebody died over it: whoever changes its time first may begin again.
    const taken = await kysely.updateTable('idempotency').set({ createdAt: now }).where('scope', '=', asked.scope).where('key', '=', asked.key)
      .where('status', 'is', null).where('createdAt', '<', now - underWay).returning('key').executeTakeFirst()
    if (!taken) throw new AppError('conflict')
  }
  try {
    const reply = await act()
    await kysely.updateTable('idempotency').set({ status: reply.status, body: reply.body === null ? null : seal(house.services.secrets.answers, context, JSON.stringify(reply.body), house.random) }).where('scope', '=', asked.scope).where('key', '=', asked.key).execute()
    return reply
  } catch (error) {
    await kysely.deleteFrom('idempotency').where('scope', '=', asked.scope).where('key', '=', asked.key).execute()
    throw error
  }
}
