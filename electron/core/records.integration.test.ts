import { mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ChangeNotice } from '../../shared/contract/index.ts'
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

async function newProperty(page: TestPage, values: object = {}): Promise<string> {
  const property = id()
  await page.act('property.create', { id: property, values: { title: 'Villa', kind: 'villa', transaction: 'sale', ...values } })
  return property
}

const picture = (width = 1200, height = 800) => sharp({ create: { width, height, channels: 3, background: '#2f7d6b' } }).jpeg()
  .toBuffer()

describe('a photo', () => {
  it('comes in by pieces, is kept once, and is read back small, middling and whole', async () => {
    const property = await newProperty(admin)
    const noise = await sharp({ create: { width: 2400, height: 1600, channels: 3, background: '#888',
      noise: { type: 'gaussian', mean: 120, sigma: 60 } } }).jpeg({ quality: 95 }).toBuffer()
    expect(noise.length).toBeGreaterThan(600_000)
    const file = await admin.ask.files.end({ uploadId: await admin.upload('IMG 1.jpeg', noise, 'photo') })
    expect(file).toMatchObject({ mime: 'image/jpeg', name: 'IMG 1.jpg', width: 2400, height: 1600 })
    const photo = id()
    await admin.act('propertyPhoto.create', { id: photo, propertyId: property, fileId: file.id, position: 'a' })
    const { rows } = await admin.ask.properties.page({ limit: 5 })
    expect(rows[0]).toMatchObject({ photoFileId: file.id, photoCount: 1 })
    for (const [variant, mime, side] of [['thumb', 'image/webp', 640], ['medium', 'image/webp', 2048],
      ['original', 'image/jpeg', 2400]] as const) {
      const pieces: Buffer[] = []
      let total = 1
      for (let offset = 0; offset < total;) {
        const part = await admin.ask.files.read({ fileId: file.id, variant, offset })
        expect(part.mime).toBe(mime)
        total = part.total
        pieces.push(Buffer.from(part.base64, 'base64'))
        offset += pieces.at(-1)!.length
      }
      const { width, height, exif } = await sharp(Buffer.concat(pieces)).metadata()
      expect(Math.max(width, height), variant).toBeLessThanOrEqual(side)
      // The small one fills the card of a list, 4 by 3.
      expect(width / height).toBeCloseTo(variant === 'thumb' ? 4 / 3 : 1.5, 1)
      expect(exif).toBeUndefined()
    }
    const again = await admin.ask.files.end({ uploadId: await admin.upload('copie.jpg', noise, 'photo') })
    expect(again.sha256).toBe(file.sha256)
    expect(readdirSync(join(house.directory, 'uploads'))).toEqual([])
  })

  it('that is not what its name says is refused, whatever it is; nothing of it stays', async () => {
    const cases: [string, Uint8Array, 'photo' | 'document', string][] = [
      ['villa.jpg', Buffer.from('%PDF-1.7 and so on'), 'photo', 'file_wrong_kind'],
        ['villa.jpg', Buffer.from('MZ\x90\0 a program'), 'photo', 'file_wrong_kind'],
      ['villa.png', Buffer.from('<svg onload=alert(1)>'), 'photo', 'file_wrong_kind'],
        ['titre.pdf', await picture(), 'document', 'file_wrong_kind'],
      ['titre.pdf.exe', Buffer.from('%PDF-1.7'), 'document', 'file_wrong_kind'],
        ['villa.jpg', (await picture()).subarray(0, 300), 'photo', 'file_unreadable'],
    ]
    for (const [name, bytes, purpose, code] of cases) {
      const uploadId = await admin.upload(name, bytes, purpose)
      await expect(admin.ask.files.end({ uploadId }), name).rejects.toMatchObject({ code })
    }
    expect((await admin.ask.core.activity({})).entries.map((entry) => entry.commandName)).toEqual(['agency.found'])
    expect(readdirSync(join(house.directory, 'uploads'))).toEqual([])
  })

  it('of another connection is nobody’s: not to be ended, filled, or cancelled', async () => {
    const other = await house.join(admin, 'Fatou', 'manager')
    const uploadId = await admin.upload('a.jpg', await picture(), 'photo')
    for (const call of [other.ask.files.end({ uploadId }), other.ask.files.put({ uploadId, offset: 0, base64: 'AAAA' }),
      other.ask.files.cancel({ uploadId })]) await expect(call).rejects.toMatchObject({ code: 'not_found' })
    await admin.ask.session.signOut({})
    await expect(admin.ask.files.cancel({ uploadId })).rejects.toMatchObject({ code: 'not_signed_in' })
    expect(readdirSync(join(house.directory, 'uploads'))).toEqual([])
  })

  it('that is not there is not found, and a piece beyond its end is empty', async () => {
    await expect(admin.ask.files.read({ fileId: id(), variant: 'thumb' })).rejects.toMatchObject({ code: 'not_found' })
    const file = await admin.ask.files.end({ uploadId: await admin.upload('a.jpg', await picture(64, 64), 'photo') })
    expect(await admin.ask.files.read({ fileId: file.id, variant: 'original', offset: 10_000_000 }))
      .toMatchObject({ base64: '', total: file.bytes })
  })
})

