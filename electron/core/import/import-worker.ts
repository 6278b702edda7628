import { parentPort, workerData } from 'node:worker_threads'
import type { ImportChoices, ImportColumn, ImportPreview } from '../../../shared/modules/properties/model-import.ts'
import type { ImportChunk } from '../../../shared/modules/properties/rules-import-plan.ts'
import { AppError } from '../../../shared/values/error.ts'
import { columnsOfFile, planFile, previewFile } from './read-import.ts'
import type { ImportJob } from './read-import.ts'

// Reads one listing file on a thread of its own, so that the core answers while a large one is parsed. One worker does
// one job and ends; whoever does not want the answer any more ends the worker.

export type ImportTask =
  | { kind: 'preview'; job: ImportJob; decided: Partial<ImportChoices> }
  | { kind: 'columns' | 'rows'; job: ImportJob; choices: ImportChoices }
export type ImportMessage =
  | { kind: 'preview'; preview: ImportPreview }
  | { kind: 'columns'; columns: ImportColumn[] }
  | { kind: 'chunk'; chunk: ImportChunk }
  | { kind: 'end' }
  | { kind: 'failed'; code: AppError['code']; params: AppError['params'] }
  | { kind: 'bug'; stack: string }

const port = parentPort!
const task = workerData as ImportTask
const tell = (message: ImportMessage) => port.postMessage(message)

/** Chunks that may be sent before the core asks for more: it commits one while the next is read, and memory stays small. */
let credit = 0
let wake: (() => void) | null = null
port.on('message', (more: number) => {
  credit += more
  wake?.()
})

async function mayTell(): Promise<void> {
  while (credit === 0) await new Promise<void>((resolve) => (wake = resolve))
  credit--
}

async function work(): Promise<void> {
  try {
    if (task.kind === 'preview') tell({ kind: 'preview', preview: await previewFile(task.job, task.decided) })
    else if (task.kind === 'columns') tell({ kind: 'columns', columns: await columnsOfFile(task.job, task.choices) })
    else {
      for await (const chunk of planFile(task.job, task.choices)) {
        await mayTell()
        tell({ kind: 'chunk', chunk })
      }
      tell({ kind: 'end' })
    }
  } catch (error) {
    if (error instanceof AppError) tell({ kind: 'failed', code: error.code, params: error.params })
    else tell({ kind: 'bug', stack: error instanceof Error ? error.stack ?? error.message : String(error) })
  }
  port.close()
}

await work()
