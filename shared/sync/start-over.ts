import type { Business } from '../command/define.ts'
import { forgetDecided } from '../command/modes.ts'
import type { Executor, Store } from '../database/store.ts'
import type { Envelope } from '../contract/envelope.ts'

/**
 * Forgets everything that was decided and keeps everything that was typed: the log is then taken from its beginning. Commands
 * that were confirmed lately are sent again before what waits; a server that knows them answers what it answered then.
 * @param executor of the transaction that this is part of
 * @param given.common up to which number the new log is the one that was known
 */
export async function startOver(executor: Executor, store: Store, business: Business, agencyId: string, given: { epoch: string; common: number; scopes: readonly string[]; heard: number }): Promise<void> {
  await forgetDecided(executor, store, business, agencyId)
  const acked = await executor.selectFrom('ackedRecent').selectAll().where('agencyId', '=', agencyId).orderBy('deviceSeq').execute()
  const first = Number((await executor.selectFrom('outbox').select((row) => row.fn.min('localSeq').as('first')).where('agencyId', '=', agencyId).executeTakeFirst())?.first ?? 1)
  const actor = (await executor.selectFrom('outbox').select('actor').where('agencyId', '=', agencyId).limit(1).executeTakeFirst())?.actor
  for (const [i, { commandId, envelope }] of acked.entries()) {
    await executor.insertInto('outbox').values({
      agencyId, localSeq: first - acked.length + i, commandId, envelope: upTo(given.common, envelope), actor: actor ?? '{"kind":"anonymous","agencyId":""}', state: 'noEffect', code: null, deviceSeq: null, result: null, resultSeq: null, tries: 0,
    }).execute()
  }
  await executor.deleteFrom('ackedRecent').where('agencyId', '=', agencyId).execute()
  for (const { localSeq, envelope } of await executor.selectFrom('outbox').select(['localSeq', 'envelope']).where('agencyId', '=', agencyId).execute())
    await executor.updateTable('outbox').set({ envelope: upTo(given.common, envelope) }).where('agencyId', '=', agencyId).where('localSeq', '=', localSeq).execute()
  // Numbers go on from what the server remembers of this device.
  await executor.updateTable('outbox').set({ deviceSeq: null, result: null, resultSeq: null }).where('agencyId', '=', agencyId).execute()
  await executor.updateTable('syncState').set({ epoch: given.epoch, scopes: JSON.stringify(given.scopes), deviceSeq: given.heard, snapshot: null }).where('agencyId', '=', agencyId).execute()
}

/** What was seen beyond the common part of both logs, the new one does not know: only the common part was seen. */
function upTo(common: number, text: string): string {
  const { base, ...envelope } = JSON.parse(text) as Envelope
  return JSON.stringify(base ? { ...envelope, base: Object.fromEntries(Object.entries(base).map(([key, seq]) => [key, Math.min(seq, common)])) } : envelope)
}
