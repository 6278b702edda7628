import type { importBatch as french } from '../fr/import.ts'

export const importBatch: typeof french = {
  fileName: 'File',
  state: 'State',
  rows: 'Lines',
  imported: 'Imported',
  duplicates: 'Duplicates',
  rejected: 'Rejected',
}
