import type { z } from 'zod'
import { sha256Of } from '../files/blob-store.ts'
import type { BlobStore } from '../files/blob-store.ts'
import { mediumSide } from '../files/images.ts'
import type { Incoming } from '../files/incoming.ts'
import type { FilesState } from '../modules/core/model-views.ts'
import { AppError } from '../values/error.ts'
import type { FileRows, QueuedFile } from './file-rows.ts'
import type { FileTransport, FileVariant } from './file-transport.ts'
import { openLoop } from './loop.ts'
import { fileLimits, fileProgress, filesThere } from './protocol.ts'
import { TransportError } from './transport.ts'

export type FileQueueParts = {
  agencyId: string
  rows: FileRows
  blobs: BlobStore
  incoming: Incoming
  transport: FileTransport
  /** Every megabyte costs here. */
  limited: () => Promise<boolean>
  /** Free bytes of the disk that files lie on. */
  freeBytes: () => Promise<number>
  clock: () => number
  later: (milliseconds: number, work: () => void) => () => void
  /** Between 0 and 1. */
  random: () => number
  /** Transfers at a time: on a slow line most of the time of a small picture is spent waiting. */
  lanes?: number
  onState: () => void
  /** One more size of this file can be read here. */
  onArrived: (fileId: string) => void
  onProblem: (error: unknown, fileId: string) => void
}

/** Why a file cannot be shown at once. */
export type Missing = 'coming' | 'offline' | 'elsewhere' | 'keptBack' | 'full'
type Job = { kind: 'thumb' | 'medium' | 'original' | 'upload'; row: QueuedFile }
/** `until`: somebody who has gone on does not wait for ever. */
type Wish = { variant: FileVariant; notBefore: number; until: number }

/** Bytes of a piece: as many as the line carries in some seconds, so that what is wanted more gets its turn. */
const [firstPiece, leastPiece] = [256 * 1024, 64 * 1024]
const [quick, slow] = [1500, 8000]
/** Originals of others leave so much of the disk free. */
const roomKept = 500_000_000
/** After a disk was found full, nothing is fetched unasked for so long. */
const fullFor = 60_000
const [soon, rarely, tomorrow] = [2000, 5 * 60_000, 86_400_000]
const longestQuiet = 10 * 60_000
const planned = 50
const [mostWishes, patience] = [200, 3 * 60_000]
/** Progress is told at most so often. */
const tellEvery = 400
/** What the server says of one file, and says again however often it is asked. */
const final = new Set(['file_unreadable', 'file_wrong_kind', 'image_too_large', 'file_too_large', 'too_large'])

/**
 * Photos and documents follow their rows on a queue of their own: what somebody looks at first, then small pictures, own new files,
 * others' originals, the newest first. It has its own timer, so that a slow line for files never holds up what was typed; it may be
 * killed at any byte and goes on from there. What is to be done is found from the rows, never remembered.
 */
