import { SqliteAdapter, sql } from 'kysely'
import type { Kysely } from 'kysely'

/** What the first screen counts and what a few letters find, without a walk over all that there is. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // Kept by the recorder (shared/database/tallies.ts): how many properties stand where.
  await db.schema.createTable('property_tally').addColumn('agency_id', 'text', (c) => c.notNull()).addColumn('status', 'text', (c) => c.notNull()).addColumn('transaction', 'text', (c) => c.notNull())
    .addColumn('has_photo', 'bigint', (c) => c.notNull()).addColumn('rented_in', 'text', (c) => c.notNull()).addColumn('n', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('property_tally_key', ['agency_id', 'status', 'transaction', 'has_photo', 'rented_in']).execute()
  await sql`insert into property_tally (agency_id, status, "transaction", has_photo, rented_in, n)
    select agency_id, coalesce(status, ''), coalesce("transaction", ''), coalesce(has_photo, 0),
      case when "transaction" = 'rent' and price_period = 'month' and price_amount is not null then coalesce(quartier, '') else '' end, count(*) from property_list group by 1, 2, 3, 4, 5`.execute(db)
  // Whom the list of contacts shows next, by name.
  await sql`create index search_contact_names on search (agency_id, entity, sort_key, entity_id) where entity = 'contact'`.execute(db)
  if (!(db.getExecutor().adapter instanceof SqliteAdapter)) return

  // Beginnings of one letter too, and no places of words within a text, which nobody asks for: two fifths of the size, and `a` is found
  // in 1 ms instead of 50. Each text also has its entity as a word (no folded word begins with `ø`), so that those of one entity are found
  // by the index alone.
  await sql`drop table search_words`.execute(db)
  await sql`drop table search_index`.execute(db)
  await sql`create virtual table search_index using fts5(folded, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 0', prefix='1 2 3', detail=none)`.execute(db)
  await sql`create virtual table search_words using fts5vocab('search_index', 'row')`.execute(db)
  await sql`insert into search_index (rowid, folded) select id, 'ø' || entity || ' ' || folded from search order by id`.execute(db)
}
