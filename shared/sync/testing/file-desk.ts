import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { open } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createDispatcher } from '../../command/dispatch.ts'
import { openSqliteStore } from '../../command/testing/stores.ts'
import { openBlobStore, sha256Of } from '../../files/blob-store.ts'
import { openIncoming } from '../../files/incoming.ts'
import { business } from '../../modules/business.ts'
import { uuidv7 } from '../../values/id.ts'
import { openFileRows } from '../file-rows.ts'
import type { FileTransport, FileVariant } from '../file-transport.ts'
import { openFileQueue } from '../files.ts'
import { TransportError } from '../transport.ts'
import { randomFrom } from './random.ts'
import { openTime } from './time.ts'

/** What may befall one request: nothing, an error before it arrives, an answer that is lost, or a line that breaks after so many bytes. */
export type Fault = { before?: Error; after?: Error; cut?: number }
export type Request = { ask: 'files' | 'progress' | 'part' | 'fetch'; fileId: string; variant?: FileVariant; from?: number }

/** The server's half, as plain as can be: it knows rows, holds blobs, and remembers how much of each has come. */
export function openFileServer() {
  const known = new Map<string, { sha256: string; bytes: number }>()
  const blobs = new Map<string, Buffer>()
  const partial = new Map<string, Buffer>()
  const asked: Request[] = []
  const moved = { up: 0, down: 0 }
  let fault: (request: Request, n: number) => Fault | undefined = () => undefined

  function meet(request: Request): Fault {
    asked.push(request)
    const met = fault(request, asked.length) ?? {}
    if (met.before) throw met.before
    return met
  }
  const rowOf = (fileId: string) => {
    const row = known.get(fileId)
    if (!row) throw new TransportError('away', { code: 'not_found' })
    return row
  }
  const progressOf = ({ sha256, bytes }: { sha256: string; bytes: number }) => ({ received: blobs.has(sha256) ? bytes : (partial.get(sha256)?.length ?? 0), done: blobs.has(sha256) })

  const transport: FileTransport = {
    async files(fileIds) {
      meet({ ask: 'files', fileId: '' })
      const rows = fileIds.flatMap((id) => (known.has(id) ? [{ id, ...rowOf(id) }] : []))
      return { present: rows.filter(({ sha256 }) => blobs.has(sha256)).map(({ id }) => id), lacking: rows.filter(({ sha256 }) => !blobs.has(sha256)).map((row) => ({ id: row.id, received: progressOf(row).received })) }
    },
    async progress(fileId) {
      meet({ ask: 'progress', fileId })
      return progressOf(rowOf(fileId))
    },
    async part(fileId, offset, bytes) {
      const met = meet({ ask: 'part', fileId, from: offset })
      const row = rowOf(fileId)
      const before = progressOf(row)
      if (before.done || before.received !== offset) return before
      const came = met.cut === undefined ? bytes : bytes.subarray(0, met.cut)
      moved.up += came.length
      const whole = Buffer.concat([partial.get(row.sha256) ?? Buffer.alloc(0), came])
      partial.set(row.sha256, whole)
      if (whole.length === row.bytes) {
        partial.delete(row.sha256)
        if (sha256Of(whole) !== row.sha256) throw new TransportError('away', { code: 'file_unreadable' })
        blobs.set(row.sha256, whole)
      }
      if (met.cut !== undefined) throw new TransportError('away')
      if (met.after) throw met.after
      return progressOf(row)
    },
    async fetch({ fileId }, variant, from, length) {
      const met = meet({ ask: 'fetch', fileId, variant, from })
      const row = rowOf(fileId)
      const blob = blobs.get(row.sha256)
      if (!blob) throw new TransportError('away', { code: 'not_found' })
      const content = variant === 'original' ? blob : Buffer.from(`${variant} of ${row.sha256}`)
      const wanted = content.subarray(from, from + length)
      return { from, total: content.length, chunks: (async function* () {
        for (let at = 0; at < wanted.length; at += 10_000) {
          const chunk = wanted.subarray(at, Math.min(at + 10_000, met.cut ?? Infinity))
          moved.down += chunk.length
          if (chunk.length > 0) yield chunk
          if (met.cut !== undefined && at + 10_000 >= met.cut) throw new TransportError('away')
        }
      })() }
    },
  }
  return {
    transport, known, blobs, partial, asked, moved,
    befall: (next: typeof fault) => {
      fault = next
    },
  }
}

