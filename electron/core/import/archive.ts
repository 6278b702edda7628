import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { createInflateRaw } from 'node:zlib'
import { AppError } from '../../../shared/values/error.ts'

/**
 * A zip archive read where it lies, entry by entry. Nothing is trusted: what an entry says of its size is a claim, so
 * the bytes that come out are counted and cut off (a "zip bomb" of a megabyte unpacks to gigabytes).
 */
export type Archive = {
  readonly names: readonly string[]
  /** The bytes of one entry, at most `limit` of them: AppError file_too_large beyond, file_unreadable where they are damaged. */
  read(name: string, limit: number): AsyncGenerator<Uint8Array>
}

type Entry = { name: string; method: number; packed: number; offset: number; encrypted: boolean }

const mostEntries = 10_000
const longestDirectory = 16_000_000
/** Text packs to a twentieth; only a bomb packs three hundredfold. */
const mostRatio = 300

const unreadable = (why: string) => new AppError('file_unreadable', { why })

/** AppError file_unreadable where it is cut short or damaged. */
export async function openArchive(path: string): Promise<Archive> {
  const file = await open(path, 'r')
  let entries: Map<string, Entry>
  try {
    entries = await readDirectory(file)
  } finally {
    await file.close()
  }
  return {
    names: [...entries.keys()],
    read: (name, limit) => {
      const entry = entries.get(name)
      if (!entry) throw unreadable(`no entry ${name}`)
      return readEntry(path, entry, limit)
    },
  }
}

async function bytesAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length)
  const { bytesRead } = await file.read(bytes, 0, length, position)
  if (bytesRead < length) throw unreadable('cut short')
  return bytes
}

async function readDirectory(file: FileHandle): Promise<Map<string, Entry>> {
  const { size } = await file.stat()
  const tailLength = Math.min(size, 65_557)
  const tail = await bytesAt(file, size - tailLength, tailLength)
  const end = tail.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]))
  if (end < 0 || end + 22 > tail.length) throw unreadable('no end of archive')
  let length = tail.readUInt32LE(end + 12)
  let offset = tail.readUInt32LE(end + 16)
  // the 64-bit form, which some writers use for small files too
  const locator = end - 20
  if ((offset === 0xffffffff || length === 0xffffffff) && locator >= 0 && tail.readUInt32LE(locator) === 0x07064b50) {
    const record = await bytesAt(file, Number(tail.readBigUInt64LE(locator + 8)), 56)
    length = Number(record.readBigUInt64LE(40))
    offset = Number(record.readBigUInt64LE(48))
  }
  if (length > longestDirectory || offset + length > size) throw unreadable('directory out of place')
  const directory = await bytesAt(file, offset, length)
  const entries = new Map<string, Entry>()
  for (let at = 0; at + 46 <= directory.length && directory.readUInt32LE(at) === 0x02014b50;) {
    const nameLength = directory.readUInt16LE(at + 28)
    const extraLength = directory.readUInt16LE(at + 30)
    const commentLength = directory.readUInt16LE(at + 32)
    const name = directory.toString('utf8', at + 46, at + 46 + nameLength)
    const extra = directory.subarray(at + 46 + nameLength, at + 46 + nameLength + extraLength)
    const claimed = {
      packed: directory.readUInt32LE(at + 20), unpacked: directory.readUInt32LE(at + 24), offset: directory.readUInt32LE(at + 42),
    }
    const { packed, offset: place } = wideSizes(claimed, extra)
    entries.set(name, {
      name, method: directory.readUInt16LE(at + 10), packed, offset: place, encrypted: (directory.readUInt16LE(at + 8) & 1) === 1,
    })
    if (entries.size > mostEntries) throw unreadable('too many entries')
    at += 46 + nameLength + extraLength + commentLength
  }
  return entries
}

/** Sizes of the 64-bit form stand in an extra field, only those whose 32-bit place is full, in this order. */
function wideSizes(
  claimed: { packed: number; unpacked: number; offset: number },
  extra: Buffer,
): { packed: number; offset: number } {
  let { packed, offset } = claimed
  for (let at = 0; at + 4 <= extra.length;) {
    const length = extra.readUInt16LE(at + 2)
    if (extra.readUInt16LE(at) === 1) {
      let field = at + 4
      const next = () => {
        if (field + 8 > Math.min(at + 4 + length, extra.length)) throw unreadable('sizes cut short')
        field += 8
        return Number(extra.readBigUInt64LE(field - 8))
      }
      if (claimed.unpacked === 0xffffffff) next()
      if (claimed.packed === 0xffffffff) packed = next()
      if (claimed.offset === 0xffffffff) offset = next()
    }
    at += 4 + length
  }
  return { packed, offset }
}

async function* readEntry(path: string, entry: Entry, limit: number): AsyncGenerator<Uint8Array> {
  if (entry.encrypted) throw unreadable('encrypted')
  if (entry.method !== 0 && entry.method !== 8) throw unreadable(`packed by method ${entry.method}`)
  const file = await open(path, 'r')
  let start: number
  try {
    const header = await bytesAt(file, entry.offset, 30)
    if (header.readUInt32LE(0) !== 0x04034b50) throw unreadable('entry out of place')
    start = entry.offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28)
  } finally {
    await file.close()
  }
  if (entry.packed === 0) return
  const packed = createReadStream(path, { start, end: start + entry.packed - 1 })
  const source = entry.method === 0 ? packed : createInflateRaw()
  if (entry.method === 8) {
    packed.on('error', (error) => source.destroy(error))
    packed.pipe(source as ReturnType<typeof createInflateRaw>)
  }
  let count = 0
  try {
    for await (const chunk of source as AsyncIterable<Buffer>) {
      count += chunk.length
      const swollen = count > 50_000_000 && count > entry.packed * mostRatio
      if (count > limit || swollen) throw new AppError('file_too_large', { entry: entry.name })
      yield chunk
    }
  } catch (error) {
    if (error instanceof AppError) throw error
    throw new AppError('file_unreadable', { why: 'damaged entry' }, { cause: error })
  } finally {
    packed.destroy()
    source.destroy()
  }
}
