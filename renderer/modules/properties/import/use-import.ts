import { useMemo } from 'react'
import type { Translate } from '../../../../shared/language/index.ts'
import type { ImportUndoProgress } from '../../../../shared/contract/index.ts'
import type { ImportChoices, ImportReport } from '../../../../shared/modules/properties/model-import.ts'
import type { ImportBatchView } from '../../../../shared/modules/properties/model-views.ts'
import { AppError } from '../../../../shared/values/error.ts'
import { toAppError } from '../../../core/errors.ts'
import { useCoreClient } from '../../../data/client.tsx'
import type { Core } from '../../../data/client.tsx'
import { newId } from '../../../data/new-id.ts'
import { showError } from '../../../feedback/show.tsx'
import { useWorkTray } from '../../../feedback/work-tray.ts'
import { useWords } from '../../../language/words.tsx'
import { usePropertyNavigation } from '../navigation.ts'
import { usePropertyWords } from '../property-words.ts'
import type { PropertyWords } from '../property-words.ts'
import { uploadFile } from '../upload.ts'
import { importJourney } from './import-journey.ts'
import type { ImportJourney } from './import-journey.ts'
import { undoneImports } from './undone-imports.ts'

/** Ends a stream when the user does: the core takes that as "stop", and closes the batch as it stands. */
async function* until<Step>(stream: AsyncIterable<Step>, signal: AbortSignal): AsyncGenerator<Step> {
  const steps = stream[Symbol.asyncIterator]()
  const stop = () => void steps.return?.()
  signal.addEventListener('abort', stop)
  try {
    for (;;) {
      const step = await steps.next()
      if (step.done) return
      yield step.value
    }
  } finally {
    signal.removeEventListener('abort', stop)
  }
}

/** A stopped import closes its batch after the rows it was at; longer than this is no waiting but a fault. */
const closing = { tries: 50, pause: 100 }

/**
 * What a stopped import did, as its batch says once it is closed. The rows it did not reach are neither imported nor
 * rejected. Null when it was stopped before it began.
 */
async function reportOfBatch(core: Core, batchId: string): Promise<ImportReport | null> {
  for (let left = closing.tries; left > 0; left--) {
    const batch = (await core.imports.batches({})).find((one) => one.id === batchId)
    if (!batch) return null
    const { rows, imported, duplicates, rejected } = batch
    const notReached = Math.max(0, rows - imported - duplicates - rejected)
    if (batch.state !== 'running')
      return { batchId, state: 'cancelled', rows, imported, duplicates, rejected, notReached, problems: [] }
    await new Promise((resolve) => setTimeout(resolve, closing.pause))
  }
  throw new AppError('timeout')
}

type Tools = {
  core: Core
  start: ReturnType<typeof useWorkTray>['start']
  t: Translate
  words: PropertyWords
  openImport: () => void
}

/** The acts of the import wizard. Each outlives the screen it was begun from. */
export function useImport() {
  const core = useCoreClient()
  const { start } = useWorkTray()
  const { t } = useWords()
  const words = usePropertyWords()
  const { openImport } = usePropertyNavigation()
  return useMemo(() => importActs({ core, start, t, words, openImport }), [core, start, t, words, openImport])
}

function importActs({ core, start, t, words, openImport }: Tools) {
  return {
    async send(file: File) {
      importJourney.set({ step: 'sending', fileName: file.name, share: 0 })
      const tell = (share: number) => importJourney.set((now) => (now.step === 'sending' ? { ...now, share } : now))
      try {
        const { uploadId } = await uploadFile(core, file, 'import', { onProgress: tell })
        importJourney.set({ step: 'preview', uploadId, fileName: file.name, decided: {}, includeDuplicates: false })
      } catch (error) {
        importJourney.set({ step: 'choose' })
        showError(error)
      }
    },

    run({
      uploadId,
      fileName,
      choices,
      includeDuplicates,
    }: {
      uploadId: string
      fileName: string
      choices: ImportChoices
      includeDuplicates: boolean
    }) {
      const batchId = newId()
      const preview: ImportJourney = { step: 'preview', uploadId, fileName, decided: choices, includeDuplicates }
      void start({
        name: t('importWizard.work', { file: fileName }),
        async *run(signal) {
          const control = new AbortController()
          signal.addEventListener('abort', () => control.abort())
          importJourney.set({ step: 'running', fileName, batchId, progress: null, cancel: () => control.abort() })
          const here = (now: ImportJourney) => now.step === 'running' && now.batchId === batchId
          let report: ImportReport | null = null
          try {
            const stream = await core.imports.run({ uploadId, batchId, choices, includeDuplicates })
            for await (const step of until(stream, control.signal)) {
              if (step.kind === 'done') {
                report = step.report
                continue
              }
              importJourney.set((now) => (now.step === 'running' && here(now) ? { ...now, progress: step } : now))
              yield { done: step.done, total: step.total, millisecondsLeft: step.millisecondsLeft }
            }
          } catch (error) {
            if (!control.signal.aborted) {
              // the rows that were imported are there: the list of imports shows them, and can take them back
              importJourney.set((now) => (here(now) ? preview : now))
              throw error
            }
          }
          report ??= await reportOfBatch(core, batchId)
          if (!report) {
            importJourney.set((now) => (here(now) ? preview : now))
            throw new AppError('cancelled')
          }
          const done = report
          importJourney.set((now) => (here(now) ? { step: 'report', fileName, report: done } : now))
          const said = { count: done.imported, number: words.number(done.imported) }
          return {
            message: done.state === 'done' ? t('importWizard.workDone', said) : t('importWizard.workStopped', said),
            open: { label: t('importWizard.openReport'), run: openImport },
          }
        },
      })
    },

    undo(batch: Pick<ImportBatchView, 'id' | 'fileName'>) {
      void start({
        name: t('importWizard.undoWork', { file: batch.fileName }),
        mayCancel: false,
        async *run() {
          let over: Extract<ImportUndoProgress, { kind: 'done' }> | null = null
          undoneImports.set((all) => ({ ...all, [batch.id]: { state: 'running' } }))
          try {
            for await (const step of await core.imports.undo({ batchId: batch.id })) {
              if (step.kind === 'done') over = step
              else yield { done: step.done, total: step.total }
            }
          } catch (error) {
            undoneImports.set((all) => Object.fromEntries(Object.entries(all).filter(([id]) => id !== batch.id)))
            throw toAppError(error)
          }
          if (!over) return
          const { removed, left } = over
          undoneImports.set((all) => ({ ...all, [batch.id]: { state: 'done', removed, left } }))
          const message = t('importWizard.undone', { count: removed, number: words.number(removed) })
          return left.length === 0
            ? { message }
            : {
                message: `${message} ${t('importWizard.leftCount', { count: left.length, number: words.number(left.length) })}`,
                open: { label: t('importWizard.openReport'), run: openImport },
              }
        },
      })
    },
  }
}
