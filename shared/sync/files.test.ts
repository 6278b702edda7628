import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openHttpFileTransport } from './file-transport.ts'
import { openFileDesk, openFileServer } from './testing/file-desk.ts'
import type { FileDesk, FileServer } from './testing/file-desk.ts'
import { TransportError } from './transport.ts'

let server: FileServer
let desk: FileDesk
beforeEach(async () => {
  server = openFileServer()
  desk = await openFileDesk(server)
})
afterEach(async () => {
  await desk.end()
})

const away = new TransportError('away')
const fetched = () => server.asked.filter(({ ask }) => ask === 'fetch').map(({ fileId, variant }) => `${variant} ${fileId}`)
const sent = () => [...new Set(server.asked.filter(({ ask }) => ask === 'part').map(({ fileId }) => fileId))]
const has = (file: { sha256: string }, variant?: 'thumb' | 'medium') => desk.blobs.has({ agencyId: desk.agencyId, sha256: file.sha256, ...(variant ? { variant } : {}) })
const isAtServer = ({ sha256, content }: { sha256: string; content: Buffer }) => server.blobs.get(sha256)?.equals(content) ?? false
/** Lets time pass, and nothing else: only own timers move it. */
async function untilItRuns(isSo: () => Promise<boolean>): Promise<void> {
  for (let n = 0; !(await isSo()); n++) {
    if (n > 300) throw new Error('waited in vain')
    await new Promise((resolve) => setTimeout(resolve, 20))
    await desk.time.pass(500)
  }
}
const picture = (id: string) => ({ fileId: id, width: 2000, height: 1500 })

describe('what goes first', () => {
  it('small pictures, then own files, then originals, the newest first; each arrives whole', async () => {
    const older = await desk.file({ there: true })
    const paper = await desk.file({ there: true, picture: false })
    const own = await desk.file({ here: true })
    const newer = await desk.file({ there: true })
    await desk.queue.now()
    const inOrder = server.asked.filter(({ ask }) => ask !== 'files').map(({ ask, variant, fileId }) => `${variant ?? ask} ${fileId}`)
    expect(inOrder).toEqual([`thumb ${newer.id}`, `thumb ${older.id}`, `part ${own.id}`, `original ${newer.id}`, `original ${paper.id}`, `original ${older.id}`])
    for (const file of [older, paper, newer]) expect((await desk.blobs.read({ agencyId: desk.agencyId, sha256: file.sha256 }, { verify: true })).equals(file.content)).toBe(true)
    expect(isAtServer(own)).toBe(true)
    expect(desk.arrived).toEqual([newer.id, older.id, newer.id, paper.id, older.id])
    expect(await desk.queue.state()).toMatchObject({ toSend: { count: 0 }, toReceive: { count: 0 }, elsewhere: 0, refused: [], stopped: null })
  })

  it('before everything else comes what somebody looks at, also while a large original is under way', async () => {
    const looked = await desk.file({ there: true })
    const waiting = await desk.file({ there: true })
    const large = await desk.file({ there: true, bytes: 3_000_000 })
    const wishes: Promise<unknown>[] = []
    server.befall(({ fileId, variant }) => {
      if (fileId === large.id && variant === 'original') wishes.push(desk.queue.want(picture(looked.id), 'medium'))
      return undefined
    })
    await desk.queue.now()
    expect(await wishes[0]).toBe('coming')
    const all = fetched()
    expect(all.indexOf(`medium ${looked.id}`)).toBeGreaterThan(-1)
    expect(all.indexOf(`medium ${looked.id}`)).toBeLessThan(all.lastIndexOf(`original ${large.id}`))
    expect(await has(looked, 'medium')).toBe(true)
    expect(await has(waiting)).toBe(true)
  })

  it('several at a time come no less whole', async () => {
    desk.settings.lanes = 3
    await desk.restart()
    const all = []
    for (let n = 0; n < 12; n++) all.push(await desk.file({ there: n % 3 > 0, here: n % 3 === 0, bytes: 200_000 + n }))
    server.befall((_request, n) => (n % 5 === 0 ? { cut: 90_000 } : undefined))
    for (let tries = 0; tries < 30; tries++) await desk.queue.now()
    for (const file of all) expect([await has(file), isAtServer(file)]).toEqual([true, true])
    expect(server.moved.up).toBe(all.filter((_file, n) => n % 3 === 0).reduce((sum, { content }) => sum + content.length, 0))
  })

  it('a picture that is no larger than the middle size is fetched as it is', async () => {
    const small = await desk.file({ there: true })
    desk.settings.freeBytes = 1000
    await desk.queue.want({ fileId: small.id, width: 800, height: 600 }, 'medium')
    await desk.queue.now()
    expect(fetched()).toContain(`original ${small.id}`)
    expect(fetched()).not.toContain(`medium ${small.id}`)
  })
})

