import { connect } from 'node:net'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { sha256Of } from '../../shared/files/blob-store.ts'
import { normalisePhoto } from '../../shared/files/images.ts'
import { etagOf } from '../../shared/files/receive.ts'
import { sharp } from '../../shared/files/sharp.ts'
import { protocol } from '../../shared/sync/protocol.ts'
import { pdfBytes } from '../testing/samples-files.ts'
import { openWorld } from '../testing/world.ts'
import type { Staff, TestAgency, World } from '../testing/world.ts'

/** A photo as a post keeps it, another one each time. */
async function photo(seed: number): Promise<{ bytes: Buffer; width: number; height: number }> {
  const pixels = Buffer.alloc(1600 * 1200 * 3)
  for (let n = 0; n < pixels.length; n++) pixels[n] = (n * 7 + seed * 131 + ((n * seed) >> 5)) & 0xff
  return normalisePhoto(await sharp(pixels, { raw: { width: 1600, height: 1200, channels: 3 } }).jpeg().toBuffer())
}

const suite = (kind: string, postgresUrl: string, able = true) => describe.runIf(able)(`files that posts bring, on ${kind}`, () => {
  let world: World
  let device: string
  beforeAll(async () => {
    world = await openWorld({ postgresUrl })
    device = await post(world.ours, world.ours.agent)
  })
  afterAll(async () => world.server.close())

  async function post(agency: TestAgency, { memberId, role, accountId }: Staff): Promise<string> {
    const [deviceId, incarnation] = [world.newId(), world.newId()]
    await world.server.house.services.authority.hello({ actor: { kind: 'member', agencyId: agency.id, memberId, role }, accountId },
      { protocol, schemaVersion: '0030', appVersion: '1', deviceId, incarnation, deviceName: 'Accueil', epochSeen: null, cursor: 0, numbered: 0 })
    return deviceId
  }
  type Values = { sha256: string; bytes: number; mime: string; name: string; width: number | null; height: number | null }
  async function row(values: Values, agency = world.ours, who = agency.agent): Promise<string> {
    const id = world.newId()
    await world.act(who, agency, 'file.create', { id, values })
    return id
  }
  const paper = (content: Buffer, more: Partial<Values> = {}): Values => ({ sha256: sha256Of(content), bytes: content.length, mime: 'application/pdf', name: 'titre.pdf', width: null, height: null, ...more })
  const another = (bytes = 0): Buffer => Buffer.concat([pdfBytes, Buffer.from(`% ${world.newId()}\n`), Buffer.alloc(bytes, 'x')])
  const call = (method: string, path: string, options: { body?: unknown; bytes?: Uint8Array; headers?: Record<string, string>; token?: string } = {}) => world.server.call(method, `/api/sync/files/${path}`, { token: world.ours.agent.token, ...options })
  const part = (id: string, offset: number, bytes: Uint8Array, given: { device?: string; token?: string } = {}) => call('PATCH', `${id}/?device=${given.device ?? device}&offset=${offset}`, { bytes, ...(given.token ? { token: given.token } : {}) })
  const files = async (...fileIds: string[]) => (await call('POST', '', { body: { deviceId: device, fileIds } })).body
  const held = (values: Values, agencyId = world.ours.id) => world.server.house.services.blobs.read({ agencyId, sha256: values.sha256 })

  it('a photo comes in parts, is kept byte for byte, and is given in each size and by ranges', async () => {
    const { bytes, width, height } = await photo(1)
    const values = paper(bytes, { mime: 'image/jpeg', name: 'salon.jpg', width, height })
    const id = await row(values)
    expect(await files(id)).toEqual({ present: [], lacking: [{ id, received: 0 }] })
    expect((await part(id, 0, bytes.subarray(0, 5000))).body).toEqual({ received: 5000, done: false })
    expect(await files(id)).toEqual({ present: [], lacking: [{ id, received: 5000 }] })
    expect((await call('GET', `${id}/?device=${device}`)).body).toEqual({ received: 5000, done: false })
    expect((await part(id, 5000, bytes.subarray(5000))).body).toEqual({ received: bytes.length, done: true })
    expect(await files(id)).toEqual({ present: [id], lacking: [] })
    expect((await held(values)).equals(bytes)).toBe(true)
    const thumb = await call('GET', `${id}/thumb/?device=${device}`)
    expect([thumb.status, thumb.headers.get('content-type'), thumb.headers.get('etag')]).toEqual([200, 'image/webp', etagOf(values.sha256, 'thumb')])
    const range = await fetch(`${world.server.url}/api/sync/files/${id}/original/?device=${device}`, { headers: { authorization: `Bearer ${world.ours.manager.token}`, range: 'bytes=100-299' } })
    expect([range.status, range.headers.get('content-range')]).toEqual([206, `bytes 100-299/${bytes.length}`])
    expect(Buffer.from(await range.arrayBuffer()).equals(bytes.subarray(100, 300))).toBe(true)
  })

  it('a part that comes twice, out of order or after the end takes nothing and tells the true number', async () => {
    const content = another(3000)
    const id = await row(paper(content))
    await part(id, 0, content.subarray(0, 1000))
    expect(await part(id, 0, content.subarray(0, 1000))).toMatchObject({ status: 409, body: { received: 1000, done: false } })
    expect(await part(id, 2000, content.subarray(2000))).toMatchObject({ status: 409, body: { received: 1000, done: false } })
    expect(await part(id, 1000, content.subarray(1000))).toMatchObject({ status: 200, body: { done: true } })
    expect(await part(id, 0, content)).toMatchObject({ status: 200, body: { received: content.length, done: true } })
    expect(await part(id, content.length, new Uint8Array(0))).toMatchObject({ status: 200, body: { done: true } })
  })

  it('of a line that breaks in the middle of a part, every byte that arrived counts', async () => {
    const content = another(400_000)
    const id = await row(paper(content))
    const { hostname, port } = new URL(world.server.url)
    const socket = connect(Number(port), hostname)
    socket.write(`PATCH /api/sync/files/${id}/?device=${device}&offset=0 HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${world.ours.agent.token}\r\nContent-Type: application/octet-stream\r\nContent-Length: ${content.length}\r\n\r\n`)
    socket.write(content.subarray(0, 123_456))
    await new Promise((resolve) => setTimeout(resolve, 300))
    socket.destroy()
    let received = 0
    for (let tries = 0; received === 0 && tries < 100; tries++) {
      await new Promise((resolve) => setTimeout(resolve, 20))
      received = (await call('GET', `${id}/?device=${device}`)).body.received
    }
    expect(received).toBe(123_456)
    expect((await part(id, received, content.subarray(received))).body).toEqual({ received: content.length, done: true })
  })

  it('two posts that bring the same file do no harm; it is kept once for all rows that name it', async () => {
    const content = another(2000)
    const [one, two] = [await row(paper(content)), await row(paper(content, { name: 'copie.pdf' }))]
    const answers = await Promise.all([part(one, 0, content), part(two, 0, content)])
    expect(answers.some(({ body }) => body.done)).toBe(true)
    for (const { status } of answers) expect([200, 409]).toContain(status)
    expect(await files(one, two)).toEqual({ present: expect.arrayContaining([one, two]), lacking: [] })
    expect((await held(paper(content))).equals(content)).toBe(true)
  })

  it('what is not what its row says is refused with a code, and nothing of it is kept', async () => {
    const content = another(500)
    const other = Buffer.from(content)
    other[200] = other[200]! ^ 1
    const wrong = paper(content)
    const id = await row(wrong)
    expect(await part(id, 0, other)).toMatchObject({ status: 400, body: { code: 'file_unreadable' } })
    expect(await files(id)).toEqual({ present: [], lacking: [{ id, received: 0 }] })
    // Right bytes after wrong ones are taken.
    expect((await part(id, 0, content)).body).toMatchObject({ done: true })

    const long = await row(paper(another(), { bytes: 100 }))
    expect(await part(long, 0, another(500))).toMatchObject({ status: 413, body: { code: 'too_large' } })
    const short = another()
    const less = await row(paper(short, { bytes: short.length - 10 }))
    expect(await part(less, 0, short.subarray(0, short.length - 10))).toMatchObject({ status: 400, body: { code: 'file_unreadable' } })
    const page = Buffer.from('<!doctype html><html><script>alert(1)</script></html>')
    for (const mime of ['application/pdf', 'text/html', 'image/jpeg']) {
      const script = Buffer.concat([page, Buffer.from(world.newId())])
      expect(await part(await row(paper(script, { mime })), 0, script), mime).toMatchObject({ status: 415, body: { code: 'file_wrong_kind' } })
    }
    // A picture that says where it was taken was not received by our program.
    const located = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#b4552d' } }).withExif({ IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '14/1 44/1 0/1' } }).jpeg().toBuffer()
    expect(await part(await row(paper(located, { mime: 'image/jpeg', name: 'a.jpg', width: 40, height: 30 })), 0, located)).toMatchObject({ status: 415, body: { code: 'file_wrong_kind' } })
    const plain = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#b4552d' } }).jpeg().toBuffer()
    expect(await part(await row(paper(plain, { mime: 'image/jpeg', name: 'a.jpg', width: 40, height: 31 })), 0, plain)).toMatchObject({ status: 415 })
    const huge = await row(paper(another(), { bytes: 90_000_000 }))
    expect(await part(huge, 0, another())).toMatchObject({ status: 413, body: { code: 'file_too_large' } })
  })

  it('nothing is taken without its row, of another agency, or for a post that is unknown or taken out', async () => {
    const content = another()
    const theirs = await row(paper(content), world.theirs)
    expect(await part(world.newId(), 0, content)).toMatchObject({ status: 404, body: { code: 'not_found' } })
    expect(await part(theirs, 0, content)).toMatchObject({ status: 404, body: { code: 'not_found' } })
    expect(await files(theirs)).toEqual({ present: [], lacking: [] })
    const theirPost = await post(world.theirs, world.theirs.agent)
    expect(await part(theirs, 0, content, { device: theirPost, token: world.theirs.agent.token })).toMatchObject({ status: 200, body: { done: true } })
    for (const variant of ['thumb', 'medium', 'original']) expect((await call('GET', `${theirs}/${variant}/?device=${device}`)).status).toBe(404)
    // The same bytes under a row of ours are not there because a neighbour has them.
    const ours = await row(paper(content))
    expect(await files(ours)).toEqual({ present: [], lacking: [{ id: ours, received: 0 }] })
    expect((await call('GET', `${ours}/original/?device=${device}`)).status).toBe(404)
    expect((await part(ours, 0, content, { device: theirPost })).status).toBe(404)
    const lost = await post(world.ours, world.ours.agent)
    await world.server.house.services.authority.revoke(world.ours.id, lost)
    expect(await part(ours, 0, content, { device: lost })).toMatchObject({ status: 403, body: { code: 'forbidden' } })
    expect(await call('GET', `${ours}/original/?device=${lost}`)).toMatchObject({ status: 403 })
    expect((await part(ours, 0, content)).body).toMatchObject({ done: true })
  })

  it('what nobody goes on with is forgotten after two days, on disk and in the table; a folder that was lost begins anew', async () => {
    const content = another(5000)
    const values = paper(content)
    const id = await row(values)
    await part(id, 0, content.subarray(0, 3000))
    const folder = join(world.server.house.config.dataDirectory, 'incoming', world.ours.id)
    expect(readdirSync(folder)).toContain(values.sha256)
    const { incomingBlobs } = world.server.house.services
    await incomingBlobs.sweep()
    expect(existsSync(join(folder, values.sha256))).toBe(true)
    world.server.advance(49 * 3_600_000)
    await incomingBlobs.sweep()
    expect(existsSync(join(folder, values.sha256))).toBe(false)
    expect(await world.server.house.store.kysely.selectFrom('incomingBlob').selectAll().where('sha256', '=', values.sha256).execute()).toEqual([])
    await world.server.house.store.kysely.insertInto('incomingBlob').values({ agencyId: world.ours.id, sha256: values.sha256, received: 2000, touchedAt: 1 }).execute()
    expect(await incomingBlobs.progress(world.ours.id, values)).toEqual({ received: 0, done: false })
  })
})

suite('SQLite', '')
suite('PostgreSQL', inject('postgresUrl'), inject('postgresUrl') !== '')
