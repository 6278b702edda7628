import { access } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { ImportPreview, ImportProblem } from '../../shared/modules/properties/model-import.ts'
import type { ImportRow } from '../../shared/modules/properties/model-inputs.ts'
import { kindSchema, transactionSchema } from '../../shared/modules/properties/model.ts'
import { createTranslator, isLanguage } from '../../shared/language/index.ts'
import type { Language, Translate } from '../../shared/language/index.ts'
import { AppError } from '../../shared/values/error.ts'
import { previewImport, readImport } from '../core/import/import-reader.ts'
import type { ImportJob } from '../core/import/read-import.ts'

/** What the program around the command hands in; tests hand in their own. */
export type ImportCommandHost = {
  /** Folder that relative paths are meant from. */
  folder: string
  /** Milliseconds UTC. */
  now: number
  out(text: string): void
  error(text: string): void
  /**
   * Opens the agency's data in a folder (`--data`) and answers, for rows that are ready, which seem to be on record
   * already: line -> what to call the property there (its reference). Not given: `--data` is refused.
   */
  openAgency?(folder: string): Promise<{
    onRecord(rows: readonly ImportRow[]): Promise<ReadonlyMap<number, string>>; close(): Promise<void>,
  }>
}

export type ImportSummary = {
  rows: number
  /** Rows that an import would make into properties. */
  imported: number
  duplicates: number
  rejected: number
  problems: { line: number; column: string | null; reason: string; severity: ImportProblem['severity'] }[]
}

const options = {
  'dry-run': { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  language: { type: 'string', default: 'fr' },
  sheet: { type: 'string' },
  kind: { type: 'string' },
  transaction: { type: 'string' },
  data: { type: 'string' },
} as const

const shownProblems = 40

/**
 * `FILE --dry-run`: what an import of the file would do, as a table or (`--json`) as one line of JSON. Answers the exit
 * code: 0 when the file could be read, whatever its rows are like; 1 when it could not; 2 for a wrong call.
 */
export async function importCommand(words: readonly string[], host: ImportCommandHost): Promise<0 | 1 | 2> {
  let parsed
  try {
    parsed = parseArgs({ args: [...words], options, allowPositionals: true })
  } catch (error) {
    const t = createTranslator('fr')
    host.error(t('import.cli.unknown_option', { option: /'(-[^']*)'/.exec(String(error))?.[1] ?? String(error) }))
    host.error(t('import.cli.usage'))
    return 2
  }
  const { values, positionals } = parsed
  const language: Language = isLanguage(values.language) ? values.language : 'fr'
  const t = createTranslator(language)
  const kind = kindSchema.optional().safeParse(values.kind)
  const transaction = transactionSchema.optional().safeParse(values.transaction)
  const wrong = positionals.length !== 1 ? t('import.cli.no_file')
    : !values['dry-run'] ? t('import.cli.only_dry_run')
      : values.language !== language ? t('import.cli.unknown_option', { option: `--language ${values.language}` })
        : !kind.success ? t('import.cli.unknown_option', { option: `--kind ${values.kind}` })
          : !transaction.success ? t('import.cli.unknown_option', { option: `--transaction ${values.transaction}` })
            : values.data !== undefined && !host.openAgency ? t('import.cli.unknown_option', { option: '--data' }) : null
  if (wrong !== null) {
    host.error(wrong)
    host.error(t('import.cli.usage'))
    return 2
  }
  const path = resolve(host.folder, positionals[0]!)
  try {
    await access(path)
  } catch {
    host.error(t('import.cli.not_found', { path }))
    return 1
  }
  try {
    const job: ImportJob = {
      path, fileName: basename(path), today: new Date(host.now).toISOString().slice(0, 10),
      batchId: '00000000-0000-7000-8000-000000000000', startedAt: host.now,
    }
    const preview = await previewImport(job, {
      ...(values.sheet === undefined ? {} : { sheet: values.sheet }),
      ...(kind.data === undefined ? {} : { defaultKind: kind.data }),
      ...(transaction.data === undefined ? {} : { defaultTransaction: transaction.data }),
    })
    const agency = values.data === undefined ? null : await host.openAgency!(resolve(host.folder, values.data))
    let summary: ImportSummary
    try {
      summary = await summarise(job, preview, agency, t)
    } finally {
      await agency?.close()
    }
    host.out(values.json ? JSON.stringify(summary) : inWords(preview, summary, t))
    return 0
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    host.error(t(`error.${error.code}`))
    return 1
  }
}

type Agency = Awaited<ReturnType<NonNullable<ImportCommandHost['openAgency']>>>

async function summarise(job: ImportJob, preview: ImportPreview, agency: Agency | null, t: Translate): Promise<ImportSummary> {
  const summary: ImportSummary = { rows: 0, imported: 0, duplicates: 0, rejected: 0, problems: [] }
  const note = ({ line, column, code, severity, params }: ImportProblem) => {
    summary.problems.push({ line, column, reason: t(`import.problem.${code}`, params), severity })
  }
  for await (const chunk of readImport(job, preview.choices)) {
    const known = agency ? await agency.onRecord(chunk.ready) : new Map<number, string>()
    summary.rows += chunk.rows
    summary.imported += chunk.ready.length - known.size
    summary.duplicates += chunk.duplicates.length + known.size
    summary.rejected += chunk.rejected.length
    for (const problem of chunk.problems) note(problem)
    for (const [line, reference] of known) note({
      line, column: null, code: 'duplicate_in_agency', severity: 'duplicate', value: null, params: { reference },
    })
  }
  return summary
}

function inWords(preview: ImportPreview, summary: ImportSummary, t: Translate): string {
  const { rows, imported, duplicates, rejected, problems } = summary
  const columns = preview.columns.map(({ name, target }) => [name, t(`import.target.${target}`)])
  const shown = problems.slice(0, shownProblems).map(({ line, column, reason }) => [String(line), column ?? '', reason])
  return [
    t('import.cli.columns'),
    ...table(columns).map((line) => `  ${line}`),
    '',
    t('import.cli.summary', { rows, imported, duplicates, rejected }),
    ...(shown.length === 0 ? [] : [
      '', ...table([[t('import.cli.line'), t('import.cli.column'), t('import.cli.reason')], ...shown]),
    ]),
    ...(problems.length > shownProblems ? [t('import.cli.more', { left: problems.length - shownProblems })] : []),
  ].join('\n')
}

/** Lines with their cells set under each other; the last cell is as long as it is. */
function table(lines: readonly (readonly string[])[]): string[] {
  const widths = (lines[0] ?? []).map((_, column) => Math.min(Math.max(...lines.map((cells) => cells[column]!.length)), 40))
  const last = widths.length - 1
  const padded = (cell: string, column: number): string => (column === last ? cell : cell.slice(0, 40).padEnd(widths[column]!))
  return lines.map((cells) => cells.map(padded).join('  ').trimEnd())
}
