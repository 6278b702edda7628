import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import type { OpenStore } from '../../command/testing/stores.ts'
import { migrate } from '../migrate.ts'

const step = '0041-notifications'

/** The tables of what people are told, on whichever database `open` gives (empty, not migrated). */
export function notificationsMigrationSuite(kind: string, open: OpenStore, able = true): void {
  describe.runIf(able)(`migration ${step} on ${kind}`, () => {
    it('leads and contacts of before are as they were; one notice has one row', async () => {
      const store = await open()
      const raw = store.kysely.withoutPlugins()
      await migrate(store, { upTo: '0040-clients' })
      await sql`insert into lead (agency_id, id, created_at, created_by, updated_at, versions, name) values ('g', 'l', 1, 'm', 1, '{}', 'Awa')`.execute(raw)
      await migrate(store, { upTo: step })
      expect((await sql`select id, name from lead`.execute(raw)).rows).toEqual([{ id: 'l', name: 'Awa' }])
      const tell = () => sql`insert into notification (agency_id, id, created_at, created_by, updated_at, versions, member_id, at, visible_from) values ('g', 'n', 1, 'm', 1, '{}', 'm', 1, 1)`.execute(raw)
      await tell()
      await expect(tell()).rejects.toThrow()
      await store.close()
    })
  })
}
