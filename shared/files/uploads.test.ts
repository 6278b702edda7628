import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { chunkBytes, openUploads, uploadLimits } from './uploads.ts'
import type { Uploads } from './uploads.ts'

let directory = ''
let clock = 0
let count = 0
let uploads: Uploads
const options = () =>
  ({ directory, now: () => clock, newId: () => `0193f3a0-0000-7000-8000-${String(++count).padStart(12, '0')}` })

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'dh-uploads-'))
  clock = 1_000_000
  uploads = openUploads(options())
})
afterEach(() => rmSync(directory, { recursive: true, force: true }))

const owner = 'connection-1'
const photo = { name: 'salon.jpg', purpose: 'photo' as const }
const onDisk = () => (existsSync(join(directory, 'uploads')) ? readdirSync(join(directory, 'uploads')) : [])

describe('an upload', () => {
  it('arrives piece by piece as it was sent', async () => {
    const content = Buffer.from(Array.from({ length: chunkBytes * 2 + 17 }, (_, index) => index % 251))
    const { uploadId, chunk } = await uploads.begin(owner, { ...photo, bytes: content.length })
    for (let offset = 0; offset < content.length; offset += chunk) await uploads.put(owner, uploadId, offset,
      content.subarray(offset, offset + chunk))
    const finished = await uploads.end(owner, uploadId)
    expect(finished).toMatchObject({ name: 'salon.jpg', purpose: 'photo', bytes: content.length })
    expect(readFileSync(finished.path).equals(content)).toBe(true)
    expect(uploads.finished(owner, uploadId)).toEqual(finished)
    expect(await uploads.end(owner, uploadId)).toEqual(finished)
  })

  it('is whole however often pieces are sent again after a lost answer', async () => {
    await fc.assert(fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 400 }),
      fc.array(fc.tuple(fc.nat(450), fc.integer({ min: 1, max: 120 })), { maxLength: 30 }), async (content, sends) => {
      const { uploadId } = await uploads.begin(owner, { ...photo, bytes: content.length })
      let received = 0
      for (const [at, length] of sends) {
        const offset = Math.min(at, received)
        const answer = await uploads.put(owner, uploadId, offset, content.subarray(offset, offset + length))
        expect(answer.received).toBe(Math.max(received, Math.min(content.length, offset + length)))
        received = answer.received
      }
      await uploads.put(owner, uploadId, received, content.subarray(received))
      expect(readFileSync((await uploads.end(owner, uploadId)).path).equals(content)).toBe(true)
      await uploads.cancel(owner, uploadId)
    }), { numRuns: 40 })
  })

  it('keeps order when two pieces are on the way at once', async () => {
    const { uploadId } = await uploads.begin(owner, { ...photo, bytes: 6 })
    const answers = await Promise.all([uploads.put(owner, uploadId, 0, Buffer.from('abc')),
      uploads.put(owner, uploadId, 3, Buffer.from('def'))])
    expect(answers.map((answer) => answer.received)).toEqual([3, 6])
    expect(readFileSync((await uploads.end(owner, uploadId)).path, 'utf8')).toBe('abcdef')
  })

  it('refuses a piece with a hole before it, and says where to go on', async () => {
    const { uploadId } = await uploads.begin(owner, { ...photo, bytes: 100 })
    await uploads.put(owner, uploadId, 0, Buffer.alloc(10))
    await expect(uploads.put(owner, uploadId, 20, Buffer.alloc(10))).rejects.toMatchObject({ code: 'file_incomplete',
      params: { received: 10 } })
    expect(await uploads.put(owner, uploadId, 10, Buffer.alloc(10))).toEqual({ received: 20 })
  })

  it('does not end before its last byte', async () => {
    const { uploadId } = await uploads.begin(owner, { ...photo, bytes: 100 })
    await uploads.put(owner, uploadId, 0, Buffer.alloc(99))
    await expect(uploads.end(owner, uploadId)).rejects.toMatchObject({ code: 'file_incomplete',
      params: { received: 99, expected: 100 } })
    expect(() => uploads.finished(owner, uploadId)).toThrowError(expect.objectContaining({ code: 'file_incomplete' }))
  })

  it('is bounded by its purpose, its announced size, the piece and the number of open ones', async () => {
    await expect(uploads.begin(owner, { ...photo, bytes: uploadLimits.photo
      + 1 })).rejects.toMatchObject({ code: 'file_too_large', params: { limit: 40_000_000 } })
    expect(uploadLimits.import).toBe(300_000_000)
    const { uploadId } = await uploads.begin(owner, { ...photo, bytes: 10 })
    await expect(uploads.put(owner, uploadId, 0, Buffer.alloc(11))).rejects.toMatchObject({ code: 'file_too_large' })
    const big = await uploads.begin(owner, { ...photo, bytes: 10_000_000 })
    await expect(uploads.put(owner, big.uploadId, 0, Buffer.alloc(chunkBytes + 1))).rejects.toMatchObject({ code: 'too_large' })
    for (let i = 2; i < 64; i++) await uploads.begin(owner, { ...photo, bytes: 10 })
    await expect(uploads.begin(owner, { ...photo, bytes: 10 })).rejects.toMatchObject({ code: 'too_large' })
    expect((await uploads.begin('connection-2', { ...photo, bytes: 10 })).uploadId).toBeTruthy()
  })

  it('does not exist for anybody else', async () => {
    const { uploadId } = await uploads.begin(owner, { ...photo, bytes: 3 })
    await expect(uploads.put('connection-2', uploadId, 0, Buffer.from('abc'))).rejects.toMatchObject({ code: 'not_found' })
    await expect(uploads.cancel('connection-2', uploadId)).rejects.toMatchObject({ code: 'not_found' })
    expect(await uploads.put(owner, uploadId, 0, Buffer.from('abc'))).toEqual({ received: 3 })
  })

  it('leaves no file when it is cancelled or its connection goes', async () => {
    const first = await uploads.begin(owner, { ...photo, bytes: 3 })
    await uploads.begin(owner, { ...photo, bytes: 3 })
    const other = await uploads.begin('connection-2', { ...photo, bytes: 3 })
    await uploads.cancel(owner, first.uploadId)
    await uploads.dropOwner(owner)
    expect(onDisk()).toEqual([other.uploadId])
    await expect(uploads.put(owner, first.uploadId, 0, Buffer.from('abc'))).rejects.toMatchObject({ code: 'not_found' })
  })

  it('is forgotten after an hour without a byte, and after a restart', async () => {
    const old = await uploads.begin(owner, { ...photo, bytes: 3 })
    clock += 59 * 60_000
    const fresh = await uploads.begin(owner, { ...photo, bytes: 3 })
    clock += 2 * 60_000
    expect(await uploads.sweep()).toBe(1)
    expect(onDisk()).toEqual([fresh.uploadId])
    expect(() => uploads.finished(owner, old.uploadId)).toThrowError(expect.objectContaining({ code: 'not_found' }))
    writeFileSync(join(directory, 'uploads', 'notes.txt'), 'not ours')
    expect(await openUploads(options()).sweep()).toBe(1)
    expect(onDisk()).toEqual(['notes.txt'])
  })

  it.skipIf(!existsSync('/dev/full'))('says so when the disk is full, and goes on when there is room again', async () => {
    let full = true
    const device = await open('/dev/full', 'w')
    const tight = openUploads({
      ...options(),
      openFile: async (path, flags) => {
        const real = await open(path as string, flags)
        const write = real.write.bind(real) as (...given: unknown[]) => Promise<{ bytesWritten: number }>
        real.write = ((...given: unknown[]) => (full ? (device.write(...(given as [Buffer])) as unknown)
          : write(...given))) as typeof real.write
        return real
      },
    })
    const { uploadId } = await tight.begin(owner, { ...photo, bytes: 3 })
    await expect(tight.put(owner, uploadId, 0, Buffer.from('abc'))).rejects.toMatchObject({ code: 'disk_full' })
    full = false
    expect(await tight.put(owner, uploadId, 0, Buffer.from('abc'))).toEqual({ received: 3 })
    expect(readFileSync((await tight.end(owner, uploadId)).path, 'utf8')).toBe('abc')
    await device.close()
  })
})
