import { createReadStream } from 'node:fs'
import { createTableReader, guessDelimiter } from '../../../shared/modules/properties/rules-import-table.ts'
import type { TableRecord } from '../../../shared/modules/properties/rules-import-table.ts'
import { createDecoder, createEncodingGuess } from '../../../shared/modules/properties/rules-import-text.ts'
import type { ImportEncoding } from '../../../shared/modules/properties/rules-import-text.ts'
import type { ImportChoices } from '../../../shared/modules/properties/model-import.ts'

const piece = 256 * 1024

function bytesOf(path: string): AsyncIterable<Buffer> {
  return createReadStream(path, { highWaterMark: piece })
}

/** Looks at the whole file: the first letter with an accent may stand in its last megabyte. */
export async function guessEncodingOf(path: string): Promise<ImportEncoding> {
  const guess = createEncodingGuess()
  for await (const bytes of bytesOf(path)) guess.push(bytes)
  return guess.result()
}

export async function guessDelimiterOf(path: string, encoding: ImportEncoding): Promise<ImportChoices['delimiter']> {
  const decoder = createDecoder(encoding)
  for await (const bytes of bytesOf(path)) return guessDelimiter(decoder.push(bytes))
  return ','
}

/** The records of a text file of any size, some at a time. */
export async function* readTextFile(
  path: string,
  { encoding, delimiter }: Pick<ImportChoices, 'encoding' | 'delimiter'>,
): AsyncGenerator<TableRecord[]> {
  const decoder = createDecoder(encoding)
  const reader = createTableReader({ delimiter })
  for await (const bytes of bytesOf(path)) yield reader.push(decoder.push(bytes))
  yield reader.push(decoder.end())
  yield reader.end()
}
