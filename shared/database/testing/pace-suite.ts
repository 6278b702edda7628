import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import type { OpenStore } from '../../command/testing/stores.ts'
import { migrate } from '../migrate.ts'
import { searchCandidates } from '../search.ts'

const step = '0043-pace'

/** Words that were kept before the index of the search was made anew, on whichever database `open` gives (empty, not migrated). */
export function paceMigrationSuite(kind: string, open: OpenStore, able = true): void {
  describe.runIf(able)(`migration ${step} on ${kind}`, () => {
    it('what could be found before is found after, of each agency and each entity its own', async () => {
      const store = await open()
      const raw = store.kysely.withoutPlugins()
      await migrate(store, { upTo: '0042-alerts' })
      const rows = [['a', 'property', 'p1', 'villa avec piscine'], ['a', 'contact', 'c1', 'awa villa'], ['a', 'contactPhone', 't1', '221771234567 771234567'], ['b', 'property', 'p2', 'villa basse']] as const
      for (const [agency, entity, id, folded] of rows) {
        await sql`insert into search (agency_id, entity, entity_id, folded, sort_key) values (${agency}, ${entity}, ${id}, ${folded}, ${folded})`.execute(raw)
        if (store.dialect === 'sqlite') await sql`insert into search_index (rowid, folded) select id, folded from search where entity_id = ${id}`.execute(raw)
      }
      await migrate(store)
      const find = async (agencyId: string, entities: readonly string[], text: string) => (await searchCandidates({ executor: store.kysely, dialect: store.dialect, agencyId }, entities, text)).rows.map(({ entityId }) => entityId)
      expect(await find('a', ['property', 'contact', 'contactPhone'], 'v')).toEqual(['c1', 'p1'])
      expect(await find('a', ['property'], 'villa')).toEqual(['p1'])
      expect(await find('a', ['contact', 'contactPhone'], '77 123 45')).toEqual(['t1'])
      expect(await find('b', ['property', 'contact'], 'vila')).toEqual(['p2'])
      expect(await find('b', ['contact'], 'villa')).toEqual([])
      // And is gone from the index when its text goes.
      if (store.dialect === 'sqlite') {
        await sql`delete from search_index where rowid in (select id from search where entity_id = 'p1')`.execute(raw)
        await sql`delete from search where entity_id = 'p1'`.execute(raw)
        expect(await find('a', ['property'], 'piscine')).toEqual([])
        expect((await sql`select term from search_words where term = 'piscine'`.execute(raw)).rows).toEqual([])
      }
      await store.close()
    })
  })
}
