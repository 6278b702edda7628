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

    it('properties that were there are counted', async () => {
      const store = await open()
      const raw = store.kysely.withoutPlugins()
      await migrate(store, { upTo: '0042-alerts' })
      const list = [['p1', 'available', 'rent', 'month', 1, 'Ngor', 0], ['p2', 'available', 'rent', 'month', 2, 'Ngor', 0], ['p3', 'available', 'rent', 'month', null, 'Ngor', 0], ['p4', 'draft', 'sale', 'total', 5, null, 1]] as const
      for (const agency of ['a', 'b']) for (const [id, status, transaction, period, price, quartier, photo] of list)
        await sql`insert into property_list (agency_id, id, status, "transaction", price_period, price_amount, quartier, has_photo) values (${agency}, ${id}, ${status}, ${transaction}, ${period}, ${price}, ${quartier}, ${photo})`.execute(raw)
      await migrate(store)
      const lines = await store.kysely.selectFrom('propertyTally').selectAll().where('agencyId', '=', 'b').execute()
      expect(lines.map(({ status, transaction, hasPhoto, rentedIn, n }) => [status, transaction, hasPhoto, rentedIn, n].join(' ')).toSorted()).toEqual(['available rent 0  1', 'available rent 0 Ngor 2', 'draft sale 1  1'])
      await store.close()
    })
  })
}