describe('a paper', () => {
  it('is kept byte for byte, and has no small picture', async () => {
    const property = await newProperty(admin)
    const bytes = Buffer.from(`%PDF-1.7\n${'titre foncier '.repeat(500)}\n%%EOF`)
    const file = await admin.ask.files.end({ uploadId: await admin.upload('TF 12.pdf', bytes, 'document') })
    await admin.act('propertyDocument.create', { id: id(), propertyId: property, fileId: file.id, type: 'title', title: 'TF 12' })
    const read = await admin.ask.files.read({ fileId: file.id, variant: 'original' })
    expect(read.mime).toBe('application/pdf')
    expect(Buffer.from(read.base64, 'base64').equals(bytes)).toBe(true)
    await expect(admin.ask.files.read({ fileId: file.id, variant: 'thumb' })).rejects.toMatchObject({ code: 'not_found' })
    expect(await admin.say('propertyPhoto.create', { id: id(), propertyId: property, fileId: file.id, position: 'a' }))
      .toMatchObject({ code: 'rule_broken' })
  })
})

describe('what changes', () => {
  it('is told to every window of the agency, after the commit, with entities and ids', async () => {
    const other = await house.join(admin, 'Fatou', 'agent')
    const stop = new AbortController()
    const stream = await other.ask.live.changes({}, { signal: stop.signal })
    const next = stream.next()
    const property = await newProperty(admin)
    expect((await next).value).toMatchObject({ entities: ['property'], ids: [property] })
    await Promise.all([admin.act('contact.create', { id: id(), name: 'A', roles: ['owner'] }),
      admin.act('property.update', { id: property, patch: { rooms: 3 } })])
    const told = new Set<string>()
    while (!told.has('property') || !told.has('contact')) for (const entity of ((await stream.next()).value as ChangeNotice)
      .entities) told.add(entity)
    expect([...told].toSorted()).toEqual(['contact', 'contactRole', 'property'])
    stop.abort()
    expect((await stream.next()).done).toBe(true)
  })

  it('a refused command tells nothing', async () => {
    const stop = new AbortController()
    const stream = await admin.ask.live.changes({}, { signal: stop.signal })
    const next = stream.next()
    expect(await admin.say('property.update', { id: id(), patch: { rooms: 1 } })).toMatchObject({ code: 'not_found' })
    const contact = id()
    await admin.act('contact.create', { id: contact, name: 'A' })
    expect((await next).value).toMatchObject({ entities: ['contact'], ids: [contact] })
    stop.abort()
  })

  it('is seen by the very next query', async () => {
    const property = await newProperty(admin)
    for (let rooms = 1; rooms <= 20; rooms += 1) {
      await admin.act('property.update', { id: property, patch: { rooms } })
      expect((await admin.ask.properties.get({ id: property })).property.rooms).toBe(rooms)
    }
  })

  it('views are counted by the day, without a change of the property', async () => {
    const property = await newProperty(admin)
    for (let day = 0; day < 3; day += 1) {
      house.now += day * 40 * 86_400_000
      await admin.ask.session.signIn({ email: 'awa@example.sn', password: 'quatre chevaux verts' })
      await admin.ask.properties.viewed({ id: property })
      await admin.ask.properties.viewed({ id: property })
    }
    const view = await admin.ask.properties.get({ id: property })
    expect(view.views).toEqual({ total: 6, lastThirtyDays: 2 })
    expect(view.property.versions).toEqual({})
  })
})

