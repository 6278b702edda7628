import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { MatchingProgress } from '../../../shared/contract/index.ts'
import { uuidv7 } from '../../../shared/values/id.ts'
import { openTestCore } from '../testing/open-core.ts'
import type { TestCore, TestPage } from '../testing/open-core.ts'

let house: TestCore
let admin: TestPage
let n = 0
const id = (): string => uuidv7(house.now + n++, new Uint8Array(10).fill(n % 200))
beforeEach(async () => {
  house = await openTestCore()
  admin = await house.found()
})
afterEach(async () => house.end())

const villa = (priceAmount: number) => admin.act('property.create', { id: id(), status: 'available', values: { title: `Villa à ${priceAmount}`, kind: 'villa', transaction: 'rent', priceAmount } })
/** Clients who look for a villa, each for more money than the one before. */
async function seekers(count: number, page: TestPage = admin): Promise<void> {
  const envelopes = Array.from({ length: count }, (_, at) => {
    const contactId = id()
    const envelope = (name: string, input: object) => ({ commandId: id(), name, version: 1, input, typedAt: house.now, deviceId: id() })
    return [envelope('contact.create', { id: contactId, name: `Client ${at + 1}` }), envelope('clientSearch.create', { id: id(), contactId, transaction: 'rent', kinds: ['villa'], budgetMax: 100_000 * (at + 1) })]
  }).flat()
  for (let from = 0; from < envelopes.length; from += 100) for (const { status } of await page.ask.command({ envelopes: envelopes.slice(from, from + 100) })) expect(status).toBe('applied')
}
async function runAll(stopAfter = Infinity): Promise<MatchingProgress[]> {
  const steps: MatchingProgress[] = []
  for await (const step of await admin.ask.matching.runAll({})) {
    steps.push(step)
    if (steps.length >= stopAfter) break
  }
  return steps
}

describe('all clients against all properties', () => {
  it('counts for each search what suits and names the best, with how far it is', async () => {
    await seekers(90)
    await villa(150_000)
    await villa(5_000_000)
    const steps = await runAll()
    expect(steps.slice(0, -1).map((step) => (step.kind === 'progress' ? [step.done, step.total] : null))).toEqual([[40, 90], [80, 90]])
    // The first client is short by half of his money: no match, and none of his rows.
    expect(steps.at(-1)).toEqual({ kind: 'done', searches: 90, matched: 89 })
    const page = await admin.ask.matching.overview({ limit: 200 })
    expect([page.count, page.rows.length, page.at]).toEqual([89, 89, house.now])
    const row = page.rows.find(({ contactName }) => contactName === 'Client 60')!
    expect(row).toMatchObject({ matches: 2, almost: 0, best: [{ title: 'Villa à 5000000', score: 100 }, { title: 'Villa à 150000' }] })
    expect(page.rows.map(({ score }) => score)).toEqual(page.rows.map(({ score }) => score).toSorted((a, b) => b - a))
    expect((await admin.ask.matching.overview({ offset: 80, limit: 200 })).rows).toHaveLength(9)
  })

  it('stopped in the middle, what was worked out before stands; worked out anew, what is gone is gone', async () => {
    await seekers(60)
    await villa(100_000)
    await runAll()
    const before = await admin.ask.matching.overview({ limit: 200 })
    expect(before.count).toBe(60)
    await villa(110_000)
    house.now += 60_000
    await runAll(1)
    expect(await admin.ask.matching.overview({ limit: 200 })).toEqual(before)
    const { rows } = await admin.ask.properties.page({})
    for (const { id: property } of rows) await admin.act('property.setStatus', { id: property, to: 'rented' })
    await runAll()
    expect((await admin.ask.matching.overview({})).count).toBe(0)
  })

  it('edits are quick meanwhile, and an agent may look at his own alone', async () => {
    const fatou = await house.join(admin, 'Fatou', 'agent')
    await seekers(60)
    await seekers(3, fatou)
    for (let at = 0; at < 20; at++) await villa(100_000 + at)
    const took: number[] = []
    for await (const step of await admin.ask.matching.runAll({})) {
      if (step.kind === 'done') break
      const begun = performance.now()
      await villa(300_000)
      took.push(performance.now() - begun)
    }
    expect(took.length).toBeGreaterThan(0)
    expect(Math.max(...took)).toBeLessThan(1000)
    await runAll()
    expect([(await fatou.ask.matching.overview({ mine: true })).count, (await fatou.ask.matching.overview({})).count]).toEqual([3, 63])
  })
})
