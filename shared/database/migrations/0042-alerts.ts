import { sql } from 'kysely'
import type { CreateTableBuilder, Kysely } from 'kysely'

/** What saved searches say by themselves: messages to clients, which property each was told of, and why something was not said. */

type Table = CreateTableBuilder<string, string>

export async function up(db: Kysely<unknown>): Promise<void> {
  const texts = (table: Table, names: string) => names.split(' ').reduce((all, name) => all.addColumn(name, 'text'), table)
  const integers = (table: Table, names: string) => names.split(' ').reduce((all, name) => all.addColumn(name, 'bigint'), table)
  const index = (name: string, on: string, columns: string[]) => db.schema.createIndex(name).on(on).columns(columns).execute()
  const business = (name: string, build: (table: Table) => Table) =>
    build(db.schema.createTable(name).addColumn('agency_id', 'text', (c) => c.notNull()).addColumn('id', 'text', (c) => c.notNull()).addColumn('created_at', 'bigint', (c) => c.notNull()).addColumn('created_by', 'text', (c) => c.notNull())
      .addColumn('updated_at', 'bigint', (c) => c.notNull()).addColumn('deleted_at', 'bigint').addColumn('versions', 'text', (c) => c.notNull()) as unknown as Table)
      .addPrimaryKeyConstraint(`${name}_key`, ['agency_id', 'id']).execute()

  await business('alert_message', (t) => integers(texts(t, 'contact_id channel state text'), 'sent_at beyond'))
  await index('alert_message_by_state', 'alert_message', ['agency_id', 'state', 'created_at'])
  await index('alert_message_by_contact', 'alert_message', ['agency_id', 'contact_id', 'state'])
  await business('alert_told', (t) => integers(texts(t, 'contact_id property_id search_id message_id'), 'score at'))
  await index('alert_told_by_contact', 'alert_told', ['agency_id', 'contact_id'])
  await index('alert_told_by_property', 'alert_told', ['agency_id', 'property_id'])
  await db.schema.createIndex('alert_told_by_message').on('alert_told').columns(['agency_id', 'message_id']).where(sql.ref('message_id'), 'is not', null).execute()
  await business('alert_entry', (t) => integers(texts(t, 'contact_id search_id message_id reason property_ids'), 'count at'))
  await index('alert_entry_by_time', 'alert_entry', ['agency_id', 'at'])
  await index('alert_entry_by_contact', 'alert_entry', ['agency_id', 'contact_id', 'at'])
  await db.schema.createIndex('client_search_by_alerts').on('client_search').columns(['agency_id', 'alerts', 'id']).execute()

  // Machinery: up to where each agency was told.
  await db.schema.createTable('alert_cursor').addColumn('agency_id', 'text', (c) => c.notNull()).addColumn('rhythm', 'text', (c) => c.notNull()).addColumn('seq', 'bigint', (c) => c.notNull()).addColumn('at', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('alert_cursor_key', ['agency_id', 'rhythm']).execute()
  // Machinery: every search of the agency against every property, as it was last worked out on this post.
  const all = db.schema.createTable('agency_match').addColumn('agency_id', 'text', (c) => c.notNull()).addColumn('search_id', 'text', (c) => c.notNull())
  await integers(texts(all as unknown as Table, 'contact_id best'), 'matches almost score at').addPrimaryKeyConstraint('agency_match_key', ['agency_id', 'search_id']).execute()
  await index('agency_match_by_score', 'agency_match', ['agency_id', 'score', 'matches'])
}
