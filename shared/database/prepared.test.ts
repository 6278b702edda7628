import { describe, expect, it } from 'vitest'
import { openSqlite } from './open-sqlite.ts'
import { planName, prepared } from './prepared.ts'
import { sqliteStore } from './store.ts'
import { migrate } from './migrate.ts'

const plansOf = prepared<{ least: number; name: string }>()((executor, value) =>
  executor.selectFrom('plan').select(['name', 'maxAgents']).where('days', '>=', value('least')).where('name', '!=', value('name')).orderBy('position').limit(2))

describe('a prepared statement', () => {
  it('takes other values each time, in a transaction too, and every store has its own', async () => {
    const stores = [sqliteStore(openSqlite(':memory:')), sqliteStore(openSqlite(':memory:'))] as const
    for (const store of stores) await migrate(store)
    const [one, two] = stores
    expect(await plansOf(one.kysely, { least: 0, name: 'trial' })).toEqual([{ name: 'basic', maxAgents: 5 }, { name: 'premium', maxAgents: 20 }])
    expect(await plansOf(one.kysely, { least: 100, name: 'basic' })).toEqual([{ name: 'premium', maxAgents: 20 }, { name: 'enterprise', maxAgents: null }])
    await one.kysely.transaction().execute(async (executor) => {
      await executor.updateTable('plan').set({ maxAgents: 7 }).where('name', '=', 'premium').execute()
      expect(await plansOf(executor, { least: 100, name: 'basic' })).toMatchObject([{ maxAgents: 7 }, {}])
    })
    expect(await plansOf(two.kysely, { least: 100, name: 'basic' })).toMatchObject([{ maxAgents: 20 }, {}])
    for (const store of stores) await store.close()
  })

  it('has a name under which PostgreSQL keeps its plan; another has none', async () => {
    const store = sqliteStore(openSqlite(':memory:'))
    await migrate(store)
    await plansOf(store.kysely, { least: 0, name: '' })
    const { sql } = store.kysely.selectFrom('plan').select(['name', 'maxAgents']).where('days', '>=', 1).where('name', '!=', '').orderBy('position').limit(2).compile()
    expect(planName(sql)).toMatch(/^prepared_\d+$/)
    expect(planName('select 1')).toBeUndefined()
    await store.close()
  })
})
