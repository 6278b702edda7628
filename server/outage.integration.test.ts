import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { createTestDatabase } from '../.ci/postgres-database.ts'
import type { TestDatabase } from '../.ci/postgres-database.ts'
import { postgresStore } from '../shared/database/store.ts'
import { openCutLine } from './testing/cut-line.ts'
import type { CutLine } from './testing/cut-line.ts'
import { until } from './testing/until.ts'
import { openWorld } from './testing/world.ts'
import type { World } from './testing/world.ts'

const postgresUrl = inject('postgresUrl')
const home = { title: 'Studio', property_type: 'apartment', property_type_display: 'rent', price: '100000', city: 'Dakar' }

describe.runIf(postgresUrl !== '')('a PostgreSQL that goes away', () => {
  let database: TestDatabase
  let line: CutLine
  let world: World

  beforeAll(async () => {
    database = await createTestDatabase(postgresUrl)
    const { hostname, port } = new URL(database.url)
    line = await openCutLine(hostname, Number(port))
    const through = new URL(database.url)
    through.port = String(line.port)
    world = await openWorld({ environment: { DATABASE_URL: through.href } })
  })
  afterAll(async () => {
    await world.server.close()
    await line.close()
    await database.drop()
  })
  const call = (method: string, path: string, options: object = {}) => world.server.call(method, path, { token: world.ours.agent.token, language: 'fr', ...options })

  it('is told as 503 with Retry-After meanwhile, then work goes on and no acknowledged write is lost', async () => {
    const acknowledged = new Set<string>()
    const refused: { status: number; retry: string | null; body: unknown }[] = []
    let writing = true
    async function write(): Promise<void> {
      while (writing) {
        const { status, headers, body } = await call('POST', '/api/properties/', { body: home })
        if (status === 201) acknowledged.add(body.id as string)
        else refused.push({ status, retry: headers.get('retry-after'), body })
      }
    }
    const writers = Array.from({ length: 6 }, write)
    await until('they write', () => acknowledged.size >= 12)
    line.cut()
    await until('all have been refused', () => refused.length >= 12)

    for (const [method, path] of [['GET', '/api/properties/'], ['GET', '/api/auth/me/'], ['POST', '/api/auth/login/'], ['GET', '/ready']] as const)
      expect(await call(method, path, method === 'POST' ? { body: { email: world.client.email, password: 'x' } } : {}), path).toMatchObject({ status: 503, body: { code: 'database_unavailable', fields: {} } })
    expect((await call('GET', '/health')).status).toBe(200)
    expect((await call('GET', '/metrics')).status).toBe(200)

    const before = acknowledged.size
    line.mend()
    await until('/ready says yes', async () => (await call('GET', '/ready')).status === 200)
    await until('they write again', () => acknowledged.size >= before + 12)
    writing = false
    await Promise.all(writers)

    const words = { detail: 'Les données sont momentanément injoignables. Rien n’a été enregistré : réessayez dans un instant.', code: 'database_unavailable', fields: {} }
    expect(refused.filter(({ status, retry }) => status !== 503 || Number(retry) < 1)).toEqual([])
    for (const { body } of refused) expect(body).toEqual(words)
    const store = postgresStore(database.url)
    const kept = new Set((await store.kysely.selectFrom('property').select('id').execute()).map(({ id }) => id))
    expect([...acknowledged].filter((id) => !kept.has(id))).toEqual([])
    // References go on without a gap or a double, also over what was cut in the middle.
    const references = (await store.kysely.selectFrom('property').select('reference').where('agencyId', '=', world.ours.id).execute()).map(({ reference }) => Number(/(\d+)$/.exec(reference!)![1]))
    expect(references.toSorted((a, b) => a - b)).toEqual(references.map((_, i) => i + 1))
    await store.close()
  })

  it('does not make a thing twice for whoever sends it again until it is answered', async () => {
    const keys = Array.from({ length: 40 }, (_, i) => `outage-key-${i}`)
    const answered = new Map<string, string>()
    const send = async (key: string): Promise<void> => {
      while (!answered.has(key)) {
        const { status, body } = await call('POST', '/api/properties/', { body: { ...home, title: key }, headers: { 'idempotency-key': key } })
        if (status === 201) answered.set(key, body.id as string)
        // As a phone does after Retry-After; a request that died is free again after a minute.
        else if (status === 409) world.server.advance(61_000)
        else expect(status).toBe(503)
      }
    }
    const sending = keys.map(send)
    for (const least of [2, 12, 24]) {
      await until('some are answered', () => answered.size >= least)
      line.cut()
      await until('the cut is felt', async () => (await call('GET', '/ready')).status === 503)
      line.mend()
    }
    await Promise.all(sending)
    const store = postgresStore(database.url)
    const made = await store.kysely.selectFrom('property').select(['id', 'title']).where('title', 'like', 'outage-key-%').execute()
    expect(made.map(({ title, id }) => `${title} ${id}`).toSorted()).toEqual(keys.map((key) => `${key} ${answered.get(key)}`).toSorted())
    await store.close()
  })
})
