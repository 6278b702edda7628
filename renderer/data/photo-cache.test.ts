import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Core } from '../core/connect.ts'
import { createPhotoCache, readWhole } from './photo-cache.ts'

/** A core that keeps pictures of ten bytes and gives them four at a time. */
function coreWith(reads: string[]): Core {
  const bytes = Buffer.from('0123456789')
  const read = async ({ fileId, offset }: { fileId: string; offset?: number }) => {
    reads.push(`${fileId}@${offset}`)
    if (fileId === 'broken') throw new Error('unreadable')
    return { mime: 'image/webp', total: bytes.length, base64: bytes.subarray(offset, (offset ?? 0) + 4).toString('base64') }
  }
  return { files: { read } } as unknown as Core
}

let revoked: string[]
beforeEach(() => {
  revoked = []
  vi.spyOn(URL, 'revokeObjectURL').mockImplementation((url) => void revoked.push(url))
})

describe('pictures', () => {
  it('are put together from their pieces', async () => {
    const reads: string[] = []
    const blob = await readWhole(coreWith(reads), 'one', 'thumb')
    expect(await blob.text()).toBe('0123456789')
    expect(reads).toEqual(['one@0', 'one@4', 'one@8'])
  })

  it('are read once for all who show them', async () => {
    const reads: string[] = []
    const cache = createPhotoCache(coreWith(reads))
    expect(await cache.take('one', 'thumb')).toBe(await cache.take('one', 'thumb'))
    expect(reads).toHaveLength(3)
  })

  it('leave the memory when nobody shows them and others need the room, the oldest first', async () => {
    const cache = createPhotoCache(coreWith([]), 25)
    const first = await cache.take('one', 'thumb')
    await cache.take('two', 'thumb')
    cache.release('one', 'thumb')
    cache.release('two', 'thumb')
    expect(revoked).toEqual([])
    await cache.take('three', 'thumb')
    await vi.waitFor(() => expect(revoked).toEqual([first]))
  })

  it('stay while they are on the screen, however many there are', async () => {
    const cache = createPhotoCache(coreWith([]), 5)
    await Promise.all([cache.take('one', 'thumb'), cache.take('two', 'thumb')])
    expect(revoked).toEqual([])
  })

  it('that have arrived are told to whoever waits for them, and to nobody else', () => {
    const cache = createPhotoCache(coreWith([]))
    const heard: string[] = []
    const end = cache.onArrived('one', () => heard.push('one'))
    cache.onArrived('two', () => heard.push('two'))
    cache.arrived(['one', 'three'])
    expect(heard).toEqual(['one'])
    cache.arrived([])
    expect(heard).toEqual(['one', 'one', 'two'])
    end()
    cache.arrived(['one'])
    expect(heard).toHaveLength(3)
  })

  it('that could not be read are asked for again', async () => {
    const reads: string[] = []
    const cache = createPhotoCache(coreWith(reads))
    await expect(cache.take('broken', 'thumb')).rejects.toThrow('unreadable')
    await expect(cache.take('broken', 'thumb')).rejects.toThrow('unreadable')
    expect(reads).toEqual(['broken@0', 'broken@0'])
  })
})
