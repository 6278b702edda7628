import type { Business } from '../command/define.ts'
import { run } from '../command/recorder-rows.ts'
import type { Store } from '../database/store.ts'
import type { Envelope } from '../contract/envelope.ts'

/**
 * Forgets everything that was decided and keeps everything that was typed: the log is then taken from its beginning. Commands
 * that were confirmed lately are sent again before what waits; a server that knows them answers what it answered then.
 */
export async function startOver(store: Store, business: Business, agencyId: string, given: { epoch: string; scopes: readonly string[]; heard: number }): Promise<void> {
  await store.kysely.transaction().execute(async (executor) => {
    const tables = [...[...business.entities.values()].map(({ table }) => table), ...[...business.projections.values()].map(({ table }) => table), 'change', 'search']
    for (const table of tables) await run(executor, store.dialect, `delete from ${table} where agency_id = ?`, [agencyId])
    await run(executor, store.dialect, 'delete from command where agency_id = ? and seq is not null', [agencyId])
    await run(executor, store.dialect, 'update agency_sequence set seq = 0 where agency_id = ?', [agencyId])
    const acked = await executor.selectFrom('ackedRecent').selectAll().where('agencyId', '=', agencyId).orderBy('deviceSeq').execute()
    const first = Number((await executor.selectFrom('outbox').select((row) => row.fn.min('localSeq').as('first')).where('agencyId', '=', agencyId).executeTakeFirst())?.first ?? 1)
    const actor = (await executor.selectFrom('outbox').select('actor').where('agencyId', '=', agencyId).limit(1).executeTakeFirst())?.actor
    for (const [i, { commandId, envelope }] of acked.entries()) {
      await executor.insertInto('outbox').values({
        agencyId, localSeq: first - acked.length + i, commandId, envelope: withoutBase(envelope), actor: actor ?? '{"kind":"anonymous","agencyId":""}', state: 'noEffect', code: null, deviceSeq: null, result: null, resultSeq: null, tries: 0,
      }).execute()
    }
    await executor.deleteFrom('ackedRecent').where('agencyId', '=', agencyId).execute()
    // Numbers go on from what the server remembers of this device.
    await executor.updateTable('outbox').set({ deviceSeq: null, result: null, resultSeq: null }).where('agencyId', '=', agencyId).execute()
    await executor.updateTable('syncState').set({ epoch: given.epoch, scopes: JSON.stringify(given.scopes), deviceSeq: given.heard }).where('agencyId', '=', agencyId).execute()
  })
}

/** Versions of a log that is no more say nothing about the one that is. */
function withoutBase(text: string): string {
  const { base: _base, ...envelope } = JSON.parse(text) as Envelope
  return JSON.stringify(envelope)
}
