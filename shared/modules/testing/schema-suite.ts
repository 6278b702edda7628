import { describe, expect, it } from 'vitest'
import type { AnyEntity } from '../../command/define.ts'
import type { OpenStore } from '../../command/testing/stores.ts'
import type { Tables } from '../../database/schema.ts'
import { business } from '../business.ts'

const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
const frame = ['agency_id', 'id', 'created_at', 'created_by', 'updated_at', 'deleted_at', 'versions']

/** Whatever is not business is machinery: written by its own room, never synced (architecture §3). */
const machinery = [
  'agency_sequence', 'change', 'command', 'outbox', 'effect', 'counter', 'account', 'credential', 'session', 'device',
    'agency_match', 'alert_cursor', 'view_count', 'import_reject', 'search', 'property_list', 'access_session', 'refresh_token', 'one_time_token', 'second_factor',
    'recovery_code', 'identity', 'account_consent', 'mail', 'plan', 'subscription', 'favourite', 'audit', 'idempotency', 'upload',
    'configuration', 'job', 'sync_state', 'attention', 'acked_recent', 'parked_change', 'sync_device', 'server_epoch', 'founding', 'file_queue', 'incoming_blob', 'founding_here', 'past_exchange', 'lead_list', 'property_tally',
]
const ofKysely = ['kysely_migration', 'kysely_migration_lock']
const ofSearch = /^search_(index|words)/

function kindOf(entity: AnyEntity, name: string): 'text' | 'integer' | 'real' {
  const storage = entity.storage[name]!
  if (storage !== 'number') return storage === 'flag' ? 'integer' : 'text'
  type Definition = { type: string; innerType?: { def: unknown }; format?: string; checks?: { def?: { format?: string } }[] }
  let schema = entity.fields[name].schema.def as Definition
  while (schema.innerType) schema = schema.innerType.def as Definition
  return schema.format === 'safeint' || schema.checks?.some((check) => check.def?.format === 'safeint') ? 'integer' : 'real'
}

function kindOfColumn(type: string): string {
  const plain = type.toLowerCase()
  return /int|serial/.test(plain) ? 'integer' : /double|real|float/.test(plain) ? 'real' : plain === 'text' ? 'text' : plain
}

/** What the declarations promise and what the migrations make, on whichever database `open` gives. */
export function schemaSuite(kind: string, open: OpenStore, able = true): void {
  describe.runIf(able)(`tables on ${kind}`, () => {
    it('every entity has its table with exactly its fields, each of the declared kind', async () => {
      const store = await open()
      const tables = new Map((await store.kysely.introspection.getTables()).map((table) => [table.name, table]))
      for (const entity of business.entities.values()) {
        const columns = new Map(tables.get(entity.table)?.columns.map((column) => [column.name, column]))
        const declared = Object.keys(entity.fields).map(snake)
        expect([...columns.keys()].toSorted(), entity.table).toEqual([...frame, ...declared].toSorted())
        for (const name of Object.keys(entity.fields)) expect(kindOfColumn(columns.get(snake(name))!.dataType),
          `${entity.table}.${name}`).toBe(kindOf(entity, name))
      }
      await store.close()
    })

    it('every other table is known machinery: no table belongs to nobody', async () => {
      const store = await open()
      const names = (await store.kysely.introspection.getTables({ withInternalKyselyTables: true })).map((table) => table.name)
      const own = new Set([...business.entities.values()].map((entity) => entity.table))
      expect(names.filter((name) => !own.has(name) && !ofSearch.test(name)).toSorted())
        .toEqual([...machinery, ...ofKysely].toSorted())
      await store.close()
    })

    it('a narrow list has exactly the columns that its projection fills', async () => {
      const store = await open()
      const tables = new Map((await store.kysely.introspection.getTables()).map((table) => [table.name, table]))
      for (const projection of business.projections.values()) {
        const empty = Object.fromEntries(Object.keys(business.entities.get(projection.entity)!.fields)
          .map((name) => [name, name === 'title' || name === 'name' ? 'x' : name === 'kinds' || name === 'places' ? [] : null]))
        const filled = Object.keys(projection.columns({ id: 'x', agencyId: 'a', createdAt: 1, updatedAt: 1, ...empty } as never))
          .map(snake)
        expect(tables.get(projection.table)?.columns.map((column) => column.name).filter((name) => name !== 'number').toSorted())
          .toEqual(['agency_id', 'id', ...filled].toSorted())
      }
      await store.close()
    })

    it('every column that Kysely is typed by is there', async () => {
      const store = await open()
      const columns = {
        outbox: ['agencyId', 'localSeq', 'commandId', 'envelope', 'actor', 'state', 'code'],
        credential: ['accountId', 'hash', 'mustChange', 'failed', 'lockedUntil', 'changedAt', 'lastSignInAt'],
        session: ['id', 'tokenHash', 'accountId', 'memberId', 'agencyId', 'createdAt', 'touchedAt', 'locked', 'endedAt'],
        effect: ['agencyId', 'id', 'commandId', 'kind', 'payload', 'state', 'attempts', 'error', 'createdAt', 'doneAt'],
        importReject: ['agencyId', 'batchId', 'line', 'kind', 'cells', 'problems'],
        viewCount: ['agencyId', 'entityId', 'day', 'count'],
      } satisfies { [T in keyof Tables]?: (keyof Tables[T])[] }
      for (const [table, names] of Object.entries(columns)) expect(await store.kysely.selectFrom(table as 'outbox')
        .select(names as never).execute()).toEqual([])
      await store.close()
    })
  })
}
