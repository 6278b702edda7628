import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, inject, it } from 'vitest'
import BetterSqlite from 'better-sqlite3'
import { openPostgresStore } from '../command/testing/stores.ts'
import { migrate, migrations, schemaState } from '../database/migrate.ts'
import { openSqlite } from '../database/open-sqlite.ts'
import { sqliteStore } from '../database/store.ts'
import type { Store } from '../database/store.ts'
import { pushLimits, pushMessage } from './protocol.ts'
import type { Push } from './protocol.ts'
import { agree as agreeAt } from './testing/agree.ts'
import { openOffice } from './testing/office.ts'
import type { Office, OfficePost } from './testing/office.ts'
import { TransportError } from './transport.ts'
import type { Transport } from './transport.ts'

/** Faults of sync.md H, one at a time and by real means; those that the simulation meets at random have their numbers there. */

let office: Office
afterEach(async () => office.close())

const agree = (...posts: OfficePost[]): Promise<void> => agreeAt(office, ...posts)
const commandsDecided = async (): Promise<number> => (await office.server.kysely.selectFrom('command').select('id').where('status', '=', 'applied').execute()).length

describe('the network', () => {
  it('fault 4: requests that overtake each other: the later waits for the earlier, and an answer to an earlier question is none', async () => {
    office = await openOffice()
    const sent: Push[] = []
    let stale: unknown
    let give = false
    const post = await office.post('one', { wire: (whole) => ({
      ...whole,
      push: async (message) => {
        sent.push(message)
        throw new TransportError('away')
      },
      pull: async (message) => {
        const page = await whole.pull(message)
        const old = stale
        stale = page
        return give && old ? old : page
      },
    }) })
    const id = await post.note()
    await post.say('note.update', { id, patch: { title: 'second' } })
    await expect(post.exchange()).rejects.toThrow(TransportError)
    const [both] = sent as [Push]
    const peer = { actor: post.actor, accountId: null }
    expect(await office.authority.push(peer, { ...both, commands: both.commands.slice(1) })).toMatchObject({ again: true, results: [] })
    expect((await office.authority.push(peer, { ...both, commands: both.commands.slice(0, 1) })).results).toMatchObject([{ status: 'applied' }])
    expect((await office.authority.push(peer, both)).results).toMatchObject([{ status: 'duplicate' }, { status: 'applied' }])
    const healthy = post.again({ wire: (whole) => ({ ...whole, pull: post.transport.pull }) })
    await healthy.exchange()
    const other = await office.post('two')
    await other.exchange()
    for (const amount of [9, 10]) {
      await healthy.exchange()
      await other.say('note.update', { id, patch: { amount } })
      await other.exchange()
    }
    give = true
    await expect(healthy.exchange()).rejects.toThrow(TransportError)
    give = false
    await agree(healthy, other)
    expect(await commandsDecided()).toBe(4)
  })
})

