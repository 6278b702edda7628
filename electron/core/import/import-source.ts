import { open, stat } from 'node:fs/promises'
import { extname } from 'node:path'
import type { ImportChoices } from '../../../shared/modules/properties/model-import.ts'
import type { TableRecord } from '../../../shared/modules/properties/rules-import-table.ts'
import { fileNature } from '../../../shared/modules/properties/rules-import-text.ts'
import { AppError } from '../../../shared/values/error.ts'
import { guessDelimiterOf, guessEncodingOf, readTextFile } from './read-text.ts'
import { openWorkbook } from './read-workbook.ts'

/** A listing file opened: what it is written in, and its records. */
export type ImportSource = Pick<ImportChoices, 'encoding' | 'delimiter' | 'sheet'> & {
  readonly sheets: readonly string[]
  /** From the first, each time it is asked. */
  records(): AsyncGenerator<TableRecord[]>
}

/** What `files.begin` takes at most (shared/contract). */
const mostBytes = 300_000_000

const textNames = new Set(['.csv', '.txt', '.tsv', '.tab'])
const workbookNames = new Set(['.xlsx', '.xlsm'])

/**
 * Opens the file at `path`, which the user knows as `fileName`: AppError file_wrong_kind where it is not what its name
 * says (or nothing we read), file_unreadable where it is damaged or locked by a password, file_too_large, import_empty.
 */
export async function openSource(path: string, fileName: string, decided: Partial<ImportChoices> = {}): Promise<ImportSource> {
  const { size } = await stat(path)
  if (size === 0) throw new AppError('import_empty', { name: fileName })
  if (size > mostBytes) throw new AppError('file_too_large', { name: fileName, bytes: size })
  const nature = fileNature(await firstBytes(path))
  const extension = extname(fileName).toLowerCase()
  const locked = nature === 'ole' && await holdsEncryptedPackage(path)
  if (locked) throw new AppError('file_unreadable', { name: fileName, why: 'password' })
  const isText = nature === 'text' && !workbookNames.has(extension) && extension !== '.xls'
  const isWorkbook = nature === 'zip' && !textNames.has(extension)
  if (!isText && !isWorkbook) throw new AppError('file_wrong_kind', { name: fileName, found: nature })
  return isText ? openText(path, decided) : openSheet(path, decided)
}

async function openText(path: string, decided: Partial<ImportChoices>): Promise<ImportSource> {
  const encoding = decided.encoding ?? await guessEncodingOf(path)
  const delimiter = decided.delimiter ?? await guessDelimiterOf(path, encoding)
  return { sheets: [], sheet: null, encoding, delimiter, records: () => readTextFile(path, { encoding, delimiter }) }
}

async function openSheet(path: string, decided: Partial<ImportChoices>): Promise<ImportSource> {
  const workbook = await openWorkbook(path)
  const wanted = decided.sheet ?? null
  const sheet = wanted !== null && workbook.sheets.includes(wanted) ? wanted : await firstTable(workbook)
  if (sheet === null) throw new AppError('import_empty')
  return {
    sheets: workbook.sheets,
    sheet,
    encoding: 'utf-8',
    delimiter: ';',
    async *records() {
      let some: TableRecord[] = []
      for await (const record of workbook.rows(sheet)) {
        some.push(record)
        if (some.length < 200) continue
        yield some
        some = []
      }
      yield some
    },
  }
}

/** The first sheet that holds a table: a row of several cells and another below it. */
async function firstTable(workbook: Awaited<ReturnType<typeof openWorkbook>>): Promise<string | null> {
  for (const sheet of workbook.sheets) {
    let wide = 0
    let seen = 0
    for await (const record of workbook.rows(sheet)) {
      if (record.cells.filter((cell) => cell !== '').length > 1) wide++
      if (wide >= 2 || ++seen > 200) break
    }
    if (wide >= 2) return sheet
  }
  return workbook.sheets[0] ?? null
}

async function firstBytes(path: string): Promise<Uint8Array> {
  const file = await open(path, 'r')
  try {
    const bytes = Buffer.alloc(8192)
    const { bytesRead } = await file.read(bytes, 0, bytes.length, 0)
    return bytes.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

/** A workbook under a password is an old-style container with an entry of this name in its directory. */
async function holdsEncryptedPackage(path: string): Promise<boolean> {
  const file = await open(path, 'r')
  try {
    const { size } = await file.stat()
    const bytes = Buffer.alloc(Math.min(size, 16_000_000))
    await file.read(bytes, 0, bytes.length, 0)
    return bytes.includes(Buffer.from('EncryptedPackage', 'utf16le'))
  } finally {
    await file.close()
  }
}
