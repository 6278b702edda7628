import type { ImportProgress } from '../../../shared/contract/index.ts'
import type { ImportChoices, ImportProblem } from '../../../shared/modules/properties/model-import.ts'
import type { ImportRow } from '../../../shared/modules/properties/model-inputs.ts'
import type { ImportChunk } from '../../../shared/modules/properties/rules-import-plan.ts'
import type { Actor } from '../../../shared/values/actor.ts'
import { AppError } from '../../../shared/values/error.ts'
import type { CoreParts } from '../core.ts'
import { doCommand, sayCommand } from '../own-commands.ts'
import { importColumns, readImport } from './import-reader.ts'
import { probesOf } from './on-record.ts'
import type { OnRecord } from './on-record.ts'
import type { ImportJob } from './read-import.ts'
import { keepHeading, keepSetAside } from './rejected-rows.ts'

export type ImportRun = {
  parts: CoreParts
  actor: Actor & { kind: 'member' }
  job: ImportJob
  /** Rows of the whole file, as the preview counted them. */
  rows: number
  choices: ImportChoices
  /** The user has seen the repeats and wants them all the same. */
  includeDuplicates: boolean
  signal: AbortSignal | undefined
}

const problemsReported = 500

/**
 * Brings a file in as a run of bounded commands of one batch, so that other edits go on between them. Leaving the
 * generator, or the signal, stops after the command under way; what is in stays in, and can be taken back as a whole.
 * Every row ends imported, set aside as a repeat, rejected, or (only when stopped) not reached: the counts add up.
 */
export async function* runImport(run: ImportRun): AsyncGenerator<ImportProgress, void> {
  const { parts, actor, job, rows, choices, signal } = run
  const { batchId } = job
  const { store } = parts.desk().workspace
  const counts = { imported: 0, duplicates: 0, rejected: 0 }
  const problems: ImportProblem[] = []
  let state: 'done' | 'cancelled' = 'cancelled'
  const begun = parts.clock()

  const columns = await importColumns(job, choices, signal)
  await doCommand(parts, actor, 'importBatch.start', { id: batchId, fileName: job.fileName, rows })
  await keepHeading(store, actor.agencyId, batchId, columns.map((column) => column.name), choices.delimiter)
  try {
    for await (const { chunk, ready, duplicates } of oneAhead(judged(run))) {
      if (ready.length) await bringIn(run, ready, chunk)
      await keepSetAside(store, actor.agencyId, batchId, 'duplicate', duplicates)
      await keepSetAside(store, actor.agencyId, batchId, 'rejected', chunk.rejected)
      counts.imported += chunk.rows - duplicates.length - chunk.rejected.length
      counts.duplicates += duplicates.length
      counts.rejected += chunk.rejected.length
      problems.push(...chunk.problems.slice(0, problemsReported - problems.length))
      const done = counts.imported + counts.duplicates + counts.rejected
      const elapsed = parts.clock() - begun
      yield { kind: 'progress', done, total: Math.max(rows, done), ...counts, millisecondsLeft: done ? Math.round((elapsed / done) * Math.max(0, rows - done)) : null }
    }
    state = 'done'
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'cancelled')) throw error
  } finally {
    await doCommand(parts, actor, 'importBatch.finish', { id: batchId, state, ...counts })
    parts.desk().workspace.refreshStatistics()
  }
  const done = counts.imported + counts.duplicates + counts.rejected
  yield { kind: 'done', report: { batchId, state, rows: Math.max(rows, done), ...counts, notReached: state === 'done' ? 0 : Math.max(0, rows - done), problems } }
}

type SetAside = ImportChunk['duplicates']
type Judged = { chunk: ImportChunk; ready: ImportRow[]; duplicates: SetAside }

async function* judged(run: ImportRun): AsyncGenerator<Judged> {
  for await (const chunk of readImport(run.job, run.choices, run.signal)) yield { chunk, ...(await withoutRepeats(run, chunk)) }
}

/** Takes the next while the one before is worked on: the reader looks for repeats as the writer commits. */
async function* oneAhead<T>(source: AsyncGenerator<T>): AsyncGenerator<T> {
  // Whether it fails is seen when it is waited for; until then nobody else listens.
  const pull = (): Promise<IteratorResult<T>> => {
    const pulled = source.next()
    void Promise.allSettled([pulled])
    return pulled
  }
  let next = pull()
  try {
    for (;;) {
      const { value, done } = await next
      if (done) return
      next = pull()
      yield value
    }
  } finally {
    // Whoever left early does not want to hear how the one after would have ended.
    await Promise.allSettled([next, source.return(undefined)])
  }
}

/** Moves rows that the agency has already to the repeats; with `includeDuplicates` it moves the file's own repeats in. */
async function withoutRepeats(run: ImportRun, chunk: ImportChunk): Promise<{ ready: ImportRow[]; duplicates: SetAside }> {
  if (run.includeDuplicates) return { ready: [...chunk.ready, ...chunk.duplicates.flatMap(({ row }) => row ?? [])], duplicates: chunk.duplicates.filter(({ row }) => row === null) }
  const known = (await run.parts.desk().workspace.reader.ask('imports.repeats', { batchId: run.job.batchId, rows: probesOf(chunk.ready) }, run.actor)) as OnRecord[]
  if (!known.length) return { ready: chunk.ready, duplicates: chunk.duplicates }
  const byLine = new Map(known.map((repeat) => [repeat.line, repeat]))
  const repeats = chunk.ready.filter((row) => byLine.has(row.line)).map((row) => {
    const { title, reference } = byLine.get(row.line)!
    const problem: ImportProblem = {
      line: row.line, column: null, code: 'duplicate_in_agency', severity: 'duplicate', value: row.values.title, params: { reference: reference ?? title, title },
    }
    chunk.problems.push(problem)
    return { line: row.line, cells: cellsOf(chunk, row), row, problems: [problem] }
  })
  return { ready: chunk.ready.filter((row) => !byLine.has(row.line)), duplicates: [...chunk.duplicates, ...repeats] }
}

const cellsOf = (chunk: ImportChunk, row: ImportRow): string[] => chunk.readyCells[chunk.ready.indexOf(row)] ?? []

/** One command for the whole chunk; where a row makes it fail, row by row, so that one bad row costs only itself. */
async function bringIn(run: ImportRun, ready: readonly ImportRow[], chunk: ImportChunk): Promise<void> {
  const input = (rows: readonly ImportRow[]) => ({ batchId: run.job.batchId, status: run.choices.status, agentId: run.choices.agentId, rows })
  const whole = await sayCommand(run.parts, run.actor, 'importBatch.addRows', input(ready))
  if (whole.status !== 'rejected') return
  for (const row of ready) {
    const outcome = await sayCommand(run.parts, run.actor, 'importBatch.addRows', input([row]))
    if (outcome.status !== 'rejected') continue
    const { rule } = outcome.params ?? {}
    const field = typeof rule === 'string' ? rule : (outcome.code ?? '')
    const problem: ImportProblem = { line: row.line, column: null, code: 'refused', severity: 'error', value: row.values.title, params: { field } }
    chunk.problems.push(problem)
    chunk.rejected.push({ line: row.line, cells: cellsOf(chunk, row), row: null, problems: [problem] })
  }
}
