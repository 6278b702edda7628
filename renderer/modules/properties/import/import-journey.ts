import type { ImportProgress } from '../../../../shared/contract/index.ts'
import type { ImportChoices, ImportReport } from '../../../../shared/modules/properties/model-import.ts'
import { createStore } from '../../../data/store.ts'

/** How far an import has come. It stands outside the screen, so that going elsewhere and coming back loses nothing. */
export type ImportJourney =
  | { step: 'choose' }
  | { step: 'sending'; fileName: string; share: number }
  | {
      step: 'preview'
      uploadId: string
      fileName: string
      /** What the user changed of what was guessed. */
      decided: Partial<ImportChoices>
      includeDuplicates: boolean
    }
  | {
      step: 'running'
      fileName: string
      batchId: string
      progress: Extract<ImportProgress, { kind: 'progress' }> | null
      cancel: () => void
    }
  | { step: 'report'; fileName: string; report: ImportReport }

export const importJourney = createStore<ImportJourney>({ step: 'choose' })

/** Choices that decide where columns stand: after a change of one, the meanings given by hand are of another table. */
const tableChoices = ['encoding', 'delimiter', 'sheet', 'headerLine'] as const

/** The choices with one more decision; a new reading of the table gives the columns back to guessing. */
export function decide(decided: Partial<ImportChoices>, change: Partial<ImportChoices>): Partial<ImportChoices> {
  const next = { ...decided, ...change }
  if (tableChoices.some((choice) => choice in change)) delete next.mapping
  return next
}
