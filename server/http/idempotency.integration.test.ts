import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { openTestServer } from '../testing/open.ts'
import type { TestServer } from '../testing/open.ts'

const person = (email: string) => ({ email, password: 'quatre chevaux verts', password_confirm: 'quatre chevaux verts', first_name: 'Awa' })

const suite = (kind: string, postgresUrl: string, able = true) => describe.runIf(able)(`Idempotency-Key, on ${kind}`, () => {
  let server: TestServer
  beforeAll(async () => {
    server = await openTestServer({ postgresUrl })
  })
  afterAll(async () => server.close())
  const register = (email: string, key: string, body: object = {}) =>
    server.call('POST', '/api/auth/register/', { body: { ...person(email), ...body }, headers: { 'idempotency-key': key } })

  it('the same request is done once and answered alike, even when both come at the same moment', async () => {
    const first = await register('one@example.sn', 'key-one-0001')
    const again = await register('one@example.sn', 'key-one-0001')
    expect(first.status).toBe(201)
    expect(again.status).toBe(201)
    expect(again.body).toEqual(first.body)
    expect(again.headers.get('idempotent-replayed')).toBe('true')
    const both = await Promise.all([register('two@example.sn', 'key-two-0001'), register('two@example.sn', 'key-two-0001')])
    // The later one finds the first at work, or done: refused for now, or answered alike.
    const late = both.filter(({ status, headers }) => status === 409 || headers.get('idempotent-replayed') === 'true')
    expect(late).toHaveLength(1)
    expect(both.filter((one) => !late.includes(one)).map(({ status }) => status)).toEqual([201])
    expect(await server.house.store.kysely.selectFrom('account').select('id').where('email', '=', 'two@example.sn').execute()).toHaveLength(1)
  })

  it('another request under the same key is refused', async () => {
    await register('three@example.sn', 'key-three-01')
    expect(await register('four@example.sn', 'key-three-01')).toMatchObject({ status: 409, body: { code: 'id_reused' } })
  })

  it('what was refused may be sent again, mended', async () => {
    expect(await register('five@example.sn', 'key-five-001', { password: 'court', password_confirm: 'court' })).toMatchObject({ status: 400, body: { code: 'weak_password' } })
    expect((await register('five@example.sn', 'key-five-001')).status).toBe(201)
  })

  it('tokens do not lie readable in the database', async () => {
    const { body } = await register('six@example.sn', 'key-six-0001')
    const rows = await server.house.store.kysely.selectFrom('idempotency').selectAll().execute()
    expect(rows.length).toBeGreaterThan(0)
    for (const token of [body.access, body.refresh]) expect(JSON.stringify(rows)).not.toContain(token)
  })

  it('after a day the key is free again; one that somebody died over, after a minute', async () => {
    await register('seven@example.sn', 'key-seven-01')
    const { kysely } = server.house.store
    await kysely.updateTable('idempotency').set({ status: null }).where('key', '=', 'key-seven-01').execute()
    expect(await register('seven@example.sn', 'key-seven-01')).toMatchObject({ status: 409, body: { code: 'conflict' } })
    server.advance(61_000)
    expect(await register('seven@example.sn', 'key-seven-01')).toMatchObject({ status: 409, body: { code: 'already_exists' } })
    server.advance(25 * 3_600_000)
    expect(await register('eight@example.sn', 'key-seven-01')).toMatchObject({ status: 201 })
  })

  it('a key that is none is refused', async () => {
    expect(await register('nine@example.sn', 'short')).toMatchObject({ status: 400, body: { code: 'invalid_input', fields: { 'Idempotency-Key': [expect.any(String)] } } })
  })
})

suite('SQLite', '')
suite('PostgreSQL', inject('postgresUrl'), inject('postgresUrl') !== '')
