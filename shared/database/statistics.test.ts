import BetterSqlite from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { migrate } from './migrate.ts'
import { refreshStatistics } from './statistics.ts'
import { sqliteStore } from './store.ts'

async function withRows(count: number) {
  const database = new BetterSqlite(':memory:')
  await migrate(sqliteStore(database))
  const insert = database.prepare(`insert into property_list (agency_id, id, title_key, quartier, kind, quartier_key, duplicate_key, status, updated_at) values ('a', ?, ?, ?, 'villa', '', '', 'available', ?)`)
  const add = (from: number, to: number) => {
    // One row in fifty stands in the small quartier, the rest in the large one.
    for (let i = from; i < to; i++) insert.run(`row ${i}`, `title ${i}`, i % 50 ? 'Almadies' : 'Fann', i)
  }
  add(0, count)
  const plan = (quartier: string) => (database.prepare(`explain query plan select number from property_list where agency_id = 'a' and quartier = '${quartier}' order by title_key limit 50`).all() as { detail: string }[])[0]!.detail
  return { database, add, plan }
}

describe('statistics', () => {
  it('lead a narrow choice to its own index and a broad one along the order', async () => {
    const { database, plan } = await withRows(5000)
    expect(refreshStatistics(database)).toBe(true)
    expect(plan('Fann')).toContain('property_list_by_place')
    expect(plan('Almadies')).toContain('property_list_by_title_key')
  })

  it('are renewed when the list has grown or shrunk much, and not before', async () => {
    const { database, add } = await withRows(1000)
    expect(refreshStatistics(database)).toBe(true)
    expect(refreshStatistics(database)).toBe(false)
    add(1000, 1200)
    expect(refreshStatistics(database)).toBe(false)
    add(1200, 1400)
    expect(refreshStatistics(database)).toBe(true)
    database.exec('delete from property_list where updated_at > 100')
    expect(refreshStatistics(database)).toBe(true)
  })

  it('have nothing to say of an empty agency', async () => {
    expect(refreshStatistics((await withRows(0)).database)).toBe(false)
  })

  it('are left for another time when the disk is full', async () => {
    const { database, add } = await withRows(2000)
    database.pragma(`max_page_count = ${database.pragma('page_count', { simple: true }) as number}`)
    expect(refreshStatistics(database)).toBe(false)
    database.pragma('max_page_count = 100000')
    add(2000, 2001)
    expect(refreshStatistics(database)).toBe(true)
  })
})
