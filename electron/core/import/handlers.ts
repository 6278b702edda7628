import type { ImportProgress, ImportUndoProgress } from '../../../shared/contract/index.ts'
import type { ImportChoices, ImportPreview } from '../../../shared/modules/properties/model-import.ts'
import { dayOfInstant } from '../../../shared/values/period.ts'
import { AppError } from '../../../shared/values/error.ts'
import { deviceLanguage } from '../device-language.ts'
import type { ConnectionContext } from '../connection.ts'
import type { Handling } from '../router.ts'
import { previewImport } from './import-reader.ts'
import type { ImportJob } from './read-import.ts'
import { readRejected } from './rejected-rows.ts'
import { runImport } from './run-import.ts'
import { undoImport } from './undo-import.ts'

/** Listing files coming in: looked at, brought in, taken back, and what was left out given back to be mended. */
export function importHandlers({ parts, allowed }: Handling) {
  /** Rows of the files that were looked at, for the bar of progress. */
  const counted = new Map<string, number>()
  const running = new Set<string>()

  const jobOf = (context: ConnectionContext, uploadId: string, batchId: string): ImportJob => {
    const { path, name } = parts.uploads.finished(context.id, uploadId)
    const now = parts.clock()
    return { path, fileName: name, today: dayOfInstant(now, context.session!.agency.zone), batchId, startedAt: now }
  }

  return {
    async preview(input: { uploadId: string; choices: Partial<ImportChoices> }, context: ConnectionContext, signal: AbortSignal | undefined): Promise<ImportPreview> {
      allowed(context, 'imports.preview')
      const preview = await previewImport(jobOf(context, input.uploadId, input.uploadId), input.choices, signal)
      counted.set(input.uploadId, preview.rows)
      return preview
    },

    async *run(
      input: { uploadId: string; batchId: string; choices: ImportChoices; includeDuplicates: boolean }, context: ConnectionContext, signal: AbortSignal | undefined,
    ): AsyncGenerator<ImportProgress, void> {
      const actor = allowed(context, 'imports.run')
      const job = jobOf(context, input.uploadId, input.batchId)
      const rows = counted.get(input.uploadId) ?? (await previewImport(job, input.choices, signal)).rows
      running.add(input.batchId)
      try {
        for await (const progress of runImport({ parts, actor, job, rows, signal, choices: input.choices, includeDuplicates: input.includeDuplicates })) {
          if (progress.kind === 'done') {
            // Before the report: whoever has it listens no further.
            counted.delete(input.uploadId)
            await parts.uploads.cancel(context.id, input.uploadId)
          }
          yield progress
        }
      } finally {
        running.delete(input.batchId)
      }
    },

    async *undo(input: { batchId: string }, context: ConnectionContext, signal: AbortSignal | undefined): AsyncGenerator<ImportUndoProgress, void> {
      const actor = allowed(context, 'imports.undo')
      if (running.has(input.batchId)) throw new AppError('rule_broken', { rule: 'import_running' })
      yield* undoImport({ parts, actor, batchId: input.batchId, signal })
    },

    async rejectedFile(input: { batchId: string }, context: ConnectionContext): Promise<{ name: string; text: string }> {
      const { agencyId } = allowed(context, 'imports.rejectedFile')
      return readRejected(parts.desk().workspace.store, agencyId, input.batchId, await deviceLanguage(parts.host))
    },
  }
}
