import { randomBytes } from 'node:crypto'
import pg from 'pg'

export type TestDatabase = {
  url: string
  /** Close the pools on it first: whoever is still connected is cut off. */
  drop(): Promise<void>
}

/** A new empty database on the server of `inject('postgresUrl')`; each test file takes its own, so that they run at once. */
export async function createTestDatabase(postgresUrl: string): Promise<TestDatabase> {
  const name = `test_${randomBytes(8).toString('hex')}`
  // template0 is never connected to, so that files creating theirs at the same moment do not wait for each other.
  await once(postgresUrl, `create database ${name} template template0`)
  const url = new URL(postgresUrl)
  url.pathname = `/${name}`
  return {
    url: url.href,
    drop: () => once(postgresUrl, `drop database if exists ${name} with (force)`),
  }
}

async function once(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
