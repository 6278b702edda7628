import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBlobStore } from '../../shared/files/blob-store.ts'
import type { BlobStore } from '../../shared/files/blob-store.ts'
import { sharp } from '../../shared/files/sharp.ts'
import { openS3Store } from './s3-store.ts'
import { dispositionOf, rangeOf } from './serve.ts'
import { pdfBytes, photoBytes, photoForm } from '../testing/samples-files.ts'
import { property } from '../testing/things.ts'
import { openWorld } from '../testing/world.ts'
import type { World } from '../testing/world.ts'

const agencyId = '018f0000-0000-7000-8000-000000000001'
const directory = mkdtempSync(join(tmpdir(), 'digit-hab-files-'))
afterAll(() => rmSync(directory, { recursive: true, force: true }))

/** As much of S3 as the store speaks: objects by path, ranges, and that every request is signed. */
async function openBucket(): Promise<{ url: string; close(): void; objects: Map<string, Buffer> }> {
  const objects = new Map<string, Buffer>()
  const server: Server = createServer((request, response) => {
    const key = decodeURIComponent(new URL(request.url!, 'http://x').pathname)
    if (!/^AWS4-HMAC-SHA256 Credential=id\/\d{8}\/eu-west-3\/s3\/aws4_request/.test(request.headers.authorization ?? '')) return void response.writeHead(403).end()
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => {
      const known = objects.get(key)
      if (request.method === 'PUT') {
        objects.set(key, Buffer.concat(chunks))
        return response.writeHead(200, { etag: '"x"' }).end()
      }
      if (request.method === 'DELETE') {
        objects.delete(key)
        return response.writeHead(204).end()
      }
      if (!known) return response.writeHead(404, { 'content-type': 'application/xml' }).end(request.method === 'HEAD' ? undefined : '<Error><Code>NoSuchKey</Code></Error>')
      const [, from, to] = /bytes=(\d+)-(\d+)/.exec(request.headers.range ?? '') ?? []
      const part = from === undefined ? known : known.subarray(Number(from), Number(to) + 1)
      response.writeHead(from === undefined ? 200 : 206, { 'content-length': part.length, ...(from === undefined ? {} : { 'content-range': `bytes ${from}-${to}/${known.length}` }) })
      response.end(request.method === 'HEAD' ? undefined : part)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => server.close(), objects }
}

const stores: [string, () => Promise<{ store: BlobStore; close(): void }>][] = [
  ['on disk', async () => ({ store: openBlobStore(join(directory, 'store')), close: () => {} })],
  ['in S3', async () => {
    const bucket = await openBucket()
    const store = openS3Store({ kind: 's3', bucket: 'biens', prefix: 'photos', region: 'eu-west-3', endpoint: bucket.url, accessKeyId: 'id', secretAccessKey: 'secret' })
    return { store, close: () => {
      store.close()
      bucket.close()
    } }
  }],
]

describe.each(stores)('files by content, %s', (_where, open) => {
  let store: BlobStore
  let close: () => void
  beforeAll(async () => {
    ;({ store, close } = await open())
  })
  afterAll(() => close())
  const bytes = Buffer.from('un deux trois quatre')

  it('keeps, finds, reads whole and in part, and lets go', async () => {
    const { sha256 } = await store.put(agencyId, bytes)
    expect(sha256).toBe(createHash('sha256').update(bytes).digest('hex'))
    expect(await store.put(agencyId, bytes)).toEqual({ sha256, bytes: bytes.length })
    expect(await store.has({ agencyId, sha256 })).toBe(true)
    expect((await store.read({ agencyId, sha256 }, { verify: true })).equals(bytes)).toBe(true)
    expect(await store.readPart({ agencyId, sha256 }, 3, 4)).toEqual({ total: bytes.length, bytes: Buffer.from('deux') })
    expect(await store.readPart({ agencyId, sha256 }, 0, 0)).toEqual({ total: bytes.length, bytes: Buffer.alloc(0) })
    await store.putVariant({ agencyId, sha256, variant: 'thumb' }, Buffer.from('petit'))
    expect((await store.read({ agencyId, sha256, variant: 'thumb' })).toString()).toBe('petit')
    expect(await store.stat({ agencyId, sha256 })).toEqual({ bytes: bytes.length })
    await store.remove({ agencyId, sha256 })
    expect(await store.has({ agencyId, sha256 })).toBe(false)
    await expect(store.read({ agencyId, sha256 })).rejects.toMatchObject({ code: 'not_found' })
  })

  it('what another agency keeps is not there', async () => {
    const { sha256 } = await store.put(agencyId, Buffer.from('chez nous'))
    expect(await store.has({ agencyId: agencyId.replace(/1$/, '2'), sha256 })).toBe(false)
  })

  it('nothing but an id and a hash becomes a path', async () => {
    for (const key of [{ agencyId: '../../etc', sha256: 'a'.repeat(64) }, { agencyId, sha256: '../passwd' }]) await expect(async () => store.has(key)).rejects.toMatchObject({ code: 'invalid_input' })
  })
})

describe('a file that is sent and opened', () => {
  let world: World
  beforeAll(async () => {
    world = await openWorld()
  })
  afterAll(async () => world.server.close())
  const mine = () => property({ world, agency: world.ours, owner: world.ours.agent, caller: 'agent', token: world.ours.agent.token })
  const send = async (form: FormData, id?: string) => world.server.call('POST', `/api/properties/${id ?? (await mine())}/add_image/`, { token: world.ours.agent.token, form })
  const formOf = (name: string, bytes: Uint8Array, field = 'image') => {
    const form = new FormData()
    form.set(field, new File([new Uint8Array(bytes)], name))
    return form
  }
  const open = async (address: string, headers: Record<string, string> = {}) => {
    const path = address.slice(world.server.house.config.publicUrl.length)
    return fetch(world.server.url + path, { headers })
  }

  it('a photo loses where it was taken, has a small one beside it, and opens by its link alone', async () => {
    const { status, body } = await send(await photoForm({ is_primary: 'true' }))
    expect(status).toBe(201)
    expect(body).toMatchObject({ is_primary: true, order: 0 })
    const whole = await open(body.image)
    expect(whole.status).toBe(200)
    expect(whole.headers.get('content-type')).toBe('image/jpeg')
    expect(whole.headers.get('content-security-policy')).toContain('sandbox')
    expect(whole.headers.get('x-content-type-options')).toBe('nosniff')
    const bytes = Buffer.from(await whole.arrayBuffer())
    expect((await sharp(await photoBytes).metadata()).exif).toBeDefined()
    expect((await sharp(bytes).metadata()).exif).toBeUndefined()
    const small = await open(body.thumbnail)
    expect(small.headers.get('content-type')).toBe('image/webp')
    expect((await open(body.image, { 'if-none-match': whole.headers.get('etag')! })).status).toBe(304)
    const part = await open(body.image, { range: 'bytes=10-19' })
    expect(part.status).toBe(206)
    expect(Buffer.from(await part.arrayBuffer()).equals(bytes.subarray(10, 20))).toBe(true)
    expect((await open(body.image, { range: 'bytes=99999999-' })).status).toBe(416)
  })

  it('a link that is forged, of another file, or past its time opens nothing', async () => {
    const { body } = await send(await photoForm())
    for (const [name, value] of [['signature', 'x'.repeat(32)], ['until', (Date.now() * 2).toString(36)], ['variant', 'medium'], ['agency', world.theirs.id]] as const) {
      const url = new URL(body.image)
      url.searchParams.set(name, value)
      expect((await open(url.href)).status, name).toBe(404)
    }
    world.server.advance(8 * 3_600_000)
    expect((await open(body.image)).status).toBe(404)
    world.server.advance(-8 * 3_600_000)
  })

  it.each([
    ['a script called a photo', 'photo.jpg', Buffer.from('<script>alert(1)</script>'), 415],
    ['a PDF called a photo', 'photo.jpg', pdfBytes, 415],
    ['a program', 'photo.exe', Buffer.from('MZ\u0090\u0000'), 415],
    ['nothing', 'photo.jpg', Buffer.alloc(0), 400],
    ['a picture cut off', 'photo.jpg', Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex'), 400],
  ])('%s is refused by what it is, in plain words', async (_what, name, bytes, status) => {
    const answer = await send(formOf(name, bytes))
    expect(answer.status, answer.text).toBe(status)
    expect(answer.body).toMatchObject({ detail: expect.any(String), code: expect.stringMatching(/^file_/) })
  })

  it('a picture that would unpack to gigabytes is refused by its header', async () => {
    // The header of a PNG of 30000 x 30000, its check right, and no pixel behind it.
    const png = await sharp({ create: { width: 1, height: 1, channels: 3, background: '#fff' } }).png().toBuffer()
    const bomb = Buffer.from(png)
    bomb.writeUInt32BE(30_000, 16)
    bomb.writeUInt32BE(30_000, 20)
    const { crc32 } = await import('node:zlib')
    bomb.writeUInt32BE(crc32(bomb.subarray(12, 29)), 29)
    const answer = await send(formOf('mur.png', bomb))
    expect(answer.body).toMatchObject({ code: 'image_too_large' })
  })

  it('a form that breaks off in the middle of its file is refused, and the server lives on', async () => {
    const body = Buffer.from('--b\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF-1.4 and then nothing')
    const answer = await world.server.call('POST', '/api/upload/', { token: world.ours.agent.token, bytes: body, headers: { 'content-type': 'multipart/form-data; boundary=b' } })
    expect([answer.status, answer.body.code]).toEqual([400, 'body_unreadable'])
    const unasked = await world.server.call('POST', '/api/auth/login/', { bytes: Buffer.concat([body, Buffer.from('\r\n--b--\r\n')]), headers: { 'content-type': 'multipart/form-data; boundary=b' } })
    expect([unasked.status, unasked.body.fields]).toEqual([400, { file: ['Aucun fichier n’est attendu dans ce champ.'] }])
    expect((await world.server.call('GET', '/health')).status).toBe(200)
  })

  it('too much is cut off while it comes, and leaves nothing', async () => {
    const before = readdirSync(tmpdir()).filter((name) => name.startsWith('digit-hab-body-')).length
    const answer = await send(formOf('grand.jpg', Buffer.concat([await photoBytes, Buffer.alloc(41_000_000)])))
    expect(answer).toMatchObject({ status: 413, body: { code: 'file_too_large' } })
    expect(readdirSync(tmpdir()).filter((name) => name.startsWith('digit-hab-body-')).length).toBe(before)
  })

  it('a name is only a name, whatever it says', async () => {
    const id = await mine()
    for (const name of ['../../etc/passwd', 'C:\\Windows\\système.pdf', 'titre "du"\r\nSet-Cookie: x.pdf', '🏠'.repeat(80)]) {
      const answer = await world.server.call('POST', `/api/properties/${id}/add_document/`, { token: world.ours.agent.token, form: formOf(name, pdfBytes, 'document') })
      expect(answer.status, name + answer.text).toBe(201)
      const opened = await open(answer.body.document_file)
      expect(opened.status).toBe(200)
      expect(opened.headers.get('content-disposition')).toMatch(/^inline; filename="[\x20-\x7e]+"; filename\*=UTF-8''[\w.%~-]+$/)
      expect(opened.headers.get('set-cookie')).toBeNull()
    }
  })

  it('a document is for the agency; others see what it made public', async () => {
    const id = await mine()
    const { body } = await world.server.call('POST', `/api/properties/${id}/add_document/`, { token: world.ours.agent.token, form: formOf('plan.pdf', pdfBytes, 'document') })
    const seen = async (token?: string) => (await world.server.call('GET', `/api/properties/${id}/`, { token })).body.documents as { id: string }[]
    expect([await seen(), await seen(world.client.token), await seen(world.theirs.admin.token)]).toEqual([[], [], []])
    expect(await seen(world.ours.colleague.token)).toMatchObject([{ id: body.id }])
    await world.server.call('PATCH', `/api/properties/documents/${body.id}/`, { token: world.ours.agent.token, body: { is_public: true } })
    expect(await seen()).toMatchObject([{ id: body.id }])
  })

  it('photos keep their order by one write each, and the first chosen stays first', async () => {
    const id = await mine()
    const ids: string[] = []
    for (let n = 0; n < 3; n++) ids.push((await send(await photoForm({ title: `Photo ${n}` }), id)).body.id)
    const order = async () => ((await world.server.call('GET', `/api/properties/${id}/images/`)).body as { id: string }[]).map((one) => ids.indexOf(one.id))
    expect(await order()).toEqual([0, 1, 2])
    await world.server.call('PATCH', `/api/properties/images/${ids[2]}/`, { token: world.ours.agent.token, body: { order: 0 } })
    expect(await order()).toEqual([2, 0, 1])
    expect((await world.server.call('GET', `/api/properties/${id}/`)).body.images.find((one: { is_primary: boolean }) => one.is_primary).id).toBe(ids[0])
  })

  it('in parts over a network that breaks: what arrived stays, a part sent again is told so, the whole is checked', async () => {
    const bytes = Buffer.concat([pdfBytes, Buffer.alloc(3000, 32)])
    const { token } = world.ours.agent
    const call = (method: string, path: string, options: object = {}) => world.server.call(method, `/api/uploads/${path}`, { token, ...options })
    const { body: begun } = await call('POST', '', { body: { name: 'titre.pdf', bytes: bytes.length, purpose: 'document' } })
    expect(begun).toMatchObject({ offset: 0, done: false })
    const put = (offset: number, part: Uint8Array) => call('PATCH', `${begun.id}/?offset=${offset}`, { bytes: part })
    expect((await put(0, bytes.subarray(0, 1000))).body.offset).toBe(1000)
    expect(await put(0, bytes.subarray(0, 1000))).toMatchObject({ status: 409, body: { offset: 1000 } })
    expect(await put(2000, bytes.subarray(2000))).toMatchObject({ status: 409, body: { offset: 1000 } })
    expect(await call('POST', `${begun.id}/complete/`, { body: {} })).toMatchObject({ status: 400, body: { code: 'file_incomplete' } })
    expect((await put(1000, Buffer.alloc(bytes.length))).status).toBe(413)
    expect((await put(1000, bytes.subarray(1000))).body.offset).toBe(bytes.length)
    expect(await call('POST', `${begun.id}/complete/`, { body: { sha256: 'a'.repeat(64) } })).toMatchObject({ body: { code: 'file_unreadable' } })
    const done = await call('POST', `${begun.id}/complete/`, { body: { sha256: createHash('sha256').update(bytes).digest('hex') } })
    expect(done.status).toBe(201)
    expect((await call('POST', `${begun.id}/complete/`, { body: {} })).body).toEqual(done.body)
    const id = await mine()
    expect((await world.server.call('POST', `/api/properties/${id}/documents/`, { token, body: { title: 'Titre', file_id: done.body.file_id } })).status).toBe(201)
  })

  it('forgets parts that nobody goes on with', async () => {
    const { body } = await world.server.call('POST', '/api/uploads/', { token: world.ours.agent.token, body: { name: 'a.pdf', bytes: 10, purpose: 'document' } })
    world.server.advance(49 * 3_600_000)
    expect(await world.server.house.services.uploads.sweep()).toBeGreaterThan(0)
    world.server.advance(-49 * 3_600_000)
    expect((await world.server.call('GET', `/api/uploads/${body.id}/`, { token: world.ours.agent.token })).status).toBe(404)
  })
})

describe('what a link answers with', () => {
  it('ranges', () => {
    expect(rangeOf('bytes=0-9', 100)).toEqual([0, 9])
    expect(rangeOf('bytes=90-', 100)).toEqual([90, 99])
    expect(rangeOf('bytes=-10', 100)).toEqual([90, 99])
    expect(rangeOf('bytes=0-5,7-9', 100)).toBeNull()
    expect(rangeOf('bytes=200-', 100)).toBe('outside')
  })

  it('names', () => {
    expect(dispositionOf('attachment', 'Bail signé.docx')).toBe(`attachment; filename="Bail signe.docx"; filename*=UTF-8''Bail%20sign%C3%A9.docx`)
    expect(dispositionOf('inline', '../x/\r\n"a".pdf')).toBe(`inline; filename="_a_.pdf"; filename*=UTF-8''%22a%22.pdf`)
  })
})
