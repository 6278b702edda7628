import { createHash } from 'node:crypto'
import { extname } from 'node:path'
import type {
  ImportChoices, ImportColumn, ImportPreview, ImportProblem,
} from '../../../shared/modules/properties/model-import.ts'
import { guessChoices } from '../../../shared/modules/properties/rules-import-choices.ts'
import { createChunker, createPlanner } from '../../../shared/modules/properties/rules-import-plan.ts'
import type { ImportChunk, PlannedRow } from '../../../shared/modules/properties/rules-import-plan.ts'
import type { ImportContext } from '../../../shared/modules/properties/rules-import-row.ts'
import type { TableRecord } from '../../../shared/modules/properties/rules-import-table.ts'
import { AppError } from '../../../shared/values/error.ts'
import { uuidv7 } from '../../../shared/values/id.ts'
import { openSource } from './import-source.ts'
import type { ImportSource } from './import-source.ts'

/** The file as the user knows it, where it lies, and what its rows need besides. Plain data: it is handed to a worker. */
export type ImportJob = {
  path: string
  fileName: string
  /** `YYYY-MM-DD`: what "hier" is counted from. */
  today: string
  /** Ids of the rows are made from both, so that the same rows of the same batch have the same ids when sent again. */
  batchId: string
  /** Milliseconds UTC. */
  startedAt: number
}

const guessedFrom = 300
const sampleRows = 20
const shownProblems = 500
/** A preview judges this many rows and only counts the rest: two minutes of judging a huge file help nobody. */
export const judgedAtMost = 50_000

function contextOf(job: ImportJob): ImportContext {
  return {
    today: job.today,
    newId: (line) => uuidv7(job.startedAt, createHash('sha256').update(`${job.batchId}:${line}`).digest().subarray(0, 10)),
  }
}

async function start(
  source: ImportSource,
  job: ImportJob,
  decided: Partial<ImportChoices>,
): Promise<{ choices: ImportChoices; columns: ImportColumn[] }> {
  const records: TableRecord[] = []
  for await (const some of source.records()) {
    records.push(...some.slice(0, guessedFrom - records.length))
    if (records.length >= guessedFrom) break
  }
  if (records.length === 0) throw new AppError('import_empty', { name: job.fileName })
  const guessed = guessChoices({ fileName: job.fileName, records }, source, decided)
  if (records.length <= guessed.choices.headerLine) throw new AppError('import_empty', { name: job.fileName })
  return guessed
}

/** What the columns of a file mean under these choices; only its beginning is read. */
export async function columnsOfFile(job: ImportJob, choices: ImportChoices): Promise<ImportColumn[]> {
  return (await start(await openSource(job.path, job.fileName, choices), job, choices)).columns
}

/** Everything that can be said of a file before importing it. What is in `decided` is kept, the rest is guessed. */
export async function previewFile(job: ImportJob, decided: Partial<ImportChoices> = {}): Promise<ImportPreview> {
  const source = await openSource(job.path, job.fileName, decided)
  const { choices, columns } = await start(source, job, decided)
  const planner = createPlanner(columns, choices, contextOf(job))
  const sample: ImportPreview['sample'] = []
  const counts = { ready: 0, duplicates: 0, rejected: 0, warnings: 0 }
  const problems: Record<ImportProblem['severity'], ImportProblem[]> = { error: [], duplicate: [], warning: [] }
  let judged = 0
  let uncounted = 0
  let blank = 0
  const note = ({ line, cells, outcome, row, problems: found }: PlannedRow) => {
    judged++
    counts[outcome === 'ready' ? 'ready' : outcome === 'duplicate' ? 'duplicates' : 'rejected']++
    for (const problem of found) {
      if (problem.severity === 'warning') counts.warnings++
      const kept = problems[problem.severity]
      if (kept.length < shownProblems) kept.push(problem)
    }
    if (sample.length < sampleRows) sample.push({ line, cells, values: row?.values ?? null, problems: found })
  }
  for await (const some of source.records()) {
    for (const record of some) {
      if (judged < judgedAtMost) for (const planned of planner.push(record)) note(planned)
      else if (record.cells.some((cell) => cell.trim() !== '')) {
        uncounted += blank + 1
        blank = 0
      } else blank++
    }
  }
  return {
    fileName: job.fileName,
    sheets: [...source.sheets],
    choices,
    columns,
    rows: judged + uncounted,
    judged,
    sample,
    counts,
    problems: [...problems.error, ...problems.duplicate, ...problems.warning].slice(0, shownProblems),
  }
}

/** The rows of a file, in chunks of one command each. `choices` are those of the preview, with what the user corrected. */
export async function* planFile(job: ImportJob, choices: ImportChoices): AsyncGenerator<ImportChunk> {
  const source = await openSource(job.path, job.fileName, choices)
  const { columns } = await start(source, job, choices)
  const planner = createPlanner(columns, choices, contextOf(job))
  const chunker = createChunker()
  for await (const some of source.records()) {
    for (const record of some) {
      for (const planned of planner.push(record)) {
        const full = chunker.add(planned)
        if (full) yield full
      }
    }
  }
  const rest = chunker.rest()
  if (rest) yield rest
}

/** `biens.csv` -> `biens`: what the file of rejected rows is named after. */
export function bareName(fileName: string): string {
  return fileName.slice(0, fileName.length - extname(fileName).length) || fileName
}
