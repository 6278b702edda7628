import { afterEach, describe, expect, inject, it } from 'vitest'
import { canonicalJson } from '../command/canonical.ts'
import { compareLogWithTables } from '../command/fold.ts'
import { notebook } from '../command/testing/notebook.ts'
import { openPostgresStore } from '../command/testing/stores.ts'
import type { Store } from '../database/store.ts'
import { beginEpoch } from './epoch.ts'
import type { SnapshotAnswer } from './protocol.ts'
import { openOffice } from './testing/office.ts'
import type { Office, OfficePost } from './testing/office.ts'
import { TransportError } from './transport.ts'
import type { Transport } from './transport.ts'

type Wire = (answer: SnapshotAnswer, n: number) => unknown

const suite = (kind: string, postgresUrl: string, able = true) => describe.runIf(able)(`snapshots, with a server on ${kind}`, () => {
  let office: Office
  let store: Store | undefined
  let author: OfficePost
  const ids: string[] = []

  /** A server with some work in it: notes and tags, some deleted, some with a fee that only the management sees. */
  async function open(notes = 12): Promise<void> {
    store = postgresUrl ? await openPostgresStore(postgresUrl)() : undefined
    office = await openOffice(store ? { serverStore: store } : {})
    author = await office.post('author')
    ids.length = 0
    for (let n = 0; n < notes; n++) ids.push(await author.note({ title: `note ${n}`, fee: n % 3 ? n : null, marks: ['a'], body: 'été' }))
    for (const [n, id] of ids.entries()) {
      await author.say('note.tag', { id, add: [`word ${n}`, 'mer'], remove: [] })
      await author.say('note.update', { id, patch: n % 2 ? { amount: n } : { title: `second ${n}` } })
      // The last change of some is not for everybody.
      if (n % 4 === 0) {
        office.time.now += 1000
        await author.say('note.update', { id, patch: { fee: 100 + n } })
      }
    }
    await author.say('note.delete', { id: ids[1] })
    await author.exchange()
  }
  afterEach(async () => {
    await office.close()
    await store?.close()
  })

  /** @param between is handed each answer, the first being 0, and gives what arrives; it may throw. */
  const newcomer = async (name: string, between: Wire = (answer) => answer, more: { role?: 'agent' | 'admin'; partLimit?: number } = {}) => {
    let n = 0
    return office.post(name, {
      role: more.role ?? 'admin', parts: { partLimit: more.partLimit ?? 5 },
      wire: (whole): Transport => ({ ...whole, snapshot: async (message) => between((await whole.snapshot!(message)) as SnapshotAnswer, n++) }),
    })
  }
  /** Takes the whole log page by page. */
  const byLog = async (name: string, role: 'agent' | 'admin' = 'admin') => office.post(name, { role, wire: ({ snapshot: _none, ...whole }): Transport => whole })
  const settle = async (post: OfficePost): Promise<void> => {
    while ((await post.exchange()).more);
  }
  const tables = ['note', 'tag', 'conflict', 'note_list', 'search', 'change', 'command'] as const
  async function contentOf(post: OfficePost): Promise<Record<string, unknown>> {
    const content: Record<string, unknown> = {}
    for (const table of tables) {
      const rows = await post.store.kysely.selectFrom(table as 'property').selectAll().execute()
      content[table] = rows.map((row) => canonicalJson(Object.fromEntries(Object.entries(row).filter(([name]) => name !== 'localSeq' && (table !== 'search' || name !== 'id'))))).toSorted()
    }
    return content
  }
  async function isWhole(post: OfficePost, other: OfficePost): Promise<void> {
    await settle(post)
    await other.exchange()
    await settle(post)
    expect(await contentOf(post)).toEqual(await contentOf(other))
    expect(await compareLogWithTables(post.store, notebook)).toEqual([])
    expect(await post.compare()).toEqual([])
  }

  it.each(['admin', 'agent'] as const)('in the middle of which the server goes on, it is what the whole log gives: as %s', async (role) => {
    await open()
    let edits = 0
    const post = await newcomer('new', async (answer) => {
      const id = ids[edits++ % ids.length]!
      await author.say('note.update', { id, patch: { title: `meanwhile ${edits}`, ...(edits % 2 ? { fee: edits } : {}) } })
      await author.note({ title: `made meanwhile ${edits}` })
      if (edits === 3) await author.say('note.delete', { id: ids[4] })
      if (edits === 4) await author.say('core.undo', { commandId: (await author.store.kysely.selectFrom('command').select('id').where('name', '=', 'note.delete').orderBy('seq', 'desc').executeTakeFirstOrThrow()).id })
      await author.exchange()
      return answer
    }, { role })
    await post.exchange()
    expect(edits).toBeGreaterThan(6)
    await isWhole(post, await byLog('log', role))
    if (role === 'agent') expect(await post.store.kysely.selectFrom('note' as 'property').select('id').where('fee' as 'id', 'is not', null).execute()).toEqual([])
  })

  it('the next part is asked for, and has left, before one is written', async () => {
    await open()
    const steps: string[] = []
    const post: OfficePost = await office.post('new', {
      parts: { partLimit: 5, onProgress: () => void steps.push('written') },
      wire: (whole): Transport => ({
        ...whole, snapshot: async (message) => (steps.push('asked'), whole.snapshot!(message)),
        leaving: async () => {
          await new Promise(setImmediate)
          steps.push('left')
        },
      }),
    })
    await post.exchange()
    expect(steps.slice(0, 8)).toEqual(['asked', 'written', 'asked', 'asked', 'left', 'written', 'asked', 'left'])
    await isWhole(post, await byLog('log'))
  })

  it('killed after every part it goes on with the next, and no part comes twice', async () => {
    await open()
    const parts: string[] = []
    const whole = await newcomer('whole', (answer) => (parts.push(JSON.stringify(answer.place)), answer))
    await settle(whole)
    expect(parts.length).toBeGreaterThan(8)
    const seen: string[] = []
    let left = 1
    let post = await newcomer('killed', (answer) => {
      if (left-- === 0) throw new TransportError('away')
      seen.push(JSON.stringify(answer.place))
      return answer
    })
    for (let round = 0; round < parts.length * 2; round++) {
      left = 1
      try {
        if (!(await post.exchange()).more) break
      } catch (error) {
        expect(error).toBeInstanceOf(TransportError)
      }
      post = await post.crashed()
    }
    expect(seen).toEqual(parts)
    await isWhole(post, whole)
  })

  it('parts that are lost, doubled, late or cut are asked for again', async () => {
    await open()
    let before: SnapshotAnswer | null = null
    const post = await newcomer('new', (answer, n) => {
      const late = before
      before = answer
      if (n % 5 === 1) throw new TransportError('away')
      if (n % 5 === 2 && late) return late
      if (n % 5 === 3) return { ...answer, next: undefined }
      return answer
    })
    let failed = 0
    for (let more = true; more;) {
      try {
        ;({ more } = await post.exchange())
      } catch (error) {
        expect(error).toBeInstanceOf(TransportError)
        failed++
      }
    }
    expect(failed).toBeGreaterThan(4)
    await isWhole(post, await byLog('log'))
  })

  it('values that no such column holds are refused, and nothing of the part is written', async () => {
    await open(3)
    const wrong: ((columns: Record<string, unknown[]>) => void)[] = [
      (columns) => void columns['id']!.splice(0, 1), (columns) => void (columns['id']![0] = 'x'), (columns) => void (columns['title']![0] = 7), (columns) => void (columns['done']![0] = 2),
      (columns) => void (columns['marks']![0] = '{'), (columns) => void (columns['versions']![0] = '{"a":"b"}'), (columns) => void (columns['createdAt']![0] = null), (columns) => void (columns['amount']![0] = 'many'),
    ]
    for (const [n, spoil] of wrong.entries()) {
      const post = await newcomer(`wrong ${n}`, (answer) => {
        const table = answer.tables.find(({ entity }) => entity === 'note')
        if (table) spoil(table.columns)
        return answer
      }, { partLimit: 100 })
      await expect(post.exchange(), String(spoil)).rejects.toMatchObject({ stop: 'away' })
      expect(await post.store.kysely.selectFrom('note' as 'property').select('id').execute()).toEqual([])
    }
  })

  it('a server that was put back in the middle makes it begin anew', async () => {
    await open()
    let epochs = 0
    const post = await newcomer('new', async (answer, n) => {
      if (n === 3) {
        await beginEpoch(office.server.kysely, `put back ${++epochs}`, ++office.time.now)
        office.restart()
      }
      return answer
    })
    await expect(post.exchange()).rejects.toMatchObject({ stop: 'away' })
    await isWhole(post, await byLog('log'))
    expect(epochs).toBe(1)
  })

  it('a right that is lost in the middle leaves nothing behind, and one that is given later brings what it shows', async () => {
    await open()
    const post = await newcomer('new', (answer, n) => {
      if (n === 3) post.state.actor = { ...post.state.actor, role: 'agent' }
      return answer
    })
    await expect(post.exchange()).rejects.toMatchObject({ stop: 'away' })
    await isWhole(post, await byLog('log', 'agent'))
    expect(await post.row(ids[2]!)).toMatchObject({ fee: null })
    const asked: unknown[] = []
    const promoted = post.again({ actor: { ...post.state.actor, role: 'admin' }, wire: (whole) => ({ ...whole, snapshot: async (message) => {
      asked.push(message.only)
      return whole.snapshot!(message)
    } }) })
    await promoted.say('note.update', { id: ids[2], patch: { title: 'typed before the rows came' } })
    await isWhole(promoted, await byLog('whole log'))
    expect(new Set(asked.map((only) => JSON.stringify(only)))).toEqual(new Set(['["management"]']))
    expect(await promoted.row(ids[4]!)).toMatchObject({ fee: 104 })
    const demoted = promoted.again({ actor: post.state.actor })
    await isWhole(demoted, await byLog('log again', 'agent'))
    expect(JSON.stringify(await contentOf(demoted))).not.toContain('management')
  })

  it('whoever comes back to a post finds what was written for him meanwhile', async () => {
    await open(3)
    const post = await newcomer('shared')
    await settle(post)
    const other = post.again({ actor: { ...post.state.actor, memberId: office.newId(), role: 'agent' } })
    await settle(other)
    await author.say('note.update', { id: ids[0], patch: { fee: 77 } })
    await author.exchange()
    await settle(other)
    const back = post.again()
    await isWhole(back, await byLog('log'))
    expect(await back.row(ids[0]!)).toMatchObject({ fee: 77 })
  })

  it('work begins before everything is here: what is typed is kept, sent and judged by what was seen', async () => {
    await open()
    const me = author.state.actor
    const post = await newcomer('new')
    const mine = post.again({ actor: me })
    expect(await mine.exchange({ usable: true })).toMatchObject({ more: true })
    expect((await mine.store.kysely.selectFrom('note' as 'property').select('id').execute()).length).toBe(5)
    expect(await mine.cursor()).toBe(0)
    const [known] = (await mine.store.kysely.selectFrom('note' as 'property').select('id').execute()) as [{ id: string }]
    const missing = ids.find((id) => id !== known.id && id !== ids[1])!
    expect((await mine.say('note.update', { id: known.id, patch: { title: 'typed early' } })).status).toBe('applied')
    const undone = await mine.say('note.update', { id: known.id, patch: { body: 'typed in error' } })
    expect((await mine.say('core.undo', { commandId: undone.commandId })).status).toBe('applied')
    await mine.say('note.tag', { id: known.id, add: ['mer', 'early'], remove: [] })
    await author.say('note.update', { id: known.id, patch: { title: 'by the author' } })
    await author.say('note.update', { id: missing, patch: { title: 'elsewhere' } })
    await author.exchange()
    const done = await mine.exchange()
    expect(done).toMatchObject({ sent: 4, refused: 0 })
    await settle(author)
    await isWhole(mine, await byLog('log'))
    expect(await office.serverRow(known.id)).toMatchObject({ title: 'typed early' })
    expect((await office.server.kysely.selectFrom('conflict').select('lost').execute()).map(({ lost }) => lost)).toEqual([expect.stringContaining('by the author')])
  })

  it('a prediction that is taken back before the history is here leaves the row as it was decided', async () => {
    await open(4)
    const post = await newcomer('new')
    await post.exchange()
    const before = await post.row(ids[3]!)
    office.time.now += 60_000
    await post.say('note.update', { id: ids[3], patch: { amount: -1 } })
    expect((await post.row(ids[3]!))!['updatedAt']).not.toBe(before!['updatedAt'])
    expect(await post.exchange()).toMatchObject({ refused: 1 })
    expect(await post.row(ids[3]!)).toEqual(before)
  })

  it('its history comes from the newest on, and until it is whole the post says so', async () => {
    await open()
    const post = await newcomer('new')
    await post.exchange()
    const numbers = async () => (await post.store.kysely.selectFrom('change').select('seq').distinct().orderBy('seq').execute()).map(({ seq }) => seq!)
    for (let more = true; more;) {
      const here = await numbers()
      const head = await post.cursor()
      expect(here).toEqual(Array.from({ length: here.length }, (_, n) => head - here.length + 1 + n))
      ;({ more } = await post.exchange())
      expect((await post.store.kysely.selectFrom('syncState').select('snapshot').executeTakeFirstOrThrow()).snapshot === null).toBe(!more)
    }
    expect((await numbers())[0]).toBe(1)
  })
})

suite('SQLite', '')
suite('PostgreSQL', inject('postgresUrl'), inject('postgresUrl') !== '')