describe('a post', () => {
  it('fault 15, 16: killed between the edit and sending it, and after sending before the result: typed once, decided once', async () => {
    office = await openOffice()
    let lose = false
    const post = await office.post('one', { wire: (whole): Transport => ({ ...whole, push: async (message, actor) => {
      const answer = await whole.push(message, actor)
      if (lose) throw new TransportError('away')
      return answer
    } }) })
    const id = await post.note()
    const before = await post.crashed()
    lose = true
    await expect(before.exchange()).rejects.toThrow(TransportError)
    const after = await before.crashed()
    lose = false
    expect(await after.row(id)).toMatchObject({ title: 'note' })
    await agree(after)
    expect(await commandsDecided()).toBe(1)
  })

  it('fault 18: killed at any statement of a migration, the file is what it was before, and the next start brings it over', async () => {
    office = await openOffice()
    const directory = mkdtempSync(join(tmpdir(), 'digit-hab-killed-'))
    const at = (name: string | number): string => join(directory, `${name}.sqlite`)
    try {
      const first = sqliteStore(openSqlite(at('before')))
      await migrate(first, { upTo: '0020-platform' })
      const [commandId, agencyId] = [office.newId(), office.agencyId]
      await first.kysely.insertInto('outbox').values({ agencyId, localSeq: 1, commandId, envelope: '{}', actor: '{}', state: 'waiting' } as never).execute()
      await first.close()
      for (const statement of [2, 6, 10, 14]) {
        copyFileSync(at('before'), at(statement))
        const database = openSqlite(at(statement))
        const prepare = database.prepare.bind(database)
        let [n, inside] = [0, false]
        database.prepare = ((text: string) => {
          inside ||= text.includes('"conflict"')
          if (inside && ++n === statement) {
            for (const end of ['', '-wal']) if (existsSync(at(statement) + end)) copyFileSync(at(statement) + end, at(`killed ${statement}`) + end)
            throw new Error('killed')
          }
          return prepare(text)
        }) as typeof database.prepare
        const dying = sqliteStore(database)
        await expect(migrate(dying)).rejects.toThrow('killed')
        await dying.close()
        const store = sqliteStore(openSqlite(at(`killed ${statement}`)))
        expect((await schemaState(store)).pending).toEqual(Object.keys(migrations).filter((name) => name > '0020-platform'))
        await migrate(store)
        expect(await store.kysely.selectFrom('outbox').select(['commandId', 'tries', 'deviceSeq']).execute()).toEqual([{ commandId, tries: 0, deviceSeq: null }])
        await store.close()
      }
    } finally {
      rmSync(directory, { recursive: true, force: true })
    }
  })

  it('fault 23: a damaged file is told as such, never taken for a good one; a post made anew has everything that was decided', async () => {
    office = await openOffice()
    const post = await office.post('one')
    for (let n = 0; n < 60; n++) await post.note({ title: `note ${n}`, body: 'x'.repeat(2000) })
    await agree(post)
    const content = post.place.database.serialize()
    for (let page = 4096; page + 300 < content.length; page += 4096) content.fill(0xa5, page, page + 300)
    const damaged = await office.places.open(content).then((place) => post.again({}, place), (error: unknown) => error)
    if (damaged instanceof Error) expect(damaged).toMatchObject({ code: 'database_corrupt' })
    else {
      const broken = damaged as OfficePost
      await expect(broken.exchange()).rejects.toMatchObject({ code: 'database_corrupt' })
      await expect(broken.say('note.close', { id: office.newId() })).rejects.toMatchObject({ code: 'database_corrupt' })
    }
    const anew = await office.post('anew')
    await agree(anew)
    expect((await anew.store.kysely.selectFrom('note' as 'property').select('id').execute()).length).toBe(60)
  })

  it('fault 20: a full disk refuses what is typed and what comes, loses nothing, and goes on once there is room', async () => {
    office = await openOffice()
    const [full, other] = [await office.post('full'), await office.post('two')]
    const id = await full.note()
    await agree(full, other)
    const { database } = full.place
    database.pragma(`max_page_count = ${String(database.pragma('page_count', { simple: true }))}`)
    const body = 'long '.repeat(20_000)
    await expect(full.say('note.update', { id, patch: { body } })).rejects.toMatchObject({ code: 'disk_full' })
    await other.say('note.update', { id, patch: { body } })
    await other.exchange()
    const cursor = await full.cursor()
    await expect(full.exchange()).rejects.toMatchObject({ code: 'disk_full' })
    expect([await full.cursor(), (await full.row(id))!['body']]).toEqual([cursor, null])
    database.pragma('max_page_count = 1073741823')
    await agree(full, other)
    expect(await full.row(id)).toMatchObject({ body })
  })

  it('fault 21, 22: a locked and a read-only database refuse with their code, and nothing is half done', async () => {
    office = await openOffice()
    const [post, other] = [await office.post('one'), await office.post('two')]
    const id = await post.note()
    await agree(post, other)
    await other.say('note.update', { id, patch: { title: 'from elsewhere' } })
    await other.exchange()
    const { database } = post.place
    database.pragma('busy_timeout = 20')
    const second = new BetterSqlite(database.name)
    second.exec('begin immediate')
    await expect(post.say('note.update', { id, patch: { amount: 2 } })).rejects.toMatchObject({ code: 'database_busy' })
    await expect(post.exchange()).rejects.toMatchObject({ code: 'database_busy' })
    second.exec('rollback')
    second.close()
    database.pragma('query_only = ON')
    await expect(post.say('note.update', { id, patch: { amount: 2 } })).rejects.toMatchObject({ code: 'read_only' })
    await expect(post.exchange()).rejects.toMatchObject({ code: 'read_only' })
    database.pragma('query_only = OFF')
    expect(await post.row(id)).toMatchObject({ title: 'note', amount: 1 })
    await agree(post, other)
    expect(await post.row(id)).toMatchObject({ title: 'from elsewhere', amount: 1 })
  })

  it('fault 29: 10,000 commands that wait are sent in order and decided once each', async () => {
    office = await openOffice()
    const post = await office.post('one')
    await post.exchange()
    const id = await post.note()
    for (let n = 1; n < 10_000; n++) await (n % 4 === 0 ? post.note({ title: `n ${n}` }) : n % 500 === 1 ? post.say('note.update', { id, patch: { amount: n } }) : post.note())
    expect(await post.waiting()).toBe(10_000)
    expect(await post.exchange()).toMatchObject({ sent: 10_000, refused: 0, waiting: 0 })
    expect([await post.waiting(), await commandsDecided()]).toEqual([0, 10_000])
    expect(await post.compare()).toEqual([])
    expect(await office.serverRow(id)).toMatchObject({ amount: 9501 })
  }, 240_000)

  it('fault 30: one command over the limit, and bytes over it, make another request; a push beyond the limit is no message', async () => {
    office = await openOffice()
    const sizes: number[] = []
    const post = await office.post('one', { wire: (whole) => ({ ...whole, push: async (message, actor) => {
      sizes.push(message.commands.length)
      return whole.push(message, actor)
    } }) })
    for (let n = 0; n <= pushLimits.commands; n++) await post.note()
    await post.exchange()
    expect(sizes).toEqual([pushLimits.commands, 1])
    for (let n = 0; n < 2; n++) await post.note({ body: 'x'.repeat(200_000) })
    await post.exchange()
    expect(sizes).toEqual([pushLimits.commands, 1, 1, 1])
    const one = { deviceSeq: 1, envelope: { commandId: office.newId(), name: 'note.close', version: 2, input: {}, typedAt: 1, deviceId: office.newId() } }
    const push = (n: number) => pushMessage.safeParse({ deviceId: office.newId(), incarnation: office.newId(), epoch: 'e', commands: Array.from({ length: n }, () => one) }).success
    expect([push(pushLimits.commands), push(pushLimits.commands + 1)]).toEqual([true, false])
    await agree(post)
  })
})

