import type { Executor } from '../database/store.ts'

/**
 * Says of a database that was put back to an earlier day: from here on its log is another one. Posts that are ahead of it take the
 * log anew and send again what it may have lost; what they saw up to `heads` still counts.
 */
export async function beginEpoch(executor: Executor, epoch: string, at: number): Promise<void> {
  const heads = await executor.selectFrom('agencySequence').select(['agencyId', 'seq']).execute()
  await executor.insertInto('serverEpoch').values({ epoch, at, heads: JSON.stringify(Object.fromEntries(heads.map(({ agencyId, seq }) => [agencyId, Number(seq)]))) }).execute()
}

export type Epoch = { epoch: string; headOf: (agencyId: string) => number }

/** The latest, or null for a database that no post has met. */
export async function latestEpoch(executor: Executor): Promise<Epoch | null> {
  const row = await executor.selectFrom('serverEpoch').select(['epoch', 'heads']).orderBy('at', 'desc').orderBy('epoch').limit(1).executeTakeFirst()
  if (!row) return null
  const heads = JSON.parse(row.heads ?? '{}') as Record<string, number>
  return { epoch: row.epoch, headOf: (agencyId) => heads[agencyId] ?? 0 }
}
