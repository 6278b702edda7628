import { afterEach, describe, expect, inject, it } from 'vitest'
import { sql } from 'kysely'
import { openPostgresStore } from '../command/testing/stores.ts'
import type { Store } from '../database/store.ts'
import type { Difference } from './checksum.ts'
import { openOffice } from './testing/office.ts'
import type { Office, OfficeParts } from './testing/office.ts'
import { TransportError } from './transport.ts'

const suite = (kind: string, postgresUrl: string, able = true) => describe.runIf(able)(`rows are compared with the server's, on ${kind}`, () => {
  let office: Office
  let store: Store | undefined
  const open = async (parts: OfficeParts = {}): Promise<Office> => {
    store = postgresUrl ? await openPostgresStore(postgresUrl)() : undefined
    office = await openOffice({ ...parts, ...(store ? { serverStore: store } : {}) })
    return office
  }
  afterEach(async () => {
    await office.close()
    await store?.close()
  })

  it('a row altered by hand in the file of a post is found, said by table, and healed; what is typed afterwards is sent as ever', async () => {
    await open()
    const found: (readonly Difference[])[] = []
    const post = await office.post('one', { parts: { onDifferent: (differences) => found.push(differences) } })
    const agent = await office.post('agent', { role: 'agent' })
    const id = await post.note({ fee: 12, marks: ['a', 'b'], done: true })
    await post.say('note.tag', { id, add: ['mer'], remove: [] })
    await post.note({ body: 'été' })
    await post.exchange()
    await agent.exchange()
    expect([await post.compare(), await agent.compare(), found]).toEqual([[], [], []])
    await sql`update note set title = 'altered' where id = ${id}`.execute(post.store.kysely)
    await sql`delete from tag`.execute(post.store.kysely)
    expect(await post.compare()).toEqual([
      { table: 'note', scope: 'agency', here: { count: 2, sum: expect.any(String) }, there: { count: 2, sum: expect.any(String) } },
      { table: 'tag', scope: 'agency', here: null, there: { count: 1, sum: expect.any(String) } },
    ])
    // Compared once a day.
    await post.exchange()
    expect(await post.row(id)).toMatchObject({ title: 'altered' })
    office.time.now += 25 * 3_600_000
    await post.exchange()
    expect(found).toHaveLength(1)
    expect(await post.row(id)).toMatchObject({ title: 'note', fee: 12 })
    expect([await post.compare(), await post.waiting()]).toEqual([[], 0])
    await post.say('note.update', { id, patch: { title: 'typed' } })
    expect(await post.exchange()).toMatchObject({ sent: 1, refused: 0 })
    expect(await office.serverRow(id)).toMatchObject({ title: 'typed' })
    // What only the management sees is compared by the management alone.
    await sql`update note set fee = 13 where id = ${id}`.execute(post.store.kysely)
    expect(await post.compare()).toMatchObject([{ table: 'note', scope: 'management' }])
    await agent.exchange()
    expect(await agent.compare()).toEqual([])
  })

  it('says nothing while something waits, and heals no more than once what does not heal', async () => {
    const lies = { on: false }
    await open({ authority: (whole) => ({ ...whole, check: async (peer, message) => {
      const answer = await whole.check(peer, message)
      return lies.on ? { ...answer, sums: answer.sums?.map((one) => ({ ...one, sum: '0'.repeat(16) })) ?? null } : answer
    } }) })
    const found: (readonly Difference[])[] = []
    let pulls = 0
    const post = await office.post('one', { parts: { onDifferent: (differences) => found.push(differences) }, wire: (whole) => ({ ...whole, pull: async (message) => {
      pulls++
      return whole.pull(message)
    } }) })
    await post.note()
    await post.exchange()
    await post.note()
    expect(await post.compare()).toBeNull()
    lies.on = true
    for (let day = 0; day < 4; day++) {
      office.time.now += 25 * 3_600_000
      await post.exchange()
    }
    // Each exchange pulls once; the one that took the log anew twice.
    expect([found.length, pulls]).toEqual([4, 6])
  })

  it('a page that would empty a table without saying so is not taken, one that says so is', async () => {
    const silent = { on: true }
    await open({ authority: (whole) => ({ ...whole, pull: async (peer, message) => {
      const page = await whole.pull(peer, message)
      return silent.on ? { ...page, deletions: {} } : page
    } }) })
    const [one, two] = [await office.post('one'), await office.post('two')]
    const ids: string[] = []
    for (let n = 0; n < 30; n++) ids.push(await one.note())
    await one.exchange()
    await two.exchange()
    silent.on = false
    for (const id of ids.slice(0, 16)) await one.say('note.delete', { id })
    await one.exchange()
    silent.on = true
    await expect(two.exchange()).rejects.toThrow(TransportError)
    expect(await two.row(ids[0]!)).toMatchObject({ deletedAt: null })
    silent.on = false
    await two.exchange()
    expect((await two.row(ids[0]!))!['deletedAt']).not.toBeNull()
  })
})

suite('SQLite', '')
suite('PostgreSQL', inject('postgresUrl'), inject('postgresUrl') !== '')
