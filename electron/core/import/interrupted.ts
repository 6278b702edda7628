import type { Workspace } from '../workspace.ts'

/**
 * Imports that were under way when the core ended: what came in stays in, and is told with true counts, so that the whole
 * of it can be taken back like any import that was stopped.
 */
export async function closeInterruptedImports({ store, dispatcher }: Workspace,
  given: { clock: () => number; newId: () => string; deviceId: string }): Promise<void> {
  const db = store.kysely
  const batches = await db.selectFrom('importBatch').select(['agencyId', 'id', 'createdBy']).where('state', '=', 'running')
    .execute()
  for (const { agencyId, id, createdBy } of batches) {
    const { imported } = await db.selectFrom('property').select(({ fn }) => fn.countAll<number>().as('imported'))
      .where('agencyId', '=', agencyId).where('importId', '=', id).executeTakeFirstOrThrow()
    // Line 0 holds the heading.
    const left = await db.selectFrom('importReject').select('kind').select(({ fn }) => fn.countAll<number>().as('count'))
      .where('agencyId', '=', agencyId).where('batchId', '=', id).where('line', '>', 0).groupBy('kind').execute()
    const countOf = (kind: 'duplicate' | 'rejected'): number => Number(left.find((one) => one.kind === kind)?.count ?? 0)
    await dispatcher.dispatch([{
      commandId: given.newId(), name: 'importBatch.finish', version: 1, typedAt: given.clock(), deviceId: given.deviceId,
      input: { id, state: 'cancelled', imported: Number(imported), duplicates: countOf('duplicate'),
        rejected: countOf('rejected') },
    }], { kind: 'job', agencyId, name: 'import', memberId: createdBy })
  }
}
