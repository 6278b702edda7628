import { createHmac } from 'node:crypto'
import { canonicalJson, sha256 } from '../../shared/command/canonical.ts'
import { AppError } from '../../shared/values/error.ts'
import { Reply } from '../api/operation.ts'
import { repeatably } from '../house.ts'
import type { House } from '../house.ts'
import { seal, unseal } from '../identity/seal.ts'
import { appErrorOf, invalidField } from './errors.ts'
import { statusOf } from './status.ts'

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
 * body under the same key is `id_reused`; one that is still under way is `conflict`. A refusal is not kept. After a failure of ours
 * (a database that went away in the middle) the next try goes on with the same ids, so that nothing is made twice. Answers may hold
 * tokens, so they are kept sealed.
 * @param scope who asks: keys of two callers never meet.
 */
export async function once(house: House, asked: Asked, act: () => Promise<Reply>): Promise<Reply> {
  if (!/^[\x21-\x7e]{8,200}$/.test(asked.key)) throw invalidField('Idempotency-Key', 'invalid')
  const { kysely } = house.store
  const inputHash = sha256(`${asked.operation}\n${canonicalJson(asked.input)}`)
  const key = { scope: asked.scope, key: asked.key }
  const context = `${asked.scope} ${asked.key}`
  const now = house.clock()
  await kysely.deleteFrom('idempotency').where('scope', '=', asked.scope).where('createdAt', '<', now - keptFor).execute()
  const begun = await kysely.insertInto('idempotency').values({ ...key, inputHash, status: null, body: String(now), createdAt: now }).onConflict((conflict) => conflict.columns(['scope', 'key']).doNothing()).returning('key').executeTakeFirst()
  // While it is under way, `body` says when it was first begun.
  let at = now
  if (!begun) {
    const known = await kysely.selectFrom('idempotency').selectAll().where('scope', '=', asked.scope).where('key', '=', asked.key).executeTakeFirst()
    if (known && known.inputHash !== inputHash) throw new AppError('id_reused')
    if (known?.status) return new Reply(known.status, known.body === null ? null : JSON.parse(unseal(house.services.secrets.answers, context, known.body)), { 'Idempotent-Replayed': 'true' })
    // Somebody died over it: whoever changes its time first goes on with it.
    const taken = await kysely.updateTable('idempotency').set({ createdAt: now }).where('scope', '=', asked.scope).where('key', '=', asked.key)
      .where('status', 'is', null).where('createdAt', '<', now - underWay).returning('body').executeTakeFirst()
    if (!taken) throw new AppError('conflict')
    at = Number(taken.body) || now
  }
  try {
    const reply = await repeatably({ at, bytes: (n) => createHmac('sha256', house.services.secrets.answers).update(`ids ${context} ${inputHash} ${n}`).digest().subarray(0, 10) }, act)
    await kysely.updateTable('idempotency').set({ status: reply.status, body: reply.body === null ? null : seal(house.services.secrets.answers, context, JSON.stringify(reply.body), house.random) }).where('scope', '=', asked.scope).where('key', '=', asked.key).execute()
    return reply
  } catch (error) {
    if (statusOf[appErrorOf(error).code] < 500) await kysely.deleteFrom('idempotency').where((row) => row.and(key)).execute()
    // Free at once; where the database is away, after a minute.
    else await kysely.updateTable('idempotency').set({ createdAt: now - underWay - 1 }).where((row) => row.and(key)).execute()
    throw error
  }
}
