import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest'
import { pdfBytes } from '../../../server/testing/samples-files.ts'
import { openWorld } from '../../../server/testing/world.ts'
import type { Staff, World } from '../../../server/testing/world.ts'
import { sharp } from '../../../shared/files/sharp.ts'
import type { ChangeNotice } from '../../../shared/contract/index.ts'
import { openTestCore } from '../testing/open-core.ts'
import type { TestCore, TestPage } from '../testing/open-core.ts'

type Line = {
  cut: boolean
  /** Bytes of files that each request may still carry before the line breaks; null: all. */
  breaksAfter: number | null
  /** Bytes of each file that went and came. */
  up: Map<string, number>
  down: Map<string, number>
  asked: string[]
}
type Post = TestCore & { line: Line; page1: TestPage }

async function until(isSo: () => Promise<boolean>, what: string): Promise<void> {
  const most = Date.now() + 45_000
  while (!(await isSo())) {
    if (Date.now() > most) throw new Error(`waited in vain until ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
}
const codeOf = async (work: Promise<unknown>): Promise<unknown> => {
  try {
    return await work
  } catch (error) {
    return (error as { code?: unknown }).code
  }
}

/** A photo as a telephone takes it, with more in it than a plain colour. */
async function photo(seed: number): Promise<Buffer> {
  const [width, height] = [1400, 400]
  const pixels = Buffer.alloc(width * height * 3)
  for (let n = 0, value = seed; n < pixels.length; n++) {
    value = (value * 1103515245 + 12345) & 0x7fffffff
    pixels[n] = ((n >> 9) + (value >> 24)) & 0xff
  }
  return sharp(pixels, { raw: { width, height, channels: 3 } }).jpeg({ quality: 70 }).toBuffer()
}

const suite = (kind: string, postgresUrl: string, able = true) => describe.runIf(able)(`files of two posts and their server, on ${kind}`, () => {
  let world: World
  beforeAll(async () => {
    world = await openWorld({ postgresUrl })
  })
  afterAll(async () => world.server.close())
  const opened: Post[] = []
  afterEach(async () => {
    for (const post of opened.splice(0)) await post.end()
  })

  async function joined(who: Staff): Promise<Post> {
    const line: Line = { cut: false, breaksAfter: null, up: new Map(), down: new Map(), asked: [] }
    const core = await openTestCore({
      now: Date.now(),
      fetch: async (input, init) => {
        const url = new URL(input instanceof Request ? input.url : input)
        const fileId = url.pathname.split('/')[4] ?? ''
        const count = (moved: Map<string, number>, bytes: number) => moved.set(fileId, (moved.get(fileId) ?? 0) + bytes)
        line.asked.push(`${init?.method ?? 'GET'} ${url.pathname}`)
        if (line.cut) throw new TypeError('fetch failed')
        if (init?.method === 'PATCH') {
          const bytes = init.body as Uint8Array
          if (line.breaksAfter !== null && bytes.length > line.breaksAfter) {
            // What left before the line broke arrives; the post hears nothing.
            await fetch(input, { ...init, body: bytes.slice(0, line.breaksAfter) })
            count(line.up, line.breaksAfter)
            throw new TypeError('fetch failed')
          }
        }
        const answer = await fetch(input, init)
        if (init?.method === 'PATCH') count(line.up, (init.body as Uint8Array).length)
        if (!url.pathname.endsWith('/original/') || !answer.ok) return answer
        const most = line.breaksAfter ?? Infinity
        let come = 0
        const body = answer.body!.pipeThrough(new TransformStream<Uint8Array, Uint8Array>({
          transform(chunk, control) {
            const part = chunk.subarray(0, Math.max(0, most - come))
            come += part.length
            count(line.down, part.length)
            if (part.length > 0) control.enqueue(part)
            if (come >= most) control.error(new TypeError('terminated'))
          },
        }))
        return new Response(body, { status: answer.status, headers: answer.headers })
      },
    })
    // Whatever waits for its time, waits: here time passes.
    Object.defineProperty(core, 'now', { get: Date.now })
    const page = core.page()
    const post = Object.assign(core, { line, page1: page })
    opened.push(post)
    await enter(page, who)
    return post
  }
  async function enter(page: TestPage, who: Staff): Promise<void> {
    for await (const _step of await page.ask.setup.joinAgency({ server: world.server.url, email: who.email, password: who.password }));
  }
  /** A property with a photo or a paper on it, as somebody adds them. */
  async function add({ page1: page }: Post, bytes: Buffer, purpose: 'photo' | 'document'): Promise<{ propertyId: string; fileId: string; bytes: number }> {
    const [propertyId, id] = [world.newId(), world.newId()]
    await page.act('property.create', { id: propertyId, values: { title: 'Villa', kind: 'villa', transaction: 'sale' } })
    const file = await page.ask.files.end({ uploadId: await page.upload(purpose === 'photo' ? 'salon.jpg' : 'titre.pdf', bytes, purpose) })
    if (purpose === 'photo') await page.act('propertyPhoto.create', { id, propertyId, fileId: file.id, position: 'a0', caption: null })
    else await page.act('propertyDocument.create', { id, propertyId, fileId: file.id, type: 'title', title: 'Titre foncier', isPublic: false })
    return { propertyId, fileId: file.id, bytes: file.bytes }
  }
  const read = (post: Post, fileId: string, variant: 'thumb' | 'medium' | 'original') => post.page1.ask.files.read({ fileId, variant, offset: 0 })
  const isHere = async (post: Post, fileId: string): Promise<boolean> => (await post.page1.ask.files.missing({ fileIds: [fileId] })).length === 0 && typeof (await codeOf(read(post, fileId, 'original'))) === 'object'
  const hasOriginal = (post: Post, fileId: string) => () => isHere(post, fileId)

  it('a photo added on one post appears on the other, small first and then whole, and its pages hear of it', async () => {
    const [one, two] = [await joined(world.ours.agent), await joined(world.ours.manager)]
    const control = new AbortController()
    const notices: ChangeNotice[] = []
    const stream = await two.page1.ask.live.changes({}, { signal: control.signal })
    const listening = (async () => {
      for await (const notice of stream) notices.push(notice)
    })()
    const { fileId, bytes } = await add(one, await photo(1), 'photo')
    await until(async () => typeof (await codeOf(read(two, fileId, 'thumb'))) === 'object', 'the small picture is on the other post')
    await until(async () => (await two.page1.ask.files.missing({ fileIds: [fileId] })).length === 0, 'the original is on the other post')
    control.abort()
    await listening
    const order = two.line.asked.filter((path) => path.includes(fileId)).map((path) => path.split('/').at(-2))
    expect(order[0]).toBe('thumb')
    expect(order.filter((name) => name === 'original').length).toBeGreaterThan(0)
    expect(two.line.down.get(fileId)).toBe(bytes)
    expect(one.line.up.get(fileId)).toBe(bytes)
    expect((await read(two, fileId, 'original')).total).toBe(bytes)
    expect((await read(two, fileId, 'thumb')).mime).toBe('image/webp')
    expect(notices.some(({ entities, ids }) => entities.includes('blob') && ids.includes(fileId))).toBe(true)
    await until(async () => (await one.page1.ask.sync.files({})).toSend.count === 0, 'all is sent')
    expect(await two.page1.ask.sync.files({})).toMatchObject({ toReceive: { count: 0 }, elsewhere: 0, refused: [] })
  })

  it('transfers that break again and again, and programs that are ended in between, send and receive no byte twice', async () => {
    const [one, two] = [await joined(world.ours.agent), await joined(world.ours.admin)]
    one.line.breaksAfter = 90_000
    two.line.breaksAfter = 80_000
    const { fileId, bytes } = await add(one, await photo(2), 'photo')
    expect(bytes).toBeGreaterThan(200_000)
    const at = async (post: Post) => {
      const { token } = (await post.page1.ask.session.current({}))!
      await post.restart()
      post.page1 = post.page()
      await post.page1.ask.session.resume({ token })
    }
    const { blobs } = world.server.house.services
    const isThere = async () => {
      const row = await world.server.house.store.kysely.selectFrom('file').select('sha256').where('id', '=', fileId).executeTakeFirst()
      return row ? blobs.has({ agencyId: world.ours.id, sha256: row.sha256! }) : false
    }
    for (let round = 0; round < 12 && !(await isThere()); round++) {
      await one.page1.ask.sync.now({})
      await one.page1.ask.sync.sendFiles({})
      await new Promise((resolve) => setTimeout(resolve, 300))
      if (round < 2) await at(one)
    }
    expect(await isThere()).toBe(true)
    // What was on its way when the program ended is not counted, and does not come again.
    expect(one.line.up.get(fileId)).toBeLessThanOrEqual(bytes)
    expect(one.line.up.get(fileId)).toBeGreaterThan(bytes - 3 * 90_000)
    for (let round = 0; round < 14 && !(await hasOriginal(two, fileId)()); round++) {
      await two.page1.ask.sync.now({})
      await codeOf(read(two, fileId, 'original'))
      await new Promise((resolve) => setTimeout(resolve, 300))
      if (round < 2) await at(two)
    }
    expect((await read(two, fileId, 'original')).total).toBe(bytes)
    expect(two.line.down.get(fileId)).toBe(bytes)
  })

  it('whoever opens a document that is not here is told why and what to do, and it comes by itself', async () => {
    const [one, two] = [await joined(world.ours.agent), await joined(world.ours.manager)]
    one.line.cut = true
    const { fileId } = await add(one, Buffer.concat([pdfBytes, Buffer.from(`% ${world.newId()}`)]), 'document')
    // The row alone has come: the file is still with whoever added it.
    one.line.cut = false
    const patch = one.line
    patch.breaksAfter = 0
    await one.page1.ask.sync.now({})
    await two.page1.ask.sync.now({})
    await until(async () => (await codeOf(read(two, fileId, 'original'))) === 'file_elsewhere', 'it is known to be elsewhere')
    expect(await two.page1.ask.files.missing({ fileIds: [fileId] })).toEqual([fileId])
    expect(await two.page1.ask.sync.files({})).toMatchObject({ elsewhere: 1 })
    expect(await codeOf(read(two, fileId, 'thumb'))).toBe('not_found')
    two.line.cut = true
    await two.page1.ask.sync.now({})
    await codeOf(read(two, fileId, 'original'))
    await until(async () => (await codeOf(read(two, fileId, 'original'))) === 'file_offline', 'it is known that the server is away')
    patch.breaksAfter = null
    await one.page1.ask.sync.sendFiles({})
    two.line.cut = false
    await two.page1.ask.sync.now({})
    await until(hasOriginal(two, fileId), 'the document has come')
    expect(Buffer.from((await read(two, fileId, 'original')).base64, 'base64').subarray(0, 5).toString()).toBe('%PDF-')
  })

  it('on a limited connection originals wait until somebody opens them, or says that the connection is limited no more', async () => {
    const [one, two] = [await joined(world.ours.agent), await joined(world.ours.manager)]
    await two.page1.ask.device.change({ limitedConnection: true })
    const [seen, looked] = [await add(one, await photo(3), 'photo'), await add(one, await photo(4), 'photo')]
    await until(async () => (await two.page1.ask.sync.files({})).keptBack.toReceive.count >= 2, 'both wait')
    await until(async () => typeof (await codeOf(read(two, seen.fileId, 'thumb'))) === 'object', 'the small picture is here')
    expect([...two.line.down.keys()].filter((id) => id === seen.fileId || id === looked.fileId)).toEqual([])
    expect(await codeOf(read(two, seen.fileId, 'medium'))).toBe('file_coming')
    await until(async () => typeof (await codeOf(read(two, looked.fileId, 'original'))) === 'object', 'what was opened is here')
    await until(async () => (await two.page1.ask.files.missing({ fileIds: [seen.fileId, looked.fileId] })).length === 1, 'one of them is missing')
    expect(await two.page1.ask.files.missing({ fileIds: [seen.fileId, looked.fileId] })).toEqual([seen.fileId])
    expect(two.line.down.get(looked.fileId)).toBe(looked.bytes)
    await two.page1.ask.device.change({ limitedConnection: false })
    await until(hasOriginal(two, seen.fileId), 'the rest comes')
  })

  it('what a mobile client added comes too, and nothing of another agency is asked for or given', async () => {
    const two = await joined(world.theirs.manager)
    const { token } = world.theirs.agent
    const form = new FormData()
    form.set('purpose', 'document')
    form.set('file', new File([new Uint8Array(pdfBytes)], 'mandat.pdf'))
    const { body } = await world.server.call('POST', '/api/upload/', { token, form })
    await two.page1.ask.sync.now({})
    await until(hasOriginal(two, body.id), 'it has come')
    const foreign = await world.server.house.store.kysely.selectFrom('file').select(['id', 'sha256']).where('agencyId', '=', world.ours.id).execute()
    expect(foreign.length).toBeGreaterThan(0)
    for (const { id, sha256 } of foreign) {
      expect(two.line.asked.join(' ')).not.toContain(id)
      expect(await codeOf(read(two, id, 'original'))).toBe('not_found')
      expect(existsSync(join(two.directory, 'files', world.ours.id, sha256!.slice(0, 2), sha256!))).toBe(false)
    }
  })

  it('a post that leaves its agency keeps no file, and receives them again when it comes back', async () => {
    const [one, two] = [await joined(world.ours.agent), await joined(world.ours.manager)]
    const { fileId } = await add(one, await photo(5), 'photo')
    await until(hasOriginal(two, fileId), 'the original is here')
    await two.page1.ask.sync.leave({ confirmed: true })
    const left = (folder: string): string[] => (existsSync(folder) ? readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map(({ name }) => name) : [])
    expect(left(join(two.directory, 'files'))).toEqual([])
    two.page1 = two.page()
    await enter(two.page1, world.ours.manager)
    await until(hasOriginal(two, fileId), 'it has come again')
  })
})

suite('SQLite', '')
suite('PostgreSQL', inject('postgresUrl'), inject('postgresUrl') !== '')

it('a post that works alone has nothing on its way', async () => {
  const core = await openTestCore()
  const admin = await core.found()
  expect(await admin.ask.sync.files({})).toMatchObject({ working: false, stopped: null, toSend: { count: 0 }, toReceive: { count: 0 }, elsewhere: 0 })
  expect(await admin.ask.files.missing({ fileIds: ['018f0000-0000-7000-8000-000000000001'] })).toEqual([])
  await admin.ask.device.change({ limitedConnection: true })
  expect(await admin.ask.sync.files({})).toMatchObject({ working: false })
  await core.end()
})
