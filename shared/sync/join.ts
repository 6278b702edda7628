import type { Store } from '../database/store.ts'

/** A post that starts empty and joins an agency on a server: from here on it predicts, and the server decides. */
export async function joinServer(store: Store, agencyId: string, given: { server: string; deviceId: string; incarnation: string }): Promise<void> {
  await store.kysely.insertInto('syncState').values({
    agencyId, ...given, epoch: null, scopes: null, stopped: null, cursor: null, head: null, deviceSeq: 0, exchangedAt: null, checkedAt: null,
  }).execute()
}

/** Takes the joining back, of a post that has not received anything yet. */
export async function unjoinServer(store: Store, agencyId: string): Promise<void> {
  await store.kysely.deleteFrom('syncState').where('agencyId', '=', agencyId).execute()
}

/** Which server this post joined, for which agency; null for one that works alone. `complete`: the first exchange came to its end. */
export async function joinedServer(store: Store): Promise<{ agencyId: string; server: string; complete: boolean } | null> {
  const row = await store.kysely.selectFrom('syncState').select(['agencyId', 'server', 'exchangedAt']).limit(1).executeTakeFirst()
  return row ? { agencyId: row.agencyId, server: row.server ?? '', complete: row.exchangedAt !== null } : null
}
