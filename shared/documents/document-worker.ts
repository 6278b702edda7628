import { parentPort } from 'node:worker_threads'
import { writeDocument } from './write.ts'
import type { Asked, WrittenDocument } from './write.ts'

// Writes one document after the other, so that neither a window nor a request waits while pages are laid out.

export type Order = { id: number; asked: Asked }
export type Delivery = { id: number; written: WrittenDocument } | { id: number; bug: string }

async function deliver({ id, asked }: Order): Promise<Delivery> {
  try {
    return { id, written: await writeDocument(asked) }
  } catch (error) {
    return { id, bug: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}

let last: Promise<void> = Promise.resolve()
async function next(before: Promise<void>, order: Order): Promise<void> {
  await before
  parentPort!.postMessage(await deliver(order))
}

parentPort!.on('message', (order: Order) => {
  last = next(last, order)
})
