import { runQuery } from '../../shared/command/query.ts'
import { openSqlite } from '../../shared/database/open-sqlite.ts'
import { sqliteStore } from '../../shared/database/store.ts'
import { business, queries } from '../../shared/modules/business.ts'
import { AppError } from '../../shared/values/error.ts'
import { probesOf } from '../core/import/on-record.ts'
import type { OnRecord } from '../core/import/on-record.ts'
import { databasePath } from '../core/workspace.ts'
import type { ImportCommandHost } from './import-command.ts'

/** The agency of a data folder, looked at and never written: which rows of a file it has already. Throws `not_found` without an agency. */
export const openAgencyOnRecord: NonNullable<ImportCommandHost['openAgency']> = async (folder) => {
  const store = sqliteStore(openSqlite(databasePath(folder), { readonly: true }))
  const agency = await store.kysely.selectFrom('agency').select('id').limit(1).executeTakeFirst()
  if (!agency) {
    await store.close()
    throw new AppError('not_found', { entity: 'agency' })
  }
  const reading = { executor: store.kysely, dialect: store.dialect, actor: { kind: 'job' as const, agencyId: agency.id, name: 'import' }, now: Date.now(), rightOf: business.rightOf }
  return {
    onRecord: async (rows) => {
      const known = (await runQuery(queries.get('imports.repeats')!, { batchId: '', rows: probesOf(rows) }, reading)) as OnRecord[]
      return new Map(known.map(({ line, reference, title }) => [line, reference ?? title]))
    },
    close: () => store.close(),
  }
}
