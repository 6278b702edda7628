import type { Store } from '../database/store.ts'
import { founding } from './found.ts'

/** What `sync_state.stopped` says until the first exchange has come to its end. */
const joining = 'joining' as const

/** A post that starts empty and joins an agency on a server: from here on it predicts, and the server decides. */
export async function joinServer(store: Store, agencyId: string, given: { server: string; deviceId: string; incarnation: string }): Promise<void> {
  await store.kysely.insertInto('syncState').values({
    agencyId, ...given, epoch: null, scopes: null, stopped: joining, cursor: null, head: null, deviceSeq: 0, exchangedAt: null, checkedAt: null, snapshot: null,
  }).execute()
}

/** Takes the joining back, of a post that has not received anything yet. */
export async function unjoinServer(store: Store, agencyId: string): Promise<void> {
  await store.kysely.deleteFrom('syncState').where('agencyId', '=', agencyId).execute()
}

/**
 * Which server decides for this post; null while it decides by itself. `joining`: the agency has arrived only in part; `founding`: the
 * server does not know everything of it yet; with `complete` the two keep in step.
 */
export async function joinedServer(store: Store): Promise<{ agencyId: string; server: string; stage: 'joining' | 'founding' | 'complete' } | null> {
  const row = await store.kysely.selectFrom('syncState').select(['agencyId', 'server', 'stopped']).limit(1).executeTakeFirst()
  if (!row) return null
  return { agencyId: row.agencyId, server: row.server ?? '', stage: row.stopped === joining || row.stopped === founding ? row.stopped : 'complete' }
}
