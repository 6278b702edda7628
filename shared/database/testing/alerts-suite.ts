import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import type { OpenStore } from '../../command/testing/stores.ts'
import { migrate } from '../migrate.ts'

const step = '0042-alerts'

/** The tables of alerts, on whichever database `open` gives (empty, not migrated). */
export function alertsMigrationSuite(kind: string, open: OpenStore, able = true): void {
  describe.runIf(able)(`migration ${step} on ${kind}`, () => {
    it('searches that were there are there, and nothing was told yet', async () => {
      const store = await open()
      const raw = store.kysely.withoutPlugins()
      await migrate(store, { upTo: '0040-clients' })
      await sql`insert into client_search (agency_id, id, created_at, created_by, updated_at, versions, contact_id, state, alerts) values ('g', 's', 1, 'm', 1, '{}', 'c', 'active', 'daily')`.execute(raw)
      await migrate(store, { upTo: step })
      expect((await sql`select id, alerts, state from client_search`.execute(raw)).rows).toEqual([{ id: 's', alerts: 'daily', state: 'active' }])
      for (const table of ['alert_message', 'alert_told', 'alert_entry', 'alert_cursor']) expect((await sql`select * from ${sql.table(table)}`.execute(raw)).rows).toEqual([])
      await store.close()
    })

    it('a property is told to a client once, and each rhythm has one place in the log', async () => {
      const store = await open()
      const raw = store.kysely.withoutPlugins()
      await migrate(store)
      const tell = () => sql`insert into alert_told (agency_id, id, created_at, created_by, updated_at, versions) values ('g', 't', 1, 'm', 1, '{}')`.execute(raw)
      await tell()
      await expect(tell()).rejects.toThrow()
      const look = () => sql`insert into alert_cursor (agency_id, rhythm, seq, at) values ('g', 'daily', 1, 1)`.execute(raw)
      await look()
      await expect(look()).rejects.toThrow()
      await store.close()
    })
  })
}