describe('lines that break', () => {
  it('an upload that is cut goes on at the byte that arrived last, also after the program was killed', async () => {
    const own = await desk.file({ here: true, bytes: 900_000 })
    server.befall(({ ask }, n) => (ask === 'part' && n % 2 === 0 ? { cut: 70_001 } : undefined))
    for (let tries = 0; tries < 20 && !isAtServer(own); tries++) {
      await desk.queue.now()
      await desk.restart()
    }
    expect(isAtServer(own)).toBe(true)
    expect(server.moved.up).toBe(900_000)
  })

  it('an answer that is lost is asked for, and nothing is sent again', async () => {
    const own = await desk.file({ here: true, bytes: 300_000 })
    let lost = 0
    server.befall(({ ask }) => (ask === 'part' && lost++ < 2 ? { after: away } : undefined))
    for (let tries = 0; tries < 4; tries++) await desk.queue.now()
    expect(isAtServer(own)).toBe(true)
    expect(server.moved.up).toBe(300_000)
    expect((await desk.rows.get(own.id))!.there).toBe(1)
  })

  it('somebody else brings the same file meanwhile: only what is missing is sent', async () => {
    const own = await desk.file({ here: true, bytes: 500_000 })
    server.befall(({ ask, from }) => {
      if (ask === 'part' && from === 0) server.partial.set(own.sha256, own.content.subarray(0, 450_000))
      return undefined
    })
    await desk.queue.now()
    expect(isAtServer(own)).toBe(true)
    expect(server.moved.up).toBe(50_000)
  })

  it('a download that is cut goes on at the byte that arrived last, also after the program was killed', async () => {
    const file = await desk.file({ there: true, bytes: 700_000, picture: false })
    server.befall(({ ask }) => (ask === 'fetch' && server.asked.length % 3 !== 0 ? { cut: 33_333 } : undefined))
    for (let tries = 0; tries < 40 && !(await has(file)); tries++) {
      await desk.queue.now()
      await desk.restart()
    }
    expect((await desk.blobs.read({ agencyId: desk.agencyId, sha256: file.sha256 }, { verify: true })).equals(file.content)).toBe(true)
    expect(server.moved.down).toBe(700_000)
    await desk.queue.tidy()
  })

  it('without a server nothing is lost; it tries by its own timer, and rests as long as it is asked to', async () => {
    const own = await desk.file({ here: true })
    server.befall(() => ({ before: away }))
    await desk.queue.now()
    expect(await desk.queue.state()).toMatchObject({ stopped: 'away', toSend: { count: 1, bytes: 100_000 } })
    expect(desk.time.waiting()).toBeGreaterThan(0)
    const busy = new TransportError('busy', { retryAfter: 30_000 })
    server.befall(() => ({ before: busy }))
    await desk.queue.now()
    const tries = server.asked.length
    // Exchanges go on meanwhile: they are no reason to ask.
    await desk.queue.exchanged()
    await desk.queue.exchanged()
    expect(server.asked).toHaveLength(tries)
    expect(await desk.queue.state()).toMatchObject({ stopped: 'busy' })
    server.befall(() => undefined)
    await untilItRuns(async () => isAtServer(own))
    expect(desk.time.now()).toBeGreaterThan(30_000)
  })

  it('answers that are none are no answers: nothing is taken for sent or received', async () => {
    const [own, other] = [await desk.file({ here: true }), await desk.file({ there: true })]
    const files = server.transport.files
    server.transport.files = async () => '<html>Bienvenue</html>'
    await desk.queue.now()
    server.transport.files = files
    server.transport.part = async () => ({ ok: true })
    server.transport.fetch = async () => ({ from: 0, total: 10, chunks: (async function* () {})() })
    await desk.queue.now()
    expect([(await desk.rows.get(own.id))!.there, (await desk.rows.get(other.id))!.here, await has(other), await has(other, 'thumb')]).toEqual([0, 0, false, false])
    expect((await desk.queue.state()).stopped).toBe('away')
  })

  it('a server that says it took the bytes and stays where it is ends the round, and is no endless one', async () => {
    await desk.file({ here: true })
    server.transport.part = async (_fileId, offset) => ({ received: offset, done: false })
    await desk.queue.now()
    expect((await desk.queue.state()).stopped).toBe('away')
  })
})

