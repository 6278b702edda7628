import type { DialectName, Executor } from '../database/store.ts'
import type { AnyEntity, Business } from './define.ts'
import { project } from './recorder-projections.ts'
import type { Touched } from './recorder-projections.ts'
import { insertRows, updateRows } from './recorder-rows.ts'

/** Lays down rows of one entity as they stand, with what lists and search keep of them. */
export async function writeRows(executor: Executor, dialect: DialectName, business: Business, entity: AnyEntity, touched: readonly Touched[]): Promise<void> {
  await insertRows(executor, dialect, entity, touched.filter(({ isNew }) => isNew).map(({ row }) => row))
  await updateRows(executor, dialect, entity, touched.filter(({ isNew }) => !isNew))
  await project(executor, dialect, business, touched)
}
