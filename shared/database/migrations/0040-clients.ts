import { SqliteAdapter, sql } from 'kysely'
import type { CreateTableBuilder, Kysely } from 'kysely'

/** Clients: what they look for, those who asked, what was said and is to be done. */

type Table = CreateTableBuilder<string, string>

export async function up(db: Kysely<unknown>): Promise<void> {
  const onSqlite = db.getExecutor().adapter instanceof SqliteAdapter
  const bytes = sql.raw(onSqlite ? 'text' : 'text collate "C"')
  const texts = (table: Table, names: string) => names.split(' ').reduce((all, name) => all.addColumn(name, 'text'), table)
  const integers = (table: Table, names: string) => names.split(' ').reduce((all, name) => all.addColumn(name, 'bigint'), table)
  const reals = (table: Table, names: string) => names.split(' ').reduce((all, name) => all.addColumn(name, 'double precision'), table)
  const index = (name: string, on: string, columns: string[]) => db.schema.createIndex(name).on(on).columns(columns).execute()
  /** Of a column that most rows leave empty: those are not in it. */
  const indexOfFew = (name: string, on: string, column: string) => db.schema.createIndex(name).on(on).columns(['agency_id', column]).where(sql.ref(column), 'is not', null).execute()
  const business = (name: string, build: (table: Table) => Table) =>
    build(db.schema.createTable(name).addColumn('agency_id', 'text', (c) => c.notNull()).addColumn('id', 'text', (c) => c.notNull()).addColumn('created_at', 'bigint', (c) => c.notNull()).addColumn('created_by', 'text', (c) => c.notNull())
      .addColumn('updated_at', 'bigint', (c) => c.notNull()).addColumn('deleted_at', 'bigint').addColumn('versions', 'text', (c) => c.notNull()) as unknown as Table)
      .addPrimaryKeyConstraint(`${name}_key`, ['agency_id', 'id']).execute()

  for (const column of ['nationality', 'marital_status', 'preferred_channel', 'preferred_time', 'client_status', 'priority']) await db.schema.alterTable('contact').addColumn(column, 'text').execute()
  await indexOfFew('contact_by_merged', 'contact', 'merged_into')
  // Counted and leafed through without a look at the wide rows: what a condition names stands in the index too, or SQLite looks there all the same.
  await sql`create index contact_listed on contact (agency_id, updated_at desc, id, client_status, priority, agent_id, deleted_at, merged_into) where deleted_at is null and merged_into is null`.execute(db)
  await sql`create index contact_there on contact (agency_id, id, updated_at, client_status, priority, agent_id, deleted_at, merged_into) where deleted_at is null and merged_into is null`.execute(db)
  await sql`create index contact_role_listed on contact_role (agency_id, contact_id, role, deleted_at) where deleted_at is null`.execute(db)
  await sql`create index contact_role_by_role on contact_role (agency_id, role, contact_id, deleted_at) where deleted_at is null`.execute(db)

  await business('contact_tag', (t) => texts(t, 'contact_id tag'))
  await index('contact_tag_by_contact', 'contact_tag', ['agency_id', 'contact_id'])
  await business('client_search', (t) =>
    reals(integers(texts(t, 'contact_id title state transaction currency kinds places must_have deal_breakers financing timeframe notes alerts'), 'budget_min budget_max bedrooms_min bedrooms_max'), 'max_distance area_min area_max'))
  await index('client_search_by_contact', 'client_search', ['agency_id', 'contact_id'])
  // What a client's score is made of, with the two below: read for all of them in one pass each.
  await sql`create index client_search_financing on client_search (agency_id, contact_id, financing, state, deleted_at) where state = 'active' and deleted_at is null`.execute(db)
  await index('client_search_by_state', 'client_search', ['agency_id', 'state', 'transaction'])

  await business('lead', (t) =>
    integers(texts(t, 'name first_name last_name company email phone phone_e164 source status lost_reason qualification transaction currency kinds places timeframe wish property_id agent_id notes next_action next_action_on contact_id'),
      'whatsapp status_at budget_min budget_max converted_at'))
  await indexOfFew('lead_by_email', 'lead', 'email')
  await indexOfFew('lead_by_number', 'lead', 'phone_e164')
  await indexOfFew('lead_by_contact', 'lead', 'contact_id')
  // Kept by the recorder, as property_list is.
  const list = db.schema.createTable('lead_list').addColumn('agency_id', 'text', (c) => c.notNull()).addColumn('id', 'text', (c) => c.notNull()).addColumn('name_key', bytes)
  await integers(texts(list as unknown as Table, 'status source qualification agent_id transaction next_action_on'), 'budget_max open_value base_score urgency status_at created_at updated_at').addPrimaryKeyConstraint('lead_list_key', ['agency_id', 'id']).execute()
  await index('lead_list_by_status', 'lead_list', ['agency_id', 'status', 'agent_id', 'base_score', 'created_at', 'qualification', 'id'])
  await index('lead_list_figures', 'lead_list', ['agency_id', 'status', 'source', 'qualification', 'base_score', 'created_at', 'open_value'])

  await business('interaction', (t) => integers(texts(t, 'contact_id lead_id property_id agent_id type channel subject content status outcome priority'), 'completed_at at duration_minutes'))
  await index('interaction_by_contact', 'interaction', ['agency_id', 'contact_id', 'at'])
  await sql`create index interaction_inquiries on interaction (agency_id, contact_id, type, deleted_at) where type = 'inquiry' and deleted_at is null`.execute(db)
  await indexOfFew('interaction_by_lead', 'interaction', 'lead_id')
  await index('interaction_by_time', 'interaction', ['agency_id', 'status', 'at'])
  await index('interaction_by_agent', 'interaction', ['agency_id', 'agent_id', 'status', 'at'])
  await business('client_note', (t) => integers(texts(t, 'contact_id lead_id property_id title content type'), 'is_important is_pinned remind_at'))
  await index('client_note_by_contact', 'client_note', ['agency_id', 'contact_id'])
  await indexOfFew('client_note_by_lead', 'client_note', 'lead_id')
  await indexOfFew('client_note_by_reminder', 'client_note', 'remind_at')
  await business('task', (t) => integers(texts(t, 'contact_id lead_id property_id title notes assignee_id priority due_on due_time repeat interaction_id state'), 'remind_at done_at'))
  await sql`create index task_by_state on task (agency_id, state, assignee_id, due_on) where deleted_at is null`.execute(db)
  await indexOfFew('task_by_contact', 'task', 'contact_id')
  await indexOfFew('task_by_lead', 'task', 'lead_id')
  await indexOfFew('task_by_reminder', 'task', 'remind_at')
  await business('interest', (t) => integers(texts(t, 'contact_id property_id step level state notes'), 'at'))
  await index('interest_by_contact', 'interest', ['agency_id', 'contact_id'])
  await sql`create index interest_scored on interest (agency_id, contact_id, at, deleted_at) where deleted_at is null`.execute(db)
  await index('interest_by_property', 'interest', ['agency_id', 'property_id'])
}
