import type { Core } from '../core/connect.ts'
import { AppError } from '../../shared/values/error.ts'

export type PhotoVariant = 'thumb' | 'medium' | 'original'
type Held = { url: Promise<string>; bytes: number; users: number }

/** Bytes of pictures kept in memory when nobody shows them any more: some hundreds of thumbnails, some dozens of photos. */
const most = 48_000_000

/**
 * Pictures as blob addresses. Those on the screen are always kept; of the others the last used, up to `most` bytes; what
 * falls out is revoked, so that a day of browsing does not fill the memory.
 */
export function createPhotoCache(core: Core, limit = most) {
  const held = new Map<string, Held>()
  const waiting = new Map<string, Set<() => void>>()
  let kept = 0

  function trim(): void {
    for (const [key, photo] of held) {
      if (kept <= limit) return
      if (photo.users > 0) continue
      held.delete(key)
      kept -= photo.bytes
      void revoke(photo)
    }
  }

  async function load(key: string, photo: Held, fileId: string, variant: PhotoVariant): Promise<string> {
    try {
      const blob = await readWhole(core, fileId, variant)
      photo.bytes = blob.size
      kept += blob.size
      trim()
      return URL.createObjectURL(blob)
    } catch (error) {
      // Not remembered: a picture that could not be read is asked for again next time.
      held.delete(key)
      throw error
    }
  }

  return {
    /** Call `release` with the same names when the picture leaves the screen. */
    take(fileId: string, variant: PhotoVariant): Promise<string> {
      const key = `${fileId}/${variant}`
      const known = held.get(key)
      if (known) {
        known.users += 1
        held.delete(key)
        held.set(key, known)
        return known.url
      }
      const photo: Held = { bytes: 0, users: 1, url: Promise.resolve('') }
      held.set(key, photo)
      photo.url = load(key, photo, fileId, variant)
      return photo.url
    },
    /** Calls back whenever more of this file can be read than before. Gives what ends it. */
    onArrived(fileId: string, listener: () => void): () => void {
      const listeners = waiting.get(fileId) ?? new Set()
      waiting.set(fileId, listeners.add(listener))
      return () => {
        listeners.delete(listener)
        if (listeners.size === 0 && waiting.get(fileId) === listeners) waiting.delete(fileId)
      }
    },
    /** These files have come; none named: any may have. */
    arrived(ids: readonly string[]): void {
      for (const id of ids.length === 0 ? [...waiting.keys()] : ids) for (const listener of [...(waiting.get(id) ?? [])]) listener()
    },
    release(fileId: string, variant: PhotoVariant): void {
      const photo = held.get(`${fileId}/${variant}`)
      if (!photo) return
      photo.users -= 1
      trim()
    },
  }
}

export type PhotoCache = ReturnType<typeof createPhotoCache>

async function revoke(photo: Held): Promise<void> {
  URL.revokeObjectURL(await photo.url)
}

/** A stored file, in as many pieces as the core gives it. */
export async function readWhole(core: Core, fileId: string, variant: PhotoVariant): Promise<Blob> {
  const parts: Uint8Array<ArrayBuffer>[] = []
  let received = 0
  for (;;) {
    const piece = await core.files.read({ fileId, variant, offset: received })
    const bytes = bytesOf(piece.base64)
    parts.push(bytes)
    received += bytes.length
    if (received >= piece.total) return new Blob(parts, { type: piece.mime })
    if (bytes.length === 0) throw new AppError('file_incomplete')
  }
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64)
  const bytes = new Uint8Array(text.length)
  for (let index = 0; index < text.length; index++) bytes[index] = text.charCodeAt(index)
  return bytes
}
