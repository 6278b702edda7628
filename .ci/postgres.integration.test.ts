import pg from 'pg'
import { describe, expect, inject, it } from 'vitest'
import { createTestDatabase } from './postgres-database.ts'
import { startPostgres } from './postgres-server.ts'

const postgresUrl = inject('postgresUrl')

async function ask<Row extends pg.QueryResultRow>(url: string, statement: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Row>(statement)).rows
  } finally {
    await client.end()
  }
}

describe.skipIf(postgresUrl === '')('PostgreSQL for the tests', () => {
  it('gives each asker an empty database of its own', async () => {
    const [one, two] = await Promise.all([createTestDatabase(postgresUrl), createTestDatabase(postgresUrl)])
    await ask(one.url, 'create table house (id text)')
    expect(await ask(one.url, 'select count(*)::int as n from house')).toEqual([{ n: 0 }])
    await expect(ask(two.url, 'select * from house')).rejects.toThrow('relation "house" does not exist')
    await Promise.all([one.drop(), two.drop()])
    await expect(ask(one.url, 'select 1')).rejects.toThrow('does not exist')
  })

  it('sorts text by code point, as SQLite does', async () => {
    const database = await createTestDatabase(postgresUrl)
    const rows = await ask<{ word: string }>(database.url, `select word from (values ('b'), ('é'), ('a'), ('Z'), ('e')) as t(word) order by word`)
    expect(rows.map((row) => row.word)).toEqual(['Z', 'a', 'b', 'e', 'é'])
    await database.drop()
  })

  it('drops a database that somebody still has open', async () => {
    const database = await createTestDatabase(postgresUrl)
    const client = new pg.Client({ connectionString: database.url })
    client.on('error', () => {})
    await client.connect()
    await database.drop()
    await expect(client.query('select 1')).rejects.toThrow()
  })

  it('starts a second server beside the first and stops it for good', async () => {
    const other = await startPostgres()
    expect(other.url).not.toBe(postgresUrl)
    expect(await ask(other.url, 'select 1 as one')).toEqual([{ one: 1 }])
    await other.stop()
    await expect(ask(other.url, 'select 1')).rejects.toThrow('ECONNREFUSED')
    expect(await ask(postgresUrl, 'select 1 as one')).toEqual([{ one: 1 }])
  })
})
