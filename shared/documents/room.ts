import { Worker } from 'node:worker_threads'
import { AppError } from '../values/error.ts'
import type { Delivery, Order } from './document-worker.ts'
import type { Asked, WrittenDocument } from './write.ts'

/** Where documents are written: one thread for the whole process, begun with the first and let go when nothing was asked for a while. */

/** Milliseconds without an order after which the thread ends; it holds fonts and pdfmake, some 60 MB. */
const idle = 60_000
/** Megabytes: the longest report takes a tenth of it. */
const memory = { maxOldGenerationSizeMb: 512 }
/** So many may wait; whoever comes after them is told to come later. */
const mostWaiting = 20

type Waiting = { resolve: (written: WrittenDocument) => void; reject: (error: Error) => void }
let running: { worker: Worker; waiting: Map<number, Waiting> } | null = null
let ending: NodeJS.Timeout | undefined
let ordered = 0

/** Throws `too_many_requests` where too much is waiting already, `core_restarted` when the thread died over it. */
export function orderDocument(asked: Asked): Promise<WrittenDocument> {
  return new Promise((resolve, reject) => {
    clearTimeout(ending)
    running ??= start()
    const { worker, waiting } = running
    if (waiting.size >= mostWaiting) return reject(new AppError('too_many_requests', { seconds: 10 }))
    const id = ++ordered
    waiting.set(id, { resolve, reject })
    // While something is being written the process has a reason to live.
    worker.ref()
    worker.postMessage({ id, asked } satisfies Order)
  })
}

function start(): NonNullable<typeof running> {
  const started = { worker: new Worker(new URL(`./document-worker.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`, import.meta.url), { resourceLimits: memory }), waiting: new Map<number, Waiting>() }
  const { worker, waiting } = started
  worker.unref()
  worker.on('message', (delivery: Delivery) => {
    const whose = waiting.get(delivery.id)
    waiting.delete(delivery.id)
    if ('bug' in delivery) whose?.reject(new Error(delivery.bug))
    else whose?.resolve(delivery.written)
    if (waiting.size) return
    worker.unref()
    ending = setTimeout(() => void worker.terminate(), idle).unref()
  })
  const gone = (cause?: Error): void => {
    if (running === started) running = null
    for (const { reject } of waiting.values()) reject(new AppError('core_restarted', {}, { cause }))
    waiting.clear()
  }
  worker.on('error', gone)
  worker.on('exit', () => gone())
  return started
}
