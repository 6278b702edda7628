import { afterEach, describe, expect, inject, it } from 'vitest'
import type { Business } from '../command/define.ts'
import { bookings, createBookingTables, overlapsIn } from '../command/testing/bookings.ts'
import { openPostgresStore } from '../command/testing/stores.ts'
import type { Store } from '../database/store.ts'
import type { Authority } from './authority.ts'
import { openOffice } from './testing/office.ts'
import type { Office, OfficePost } from './testing/office.ts'

/** Faults 58 to 66 of sync.md H, by a small booking and a ledger until their modules are there. */
const suite = (kind: string, postgresUrl: string, able = true) => describe.runIf(able)(`places and money, on ${kind}`, () => {
  let office: Office
  let store: Store | undefined
  let posts: OfficePost[] = []
  async function open(count: number, parts: { business?: Business; authority?: (whole: Authority) => Authority } = {}): Promise<OfficePost[]> {
    store = postgresUrl ? await openPostgresStore(postgresUrl)() : undefined
    office = await openOffice({ business: bookings, ...parts, ...(store ? { serverStore: store } : {}) })
    await createBookingTables(office.server)
    posts = []
    for (let n = 0; n < count; n++) {
      const post = await office.post(`post ${n}`)
      await createBookingTables(post.store)
      await post.exchange()
      posts.push(post)
    }
    return posts
  }
  afterEach(async () => {
    await office.close()
    await store?.close()
  })
  const ask = async (post: OfficePost, startsAt: number, endsAt: number): Promise<string> => {
    const id = office.newId()
    expect(await post.say('booking.ask', { id, resource: 'villa', startsAt, endsAt })).toMatchObject({ status: 'applied' })
    return id
  }
  /** Everybody exchanges until all is quiet; then one place is held once, and all hold the same. */
  async function settle(): Promise<string[]> {
    for (let round = 0; round < 2; round++) for (const post of posts) await post.exchange()
    expect(await overlapsIn(office.server)).toEqual([])
    for (const post of posts) expect([await post.waiting(), await post.compare()], post.name).toEqual([0, []])
    return (await Promise.all(posts.map((post) => post.attention()))).flat().map(({ code }) => code)
  }

  it('fault 58: one place by two who are online: the first holds it, the second is told', async () => {
    const [one, two] = await open(2) as [OfficePost, OfficePost]
    await ask(one, 10, 20)
    await ask(two, 15, 25)
    await Promise.all([one.exchange(), two.exchange()])
    expect(await settle()).toEqual(['rule_broken'])
  })

  it('fault 59, 60, 61: by one offline and one online, by two offline, and asked against confirmed: who arrives first holds it', async () => {
    const [one, two, three] = await open(3) as [OfficePost, OfficePost, OfficePost]
    const held = await ask(one, 10, 20)
    await ask(two, 19, 30)
    await ask(three, 5, 11)
    await one.exchange()
    await one.say('booking.confirm', { id: held })
    await one.exchange()
    expect(await settle()).toEqual(['rule_broken', 'rule_broken'])
    expect((await office.server.kysely.selectFrom('booking' as 'property').selectAll().execute())).toMatchObject([{ id: held, state: 'confirmed' }])
    // Asked for only, it is held all the same.
    await ask(two, 40, 50)
    await two.exchange()
    await ask(three, 45, 46)
    expect(await settle()).toHaveLength(3)
  })

  it('fault 62: ranges that touch are two bookings', async () => {
    const [one, two] = await open(2) as [OfficePost, OfficePost]
    await ask(one, 10, 20)
    await ask(two, 20, 30)
    await ask(two, 5, 10)
    expect(await settle()).toEqual([])
  })

  it('fault 63: a move and a cancellation cross: one of them is told, and the place is free or held, never both', async () => {
    const [one, two] = await open(2) as [OfficePost, OfficePost]
    const id = await ask(one, 10, 20)
    await settle()
    await one.say('booking.cancel', { id })
    await two.say('booking.move', { id, startsAt: 30, endsAt: 40 })
    expect(await settle()).toEqual(['move_not_allowed'])
    await ask(two, 10, 40)
    expect(await settle()).toEqual(['move_not_allowed'])
  })

  it('fault 64, 65, 66: a payment sent twice counts once; refunds that cross never exceed it; another currency and parts of a franc are refused', async () => {
    const [one, two] = await open(2) as [OfficePost, OfficePost]
    const paid = office.newId()
    await one.say('payment.take', { id: paid, amount: 1000, currency: 'XOF' })
    const again = await one.crashed()
    await one.exchange()
    await again.exchange()
    posts = [one, two]
    await settle()
    const refund = (amount: number, currency = 'XOF') => ({ id: office.newId(), of: paid, amount, currency })
    await one.say('payment.refund', refund(700))
    await two.say('payment.refund', refund(600))
    await two.say('payment.refund', refund(100, 'EUR'))
    await two.say('payment.take', { id: office.newId(), amount: 50, currency: 'XOF' })
    expect(await two.say('payment.take', { id: office.newId(), amount: 10.5, currency: 'XOF' })).toMatchObject({ status: 'rejected', code: 'invalid_input' })
    expect(await settle()).toEqual(['rule_broken', 'rule_broken'])
    const lines = (await office.server.kysely.selectFrom('payment' as 'property').selectAll().execute()) as unknown as { amount: number }[]
    expect(lines.map(({ amount }) => Number(amount)).toSorted((a, b) => a - b)).toEqual([-700, 50, 1000])
  })

  /** Two who ask for one place reach the server at the same moment. */
  async function meet(parts: Parameters<typeof open>[1]): Promise<number> {
    const [one, two] = await open(2, parts) as [OfficePost, OfficePost]
    await ask(one, 10, 20)
    await ask(two, 15, 25)
    await Promise.all([one.exchange(), two.exchange()])
    return (await overlapsIn(office.server)).length
  }

  it('a build that looks whether a place is free before it has the lock is caught, where ours is not', async () => {
    const arrived: (() => void)[] = []
    const together = async (): Promise<void> => new Promise((resolve) => {
      arrived.push(resolve)
      if (arrived.length === 2) for (const go of arrived) go()
    })
    const early = (whole: Authority): Authority => ({
      ...whole,
      push: async (peer, message) => {
        const held = await overlapsIn(office.server)
        expect(held).toEqual([])
        await together()
        return whole.push(peer, message)
      },
    })
    expect(await meet({ authority: early })).toBe(0)
    await office.close()
    await store?.close()
    arrived.length = 0
    expect(await meet({ authority: early, business: { ...bookings, invariants: new Map() } })).toBe(1)
  })
})

suite('SQLite', '')
suite('PostgreSQL', inject('postgresUrl'), inject('postgresUrl') !== '')
