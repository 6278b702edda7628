import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { createTestDatabase } from '../.ci/postgres-database.ts'
import type { TestDatabase } from '../.ci/postgres-database.ts'
import { startServer } from './testing/child.ts'
import type { Child } from './testing/child.ts'
import { request } from './testing/open.ts'
import type { Answer, CallOptions } from './testing/open.ts'
import { openWorld, testPassword } from './testing/world.ts'
import type { World } from './testing/world.ts'

const postgresUrl = inject('postgresUrl')
const home = { title: 'Studio', property_type: 'apartment', property_type_display: 'rent', price: '100000', city: 'Dakar' }

describe.runIf(postgresUrl !== '')('two servers on one PostgreSQL', () => {
  let database: TestDatabase
  let world: World
  let servers: readonly [Child, Child]
  const directory = mkdtempSync(join(tmpdir(), 'digit-hab-two-'))

  beforeAll(async () => {
    database = await createTestDatabase(postgresUrl)
    world = await openWorld({ environment: { DATABASE_URL: database.url } })
    const environment = { DATA: directory, DATABASE_URL: database.url, JWT_SECRET: world.server.house.config.jwtSecret! }
    servers = await Promise.all([startServer(environment), startServer(environment)])
  })
  afterAll(async () => {
    for (const server of servers) server.signal('SIGINT')
    await Promise.all(servers.map(({ ended }) => ended))
    await world.server.close()
    await database.drop()
    rmSync(directory, { recursive: true, force: true })
  })
  const ask = (which: number, method: string, path: string, options: CallOptions = {}): Promise<Answer> => request(servers[which % 2]!.url, method, path, options)

  it('start at the same moment on an empty database', async () => {
    const empty = await createTestDatabase(postgresUrl)
    const environment = { DATA: join(directory, 'empty'), DATABASE_URL: empty.url, JWT_SECRET: 'x'.repeat(40) }
    const both = await Promise.all([startServer(environment), startServer(environment)])
    for (const child of both) expect((await request(child.url, 'GET', '/ready')).status).toBe(200)
    for (const child of both) child.signal('SIGINT')
    for (const child of both) expect((await child.ended).code).toBe(0)
    await empty.drop()
  })

  it('make one thing of one key, wherever it is sent', async () => {
    const { token } = world.ours.agent
    const answers = await Promise.all(Array.from({ length: 12 }, (_, i) => ask(i, 'POST', '/api/properties/', { token, body: { ...home, title: 'Une seule' }, headers: { 'idempotency-key': 'the-same-key' } })))
    expect(answers.filter(({ status }) => status !== 201 && status !== 409)).toEqual([])
    const ids = new Set(answers.filter(({ status }) => status === 201).map(({ body }) => body.id as string))
    expect(ids.size).toBe(1)
    for (const which of [0, 1]) {
      const again = await ask(which, 'POST', '/api/properties/', { token, body: { ...home, title: 'Une seule' }, headers: { 'idempotency-key': 'the-same-key' } })
      expect(again).toMatchObject({ status: 201, body: { id: [...ids][0] } })
    }
    expect(await world.server.house.store.kysely.selectFrom('property').select('id').where('title', '=', 'Une seule').execute()).toHaveLength(1)
  })

  it('number without a gap or a double', async () => {
    const { token } = world.theirs.agent
    const answers = await Promise.all(Array.from({ length: 40 }, (_, i) => ask(i, 'POST', '/api/properties/', { token, body: home })))
    expect(answers.every(({ status }) => status === 201)).toBe(true)
    const rows = await world.server.house.store.kysely.selectFrom('property').select('reference').where('agencyId', '=', world.theirs.id).execute()
    expect(rows.map(({ reference }) => Number(/(\d+)$/.exec(reference!)![1])).toSorted((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, i) => i + 1))
    const { seqs } = await log(world.theirs.id)
    expect(seqs).toEqual(Array.from({ length: seqs.length }, (_, i) => i + 1))
  })

  /** The numbers of an agency's changes, each once. */
  async function log(agencyId: string): Promise<{ seqs: number[] }> {
    const rows = await world.server.house.store.kysely.selectFrom('change').select('seq').distinct().where('agencyId', '=', agencyId).orderBy('seq').execute()
    return { seqs: rows.map(({ seq }) => seq!) }
  }

  it('know one another’s sessions: signed in on one, used on the other, and out everywhere', async () => {
    const { body } = await ask(0, 'POST', '/api/auth/login/', { body: { email: world.client.email, password: testPassword } })
    expect((await ask(1, 'GET', '/api/auth/me/', { token: body.access })).body.email).toBe(world.client.email)
    const { body: next } = await ask(1, 'POST', '/api/auth/refresh/', { body: { refresh: body.refresh } })
    expect((await ask(0, 'GET', '/api/auth/me/', { token: next.access })).status).toBe(200)
    expect((await ask(1, 'POST', '/api/auth/logout/', { token: next.access })).status).toBe(200)
    for (const which of [0, 1]) expect(await ask(which, 'GET', '/api/auth/me/', { token: body.access })).toMatchObject({ status: 401, body: { code: 'token_invalid' } })
  })

  it('count wrong passwords together', async () => {
    const guess = (which: number) => ask(which, 'POST', '/api/auth/login/', { body: { email: world.ours.colleague.email, password: 'not this one' } })
    const answers: Answer[] = []
    for (let n = 0; n < 5; n++) answers.push(await guess(n))
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401, 423])
    for (const which of [0, 1]) expect((await guess(which)).status).toBe(423)
  })

  it('count wrong passwords together, also those of the same moment', async () => {
    const guess = (which: number) => ask(which, 'POST', '/api/auth/login/', { body: { email: world.theirs.colleague.email, password: 'not this one' } })
    await Promise.all(Array.from({ length: 4 }, (_, i) => guess(i)))
    expect((await guess(0)).status).toBe(423)
  })
})
