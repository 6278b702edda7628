import type { Store } from '../../../shared/database/store.ts'
import { createTranslator } from '../../../shared/language/index.ts'
import type { Language, MessageKey } from '../../../shared/language/index.ts'
import type { ImportProblem } from '../../../shared/modules/properties/model-import.ts'
import type { SetAsideRow } from '../../../shared/modules/properties/rules-import-plan.ts'
import { rejectedCsv } from '../../../shared/modules/properties/rules-import-rejected.ts'
import { AppError } from '../../../shared/values/error.ts'
import { bareName } from './read-import.ts'

/**
 * What an import could not bring in, kept with the user's own cells until the batch is forgotten. Machinery: it never
 * travels. Line 0 holds the names of the columns and the delimiter, so that the file given back looks like the one given.
 */
const headingLine = 0

export async function keepHeading(store: Store, agencyId: string, batchId: string, columns: readonly string[], delimiter: string): Promise<void> {
  await store.kysely.insertInto('importReject').values({ agencyId, batchId, line: headingLine, kind: 'rejected', cells: JSON.stringify(columns), problems: JSON.stringify(delimiter) }).execute()
}

export async function keepSetAside(store: Store, agencyId: string, batchId: string, kind: 'rejected' | 'duplicate', rows: readonly SetAsideRow[]): Promise<void> {
  for (let from = 0; from < rows.length; from += 50)
    await store.kysely.insertInto('importReject').values(rows.slice(from, from + 50).map((row) => ({
      agencyId, batchId, line: row.line, kind, cells: JSON.stringify(row.cells), problems: JSON.stringify(row.problems),
    }))).execute()
}

/** The rows left out, as a file to mend and import again. Throws `not_found` when nothing was left out. */
export async function readRejected(store: Store, agencyId: string, batchId: string, language: Language): Promise<{ name: string; text: string }> {
  const rows = await store.kysely.selectFrom('importReject').selectAll().where('agencyId', '=', agencyId).where('batchId', '=', batchId).orderBy('line').execute()
  const batch = await store.kysely.selectFrom('importBatch').select('fileName').where('agencyId', '=', agencyId).where('id', '=', batchId).executeTakeFirst()
  const [heading, ...left] = rows
  if (!batch || heading?.line !== headingLine || !left.length) throw new AppError('not_found', { entity: 'importReject', id: batchId })
  const translate = createTranslator(language)
  const reason = (problem: ImportProblem): string => translate(`import.problem.${problem.code}` as MessageKey, { value: problem.value ?? '', column: problem.column ?? '', ...problem.params })
  const text = rejectedCsv(
    { columns: JSON.parse(heading.cells) as string[], delimiter: JSON.parse(heading.problems) as string, names: { line: translate('import.rejected_file.line'), reason: translate('import.rejected_file.reason') } },
    left.map((row) => ({
      line: row.line,
      cells: JSON.parse(row.cells) as string[],
      reason: (JSON.parse(row.problems) as ImportProblem[]).filter((problem) => problem.severity !== 'warning').map(reason).join(' '),
    })),
  )
  return { name: translate('import.rejected_file.name', { name: bareName(batch.fileName) }), text }
}
