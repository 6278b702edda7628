import type { FileView } from '../../../shared/modules/properties/model-views.ts'
import { AppError } from '../../../shared/values/error.ts'
import type { Core } from '../../data/client.tsx'

export type UploadOptions = {
  signal?: AbortSignal
  /** Share of the file that has arrived, 0 to 1. */
  onProgress?: (share: number) => void
}

/** Base64 of bytes, in steps small enough for one call's arguments. */
export function base64Of(bytes: Uint8Array): string {
  let binary = ''
  for (let start = 0; start < bytes.length; start += 0x8000)
    binary += String.fromCharCode(...bytes.subarray(start, start + 0x8000))
  return btoa(binary)
}

/**
 * Sends a file in the pieces the core asked for, and waits until it has checked and stored it. Never holds more than
 * one piece. Throws AppError (`file_too_large`, `file_wrong_kind`, `cancelled`...), and leaves nothing half sent behind.
 */
export async function uploadFile(
  core: Core,
  file: File,
  purpose: 'photo' | 'document' | 'import',
  options: UploadOptions = {},
): Promise<{ uploadId: string; file: FileView }> {
  const { signal, onProgress } = options
  if (file.size === 0) throw new AppError('file_unreadable', { name: file.name })
  const { uploadId, chunk } = await core.files.begin({ name: file.name.slice(-200), bytes: file.size, purpose })
  try {
    for (let offset = 0; offset < file.size; offset += chunk) {
      if (signal?.aborted) throw new AppError('cancelled')
      const bytes = new Uint8Array(await file.slice(offset, offset + chunk).arrayBuffer())
      await core.files.put({ uploadId, offset, base64: base64Of(bytes) })
      onProgress?.(Math.min(1, (offset + bytes.length) / file.size))
    }
    return { uploadId, file: await core.files.end({ uploadId }) }
  } catch (error) {
    await takeBack(core, uploadId)
    throw error
  }
}

async function takeBack(core: Core, uploadId: string): Promise<void> {
  try {
    await core.files.cancel({ uploadId })
  } catch {
    // it is gone already, or the core is: nothing is left to take back
  }
}