describe('the server', () => {
  it('fault 36: beyond the horizon the log is taken anew, what waits is kept, and no conflict is made up', async () => {
    office = await openOffice({ horizon: 90 * 86_400_000 })
    const [away, other] = [await office.post('away'), await office.post('two')]
    const id = await away.note()
    await agree(away, other)
    await away.say('note.update', { id, patch: { title: 'typed far away' } })
    await other.say('note.update', { id, patch: { amount: 5 } })
    await other.exchange()
    office.time.now += 100 * 86_400_000
    expect(await away.exchange()).toMatchObject({ refused: 0 })
    await agree(away, other)
    expect(await office.serverRow(id)).toMatchObject({ title: 'typed far away', amount: 5 })
    expect(await office.server.kysely.selectFrom('conflict').select('id').execute()).toEqual([])
  })

  it.runIf(inject('postgresUrl') !== '')('fault 34, 39: posts that all write at once wait for each other’s lock; the sequence has no gap, each command is decided once', async () => {
    const store: Store = await openPostgresStore(inject('postgresUrl'))()
    try {
      office = await openOffice({ serverStore: store })
      const posts: OfficePost[] = []
      for (let n = 0; n < 8; n++) posts.push(await office.post(`post ${n}`))
      for (const post of posts) for (let n = 0; n < 10; n++) await post.note({ title: `${post.name} ${n}` })
      await posts[0]!.exchange()
      let ended = 0
      let exchanges: Promise<unknown>[] = []
      await store.kysely.transaction().execute(async (executor) => {
        await executor.selectFrom('agencySequence').selectAll().where('agencyId', '=', office.agencyId).forUpdate().execute()
        exchanges = posts.map(async (post, n) => {
          await post.exchange()
          if (n > 0) ended++
        })
        await new Promise((resolve) => setTimeout(resolve, 300))
        expect(ended).toBe(0)
      })
      await Promise.all(exchanges)
      const seqs = (await store.kysely.selectFrom('change').select('seq').distinct().orderBy('seq').execute()).map(({ seq }) => Number(seq))
      expect(seqs).toEqual(Array.from({ length: 80 }, (_, n) => n + 1))
      await agree(...posts)
    } finally {
      await store.close()
    }
  })
})

