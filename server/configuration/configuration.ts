import { AppError } from '../../shared/values/error.ts'
import type { House } from '../house.ts'
import { audit } from '../identity/audit.ts'
import { isTaken } from '../identity/accounts.ts'

/** Values by which the operator steers clients: those that are public everybody reads. Never secrets; those stand in the environment. */
export type Setting = { key: string; value: unknown; description: string | null; public: boolean; updatedAt: number }
export type SettingPatch = { value?: unknown; description?: string | null; public?: boolean }
type By = { accountId: string; sessionId: string; address: string }
type Row = { key: string; value: string; description: string | null; public: number; updatedAt: number }

const columns = ['key', 'value', 'description', 'public', 'updatedAt'] as const
const settingOf = (row: Row): Setting => ({ ...row, value: JSON.parse(row.value) as unknown, public: row.public === 1 })

export async function listSettings({ reading }: House, { all, offset, limit }: { all: boolean; offset: number; limit: number }): Promise<{ rows: Setting[]; count: number }> {
  let query = reading.kysely.selectFrom('configuration')
  if (!all) query = query.where('public', '=', 1)
  const [rows, counted] = await Promise.all([
    query.select(columns).orderBy('key').offset(offset).limit(limit).execute(),
    query.select(({ fn }) => fn.countAll<number>().as('n')).executeTakeFirstOrThrow(),
  ])
  return { rows: rows.map(settingOf), count: Number(counted.n) }
}

/** Throws `not_found`, also for one that is not public where `all` is false. */
export async function readSetting({ store }: House, key: string, all: boolean): Promise<Setting> {
  const row = await store.kysely.selectFrom('configuration').select(columns).where('key', '=', key).executeTakeFirst()
  if (!row || (!all && row.public !== 1)) throw new AppError('not_found', { entity: 'configuration', id: key })
  return settingOf(row)
}

/** A new one is not public until that is said. Throws `already_exists`. */
export async function addSetting(house: House, key: string, { value, description = null, public: shown = false }: SettingPatch & { value: unknown }, by: By): Promise<Setting> {
  const row = { key, value: JSON.stringify(value), description, public: shown ? 1 : 0, updatedAt: house.clock(), updatedBy: by.accountId }
  try {
    await house.store.kysely.insertInto('configuration').values(row).execute()
  } catch (error) {
    if (isTaken(error)) throw new AppError('already_exists', { entity: 'configuration', field: 'key' }, { cause: error })
    throw error
  }
  await audit(house, { ...by, action: 'configuration.made', target: key })
  return settingOf(row)
}

/** Throws `not_found`. */
export async function changeSetting(house: House, key: string, { value, description, public: shown }: SettingPatch, by: By): Promise<Setting> {
  const row = await house.store.kysely.updateTable('configuration').set({
    ...(value === undefined ? {} : { value: JSON.stringify(value) }), ...(description === undefined ? {} : { description }), ...(shown === undefined ? {} : { public: shown ? 1 : 0 }),
    updatedAt: house.clock(), updatedBy: by.accountId,
  }).where('key', '=', key).returning(columns).executeTakeFirst()
  if (!row) throw new AppError('not_found', { entity: 'configuration', id: key })
  await audit(house, { ...by, action: 'configuration.changed', target: key })
  return settingOf(row)
}

/** Throws `not_found`. */
export async function removeSetting(house: House, key: string, by: By): Promise<void> {
  const gone = await house.store.kysely.deleteFrom('configuration').where('key', '=', key).returning('key').executeTakeFirst()
  if (!gone) throw new AppError('not_found', { entity: 'configuration', id: key })
  await audit(house, { ...by, action: 'configuration.removed', target: key })
}
