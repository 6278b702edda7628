import { sql } from 'kysely'
import type { CreateTableBuilder, Kysely } from 'kysely'

/** What the cloud server keeps for the platform: people with their sessions, plans, favourites, its own jobs and records. */

type Table = CreateTableBuilder<string, string>

export async function up(db: Kysely<unknown>): Promise<void> {
  const texts = (table: Table, names: string) => names.split(' ').reduce((all, name) => all.addColumn(name, 'text'), table)
  const integers = (table: Table, names: string) => names.split(' ').reduce((all, name) => all.addColumn(name, 'bigint'), table)
  const keyed = (table: Table, names: string) => names.split(' ').reduce((all, name) => all.addColumn(name, 'text', (column) => column.notNull()), table)
  const table = (name: string, build: (table: Table) => { execute(): Promise<void> }) => build(db.schema.createTable(name) as Table).execute()
  const index = (name: string, on: string, columns: string[]) => db.schema.createIndex(name).on(on).columns(columns).execute()
  const addTexts = async (on: string, names: string) => {
    for (const name of names.split(' ')) await db.schema.alterTable(on).addColumn(name, 'text').execute()
  }
  const addIntegers = async (on: string, names: string) => {
    for (const name of names.split(' ')) await db.schema.alterTable(on).addColumn(name, 'bigint').execute()
  }

  // ---- people
  await addTexts('account', 'username first_name last_name phone bio birth_date language zone contact_method avatar_sha256')
  await addIntegers('account', 'operator inactive verified_at last_activity_at sign_ins updated_at')
  await db.schema.createIndex('account_by_username').unique().on('account').column('username').execute()
  await index('member_by_account', 'member', ['account_id'])
  await table('access_session', (t) => integers(texts(keyed(t, 'id account_id'), 'device_name user_agent address end_reason'), 'created_at used_at ended_at').addPrimaryKeyConstraint('access_session_key', ['id']))
  await index('access_session_by_account', 'access_session', ['account_id', 'ended_at'])
  await table('refresh_token', (t) => integers(keyed(t, 'hash session_id'), 'created_at expires_at used_at').addPrimaryKeyConstraint('refresh_token_key', ['hash']))
  await index('refresh_token_by_session', 'refresh_token', ['session_id'])
  await table('one_time_token', (t) => integers(texts(keyed(t, 'hash account_id purpose'), 'email'), 'created_at expires_at used_at').addPrimaryKeyConstraint('one_time_token_key', ['hash']))
  await index('one_time_token_by_account', 'one_time_token', ['account_id', 'purpose'])
  await table('second_factor', (t) => integers(keyed(t, 'account_id secret'), 'created_at confirmed_at last_step').addPrimaryKeyConstraint('second_factor_key', ['account_id']))
  await table('recovery_code', (t) => integers(keyed(t, 'account_id hash'), 'used_at').addPrimaryKeyConstraint('recovery_code_key', ['account_id', 'hash']))
  await table('identity', (t) => integers(texts(keyed(t, 'provider subject account_id'), 'email'), 'created_at').addPrimaryKeyConstraint('identity_key', ['provider', 'subject']))
  await index('identity_by_account', 'identity', ['account_id'])
  await table('account_consent', (t) => integers(texts(keyed(t, 'id account_id purpose'), 'version source address'), 'given at').addPrimaryKeyConstraint('account_consent_key', ['id']))
  await index('account_consent_by_account', 'account_consent', ['account_id', 'at'])
  await table('mail', (t) => integers(texts(keyed(t, 'id kind email'), 'account_id language state error params'), 'attempts next_at created_at sent_at').addPrimaryKeyConstraint('mail_key', ['id']))
  await index('mail_by_state', 'mail', ['state', 'next_at'])

  // ---- agencies on the platform
  await table('plan', (t) => integers(texts(keyed(t, 'name'), 'features'), 'days max_agents max_properties max_clients position').addPrimaryKeyConstraint('plan_key', ['name']))
  await table('subscription', (t) =>
    integers(texts(keyed(t, 'agency_id plan'), 'license_number suspended_reason'), 'starts_at ends_at max_agents max_properties max_clients suspended_at created_at updated_at')
      .addPrimaryKeyConstraint('subscription_key', ['agency_id']))
  await db.schema.createIndex('subscription_by_license').unique().on('subscription').column('license_number').execute()
  await table('favourite', (t) => integers(keyed(t, 'account_id property_id id agency_id'), 'created_at').addPrimaryKeyConstraint('favourite_key', ['account_id', 'property_id']))
  await db.schema.createIndex('favourite_by_id').unique().on('favourite').column('id').execute()
  await index('favourite_by_property', 'favourite', ['agency_id', 'property_id'])
  await addTexts('agency', 'address_line2 postal_code')
  await addIntegers('agency', 'commission_rate')
  await addTexts('member', 'employee_number department')

  // ---- the server itself
  await table('audit', (t) => integers(texts(keyed(t, 'id'), 'account_id session_id agency_id action target reason detail address'), 'at').addPrimaryKeyConstraint('audit_key', ['id']))
  await index('audit_by_time', 'audit', ['at'])
  await index('audit_by_account', 'audit', ['account_id', 'at'])
  await index('audit_by_agency', 'audit', ['agency_id', 'at'])
  await table('idempotency', (t) => integers(texts(keyed(t, 'scope key'), 'input_hash body'), 'status created_at').addPrimaryKeyConstraint('idempotency_key', ['scope', 'key']))
  await table('upload', (t) => integers(texts(keyed(t, 'id account_id'), 'agency_id name purpose file_id state'), 'bytes received created_at touched_at').addPrimaryKeyConstraint('upload_key', ['id']))
  await index('upload_by_account', 'upload', ['account_id', 'state'])
  await table('configuration', (t) => integers(texts(keyed(t, 'key'), 'value description updated_by'), 'public updated_at').addPrimaryKeyConstraint('configuration_key', ['key']))
  await table('job', (t) => integers(texts(keyed(t, 'name'), 'error'), 'next_at locked_until started_at ended_at runs').addPrimaryKeyConstraint('job_key', ['name']))

  // ---- what everybody may see: read by platform-wide lists (shared/database/published.ts), newest and cheapest first; that of
  // prices holds what is asked for along with a price, so that no row is fetched to be refused
  await addIntegers('property_list', 'is_featured show_price')
  await sql`update property_list set is_featured = (select is_featured from property where property.agency_id = property_list.agency_id and property.id = property_list.id),
    show_price = (select show_price from property where property.agency_id = property_list.agency_id and property.id = property_list.id)`.execute(db)
  const published = sql<boolean>`is_public = 1 and status = 'available'`
  await sql`create index property_list_published on property_list (created_at, number, agency_id, kind, "transaction") where ${published}`.execute(db)
  await sql`create index property_list_published_price on property_list (price_amount, number, agency_id, kind, "transaction", show_price, region, commune, quartier, created_at) where ${published}`.execute(db)
  await sql`create index property_list_published_place on property_list (region, price_amount, number, agency_id, kind, "transaction", show_price, commune) where ${published}`.execute(db)
  await sql`create index property_list_featured on property_list (created_at, number) where ${published} and is_featured = 1`.execute(db)
  await index('property_list_by_id', 'property_list', ['id'])

  // Four plans as the replaced system names them; the operator changes them.
  const plans = [
    ['trial', 30, 5, 100, 500], ['basic', 365, 5, 500, 2500], ['premium', 365, 20, 5000, 25_000], ['enterprise', 365, null, null, null],
  ] as const
  for (const [position, [name, days, agents, properties, clients]] of plans.entries())
    await sql`insert into plan (name, days, max_agents, max_properties, max_clients, features, position)
      values (${name}, ${days}, ${agents}, ${properties}, ${clients}, '{}', ${position})`.execute(db)
}
