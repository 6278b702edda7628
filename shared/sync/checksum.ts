import { hash } from 'node:crypto'
import { setImmediate as breathe } from 'node:timers/promises'
import { canonicalJson, sha256 } from '../command/canonical.ts'
import { scopeOf } from '../command/change.ts'
import type { AnyEntity, Business } from '../command/define.ts'
import { decodeRow } from '../command/recorder-rows.ts'
import type { AnyRow } from '../command/recorder-rows.ts'
import type { Executor } from '../database/store.ts'

/** Rows of one table in one scope: how many, and the sum modulo 2^64 of the first eight bytes of each row's SHA-256, as 16 hexadecimal digits. */
export type Checksum = { table: string; scope: string; count: number; sum: string; /** Of the declaration: two programs that know other fields are not compared. */ shape: string }

const rowsAtOnce = 1000

/**
 * Sums over the rows of an agency as far as the scopes go, alike on both databases and on both sides. A row counts once for each
 * scope that its fields lie in, with the fields of that scope alone, so that who sees less is compared by what he sees.
 */
export async function checksumsOf(executor: Executor, business: Business, agencyId: string, scopes: readonly string[] | 'all'): Promise<Checksum[]> {
  const sums: Checksum[] = []
  for (const entity of business.entities.values()) sums.push(...(await sumsOfTable(executor, entity, agencyId, scopes)))
  return sums
}

async function sumsOfTable(executor: Executor, entity: AnyEntity, agencyId: string, scopes: readonly string[] | 'all'): Promise<Checksum[]> {
  const found = new Map<string, { count: number; sum: bigint }>()
  const held = scopes === 'all' ? null : new Set(scopes)
  for (let after = ''; ;) {
    const rows = await executor.selectFrom(entity.table as 'property').selectAll().where('agencyId', '=', agencyId).where('id', '>', after).orderBy('id').limit(rowsAtOnce).execute()
    for (const stored of rows) for (const [scope, part] of partsOf(entity, decodeRow(entity, stored) as AnyRow)) {
      if (held && !held.has(scope)) continue
      const { count, sum } = found.get(scope) ?? { count: 0, sum: 0n }
      found.set(scope, { count: count + 1, sum: BigInt.asUintN(64, sum + hash('sha256', canonicalJson(part), 'buffer').readBigUInt64BE(0)) })
    }
    if (rows.length < rowsAtOnce) break
    after = rows.at(-1)!.id
    // A hundred thousand rows take seconds: whoever works here, or asks this server, comes between.
    await breathe()
  }
  const shape = shapeOf(entity)
  return [...found].map(([scope, { count, sum }]) => ({ table: entity.table, scope, count, sum: sum.toString(16).padStart(16, '0'), shape })).toSorted((a, b) => (a.scope < b.scope ? -1 : 1))
}

/** The declared fields of a row by the scope they lie in, nulls left out; the first field's scope also says whether the row is there. */
function partsOf(entity: AnyEntity, row: AnyRow): Map<string, Record<string, unknown>> {
  const parts = new Map<string, Record<string, unknown>>()
  for (const [i, name] of Object.keys(entity.fields).entries()) {
    const value = row[name] ?? null
    if (value === null && i > 0) continue
    const scope = scopeOf(entity, entity.fields[name].scope, row)
    const part = parts.get(scope) ?? { id: row.id }
    part[name] = value
    if (i === 0) part['deletedAt'] = row.deletedAt
    parts.set(scope, part)
  }
  return parts
}

const shapes = new WeakMap<AnyEntity, string>()
function shapeOf(entity: AnyEntity): string {
  let shape = shapes.get(entity)
  if (shape === undefined) {
    shape = sha256(canonicalJson(Object.entries(entity.fields as Record<string, { scope: string }>).map(([name, { scope }]) => [name, scope, entity.storage[name]]))).slice(0, 16)
    shapes.set(entity, shape)
  }
  return shape
}

export type Difference = { table: string; scope: string; here: { count: number; sum: string } | null; there: { count: number; sum: string } | null }

/** Where two sides hold other rows. Tables that one of them declares otherwise, or does not know, are left out. */
export function differencesOf(here: readonly Checksum[], there: readonly Checksum[], business: Business): Difference[] {
  const own = new Map([...business.entities.values()].map((entity) => [entity.table, shapeOf(entity)]))
  const keyOf = ({ table, scope }: Checksum): string => `${table}/${scope}`
  const [mine, theirs] = [new Map(here.map((one) => [keyOf(one), one])), new Map(there.map((one) => [keyOf(one), one]))]
  const others = new Set(there.filter(({ table, shape }) => own.get(table) !== shape).map(({ table }) => table))
  const differences: Difference[] = []
  for (const key of new Set([...mine.keys(), ...theirs.keys()])) {
    const [a, b] = [mine.get(key), theirs.get(key)]
    const { table, scope } = (a ?? b)!
    if (others.has(table) || (a?.sum === b?.sum && a?.count === b?.count)) continue
    const seen = (one: Checksum | undefined) => (one ? { count: one.count, sum: one.sum } : null)
    differences.push({ table, scope, here: seen(a), there: seen(b) })
  }
  return differences.toSorted((a, b) => (a.table + a.scope < b.table + b.scope ? -1 : 1))
}
