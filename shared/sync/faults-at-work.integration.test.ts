import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { defineCommand } from '../command/define.ts'
import type { Business, CommandDefinition } from '../command/define.ts'
import { notebook } from '../command/testing/notebook.ts'
import { conflict } from '../modules/core/model-conflict.ts'
import { idSchema } from '../values/id.ts'
import { openLoop } from './loop.ts'
import { agree } from './testing/agree.ts'
import { openOffice } from './testing/office.ts'
import type { Office, OfficePost } from './testing/office.ts'
import { randomFrom } from './testing/random.ts'
import { openTime } from './testing/time.ts'
import { TransportError } from './transport.ts'

/** Faults of sync.md H that strike while people and programs are at work. */

let office: Office
afterEach(async () => office.close())

const decided = async (): Promise<number> => (await office.server.kysely.selectFrom('command').select('id').where('status', '=', 'applied').execute()).length

describe('a post at work', () => {
  it('fault 19: asleep for three weeks with something unsent: one exchange brings it into step, and what others did meanwhile is not lost', async () => {
    office = await openOffice({ horizon: 90 * 86_400_000 })
    const [asleep, other] = [await office.post('asleep'), await office.post('two')]
    const [shared, own] = [await asleep.note(), await asleep.note()]
    await agree(office, asleep, other)
    const typedAt = office.time.now
    await asleep.say('note.update', { id: shared, patch: { title: 'typed before' } })
    await asleep.say('note.update', { id: own, patch: { amount: 2 } })
    for (let day = 0; day < 21; day++) {
      office.time.now += 86_400_000
      await other.say('note.update', { id: shared, patch: { title: `day ${day}` } })
      for (let n = 0; n < 10; n++) await other.note()
      await other.exchange()
    }
    expect(await asleep.exchange()).toMatchObject({ sent: 2, refused: 0, waiting: 0 })
    expect([await asleep.row(shared), await asleep.row(own)]).toMatchObject([{ title: 'typed before' }, { amount: 2 }])
    expect((await asleep.store.kysely.selectFrom('note' as 'property').select('id').execute()).length).toBe(212)
    const [card, ...more] = await office.server.kysely.selectFrom('conflict').selectAll().execute()
    expect(more).toEqual([])
    expect(JSON.parse(card!.lost)).toEqual({ title: 'day 20' })
    // Typed three weeks ago, decided today.
    expect(await office.server.kysely.selectFrom('change').select(['typedAt', 'at']).where('entityId', '=', own).orderBy('seq', 'desc').limit(1).executeTakeFirstOrThrow()).toEqual({ typedAt, at: office.time.now })
    await agree(office, asleep, other)
  })

  it('fault 24: two windows of one post type into one row at the same moment: each goes on from what the other left, and none is a conflict', async () => {
    office = await openOffice()
    const post = await office.post('one')
    const id = await post.note()
    await post.exchange()
    const second = post.again()
    for (let n = 0; n < 10; n++) await Promise.all([post.say('note.update', { id, patch: { title: `left ${n}` } }), second.say('note.update', { id, patch: { title: `right ${n}`, amount: n } }), n % 3 === 0 ? post.exchange() : null])
    const [shown] = [await post.row(id)]
    await agree(office, post)
    expect(await office.serverRow(id)).toMatchObject({ title: shown!['title'], amount: 9 })
    expect(await office.server.kysely.selectFrom('conflict').select('id').execute()).toEqual([])
    expect(await decided()).toBe(21)
  })

  it('fault 28: typed while pages come and are applied: what one sees stays, nothing waits for the network, all is decided once', async () => {
    office = await openOffice()
    let during: (() => Promise<unknown>) | null = null
    const post = await office.post('one', { wire: (whole) => ({
      ...whole,
      push: async (message, actor) => {
        const answer = await whole.push(message, actor)
        await during?.()
        return answer
      },
      pull: async (message) => {
        const page = await whole.pull({ ...message, limit: 3 })
        await during?.()
        return page
      },
    }) })
    const other = await office.post('two')
    const id = await other.note()
    await agree(office, other, post)
    for (let n = 0; n < 30; n++) await other.note({ title: `n ${n}` })
    await other.say('note.update', { id, patch: { amount: 77 } })
    await other.exchange()
    let said = 0
    during = async () => {
      // An exchange sends until nothing waits: somebody who types at every answer keeps it for ever.
      if (said === 12) return
      const title = `typed ${++said}`
      await post.say('note.update', { id, patch: { title } })
      expect(await post.row(id)).toMatchObject({ title })
    }
    // Between two steps of the exchange, and in the same moment as the transactions that apply a page.
    const exchanging = post.exchange()
    for (let n = 0; n < 20; n++) {
      await post.say('note.update', { id, patch: { body: `body ${n}` } })
      expect(await post.row(id)).toMatchObject({ body: `body ${n}` })
    }
    await exchanging
    expect(said).toBeGreaterThan(8)
    during = null
    await agree(office, post, other)
    expect(await other.row(id)).toMatchObject({ title: `typed ${said}`, body: 'body 19', amount: 77 })
    expect(await office.server.kysely.selectFrom('conflict').select('id').execute()).toEqual([])
    expect(await decided()).toBe(32 + said + 20)
  })
})