describe('time', () => {
  it.each([
    ['fault 42: a clock a day ahead', 86_400_000, Date.UTC(2026, 10, 28, 8)], ['fault 42: a clock a day behind', -86_400_000, Date.UTC(2026, 10, 28, 8)],
    ['fault 44: a clock an hour off on the day of the clock change', 3_600_000, Date.UTC(2026, 9, 25, 0, 59, 59)],
    ['fault 45: on the leap day', 60_000, Date.UTC(2028, 1, 29, 23, 59, 30)],
  ])('%s changes no order, and nobody typed in the future', async (_name, skew, now) => {
    office = await openOffice()
    office.time.now = now
    const [wrong, right] = [await office.post('wrong'), await office.post('right')]
    wrong.state.skew = skew
    const id = await right.note()
    await agree(right, wrong)
    await wrong.say('note.update', { id, patch: { title: 'by the wrong clock' } })
    await wrong.exchange()
    await right.exchange()
    await right.say('note.update', { id, patch: { title: 'seen, then changed' } })
    await agree(right, wrong)
    expect(await office.serverRow(id)).toMatchObject({ title: 'seen, then changed' })
    const times = await office.server.kysely.selectFrom('change').select(['typedAt', 'at']).execute()
    expect(times.every(({ typedAt, at }) => Number(typedAt) <= Number(at))).toBe(true)
    expect(await office.server.kysely.selectFrom('conflict').select('id').execute()).toEqual([])
  })

  it('fault 46, 69: three posts change one unit in the same millisecond: one value stands, the two others are kept', async () => {
    office = await openOffice()
    const posts = [await office.post('one'), await office.post('two'), await office.post('three')]
    const id = await posts[0]!.note()
    await agree(...posts)
    for (const post of posts) await post.say('note.update', { id, patch: { title: `by ${post.name}` } })
    await agree(...posts)
    expect(await office.serverRow(id)).toMatchObject({ title: 'by three' })
    const lost = (await office.server.kysely.selectFrom('conflict').select('lost').execute()).map((card) => (JSON.parse(card.lost) as { title: string }).title)
    expect(lost.toSorted()).toEqual(['by one', 'by two'])
  })
})

describe('rights', () => {
  it('fault 48: a role taken away while offline: what it no longer allows is refused and kept, and what it no longer shows goes', async () => {
    office = await openOffice()
    const [post, boss] = [await office.post('one'), await office.post('boss')]
    const id = await boss.note({ fee: 12 })
    const mine = await post.note()
    await agree(boss, post)
    expect(await post.row(id)).toMatchObject({ fee: 12 })
    await post.say('note.update', { id, patch: { title: 'as admin' } })
    await post.say('note.update', { id: mine, patch: { title: 'my own' } })
    post.state.actor = { ...post.state.actor, role: 'agent' }
    expect(await post.exchange()).toMatchObject({ refused: 1 })
    expect(await post.attention()).toMatchObject([{ code: 'forbidden', envelope: expect.stringContaining('as admin') }])
    expect(await post.row(id)).toMatchObject({ title: 'note', fee: null })
    expect(await post.row(mine)).toMatchObject({ title: 'my own' })
    expect(JSON.stringify(await post.store.kysely.selectFrom('change').select(['patch', 'before']).execute())).not.toContain('fee')
    await agree(post, boss)
  })

  it('fault 51: another member on the same machine: each command is said by who typed it, and neither waits for the other', async () => {
    office = await openOffice()
    let lose = false
    const post = await office.post('awa', { wire: (whole): Transport => ({ ...whole, push: async (message, actor) => {
      if (lose) throw new TransportError('away')
      return whole.push(message, actor)
    } }) })
    const awa = post.state.actor
    const ibou = { ...awa, memberId: office.newId(), role: 'agent' as const }
    await post.exchange()
    const hers = await post.note({ title: 'hers' })
    // Her request was under way when the network went.
    lose = true
    await expect(post.exchange()).rejects.toThrow(TransportError)
    lose = false
    post.state.actor = ibou
    const his = await post.note({ title: 'his' })
    expect(await post.exchange()).toMatchObject({ sent: 1, refused: 0, waiting: 1 })
    expect(await office.serverRow(hers)).toBeUndefined()
    expect(await office.serverRow(his)).toMatchObject({ createdBy: ibou.memberId })
    expect(await post.row(hers)).toMatchObject({ title: 'hers' })
    post.state.actor = awa
    await agree(post)
    expect(await office.serverRow(hers)).toMatchObject({ createdBy: awa.memberId })
  })
})

