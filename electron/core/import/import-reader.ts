import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { ImportChoices, ImportColumn, ImportPreview } from '../../../shared/modules/properties/model-import.ts'
import type { ImportChunk } from '../../../shared/modules/properties/rules-import-plan.ts'
import { AppError } from '../../../shared/values/error.ts'
import type { ImportMessage, ImportTask } from './import-worker.ts'
import type { ImportJob } from './read-import.ts'

/** Megabytes for one reading thread; a file that needs more is refused rather than the core brought down. */
const memory = { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 16 }
/** Chunks read ahead of the one that is being committed. */
const ahead = 2

function start(task: ImportTask): Worker {
  const ending = import.meta.url.endsWith('.ts') ? 'ts' : 'js'
  return new Worker(new URL(`./import-worker.${ending}`, import.meta.url), { workerData: task, resourceLimits: memory })
}

/**
 * What the worker says, one message at a time; ends with the worker. Throws AppError cancelled when `signal` stops it,
 * and whatever the reading failed with.
 */
async function* listen(worker: Worker, signal: AbortSignal | undefined): AsyncGenerator<ImportMessage> {
  const arrived: ImportMessage[] = []
  let failure: Error | null = null
  let over = false
  let wake: (() => void) | null = null
  const call = () => wake?.()
  worker.on('message', (message: ImportMessage) => {
    arrived.push(message)
    call()
  })
  worker.on('error', (error: Error & { code?: string }) => {
    failure = error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? new AppError('file_too_large', {}, { cause: error }) : error
    call()
  })
  worker.on('exit', () => {
    over = true
    call()
  })
  signal?.addEventListener('abort', call)
  try {
    for (;;) {
      if (signal?.aborted) throw new AppError('cancelled')
      const message = arrived.shift()
      if (message) yield message
      else if (failure) throw failure as Error
      else if (over) return
      else await new Promise<void>((resolve) => (wake = resolve))
    }
  } finally {
    signal?.removeEventListener('abort', call)
    if (!over) {
      const exited = once(worker, 'exit')
      await worker.terminate()
      await exited
    }
  }
}

function failed(message: ImportMessage): Error {
  if (message.kind === 'failed') return new AppError(message.code, message.params)
  return new Error(message.kind === 'bug' ? message.stack : `unexpected ${message.kind}`)
}

/**
 * Reads an uploaded file on a thread of its own and says everything that can be guessed about it. AppError as in
 * `openSource`; `cancelled` when `signal` stops it.
 */
export async function previewImport(
  job: ImportJob,
  decided: Partial<ImportChoices> = {},
  signal?: AbortSignal,
): Promise<ImportPreview> {
  for await (const message of listen(start({ kind: 'preview', job, decided }), signal)) {
    if (message.kind === 'preview') return message.preview
    throw failed(message)
  }
  throw new Error('the reader ended without an answer')
}

/** What the columns of a file mean under these choices (their names head the file of rejected rows); reads its beginning. */
export async function importColumns(job: ImportJob, choices: ImportChoices, signal?: AbortSignal): Promise<ImportColumn[]> {
  for await (const message of listen(start({ kind: 'columns', job, choices }), signal)) {
    if (message.kind === 'columns') return message.columns
    throw failed(message)
  }
  throw new Error('the reader ended without an answer')
}

/**
 * The rows of a file in chunks of at most one command each, read a little ahead of whoever takes them. Leaving the loop,
 * or `signal`, ends the thread.
 */
export async function* readImport(job: ImportJob, choices: ImportChoices, signal?: AbortSignal): AsyncGenerator<ImportChunk> {
  const worker = start({ kind: 'rows', job, choices })
  worker.postMessage(ahead)
  for await (const message of listen(worker, signal)) {
    if (message.kind === 'end') return
    if (message.kind !== 'chunk') throw failed(message)
    yield message.chunk
    worker.postMessage(1)
  }
  throw new Error('the reader ended before the file')
}