export function openFileQueue(parts: FileQueueParts) {
  const { agencyId, rows, blobs, incoming, transport, clock, later, random, lanes = 3 } = parts
  let closed = false
  let stale = true
  let limited = false
  let piece: number = firstPiece
  let moved = 0
  let stopped: FilesState['stopped'] = null
  let busy = false
  /** Lanes of the round that is under way; null between rounds. */
  let crew: Promise<void>[] | null = null
  let working = 0
  let broken: Error[] = []
  /** Until when the server asked to be left alone. */
  let quietUntil = 0
  let fullUntil = 0
  let disk: FilesState['disk'] = 'well'
  /** What is next; null where it has to be found anew. */
  let plan: Job[] | null = null
  let filling: Promise<void> | null = null
  let telling: (() => void) | null = null
  const wishes = new Map<string, Wish>()
  const inHand = new Set<string>()
  /** How much of an upload has arrived, where the server has just said so. */
  const received = new Map<string, number>()

  const tell = (): void => {
    telling ??= later(tellEvery, () => {
      telling = null
      parts.onState()
    })
  }

  const loop = openLoop({
    exchange: round, later, random,
    onState: (state) => {
      busy = state.working
      if (!state.working) {
        stopped = state.stopped
        moved = 0
      }
      tell()
    },
  })

  async function round(): Promise<{ held: boolean; again: number | null }> {
    const quiet = quietUntil - clock()
    // A clock that jumped back keeps nobody waiting.
    if (quiet > 0 && quiet <= longestQuiet) throw new TransportError('busy', { retryAfter: quiet })
    if (stale) await rows.letGo()
    plan = null
    try {
      crew = []
      broken = []
      send()
      // Others may join while these work.
      for (let n = 0; n < crew.length; n++) await crew[n]
      const [problem] = broken
      if (problem) throw problem
    } catch (error) {
      // Where an answer was lost, how much has arrived is asked again.
      received.clear()
      if (error instanceof TransportError && error.retryAfter !== null) quietUntil = clock() + Math.min(longestQuiet, error.retryAfter)
      if (!(error instanceof TransportError)) parts.onProblem(error, '')
      throw error
    } finally {
      crew = null
    }
    const now = clock()
    const due = [await rows.nextDue(now), ...[...wishes.values()].map(({ notBefore }) => notBefore)].filter((at) => at !== null && at > now) as number[]
    return { held: false, again: due.length === 0 ? null : Math.max(soon, Math.min(...due) - now) }
  }

  /** Finds out which files the server has. One that is neither there nor here is on its way from somebody else: asked again, the more often the newer it is. */
  async function ask(): Promise<void> {
    for (;;) {
      const some = await rows.toAsk(clock(), fileLimits.asked)
      if (some.length === 0 || closed) return
      const answer = read(filesThere, await transport.files(some.map(({ fileId }) => fileId)))
      const lacking = new Map(answer.lacking.map((one) => [one.id, one.received]))
      const present = new Set(answer.present)
      const now = clock()
      await rows.setThere([...present], 1, { retryAt: null, now })
      for (const row of some) if (row.here === 1 && lacking.has(row.fileId)) received.set(row.fileId, lacking.get(row.fileId)!)
      await rows.setThere(some.filter((row) => row.here === 1 && lacking.has(row.fileId)).map(({ fileId }) => fileId), 0, { retryAt: null, now })
      const waits = Map.groupBy(some.filter((row) => !present.has(row.fileId) && !(row.here === 1 && lacking.has(row.fileId))), (row) => `${lacking.has(row.fileId) ? 0 : 'unknown'} ${waitFor(row)}`)
      for (const group of waits.values()) {
        const [{ fileId }] = group as [QueuedFile]
        await rows.setThere(group.map((row) => row.fileId), lacking.has(fileId) ? 0 : null, { retryAt: now + waitFor(group[0]!) * (1 + random() / 4), now })
      }
    }
  }

  /** Milliseconds: 2 s for what was added just now, five minutes for what is older than an hour. */
  function waitFor({ at }: QueuedFile): number {
    const age = Math.max(0, clock() - at)
    return age < 60_000 ? soon : age < 3_600_000 ? 15 * soon : rarely
  }

  /** As many lanes as there may be, while a round is under way: one that waits for a slow line keeps nobody else waiting. */
  function send(): void {
    for (; crew !== null && broken.length === 0 && working < lanes; working++) crew.push(lane())
  }

  async function lane(): Promise<void> {
    try {
      while (!closed) {
        const job = await next()
        if (!job) return
        let more = false
        try {
          more = await attempt(job)
        } finally {
          inHand.delete(job.row.sha256)
        }
        if (more) plan?.unshift(job)
        tell()
      }
    } catch (error) {
      // The round ends with the first of them, once the other lanes have come to an end.
      broken.push(error as Error)
    } finally {
      working--
    }
  }

  async function next(): Promise<Job | null> {
    const wish = await nextWish()
    if (wish) return wish
    for (let filled = false; ; filled = true) {
      for (let job = plan?.shift(); job; job = plan?.shift()) if (take(job)) return job
      if (filled) return null
      filling ??= fill()
      await filling
    }
  }

  function take(job: Job): boolean {
    if (inHand.has(job.row.sha256)) return false
    inHand.add(job.row.sha256)
    return true
  }

  async function nextWish(): Promise<Job | null> {
    // The latest first: it is what the user looks at now.
    for (const [fileId, { variant, notBefore, until }] of [...wishes].toReversed()) {
      if (until < clock()) wishes.delete(fileId)
      else if (notBefore <= clock()) {
        const row = await rows.get(fileId)
        if (row && take({ kind: variant, row })) return { kind: variant, row }
      }
    }
    return null
  }

  async function fill(): Promise<void> {
    try {
      if (stale) {
        stale = false
        await rows.takeIn()
      }
      await ask()
      limited = await parts.limited()
      disk = clock() < fullUntil ? 'full' : (await parts.freeBytes()) < roomKept ? 'low' : 'well'
      const now = clock()
      const jobs: Job[] = []
      const add = (kind: Job['kind'], found: readonly QueuedFile[]) => jobs.push(...found.filter(({ sha256 }) => !inHand.has(sha256)).map((row): Job => ({ kind, row })))
      if (disk !== 'full') add('thumb', await rows.thumbs(now, planned))
      if (jobs.length === 0) add('upload', await rows.uploads(now, planned, limited))
      if (jobs.length === 0 && disk === 'well' && !limited) add('original', await rows.originals(now, planned))
      plan = jobs
    } finally {
      filling = null
    }
  }

  /** One job as far as it goes in one request; whether more of it is left. What one file cannot do, the others still can. */
  async function attempt({ kind, row: { fileId } }: Job): Promise<boolean> {
    // Something may have come of it since it was planned.
    const row = await rows.get(fileId)
    const isOver = !row || (kind === 'upload' ? row.here === 0 || row.there === 1 : row.here === 1 || (kind === 'thumb' && row.thumb === 1))
    if (isOver) {
      if (kind !== 'upload') granted(fileId, kind)
      return false
    }
    try {
      const [begun, before] = [clock(), moved]
      const more = kind === 'upload' ? await upload(row) : kind === 'original' ? await fetchOriginal(row) : await fetchSmall(row, kind)
      keepPace(clock() - begun, moved - before)
      if (!more && kind !== 'upload') granted(fileId, kind)
      return more
    } catch (error) {
      await failed(kind, row, error)
      return false
    }
  }

  /** A wish is granted by the size it was for, or the original, of which all others are made. */
  function granted(fileId: string, kind: FileVariant): void {
    const wish = wishes.get(fileId)
    if (wish && (wish.variant === kind || kind === 'original')) wishes.delete(fileId)
  }

  async function failed(kind: Job['kind'], row: QueuedFile, error: unknown): Promise<void> {
    const now = clock()
    if (error instanceof TransportError) {
      if (error.code === 'not_found') {
        // Known to the server or not: asked together with the others.
        await rows.setThere([row.fileId], kind === 'upload' ? null : 0, { retryAt: now + waitFor(row), now })
        const wish = wishes.get(row.fileId)
        if (wish) wishes.set(row.fileId, { ...wish, notBefore: now + soon })
      } else if (error.code !== null && final.has(error.code)) {
        if (kind === 'upload') await rows.refused(row.fileId, error.code)
        await rows.postpone(row.fileId, now + tomorrow)
        wishes.delete(row.fileId)
      } else throw error
    } else if (error instanceof AppError && (error.code === 'disk_full' || error.code === 'read_only')) {
      disk = 'full'
      fullUntil = now + fullFor
      plan = (plan ?? []).filter((job) => job.kind === 'upload')
      wishes.delete(row.fileId)
      // Half an original helps nobody, and somebody else needs the room.
      if (kind === 'original') await incoming.drop(row.sha256)
      await rows.postpone(row.fileId, now + fullFor)
    } else {
      parts.onProblem(error, row.fileId)
      wishes.delete(row.fileId)
      await rows.postpone(row.fileId, now + rarely)
    }
  }

  function keepPace(took: number, bytes: number): void {
    if (took > slow) piece = Math.max(leastPiece, piece / 2)
    else if (took < quick && bytes >= piece) piece = Math.min(fileLimits.partBytes, piece * 2)
  }

  async function fetchSmall(row: QueuedFile, variant: 'thumb' | 'medium'): Promise<false> {
    const { total, from, chunks } = await transport.fetch(row, variant, 0, fileLimits.partBytes)
    const bytes = await wholeOf(chunks)
    if (from !== 0 || bytes.length !== total) throw new TransportError('away', { cause: new Error(`${bytes.length} of ${total} bytes`) })
    moved += bytes.length
    await blobs.putVariant({ agencyId, sha256: row.sha256, variant }, bytes)
    const shown = variant === 'thumb' ? await rows.thumbArrived(row.sha256) : [row.fileId]
    for (const fileId of shown) parts.onArrived(fileId)
    return false
  }

  async function fetchOriginal(row: QueuedFile): Promise<boolean> {
    const { sha256, bytes } = row
    let at = await incoming.size(sha256)
    if (at < bytes) {
      const { from, total, chunks } = await transport.fetch(row, 'original', at, Math.min(piece, bytes - at))
      if (total !== bytes) throw new TransportError('away', { code: 'file_unreadable' })
      at = from
      for await (const chunk of chunks) {
        await incoming.write(sha256, at, chunk)
        at += chunk.length
        moved += chunk.length
        tell()
      }
      if (at < bytes) return true
    }
    const content = await incoming.read(sha256)
    if (content.length !== bytes || sha256Of(content) !== sha256) {
      await incoming.drop(sha256)
      throw new AppError('file_unreadable', { file: sha256 })
    }
    await blobs.put(agencyId, content)
    await incoming.drop(sha256)
    for (const fileId of await rows.arrived(sha256)) parts.onArrived(fileId)
    return false
  }

  async function upload(row: QueuedFile): Promise<boolean> {
    const { fileId, sha256 } = row
    const offset = received.get(fileId) ?? read(fileProgress, await transport.progress(fileId)).received
    received.delete(fileId)
    let part: { total: number; bytes: Buffer }
    try {
      part = await blobs.readPart({ agencyId, sha256 }, offset, piece)
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'not_found') throw error
      await rows.gone(sha256)
      return false
    }
    if (part.total !== row.bytes) throw new TransportError('away', { code: 'file_unreadable' })
    const answer = read(fileProgress, await transport.part(fileId, offset, part.bytes))
    if (answer.done) {
      moved += part.bytes.length
      await rows.sent(sha256, clock())
      return false
    }
    // Somebody else has brought more of it, or what the server had is gone; where it took nothing and says nothing new, it is left for later.
    if (answer.received === offset) throw new TransportError('away', { cause: new Error(`the server stays at ${offset} of ${fileId}`) })
    moved += Math.max(0, answer.received - offset)
    received.set(fileId, answer.received)
    return true
  }

  return {
    /** Works as soon as it can: after each exchange, when a file was added, when a setting changed. */
    now(): Promise<void> {
      plan = null
      send()
      return loop.now()
    },

    /** Rows of files have come or gone. */
    rowsChanged(): void {
      stale = true
      plan = null
    },

    /** An exchange has ended: rows that the server did not know it may know now. */
    async exchanged(): Promise<void> {
      await rows.askUnknown()
      plan = null
      send()
      await loop.now()
    },

    /** Somebody looks at a file that is not here: it comes before everything else. Says why he does not see it yet. */
    async want(file: { fileId: string; width: number | null; height: number | null }, asked: FileVariant): Promise<Missing> {
      const { fileId } = file
      const isLimited = await parts.limited()
      // On a limited connection a picture that only passes by is shown small.
      if (isLimited && asked === 'medium') return 'keptBack'
      const variant = file.width === null || file.height === null || (asked === 'medium' && Math.max(file.width, file.height) <= mediumSide) ? 'original' : asked
      const row = await rows.get(fileId)
      if (!row) stale = true
      const before = wishes.get(fileId)
      wishes.delete(fileId)
      wishes.set(fileId, { variant: before?.variant === 'original' ? 'original' : variant, notBefore: 0, until: clock() + patience })
      if (wishes.size > mostWishes) wishes.delete(wishes.keys().next().value!)
      if (row && row.there !== 1 && row.retryAt !== null) await rows.postpone(fileId, Math.min(row.retryAt, clock() + soon))
      // While the server is away, its timer and the exchange say when to try: not every picture that somebody passes.
      if (stopped === null) {
        send()
        void loop.now()
      }
      return stopped !== null ? 'offline' : disk === 'full' ? 'full' : row?.there === 0 ? 'elsewhere' : 'coming'
    },

    /** Everything that was kept back or refused is sent. */
    async sendAll(): Promise<void> {
      await rows.release()
      plan = null
      quietUntil = Math.min(quietUntil, clock() + 1)
      await loop.now()
    },

    missing: (fileIds: readonly string[]): Promise<string[]> => rows.missing(fileIds),

    async state(): Promise<FilesState> {
      const isLimited = await parts.limited()
      const sums = await rows.sums(isLimited)
      const left = sums.toSend.bytes + sums.toReceive.bytes
      return { working: busy, stopped, ...sums, refused: await rows.allRefused(), disk, limited: isLimited, round: busy && moved > 0 ? { done: moved, total: moved + left } : null }
    },

    /** What is left of originals that nobody waits for any more. */
    async tidy(): Promise<void> {
      const found = await incoming.all()
      const wanted = await rows.wanted(found)
      for (const sha256 of found) if (!wanted.has(sha256)) await incoming.drop(sha256)
    },

    async close(): Promise<void> {
      closed = true
      telling?.()
      await loop.close()
    },
  }
}

export type FileQueue = ReturnType<typeof openFileQueue>

async function wholeOf(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = []
  for await (const chunk of chunks) all.push(chunk)
  return Buffer.concat(all)
}

function read<T>(schema: z.ZodType<T>, answer: unknown): T {
  const parsed = schema.safeParse(answer)
  if (!parsed.success) throw new TransportError('away', { cause: parsed.error })
  return parsed.data
}
