import { sql } from 'kysely'
import type { CreateTableBuilder, Kysely } from 'kysely'

/** What posts and server need to agree: conflicts of two people, and where each of them stands in the log. */

type Table = CreateTableBuilder<string, string>

export async function up(db: Kysely<unknown>): Promise<void> {
  const texts = (table: Table, names: string) => names.split(' ').reduce((all, name) => all.addColumn(name, 'text'), table)
  const integers = (table: Table, names: string) => names.split(' ').reduce((all, name) => all.addColumn(name, 'bigint'), table)
  const keyed = (table: Table, names: string) => names.split(' ').reduce((all, name) => all.addColumn(name, 'text', (column) => column.notNull()), table)
  const table = (name: string, build: (table: Table) => { execute(): Promise<void> }) => build(db.schema.createTable(name) as Table).execute()
  const index = (name: string, on: string, columns: string[]) => db.schema.createIndex(name).on(on).columns(columns).execute()

  // ---- a business table: written by commands alone
  await table('conflict', (t) =>
    integers(texts(keyed(t, 'agency_id id created_by versions'), 'entity entity_id unit scope kept lost kept_by kept_device lost_by lost_device state chosen'), 'created_at updated_at deleted_at kept_typed_at lost_typed_at')
      .addPrimaryKeyConstraint('conflict_key', ['agency_id', 'id']))
  await index('conflict_by_state', 'conflict', ['agency_id', 'state', 'created_at'])
  await index('conflict_by_row', 'conflict', ['agency_id', 'entity_id'])

  // ---- of a post that joined a server
  await table('sync_state', (t) =>
    integers(texts(keyed(t, 'agency_id'), 'server device_id incarnation epoch scopes stopped snapshot'), 'cursor head device_seq exchanged_at checked_at').addPrimaryKeyConstraint('sync_state_key', ['agency_id']))
  for (const name of ['device_seq', 'result_seq', 'tries']) await db.schema.alterTable('outbox').addColumn(name, 'bigint').execute()
  await db.schema.alterTable('outbox').addColumn('result', 'text').execute()
  await index('outbox_by_command', 'outbox', ['agency_id', 'command_id'])
  /** What the server refused for good, with all that the user typed and what that showed, until he has done something about it. */
  await table('attention', (t) =>
    integers(texts(keyed(t, 'agency_id command_id envelope actor code'), 'params changes blocked_by sent_as state'), 'local_seq typed_at at').addPrimaryKeyConstraint('attention_key', ['agency_id', 'command_id']))
  /** Sent and confirmed lately: sent again to a server that was put back to yesterday. */
  await table('acked_recent', (t) => integers(keyed(t, 'agency_id command_id envelope'), 'device_seq seq at').addPrimaryKeyConstraint('acked_recent_key', ['agency_id', 'command_id']))
  /** Changes that a newer program made and this one cannot read yet. */
  await table('parked_change', (t) => integers(keyed(t, 'agency_id change'), 'seq n').addPrimaryKeyConstraint('parked_change_key', ['agency_id', 'seq', 'n']))

  // ---- of the server
  await table('sync_device', (t) =>
    integers(texts(keyed(t, 'agency_id device_id'), 'incarnation account_id name app_version schema_version'), 'protocol last_seq cursor seen_at revoked_at created_at').addPrimaryKeyConstraint('sync_device_key', ['agency_id', 'device_id']))
  /** Changes when the database was put back to an earlier day: posts ahead of it must know. */
  await table('server_epoch', (t) => integers(texts(keyed(t, 'epoch'), 'heads'), 'at').addPrimaryKeyConstraint('server_epoch_key', ['epoch']))

  /** Agencies that a desktop is bringing to this server: nobody sees them until it has said that this is all. */
  await table('founding', (t) => integers(keyed(t, 'agency_id account_id member_id'), 'begun_at touched_at').addPrimaryKeyConstraint('founding_key', ['agency_id']))

  await sql`update outbox set tries = 0`.execute(db)
}
