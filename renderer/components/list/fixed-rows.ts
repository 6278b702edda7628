import type { ListRow, RowWindow } from './list-types.ts'

const nothingToWatch = () => undefined

/** Rows that are all here already. */
export function fixedRows<Row extends ListRow>(rows: readonly Row[] | undefined, key = 'all'): RowWindow<Row> {
  return {
    count: rows?.length ?? null,
    waiting: rows === undefined,
    rowAt: (index) => rows?.[index],
    watch: nothingToWatch,
    load: async (first, last) => (rows ?? []).slice(first, last + 1),
    error: null,
    retry: nothingToWatch,
    key,
  }
}