export type FileServer = ReturnType<typeof openFileServer>

/** A post with a disk of its own, over the same or another server. Files are 100 kB unless said. */
export async function openFileDesk(server: FileServer) {
  const directory = mkdtempSync(join(tmpdir(), 'digit-hab-file-queue-'))
  const store = await openSqliteStore()
  const time = openTime()
  const agencyId = uuidv7(1, randomBytes(10))
  const clock = (): number => Date.UTC(2026, 10, 28) + time.now()
  const newId = (): string => uuidv7(clock(), randomBytes(10))
  const dispatcher = createDispatcher({ store, business, clock, mode: () => 'decide' })
  const actor = { kind: 'job' as const, agencyId, name: 'test' }
  const say = async (name: string, input: unknown): Promise<void> => {
    const [outcome] = await dispatcher.dispatch([{ commandId: newId(), name, version: 1, input, typedAt: clock(), deviceId: newId() }], actor)
    if (outcome!.status === 'rejected') throw new Error(`${name}: ${outcome!.code} ${JSON.stringify(outcome!.params)}`)
  }
  await say('agency.found', { agencyId, name: 'Agence', referencePrefix: 'ESS', admin: { memberId: newId(), accountId: newId(), email: 'awa@example.sn', name: 'Awa Ndiaye' } })

  /** Bytes that this disk still takes; a write beyond them fails as on a full one. */
  const disk = { free: Infinity, open }
  disk.open = (async (...given: Parameters<typeof open>): Promise<FileHandle> => {
    const handle = await open(...given)
    const guard = <T extends (...args: never[]) => Promise<unknown>>(act: T, sizeOf: (...args: Parameters<T>) => number): T => (async (...args: Parameters<T>) => {
      disk.free -= sizeOf(...args)
      if (disk.free < 0) throw Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' })
      return act.apply(handle, args)
    }) as T
    handle.writeFile = guard(handle.writeFile, (bytes) => (bytes as Uint8Array).length) as typeof handle.writeFile
    handle.write = guard(handle.write as never, ((_bytes: unknown, _offset: number, length: number) => length) as never) as never
    return handle
  }) as typeof open

  const blobs = openBlobStore(directory, { durable: false, openFile: (path, flags) => disk.open(path, flags) })
  const settings = { limited: false, freeBytes: 1e12, lanes: 1 }
  const arrived: string[] = []
  const problems: unknown[] = []
  const rows = openFileRows({ store, agencyId, blobs })
  const openQueue = () => openFileQueue({
    lanes: settings.lanes, agencyId, blobs, clock, transport: server.transport, rows, incoming: openIncoming(directory, { openFile: (...given: Parameters<typeof open>) => disk.open(...given) }),
    later: time.later, random: randomFrom(1).next, limited: async () => settings.limited, freeBytes: async () => settings.freeBytes,
    onState: () => undefined, onArrived: (fileId) => arrived.push(fileId), onProblem: (error) => problems.push(error),
  })
  const desk = {
    store, agencyId, blobs, rows, time, settings, disk, arrived, problems, directory, clock,
    queue: openQueue(),
    /** A file whose row has come here: its bytes lie on this post, at the server, on both or on neither. */
    async file(where: { here?: boolean; there?: boolean; known?: boolean; bytes?: number; picture?: boolean } = {}): Promise<{ id: string; sha256: string; content: Buffer }> {
      const { here = false, there = false, known = true, bytes = 100_000, picture = true } = where
      await time.pass(1000)
      const content = randomBytes(bytes)
      const [id, sha256] = [newId(), sha256Of(content)]
      await say('file.create', { id, values: { sha256, bytes, mime: picture ? 'image/jpeg' : 'application/pdf', name: picture ? 'salon.jpg' : 'titre.pdf', width: picture ? 2000 : null, height: picture ? 1500 : null } })
      if (here) await blobs.put(agencyId, content)
      if (known) server.known.set(id, { sha256, bytes })
      if (there) server.blobs.set(sha256, content)
      desk.queue.rowsChanged()
      return { id, sha256, content }
    },
    /** Ends the program wherever it is, and starts it again over the same disk. */
    async restart(): Promise<void> {
      await desk.queue.close()
      desk.queue = openQueue()
    },
    async end(): Promise<void> {
      await desk.queue.close()
      await store.close()
      rmSync(directory, { recursive: true, force: true })
    },
  }
  return desk
}

export type FileDesk = Awaited<ReturnType<typeof openFileDesk>>