describe('the server at work', () => {
  it('fault 32: killed after the commit and before the answer: the next one answers what was decided, and decides nothing again', async () => {
    let dies = true
    office = await openOffice({ authority: (whole) => ({
      ...whole,
      push: async (peer, message) => {
        const answer = await whole.push(peer, message)
        if (dies) throw new TransportError('away')
        return answer
      },
    }) })
    const post = await office.post('one')
    const id = await post.note()
    await post.say('note.update', { id, patch: { title: 'second' } })
    await post.say('note.update', { id, patch: { amount: -1 } })
    await expect(post.exchange()).rejects.toThrow(TransportError)
    const head = Number((await office.server.kysely.selectFrom('agencySequence').select('seq').executeTakeFirstOrThrow()).seq)
    dies = false
    office.restart()
    expect(await post.exchange()).toMatchObject({ sent: 3, refused: 1, waiting: 0, head })
    expect(await post.attention()).toMatchObject([{ code: 'rule_broken' }])
    await agree(office, post)
    expect([await decided(), await office.serverRow(id)]).toMatchObject([2, { title: 'second', amount: 1 }])
  })

  it('fault 37: results that the server has forgotten, between a lost answer and while pages are taken: what was decided is not decided again', async () => {
    office = await openOffice()
    let lose = true
    const forget = () => office.server.kysely.updateTable('command').set({ result: null }).execute()
    const post = await office.post('one', { wire: (whole) => ({
      ...whole,
      push: async (message, actor) => {
        const answer = await whole.push(message, actor)
        await forget()
        if (lose) throw new TransportError('away')
        return answer
      },
      pull: async (message) => {
        await forget()
        return whole.pull({ ...message, limit: 2 })
      },
    }) })
    const ids: string[] = []
    for (let n = 0; n < 6; n++) ids.push(await post.note())
    await post.say('note.split', { id: ids[0], into: 3 })
    await expect(post.exchange()).rejects.toThrow(TransportError)
    lose = false
    expect(await post.exchange()).toMatchObject({ sent: 7, refused: 0, waiting: 0 })
    await agree(office, post)
    expect([await decided(), (await office.server.kysely.selectFrom('note' as 'property').select('id').execute()).length]).toEqual([7, 9])
  })

  it('fault 50: a row is not moved to where some who hold it would not hear of it: such a command is refused, and what follows is decided', async () => {
    const move = defineCommand({
      name: 'conflict.move', version: 1, input: z.strictObject({ id: idSchema }), allow: 'nobody', where: 'anywhere', undo: 'before',
      run: async (ctx, { id }) => ctx.write.update(conflict, id, { scope: 'management' }),
    })
    const moving: Business = { ...notebook, commands: new Map([...notebook.commands, [move.name, move as unknown as CommandDefinition]]) }
    office = await openOffice({ business: moving })
    const [one, two] = [await office.post('one'), await office.post('two', { role: 'agent' })]
    const id = await two.note()
    await agree(office, two, one)
    for (const post of [one, two]) await post.say('note.update', { id, patch: { title: `by ${post.name}` } })
    await agree(office, two, one)
    const [card] = await two.store.kysely.selectFrom('conflict').select(['id', 'scope']).execute()
    expect(card).toMatchObject({ scope: 'agency' })
    // A post would not let it be typed: this is one of another build.
    await expect(one.say('conflict.move', { id: card!.id })).rejects.toThrow('another scope')
    const { deviceId, incarnation, epoch, deviceSeq } = await one.store.kysely.selectFrom('syncState').selectAll().executeTakeFirstOrThrow()
    const said = (n: number, name: string, input: unknown) => ({ deviceSeq: deviceSeq! + n, envelope: { commandId: office.newId(), name, version: notebook.commands.get(name)?.version ?? 1, input, typedAt: office.time.now, deviceId: deviceId! } })
    const push = { deviceId: deviceId!, incarnation: incarnation!, epoch: epoch!, commands: [said(1, 'conflict.move', { id: card!.id }), said(2, 'note.update', { id, patch: { title: 'after it' } })] }
    const peer = { actor: one.actor, accountId: null }
    let answer = await office.authority.push(peer, push)
    for (let tries = 0; answer.again && tries < 4; tries++) answer = await office.authority.push(peer, push)
    expect(answer.results).toMatchObject([{ status: 'rejected', code: 'internal' }, { status: 'applied' }])
    await two.exchange()
    expect([await two.row(id), (await two.store.kysely.selectFrom('conflict').select(['id', 'scope']).execute())[0]]).toMatchObject([{ title: 'after it' }, card!])
  })
})

describe('a build that is broken on purpose is caught', () => {
  /** Typed while the network is away; it comes back, nobody touches anything, and half an hour of timers passes. What still waits then. */
  async function leftAlone(broken: boolean): Promise<number> {
    office = await openOffice()
    let away = true
    const post: OfficePost = await office.post('one', { wire: (whole) => ({ ...whole, hello: async (message) => {
      if (away) throw new TransportError('away')
      return whole.hello(message)
    } }) })
    const time = openTime()
    let failed = false
    const loop = openLoop({
      exchange: post.exchange, random: randomFrom(1).next, onState: ({ failures }) => void (failed = failures > 0),
      later: (milliseconds, work) => (broken && failed ? () => undefined : time.later(milliseconds, work)),
    })
    await post.note()
    await loop.now()
    away = false
    for (let minute = 0; minute < 30 && (await post.waiting()) > 0; minute++) {
      await time.pass(60_000)
      await wait(10)
    }
    await loop.close()
    return post.waiting()
  }

  it('one that tries again only when somebody writes leaves what was typed where it is, where ours sends it', async () => {
    expect(await leftAlone(false)).toBe(0)
    await office.close()
    expect(await leftAlone(true)).toBe(1)
  })
})
