import type { ImportUndoProgress } from '../../../shared/contract/index.ts'
import type { Actor } from '../../../shared/values/actor.ts'
import { AppError } from '../../../shared/values/error.ts'
import type { CoreParts } from '../core.ts'
import { doCommand, sayCommand } from '../own-commands.ts'

/**
 * Takes a whole import back: the inverse of each of its commands, newest first. Rows that somebody has worked on since
 * stay, and are named. Stopping leaves the rest of the import in; taking it back again goes on from there.
 */
export async function* undoImport(given: { parts: CoreParts; actor: Actor & { kind: 'member' }; batchId: string; signal: AbortSignal | undefined }): AsyncGenerator<ImportUndoProgress, void> {
  const { parts, actor, batchId, signal } = given
  const db = parts.desk().workspace.store.kysely
  const batch = await db.selectFrom('importBatch').selectAll().where('agencyId', '=', actor.agencyId).where('id', '=', batchId).executeTakeFirst()
  if (!batch) throw new AppError('not_found', { entity: 'importBatch', id: batchId })
  const commands = await db.selectFrom('command').select('id').where('agencyId', '=', actor.agencyId).where('batchId', '=', batchId).where('status', '=', 'applied').orderBy('seq', 'desc').execute()

  const stayed = new Set<string>()
  for (const [i, command] of commands.entries()) {
    if (signal?.aborted) return
    const outcome = await sayCommand(parts, actor, 'core.undo', { commandId: command.id })
    if (outcome.status === 'rejected' && outcome.code !== 'already_undone' && outcome.code !== 'nothing_to_undo') throw new AppError(outcome.code as AppError['code'], outcome.params)
    const left = outcome.left ?? (outcome.params?.['left'] as typeof outcome.left) ?? []
    if (outcome.code !== 'already_undone') for (const { entity, id } of left) if (entity === 'property') stayed.add(id)
    yield { kind: 'progress', done: i + 1, total: commands.length }
  }
  await doCommand(parts, actor, 'importBatch.finish', { id: batchId, state: 'undone', imported: batch.imported, duplicates: batch.duplicates, rejected: batch.rejected })
  const left = stayed.size
    ? await db.selectFrom('property').select(['id', 'title', 'reference']).where('agencyId', '=', actor.agencyId).where('id', 'in', [...stayed]).where('deletedAt', 'is', null).execute()
    : []
  yield { kind: 'done', removed: Math.max(0, batch.imported - left.length), left }
}
