import type { AnyEntity } from '../../command/define.ts'
import { scopeOf } from '../../command/change.ts'
import type { QueryContext } from '../../command/query.ts'
import type { AnyRow } from '../../command/recorder-rows.ts'
import { scopesOf } from '../properties/index.ts'
import type { NamedField, RecordRef } from './model-views.ts'

/** Rows told to people: the page they stand on, the names of their fields, and what this reader may see of them. */

/** What has a page of its own. */
export const recordNames = ['property', 'contact', 'member', 'agency'] as const

/** The page of a row, or of the record it is a part of. */
export function recordOf(entity: AnyEntity, id: string, row: Readonly<Record<string, unknown>> | null): RecordRef | null {
  const own = recordNames.find((name) => name === entity.name)
  if (own) return { entity: own, id }
  const whole = entity.ownedBy === 'createdBy' ? null : (entity.fields[entity.ownedBy].reference as string | null)
  const page = recordNames.find((name) => name === whole && name !== 'member')
  const wholeId = row?.[entity.ownedBy]
  return page && typeof wholeId === 'string' ? { entity: page, id: wholeId } : null
}

export function namedFields(entity: AnyEntity, names: readonly string[]): NamedField[] {
  return names.flatMap((name) => (entity.fields[name] ? [{ name, label: entity.fields[name].label as string }] : []))
}

/** The fields of a row that lie in a scope of this reader. */
export function seenBy(ctx: QueryContext, entity: AnyEntity, row: AnyRow, names: readonly string[]): Record<string, unknown> {
  const scopes = scopesOf(ctx)
  return Object.fromEntries(names.flatMap((name) => (entity.fields[name] && scopes.includes(scopeOf(entity, entity.fields[name].scope, row)) ? [[name, row[name] ?? null]] : [])))
}

export async function namesOfMembers(ctx: QueryContext, ids: readonly string[]): Promise<Map<string, string>> {
  if (!ids.length) return new Map()
  return new Map((await ctx.from('member').select(['id', 'name']).where('id', 'in', [...new Set(ids)]).execute()).map((row) => [row.id, row.name]))
}
