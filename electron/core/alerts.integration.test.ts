import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { uuidv7 } from '../../shared/values/id.ts'
import { openTestCore } from './testing/open-core.ts'
import type { TestCore, TestPage } from './testing/open-core.ts'

let house: TestCore
let admin: TestPage
let n = 0
const id = (): string => uuidv7(house.now + n++, new Uint8Array(10).fill(n % 200))
beforeEach(async () => {
  house = await openTestCore()
  admin = await house.found()
})
afterEach(async () => house.end())

const ready = async () => (await admin.ask.alerts.messages({})).rows
async function until(condition: () => Promise<boolean>): Promise<void> {
  const begun = Date.now()
  while (!(await condition())) {
    if (Date.now() - begun > 15_000) throw new Error('it did not come to be')
    await wait(50)
  }
}
async function seek(alerts: 'immediate' | 'daily'): Promise<void> {
  const contactId = id()
  await admin.act('contact.create', { id: contactId, name: 'Awa', phones: [{ typed: '77 123 45 67' }] })
  await admin.act('contact.setConsent', { id: contactId, purpose: 'service', channel: 'whatsapp', given: true, day: '2026-11-01' })
  await admin.act('clientSearch.create', { id: id(), contactId, transaction: 'rent', kinds: ['villa'], alerts })
}
const villa = (title: string) => admin.act('property.create', { id: id(), status: 'available', values: { title, kind: 'villa', transaction: 'rent' } })
/** The first look only marks where the log stands. */
const firstLook = () => wait(2000)

describe('a post that works alone', () => {
  it('tells within seconds what a saved search found, without anybody asking', async () => {
    await firstLook()
    await seek('immediate')
    await villa('Villa des Almadies')
    await until(async () => (await ready()).length === 1)
    expect((await ready())[0]).toMatchObject({ contactName: 'Awa', number: '+221771234567', count: 1 })
    expect((await admin.ask.alerts.log({})).rows.map(({ entry }) => entry.reason)).toEqual(['ready'])
  })

  it('closed in between, it tells what it missed when it opens, once; the day’s news when their hour has come meanwhile', async () => {
    await firstLook()
    await seek('daily')
    await villa('Villa de Ngor')
    await wait(2500)
    expect(await ready()).toEqual([])
    await house.restart(() => {
      house.now += 30 * 3_600_000
    })
    admin = await again(house)
    await until(async () => (await ready()).length === 1)
    await house.restart()
    admin = await again(house)
    await wait(2500)
    expect((await ready()).map(({ count }) => count)).toEqual([1])
  })
})

async function again(core: TestCore): Promise<TestPage> {
  const page = core.page()
  await page.ask.session.signIn({ email: 'awa@example.sn', password: 'quatre chevaux verts' })
  return page
}
