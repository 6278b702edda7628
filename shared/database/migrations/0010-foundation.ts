import { SqliteAdapter, sql } from 'kysely'
import type { CreateTableBuilder, Kysely } from 'kysely'

/** The ground: commands, changes, people, properties, files, search. Portable types only (architecture §6). */

type Build = (table: CreateTableBuilder<string, string>) => CreateTableBuilder<string, string>

const texts = (table: CreateTableBuilder<string, string>, names: string) =>
  names.split(' ').reduce((all, name) => all.addColumn(name, 'text'), table)
const integers = (table: CreateTableBuilder<string, string>, names: string) =>
  names.split(' ').reduce((all, name) => all.addColumn(name, 'bigint'), table)
const reals = (table: CreateTableBuilder<string, string>, names: string) =>
  names.split(' ').reduce((all, name) => all.addColumn(name, 'double precision'), table)

export async function up(db: Kysely<unknown>): Promise<void> {
  const onSqlite = db.getExecutor().adapter instanceof SqliteAdapter
  const bytes = sql.raw(onSqlite ? 'text' : 'text collate "C"')
  const table = (name: string, build: Build) => build(db.schema.createTable(name) as CreateTableBuilder<string, string>).execute()
  const business = (name: string, build: Build) =>
    table(name, (t) =>
      build(
        t
          .addColumn('agency_id', 'text', (c) => c.notNull())
          .addColumn('id', 'text', (c) => c.notNull())
          .addColumn('created_at', 'bigint', (c) => c.notNull())
          .addColumn('created_by', 'text', (c) => c.notNull())
          .addColumn('updated_at', 'bigint', (c) => c.notNull())
          .addColumn('deleted_at', 'bigint')
          .addColumn('versions', 'text', (c) => c.notNull()),
      ).addPrimaryKeyConstraint(`${name}_key`, ['agency_id', 'id']),
    )
  const index = (name: string, on: string, columns: string[]) => db.schema.createIndex(name).on(on).columns(columns).execute()
  /** Of a column that most rows leave empty: those are not in it. */
  const indexOfFew = (name: string, on: string, column: string) => db.schema.createIndex(name).on(on).columns(['agency_id', column]).where(sql.ref(column), 'is not', null).execute()

  // ---- machinery
  await table('agency_sequence', (t) => t.addColumn('agency_id', 'text', (c) => c.primaryKey()).addColumn('seq', 'bigint', (c) => c.notNull()).addColumn('local_seq', 'bigint', (c) => c.notNull()))
  await table('change', (t) =>
    texts(integers(t.addColumn('agency_id', 'text', (c) => c.notNull()).addColumn('command_id', 'text', (c) => c.notNull()).addColumn('n', 'bigint', (c) => c.notNull()), 'seq local_seq typed_at at'), 'entity entity_id kind patch before scope actor_id device_id')
      .addPrimaryKeyConstraint('change_key', ['agency_id', 'command_id', 'n']))
  await index('change_by_seq', 'change', ['agency_id', 'seq', 'n'])
  await index('change_by_row', 'change', ['agency_id', 'entity_id', 'seq'])
  await table('command', (t) =>
    integers(texts(t.addColumn('agency_id', 'text', (c) => c.notNull()).addColumn('id', 'text', (c) => c.notNull()), 'name input_hash status code params result actor_id device_id batch_id undoes'), 'version seq typed_at at')
      .addPrimaryKeyConstraint('command_key', ['agency_id', 'id']))
  await indexOfFew('command_by_batch', 'command', 'batch_id')
  await indexOfFew('command_by_undone', 'command', 'undoes')
  await table('outbox', (t) =>
    texts(t.addColumn('agency_id', 'text', (c) => c.notNull()).addColumn('local_seq', 'bigint', (c) => c.notNull()), 'command_id envelope actor state code')
      .addPrimaryKeyConstraint('outbox_key', ['agency_id', 'local_seq']))
  await table('effect', (t) =>
    integers(texts(t.addColumn('agency_id', 'text', (c) => c.notNull()).addColumn('id', 'text', (c) => c.notNull()), 'command_id kind payload state error'), 'attempts created_at done_at')
      .addPrimaryKeyConstraint('effect_key', ['agency_id', 'id']))
  await index('effect_by_state', 'effect', ['state', 'created_at'])
  await table('counter', (t) =>
    t.addColumn('agency_id', 'text', (c) => c.notNull()).addColumn('name', 'text', (c) => c.notNull()).addColumn('value', 'bigint', (c) => c.notNull())
      .addPrimaryKeyConstraint('counter_key', ['agency_id', 'name']))
  await table('account', (t) => integers(texts(t.addColumn('id', 'text', (c) => c.primaryKey()).addColumn('email', 'text', (c) => c.notNull().unique()), 'name'), 'created_at'))
  await table('credential', (t) => integers(texts(t.addColumn('account_id', 'text', (c) => c.primaryKey()), 'hash'), 'must_change failed locked_until changed_at last_sign_in_at'))
  await table('session', (t) => integers(texts(t.addColumn('id', 'text', (c) => c.primaryKey()).addColumn('token_hash', 'text', (c) => c.notNull().unique()), 'account_id member_id agency_id'), 'created_at touched_at locked ended_at'))
  await table('device', (t) => integers(texts(t.addColumn('id', 'text', (c) => c.primaryKey()), 'name'), 'created_at'))
  await table('view_count', (t) => {
    const keyed = t.addColumn('agency_id', 'text', (c) => c.notNull()).addColumn('entity_id', 'text', (c) => c.notNull()).addColumn('day', 'text', (c) => c.notNull())
      .addColumn('count', 'bigint', (c) => c.notNull()).addPrimaryKeyConstraint('view_count_key', ['agency_id', 'entity_id', 'day'])
    // A row is hardly more than its key: kept once, the most viewed are found in a third of the time.
    return onSqlite ? keyed.modifyEnd(sql`without rowid`) : keyed
  })
  await table('import_reject', (t) =>
    texts(t.addColumn('agency_id', 'text', (c) => c.notNull()).addColumn('batch_id', 'text', (c) => c.notNull()).addColumn('line', 'bigint', (c) => c.notNull()), 'kind cells problems')
      .addPrimaryKeyConstraint('import_reject_key', ['agency_id', 'batch_id', 'line']))

  // ---- business
  await business('agency', (t) => integers(texts(t, 'name legal_name ninea rccm license_number vat_number email phone website address city country currency zone reference_prefix logo_file_id'), 'lock_after_minutes'))
  await business('member', (t) => integers(texts(t, 'account_id email name phone position role'), 'active'))
  await business('contact', (t) => texts(t, 'kind name first_name last_name email birth_date language address source notes agent_id merged_into'))
  await business('contact_role', (t) => texts(t, 'contact_id role'))
  await index('contact_role_by_contact', 'contact_role', ['agency_id', 'contact_id'])
  await business('contact_phone', (t) => integers(texts(t, 'contact_id e164 typed position'), 'whatsapp wave orange_money'))
  await index('contact_phone_by_contact', 'contact_phone', ['agency_id', 'contact_id'])
  await index('contact_phone_by_number', 'contact_phone', ['agency_id', 'e164'])
  await index('contact_by_email', 'contact', ['agency_id', 'email'])
  await business('contact_consent', (t) => integers(texts(t, 'contact_id purpose channel source day'), 'given'))
  await index('contact_consent_by_contact', 'contact_consent', ['agency_id', 'contact_id'])
  await business('property', (t) =>
    reals(
      integers(
        texts(t, 'reference title description kind transaction status country region department commune quartier address landmark postal_code plus_code price_currency price_period floor furnished energy_class gas_class heating available_from title_type title_number nicad owner_id agent_id notes meta_title meta_description primary_photo_id import_id source_url'),
        'price_amount price_negotiable charges_amount rooms bedrooms bathrooms toilets total_floors year_built is_public is_featured show_price published_at import_line',
      ),
      'latitude longitude deposit_months surface_area usable_area land_area garden_area',
    ))
  await index('property_by_owner', 'property', ['agency_id', 'owner_id'])
  await business('property_amenity', (t) => texts(t, 'property_id amenity'))
  await index('property_amenity_by_property', 'property_amenity', ['agency_id', 'property_id'])
  await business('property_photo', (t) => texts(t.addColumn('position', bytes), 'property_id file_id caption'))
  await index('property_photo_by_property', 'property_photo', ['agency_id', 'property_id'])
  await business('property_document', (t) => integers(texts(t, 'property_id file_id type title issued_on valid_until'), 'is_public'))
  await index('property_document_by_property', 'property_document', ['agency_id', 'property_id'])
  await index('property_document_by_validity', 'property_document', ['agency_id', 'valid_until'])
  await business('import_batch', (t) => integers(texts(t, 'file_name state'), 'rows imported duplicates rejected'))
  await business('file', (t) => integers(texts(t, 'sha256 mime name'), 'bytes width height'))
  await business('saved_view', (t) => texts(t.addColumn('position', bytes), 'member_id list name filters search sort columns layout'))

  // ---- kept by the recorder
  // Short columns first: what lies behind a long text is slower to reach. `number` is the row's own place on the disk in
  // SQLite, so that every index ends in it for nothing, and rows that are equal have an order (by id the indexes were a
  // third larger, pages twice as slow).
  await table('property_list', (t) =>
    texts(
      integers(
        t.addColumn('number', onSqlite ? 'integer' : 'bigserial', (c) => c.primaryKey())
          .addColumn('agency_id', 'text', (c) => c.notNull()).addColumn('id', 'text', (c) => c.notNull())
          .addColumn('kind', 'text').addColumn('transaction', 'text').addColumn('status', 'text').addColumn('surface_area', 'double precision'),
        'price_amount rooms bedrooms bathrooms has_photo has_coordinates is_public created_at updated_at published_at',
      ),
      'quartier commune region price_period furnished title_type agent_id import_id',
    )
      .addColumn('title_key', bytes).addColumn('reference_key', bytes).addColumn('quartier_key', bytes).addColumn('duplicate_key', bytes)
      .addUniqueConstraint('property_list_key', ['agency_id', 'id']))
  // In whose order lists are read. What is asked for most stands in them too, so that who wants villas by title does not
  // fetch every flat on the way (60 ms among 100,000 rows; 3 so).
  for (const column of ['updated_at', 'created_at', 'title_key', 'reference_key', 'quartier_key', 'price_amount', 'surface_area'])
    await index(`property_list_by_${column}`, 'property_list', ['agency_id', column, 'number', 'kind', 'transaction', 'status'])
  await index('property_list_by_status', 'property_list', ['agency_id', 'status', 'number', 'has_photo'])
  for (const column of ['kind', 'bedrooms', 'agent_id', 'published_at']) await index(`property_list_by_${column}`, 'property_list', ['agency_id', column])
  await indexOfFew('property_list_by_import_id', 'property_list', 'import_id')
  // A repeated listing has the same key and nearly the same price: a handful of rows, however many share a quartier.
  await index('property_list_by_duplicate_key', 'property_list', ['agency_id', 'duplicate_key', 'price_amount'])
  // Also the middle rent of a quartier, and what resembles a property nearby.
  await index('property_list_by_place', 'property_list', ['agency_id', 'quartier', 'transaction', 'price_amount', 'kind', 'status', 'price_period'])
  // Totals walk this one in order and never touch the rows: counts, sums and middle prices come from one pass.
  await index('property_list_totals', 'property_list', ['agency_id', 'transaction', 'price_amount', 'surface_area', 'status', 'kind', 'quartier', 'bedrooms', 'furnished', 'agent_id', 'has_photo', 'price_period'])

  await table('search', (t) =>
    texts(t.addColumn('id', onSqlite ? 'integer' : 'bigserial', (c) => (onSqlite ? c.primaryKey().autoIncrement() : c.primaryKey())).addColumn('agency_id', 'text', (c) => c.notNull()).addColumn('sort_key', bytes), 'entity entity_id folded'))
  await db.schema.createIndex('search_by_row').on('search').columns(['agency_id', 'entity', 'entity_id']).unique().execute()
  if (onSqlite) {
    await sql`create virtual table search_index using fts5(folded, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 0', prefix='2 3')`.execute(db)
    await sql`create virtual table search_words using fts5vocab('search_index', 'row')`.execute(db)
  } else {
    await sql`alter table search add column terms tsvector generated always as (to_tsvector('simple', folded)) stored`.execute(db)
    await sql`create index search_by_terms on search using gin (terms)`.execute(db)
  }
}