describe('what is not as it should be', () => {
  it('bytes with another hash are thrown away and fetched again later', async () => {
    const file = await desk.file({ there: true, picture: false })
    server.blobs.set(file.sha256, Buffer.alloc(100_000, 'x'))
    await desk.queue.now()
    expect([await has(file), desk.problems.length]).toEqual([false, 1])
    server.blobs.set(file.sha256, file.content)
    await desk.time.pass(6 * 60_000)
    await desk.queue.now()
    expect(await has(file)).toBe(true)
  })

  it('a file that the server refuses is named, the others go on, and it is tried again on demand', async () => {
    const [bad, good] = [await desk.file({ here: true }), await desk.file({ here: true })]
    server.befall(({ ask, fileId }) => (ask === 'part' && fileId === bad.id ? { before: new TransportError('away', { code: 'file_wrong_kind' }) } : undefined))
    await desk.queue.now()
    expect(isAtServer(good)).toBe(true)
    expect(await desk.queue.state()).toMatchObject({ toSend: { count: 0 }, refused: [{ fileId: bad.id, name: 'salon.jpg', code: 'file_wrong_kind' }], stopped: null })
    server.befall(() => undefined)
    await desk.queue.now()
    expect(isAtServer(bad)).toBe(false)
    await desk.queue.sendAll()
    expect(isAtServer(bad)).toBe(true)
    expect((await desk.queue.state()).refused).toEqual([])
  })

  it('an own file that is gone from this disk is not sent, and comes back from the server where that has it', async () => {
    const own = await desk.file({ here: true })
    server.befall(() => ({ before: away }))
    await desk.queue.now()
    await desk.blobs.remove({ agencyId: desk.agencyId, sha256: own.sha256 })
    server.befall(() => undefined)
    await desk.queue.now()
    expect(await desk.queue.state()).toMatchObject({ toSend: { count: 0 }, refused: [] })
    server.blobs.set(own.sha256, own.content)
    await desk.time.pass(10 * 60_000)
    await desk.queue.now()
    expect(await has(own)).toBe(true)
  })

  it('a full disk stops what comes and not what goes; half an original leaves no trace, and it goes on when there is room', async () => {
    const [file, own] = [await desk.file({ there: true, bytes: 400_000, picture: false }), await desk.file({ here: true })]
    desk.disk.free = 150_000
    await desk.queue.now()
    expect(isAtServer(own)).toBe(true)
    expect(await has(file)).toBe(false)
    expect(await desk.queue.state()).toMatchObject({ disk: 'full', stopped: null, toReceive: { count: 1, bytes: 400_000 } })
    desk.disk.free = Infinity
    await desk.time.pass(61_000)
    await desk.queue.now()
    expect(await has(file)).toBe(true)
    expect((await desk.queue.state()).disk).toBe('well')
  })

  it('on a disk that is nearly full originals wait, small pictures come, and so does what somebody opens', async () => {
    const [one, two] = [await desk.file({ there: true }), await desk.file({ there: true })]
    desk.settings.freeBytes = 100_000_000
    await desk.queue.now()
    expect(fetched().toSorted()).toEqual([`thumb ${one.id}`, `thumb ${two.id}`].toSorted())
    expect((await desk.queue.state()).disk).toBe('low')
    await desk.queue.want(picture(one.id), 'original')
    await desk.queue.now()
    expect([await has(one), await has(two)]).toEqual([true, false])
  })
})

