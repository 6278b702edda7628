import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { clearInterrupted, openBlobStore, sha256Of } from './blob-store.ts'
import type { BlobStore, Variant } from './blob-store.ts'

const agencyId = '0193f3a0-0000-7000-8000-000000000001'
let directory = ''
let store: BlobStore

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'dh-blobs-'))
  store = openBlobStore(directory)
})
afterEach(() => rmSync(directory, { recursive: true, force: true }))

const bytes = Buffer.from('une photo')
const pathOf = (sha256: string) => join(directory, 'files', agencyId, sha256.slice(0, 2), sha256)
const leftovers = () => readdirSync(join(directory, 'files', 'temporary'))

describe('blobs', () => {
  it('are kept under their own hash and read back', async () => {
    const stored = await store.put(agencyId, bytes)
    expect(stored).toEqual({ sha256: sha256Of(bytes), bytes: bytes.length })
    expect(readFileSync(pathOf(stored.sha256)).equals(bytes)).toBe(true)
    expect(await store.read({ agencyId, sha256: stored.sha256 }, { verify: true })).toEqual(bytes)
    expect(await store.stat({ agencyId, sha256: stored.sha256 })).toEqual({ bytes: 9 })
    expect(await store.put(agencyId, bytes)).toEqual(stored)
    expect(leftovers()).toEqual([])
  })

  it('of one agency do not exist for another', async () => {
    const { sha256 } = await store.put(agencyId, bytes)
    const other = { agencyId: '0193f3a0-0000-7000-8000-000000000002', sha256 }
    expect(await store.has(other)).toBe(false)
    await expect(store.read(other)).rejects.toMatchObject({ code: 'not_found' })
  })

  it('are read by parts up to their end', async () => {
    const { sha256 } = await store.put(agencyId, bytes)
    const key = { agencyId, sha256 }
    expect(await store.readPart(key, 4, 100)).toEqual({ total: 9, bytes: Buffer.from('photo') })
    expect(await store.readPart(key, 9, 100)).toEqual({ total: 9, bytes: Buffer.alloc(0) })
    expect(await store.readPart(key, 500, 100)).toEqual({ total: 9, bytes: Buffer.alloc(0) })
  })

  it('that changed on the disk are not given out when verified, and are mended by the same content', async () => {
    const { sha256 } = await store.put(agencyId, bytes)
    writeFileSync(pathOf(sha256), 'other')
    await expect(store.read({ agencyId, sha256 }, { verify: true })).rejects.toMatchObject({ code: 'file_unreadable' })
    await store.put(agencyId, bytes)
    expect(await store.read({ agencyId, sha256 }, { verify: true })).toEqual(bytes)
  })

  it('go with their smaller pictures', async () => {
    const { sha256 } = await store.put(agencyId, bytes)
    await store.putVariant({ agencyId, sha256, variant: 'thumb' }, Buffer.from('small'))
    expect((await store.read({ agencyId, sha256, variant: 'thumb' })).toString()).toBe('small')
    expect(await store.has({ agencyId, sha256, variant: 'medium' })).toBe(false)
    await store.remove({ agencyId, sha256 })
    expect(await store.has({ agencyId, sha256 })).toBe(false)
    expect(await store.has({ agencyId, sha256, variant: 'thumb' })).toBe(false)
  })

  it.each([
    [{ agencyId: '../../etc', sha256: 'a'.repeat(64) }],
    [{ agencyId, sha256: '../passwd' }],
    [{ agencyId, sha256: 'a'.repeat(64), variant: '../x' as Variant }],
  ])('are never looked for outside their folder: %o', async (key) => {
    await expect(store.read(key)).rejects.toMatchObject({ code: 'invalid_input' })
    await expect(store.stat(key)).rejects.toMatchObject({ code: 'invalid_input' })
  })

  it.skipIf(!existsSync('/dev/full'))('leave nothing behind on a full disk', async () => {
    // /dev/full answers every write with the kernel's own ENOSPC.
    const full = openBlobStore(directory, { openFile: async (path, flags) => { await (await open(path, flags)).close();
      return open('/dev/full', 'w') } })
    await expect(full.put(agencyId, bytes)).rejects.toMatchObject({ code: 'disk_full', params: { reason: 'ENOSPC' } })
    expect(leftovers()).toEqual([])
    expect(await full.has({ agencyId, sha256: sha256Of(bytes) })).toBe(false)
  })

  it('half written by a crash are cleared at the next start', async () => {
    writeFileSync(join(directory, 'files', 'temporary', 'half'), 'hal')
    expect(await clearInterrupted(directory)).toBe(1)
    expect(leftovers()).toEqual([])
  })

  it('put twice at the same moment end as one whole file', async () => {
    const large = Buffer.alloc(3_000_000, 7)
    await Promise.all([store.put(agencyId, large), store.put(agencyId, large), store.put(agencyId, large)])
    expect(await store.read({ agencyId, sha256: sha256Of(large) }, { verify: true })).toHaveLength(3_000_000)
    expect(leftovers()).toEqual([])
  })
})