describe('what is said', () => {
  it('fault 55, 56: wrong types, ranges and SQL in names are refused one by one with a code, and what follows is decided', async () => {
    office = await openOffice()
    const post = await office.post('one')
    const id = await post.note()
    await post.exchange()
    const { deviceId, incarnation, epoch } = await post.store.kysely.selectFrom('syncState').selectAll().executeTakeFirstOrThrow()
    const sql = '"; drop table note; --'
    const inputs: [string, unknown, string][] = [
      ['note.update', { id, patch: { amount: 'many' } }, 'invalid_input'], ['note.update', { id, patch: { amount: 1e30 } }, 'invalid_input'], ['note.update', { id, patch: { [sql]: 1 } }, 'invalid_input'],
      ['note.update', { id: sql, patch: { title: 'x' } }, 'invalid_input'], ['note.update', { id: office.newId(), patch: { title: 'x' } }, 'not_found'], ['note.update', { id, patch: { amount: -1 } }, 'rule_broken'],
      ['note.update', [1], 'invalid_input'], ['note.update', { id, patch: { title: sql } }, ''],
    ]
    const commands = inputs.map(([name, input], i) => ({ deviceSeq: 2 + i, envelope: { commandId: office.newId(), name, version: 1, input, typedAt: office.time.now, deviceId: deviceId!, base: { [`${sql}/${sql}`]: 3 } } }))
    const { results } = await office.authority.push({ actor: post.actor, accountId: null }, { deviceId: deviceId!, incarnation: incarnation!, epoch: epoch!, commands })
    expect(results.map(({ code }) => code ?? '')).toEqual(inputs.map(([, , code]) => code))
    await post.exchange()
    expect(await post.row(id)).toMatchObject({ title: sql, amount: 1 })
  })

  it('fault 67: an edit that has not seen a deletion brings the row back with a card', async () => {
    office = await openOffice()
    const [one, two] = [await office.post('one'), await office.post('two')]
    const id = await one.note()
    await agree(one, two)
    await one.say('note.delete', { id })
    await two.say('note.update', { id, patch: { title: 'still wanted' } })
    await agree(one, two)
    expect(await one.row(id)).toMatchObject({ title: 'still wanted', deletedAt: null })
    expect(await office.server.kysely.selectFrom('conflict').select(['entityId', 'unit']).execute()).toEqual([{ entityId: id, unit: 'deleted' }])
  })

  it('fault 68: what builds on a refused command is blocked by it, all of it is laid before the user, and others go on', async () => {
    office = await openOffice()
    const post = await office.post('one')
    await post.exchange()
    const id = await post.note({ amount: -1 })
    await post.say('note.update', { id, patch: { title: 'child' } })
    const other = await post.note({ title: 'other' })
    expect(await post.exchange()).toMatchObject({ refused: 2, waiting: 0 })
    const [parent, child] = await post.attention()
    expect([parent!.code, child!.code]).toEqual(['rule_broken', 'blocked'])
    expect([parent!.blockedBy, child!.blockedBy]).toEqual([null, parent!.commandId])
    expect([await post.row(id), await post.row(other)]).toMatchObject([undefined, { title: 'other' }])
    await agree(post)
  })
})