describe('a limited connection', () => {
  it('brings small pictures and what is opened; large own files and others’ originals wait until somebody says so', async () => {
    desk.settings.limited = true
    const [small, large] = [await desk.file({ here: true, bytes: 300_000 }), await desk.file({ here: true, bytes: 1_500_000 })]
    const [one, two] = [await desk.file({ there: true }), await desk.file({ there: true, picture: false })]
    await desk.queue.now()
    expect(fetched()).toEqual([`thumb ${one.id}`])
    expect(sent()).toEqual([small.id])
    expect(await desk.queue.state()).toMatchObject({
      limited: true, toSend: { count: 0 }, toReceive: { count: 0 }, keptBack: { toSend: { count: 1, bytes: 1_500_000 }, toReceive: { count: 2, bytes: 200_000 } },
    })
    expect(await desk.queue.want(picture(one.id), 'medium')).toBe('keptBack')
    await desk.queue.want({ fileId: two.id, width: null, height: null }, 'original')
    await desk.queue.now()
    expect(fetched().slice(1)).toEqual([`original ${two.id}`])
    await desk.queue.sendAll()
    expect(isAtServer(large)).toBe(true)
    expect(await has(one)).toBe(false)
    desk.settings.limited = false
    await desk.queue.now()
    expect(await has(one)).toBe(true)
  })
})

describe('rows and files', () => {
  it('a row that the server does not know yet waits for its exchange', async () => {
    const own = await desk.file({ here: true, known: false })
    await desk.queue.now()
    expect(await desk.queue.state()).toMatchObject({ toSend: { count: 1 }, stopped: null })
    server.known.set(own.id, { sha256: own.sha256, bytes: 100_000 })
    await desk.queue.exchanged()
    expect(isAtServer(own)).toBe(true)
  })

  it('what is still on a colleague’s post is asked for again, the sooner the newer it is, and arrives by itself', async () => {
    const file = await desk.file()
    await desk.queue.now()
    expect(await desk.queue.want(picture(file.id), 'thumb')).toBe('elsewhere')
    expect(await desk.queue.state()).toMatchObject({ elsewhere: 1, toReceive: { count: 0 }, stopped: null })
    expect(await desk.queue.missing([file.id])).toEqual([file.id])
    server.blobs.set(file.sha256, file.content)
    await untilItRuns(() => has(file))
    expect(desk.time.now()).toBeLessThan(20_000)
    expect(await desk.queue.missing([file.id])).toEqual([])
  })

  it('whoever asks for a file without a network is told so, and it comes first when the server is back', async () => {
    const [one, two] = [await desk.file({ there: true, picture: false }), await desk.file({ there: true, picture: false })]
    server.befall(() => ({ before: away }))
    await desk.queue.now()
    expect(await desk.queue.want({ fileId: one.id, width: null, height: null }, 'original')).toBe('offline')
    server.befall(() => undefined)
    await desk.queue.exchanged()
    expect(fetched()).toEqual([`original ${one.id}`, `original ${two.id}`])
  })

  it('a post that brings its agency sends every file it has, and finds out by itself which', async () => {
    const own = []
    for (let n = 0; n < 230; n++) own.push(await desk.file({ here: true, bytes: 2000 }))
    await desk.queue.now()
    expect(own.every(isAtServer)).toBe(true)
    expect(server.asked.filter(({ ask }) => ask === 'files')).toHaveLength(2)
    expect(server.asked.filter(({ ask }) => ask === 'part')).toHaveLength(230)
  })

  it('a server that was put back without its files is given them again within a day', async () => {
    const own = await desk.file({ here: true })
    await desk.queue.now()
    server.blobs.clear()
    await desk.queue.now()
    expect(isAtServer(own)).toBe(false)
    await desk.time.pass(25 * 3_600_000)
    await desk.queue.now()
    expect(isAtServer(own)).toBe(true)
  })

  it('a clock that is put back leaves nothing waiting for a day that has been', async () => {
    const [own, other] = [await desk.file({ here: true }), await desk.file({ there: true })]
    await desk.rows.takeIn()
    await desk.store.kysely.updateTable('fileQueue').set({ retryAt: desk.clock() + 30 * 86_400_000 }).execute()
    await desk.queue.now()
    expect([isAtServer(own), await has(other)]).toEqual([true, true])
  })

  it('the same bytes under two rows travel once', async () => {
    const one = await desk.file({ there: true })
    const two = await desk.file({ there: true })
    await desk.store.kysely.updateTable('fileQueue').set({ sha256: one.sha256 }).where('fileId', '=', two.id).execute()
    server.known.set(two.id, { sha256: one.sha256, bytes: 100_000 })
    await desk.rows.takeIn()
    await desk.store.kysely.updateTable('fileQueue').set({ sha256: one.sha256 }).where('fileId', '=', two.id).execute()
    await desk.queue.now()
    expect(server.asked.filter(({ variant }) => variant === 'original')).toHaveLength(1)
    expect(new Set(desk.arrived)).toEqual(new Set([one.id, two.id]))
  })

  it('forgets files whose rows are gone, and the leftovers of their bytes', async () => {
    const file = await desk.file({ there: true, bytes: 300_000, picture: false })
    server.befall(({ ask }) => (ask === 'fetch' ? { cut: 50_000 } : undefined))
    await desk.queue.now()
    await desk.store.kysely.deleteFrom('file').execute()
    desk.queue.rowsChanged()
    await desk.queue.now()
    expect(await desk.rows.get(file.id)).toBeUndefined()
    await desk.queue.tidy()
    expect(await desk.store.kysely.selectFrom('fileQueue').selectAll().execute()).toEqual([])
  })
})