describe('a command', () => {
  it('sent again under its id is answered as before, and not done twice', async () => {
    const envelope = { commandId: id(), name: 'property.create', version: 1, typedAt: house.now, deviceId: id(),
      input: { id: id(), values: { title: 'Une fois', kind: 'villa', transaction: 'sale' } } }
    const [first] = await admin.ask.command({ envelopes: [envelope] })
    await house.restart()
    const page = house.page()
    await page.ask.session.signIn({ email: 'awa@example.sn', password: 'quatre chevaux verts' })
    const [again] = await page.ask.command({ envelopes: [envelope] })
    expect([first!.status, again!.status, again!.value]).toEqual(['applied', 'duplicate', first!.value])
    expect((await page.ask.properties.page({})).rows).toHaveLength(1)
  })

  it('is one of at most a hundred, each judged by itself', async () => {
    const envelope = (title: string) => ({ commandId: id(), name: 'property.create', version: 1, typedAt: house.now,
      deviceId: id(), input: { id: id(), values: { title, kind: 'villa', transaction: 'sale' } } })
    const outcomes = await admin.ask.command({ envelopes: [envelope('A'), envelope(''), envelope('B')] })
    expect(outcomes.map((outcome) => outcome.code ?? outcome.status)).toEqual(['applied', 'invalid_input', 'applied'])
    await expect(admin.ask.command({ envelopes: Array.from({ length: 101 }, () => envelope('x')) }))
      .rejects.toMatchObject({ code: 'BAD_REQUEST' })
  })

  it('typed in the future is dated now; its own clock only orders, never decides', async () => {
    const property = id()
    await admin.ask.command({ envelopes: [{ commandId: id(), name: 'property.create', version: 1, typedAt: house.now + 9e9,
      deviceId: id(), input: { id: property, values: { title: 'A', kind: 'villa', transaction: 'sale' } } }] })
    const [entry] = (await admin.ask.properties.history({ id: property })).entries
    expect([entry!.at, entry!.typedAt]).toEqual([house.now, house.now])
  })

  it('holds data only: what no database could keep is refused as input', async () => {
    const property = await newProperty(admin)
    let deep: unknown = 'x'
    for (let level = 0; level < 5000; level += 1) deep = [deep]
    for (const input of [10n, new Map([['id', property]]), new Date(), Number.NaN, { id: property, patch: { rooms: 1n } },
      { id: property, patch: { notes: 'a\u0000b' } }, { id: property, patch: { notes: '\uD800' } }, deep, { id: deep },
      { id: property, patch: { notes: 'x'.repeat(400_000) } }])
      await expect(admin.ask.command({ envelopes: [{ commandId: id(), name: 'property.update', version: 1, typedAt: house.now,
        deviceId: id(), input }] }), String(typeof input)).rejects.toMatchObject({ code: 'BAD_REQUEST' })
    expect((await admin.ask.properties.history({ id: property })).entries).toHaveLength(1)
  })
})

describe('a core', () => {
  it('gives the same device and agency after a restart, and makes its folders where they are missing', async () => {
    const { deviceId } = (await admin.ask.session.current({}))!
    await house.restart(() => void mkdirSync(join(house.directory, 'uploads'), { recursive: true }))
    const page = house.page()
    expect(await page.ask.session.signIn({ email: 'awa@example.sn', password: 'quatre chevaux verts' }))
      .toMatchObject({ deviceId })
  })

  it('answers calls under way when it closes, one way or the other, and hangs on none', async () => {
    const calls = Array.from({ length: 30 }, () => admin.ask.properties.totals({})
      .then(() => 'answered', (error: { code?: string }) => error.code))
    await house.restart()
    for (const answer of await Promise.all(calls)) expect(['answered', 'cancelled', 'core_restarted', 'database_corrupt'])
      .toContain(answer)
  })

  it('keeps settings of the device for everybody who sits before it', async () => {
    expect(await house.page().ask.device.settings({})).toMatchObject({ language: 'fr', theme: 'auto' })
    expect(await house.page().ask.device.change({ theme: 'dark', language: 'en' }))
      .toMatchObject({ theme: 'dark', language: 'en' })
    await house.restart()
    expect(await house.page().ask.device.settings({})).toMatchObject({ theme: 'dark', language: 'en' })
  })
})
