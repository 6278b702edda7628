import type { AnyEntity, Business, CommandDefinition } from '../command/define.ts'
import type { QueryDefinition } from '../command/query.ts'
import { createSettleCommand } from '../command/settle.ts'
import { createUndoCommand } from '../command/undo.ts'
import { searchText } from '../values/search-text.ts'
import { agency, authCommands, authInvariants, authQueries, directoryQueries, member, rightOf } from './auth/index.ts'
import { conflict, coreCommands, coreInvariants, coreQueries, createAttentionQueries, createConflictQueries, file, savedView } from './core/index.ts'
import { crmCommands, crmConsequences, crmEntities, crmInvariants, crmQueries, createMatchingQueries, leadProjection } from './crm/index.ts'
import { notificationCommands, notificationEntities, notificationQueries } from './notifications/index.ts'
import {
  catalogueQueries, importBatch, listRows, property, propertyAmenity, propertyCommands, propertyConsequences, propertyDocument, propertyInvariants, propertyPhoto, propertyProjection, propertyQueries,
} from './properties/index.ts'

/** All modules as one business: the only list of business tables; every other table is machinery. */
const entities: AnyEntity[] = [
  agency, member, ...crmEntities, property, propertyAmenity, propertyPhoto, propertyDocument, importBatch, file, savedView, conflict, ...notificationEntities,
]

const commands = [...authCommands, ...crmCommands, ...propertyCommands, ...coreCommands, ...notificationCommands, createUndoCommand(() => business), createSettleCommand(() => business)] as unknown as CommandDefinition[]

export const business: Business = {
  entities: uniqueByName(entities),
  commands: uniqueByName(commands),
  invariants: grouped([...authInvariants, ...coreInvariants, ...crmInvariants, ...propertyInvariants]),
  consequences: grouped([...crmConsequences, ...propertyConsequences]),
  projections: new Map([propertyProjection, leadProjection].map((projection) => [projection.entity, projection])),
  rightOf,
  foldForSearch: searchText,
}

export const queries: ReadonlyMap<string, QueryDefinition> = uniqueByName(
  [...authQueries, ...directoryQueries, ...crmQueries, ...createMatchingQueries(listRows), ...propertyQueries, ...catalogueQueries, ...coreQueries, ...notificationQueries, ...createConflictQueries(() => business), ...createAttentionQueries(() => business)] as unknown as QueryDefinition[],
)

function uniqueByName<T extends { name: string }>(all: readonly T[]): Map<string, T> {
  const byName = new Map(all.map((one) => [one.name, one]))
  if (byName.size !== all.length) throw new Error(`two of the same name among ${all.map((one) => one.name).join(', ')}`)
  return byName
}

function grouped<T extends { entity: string }>(all: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const one of all) groups.set(one.entity, [...(groups.get(one.entity) ?? []), one])
  return groups
}
