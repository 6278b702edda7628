import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import type { OpenStore } from '../../command/testing/stores.ts'
import { migrate } from '../migrate.ts'

const step = '0030-sync'

/** The tables of the exchange, on whichever database `open` gives (empty, not migrated). */
export function syncMigrationSuite(kind: string, open: OpenStore, able = true): void {
  describe.runIf(able)(`migration ${step} on ${kind}`, () => {
    it('what waited before still waits, in its place, not yet numbered nor answered', async () => {
      const store = await open()
      const raw = store.kysely.withoutPlugins()
      await migrate(store, { upTo: '0020-platform' })
      await sql`insert into outbox (agency_id, local_seq, command_id, envelope, actor, state) values ('g', 4, 'c', '{}', '{}', 'waiting')`.execute(raw)
      await migrate(store, { upTo: step })
      expect((await sql`select local_seq, command_id, state, device_seq, result, result_seq, tries from outbox`.execute(raw)).rows)
        .toEqual([{ local_seq: 4, command_id: 'c', state: 'waiting', device_seq: null, result: null, result_seq: null, tries: 0 }])
      await store.close()
    })

    it('an agency joins one server, and a command is laid before its user once', async () => {
      const store = await open()
      const raw = store.kysely.withoutPlugins()
      await migrate(store)
      const join = () => sql`insert into sync_state (agency_id, server) values ('g', 'https://api.example.sn')`.execute(raw)
      await join()
      await expect(join()).rejects.toThrow()
      const lay = () => sql`insert into attention (agency_id, command_id, envelope, actor, code) values ('g', 'c', '{}', '{}', 'forbidden')`.execute(raw)
      await lay()
      await expect(lay()).rejects.toThrow()
      await store.close()
    })
  })
}