describe('files over HTTP', () => {
  const row = { fileId: '018f0000-0000-7000-8000-000000000001', sha256: 'a'.repeat(64) }
  const over = (answer: Response) => openHttpFileTransport({ server: 'https://x.sn', token: async () => 't', deviceId: async () => row.fileId, fetch: async () => answer })
  const page = () => new Response('<html>Bienvenue à l’hôtel</html>', { status: 200, headers: { 'content-type': 'text/html', 'content-length': '33' } })

  it('the page of a hotel is neither a file, nor a receipt, nor a list', async () => {
    await expect(over(page()).fetch(row, 'original', 0, 100)).rejects.toMatchObject({ stop: 'away' })
    await expect(over(page()).part(row.fileId, 0, new Uint8Array(3))).rejects.toMatchObject({ stop: 'away' })
    await expect(over(page()).files([row.fileId])).rejects.toMatchObject({ stop: 'away' })
  })

  it('says what the server says: another offset, how long to rest, that somebody must sign in, that this post was taken out', async () => {
    const json = (status: number, body: unknown, headers: Record<string, string> = {}) => over(new Response(JSON.stringify(body), { status, headers })).part(row.fileId, 0, new Uint8Array(3))
    expect(await json(409, { received: 5, done: false })).toEqual({ received: 5, done: false })
    await expect(json(429, { code: 'too_many_requests' }, { 'retry-after': '7' })).rejects.toMatchObject({ stop: 'busy', retryAfter: 7000 })
    await expect(json(503, { code: 'restarting' })).rejects.toMatchObject({ stop: 'busy' })
    await expect(json(401, { code: 'token_invalid' })).rejects.toMatchObject({ stop: 'signedOut', code: 'token_invalid' })
    await expect(json(403, { code: 'forbidden' })).rejects.toMatchObject({ stop: 'revoked' })
    await expect(json(404, { code: 'not_found' })).rejects.toMatchObject({ code: 'not_found' })
  })

  it('a proxy that gives the whole where a part was asked for is understood', async () => {
    const whole = new Response('0123456789', { status: 200, headers: { etag: `"${'a'.repeat(32)}-original"`, 'content-length': '10' } })
    expect(await over(whole).fetch(row, 'original', 4, 3)).toMatchObject({ from: 0, total: 10 })
  })
})
