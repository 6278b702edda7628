import type { Store } from '../database/store.ts'

/** A post that starts empty and joins an agency on a server: from here on it predicts, and the server decides. */
export async function joinServer(store: Store, agencyId: string, given: { server: string; deviceId: string; incarnation: string }): Promise<void> {
  await store.kysely.insertInto('syncState').values({
    agencyId, ...given, epoch: null, scopes: null, stopped: null, cursor: null, head: null, deviceSeq: 0, exchangedAt: null, checkedAt: null,
  }).execute()
}
