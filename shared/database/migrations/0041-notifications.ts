import type { CreateTableBuilder, Kysely } from 'kysely'

/** What people are told of, and how they want to be told. */

type Table = CreateTableBuilder<string, string>

export async function up(db: Kysely<unknown>): Promise<void> {
  const texts = (table: Table, names: string) => names.split(' ').reduce((all, name) => all.addColumn(name, 'text'), table)
  const integers = (table: Table, names: string) => names.split(' ').reduce((all, name) => all.addColumn(name, 'bigint'), table)
  const index = (name: string, on: string, columns: string[]) => db.schema.createIndex(name).on(on).columns(columns).execute()
  const business = (name: string, build: (table: Table) => Table) =>
    build(db.schema.createTable(name).addColumn('agency_id', 'text', (c) => c.notNull()).addColumn('id', 'text', (c) => c.notNull()).addColumn('created_at', 'bigint', (c) => c.notNull()).addColumn('created_by', 'text', (c) => c.notNull())
      .addColumn('updated_at', 'bigint', (c) => c.notNull()).addColumn('deleted_at', 'bigint').addColumn('versions', 'text', (c) => c.notNull()) as unknown as Table)
      .addPrimaryKeyConstraint(`${name}_key`, ['agency_id', 'id']).execute()

  await business('notification', (t) => integers(texts(t, 'member_id contact_id scope kind priority params target_entity target_id group_key'), 'at visible_from read_at snoozed_until'))
  await index('notification_by_member', 'notification', ['agency_id', 'member_id', 'at'])
  await index('notification_by_contact', 'notification', ['agency_id', 'contact_id', 'at'])
  await business('notification_preference', (t) => integers(texts(t, 'member_id contact_id scope topic channel'), 'enabled'))
  await index('notification_preference_by_member', 'notification_preference', ['agency_id', 'member_id'])
  await business('quiet_hours', (t) => integers(texts(t, 'member_id contact_id scope from_time until_time zone'), 'enabled'))
  await index('quiet_hours_by_member', 'quiet_hours', ['agency_id', 'member_id'])
}
