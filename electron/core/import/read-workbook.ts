import type { TableRecord } from '../../../shared/modules/properties/rules-import-table.ts'
import { AppError } from '../../../shared/values/error.ts'
import { openArchive } from './archive.ts'
import type { Archive } from './archive.ts'
import { cellText, readStyles } from './workbook-cells.ts'
import type { Styles } from './workbook-cells.ts'
import { attributeOf, createXmlReader } from './xml.ts'
import type { XmlHandler } from './xml.ts'

/**
 * A workbook (.xlsx) as a table of texts, sheet by sheet, row by row, in bounded memory: only the shared texts are
 * held. Our own reader rather than the streaming one of exceljs, which copies sheets to temporary files without a
 * limit, trusts what an archive says of its sizes, loses the names of sheets that openpyxl wrote, and hangs on a file
 * that is cut short. Formulas are never worked out: the value that the spreadsheet kept beside them is taken.
 */
export type Workbook = {
  /** Names of the sheets with cells, in the order of the tabs; hidden ones last. */
  readonly sheets: readonly string[]
  /** The rows of a sheet that have a filled cell; `line` is the row's number in the sheet. */
  rows(sheet: string): AsyncGenerator<TableRecord>
}

/** Unpacked bytes: a sheet of a million rows has about a gigabyte; the texts are held in memory. */
const limits = { small: 20_000_000, texts: 200_000_000, sheet: 1_500_000_000 } as const
export const mostColumns = 1000

/** AppError file_wrong_kind when it is another kind of archive, file_unreadable when it is damaged, file_too_large. */
export async function openWorkbook(path: string): Promise<Workbook> {
  const archive = await openArchive(path)
  const main = await workbookPart(archive)
  const folder = main.slice(0, main.lastIndexOf('/') + 1)
  const targets = new Map<string, { type: string; part: string }>()
  await parse(archive, relationsOf(main), limits.small, {
    open(name, tag) {
      if (name !== 'Relationship') return
      const target = attributeOf(tag, 'Target') ?? ''
      targets.set(
        attributeOf(tag, 'Id') ?? '',
        { type: attributeOf(tag, 'Type') ?? '', part: target.startsWith('/') ? target.slice(1) : folder + target },
      )
    },
  })
  const sheets: { name: string; part: string; hidden: boolean }[] = []
  let since1904 = false
  await parse(archive, main, limits.small, {
    open(name, tag) {
      if (name === 'workbookPr') since1904 = /^(?:1|true)$/.test(attributeOf(tag, 'date1904') ?? '')
      if (name !== 'sheet') return
      const target = targets.get(attributeOf(tag, '[\\w]+:id') ?? '')
      if (target?.type.endsWith('/worksheet')) {
        sheets.push({
          name: attributeOf(tag, 'name') ?? '', part: target.part, hidden: (attributeOf(tag, 'state') ?? 'visible') !== 'visible',
        })
      }
    },
  })
  const partOf = (type: string) => [...targets.values()].find((target) => target.type.endsWith(type))?.part ?? null
  const styles = await readStyles((handler) => parseIfThere(archive, partOf('/styles'), limits.small, handler), since1904)
  let texts: Promise<string[]> | null = null
  const order = [...sheets.filter(({ hidden }) => !hidden), ...sheets.filter(({ hidden }) => hidden)]
  return {
    sheets: order.map(({ name }) => name),
    async *rows(sheet) {
      const found = order.find(({ name }) => name === sheet)
      if (!found) throw new AppError('file_unreadable', { why: 'no such sheet' })
      texts ??= readTexts(archive, partOf('/sharedStrings'))
      yield* readSheet(archive, found.part, await texts, styles)
    },
  }
}

function relationsOf(part: string): string {
  const slash = part.lastIndexOf('/') + 1
  return `${part.slice(0, slash)}_rels/${part.slice(slash)}.rels`
}

async function workbookPart(archive: Archive): Promise<string> {
  let part: string | null = null
  await parseIfThere(archive, '_rels/.rels', limits.small, {
    open(name, tag) {
      const named = name === 'Relationship' && attributeOf(tag, 'Type')?.endsWith('/officeDocument')
      if (named) part = (attributeOf(tag, 'Target') ?? '').replace(/^\//, '')
    },
  })
  const main: string = part ?? 'xl/workbook.xml'
  const there = main.endsWith('.xml') && archive.names.includes(main) && archive.names.includes(relationsOf(main))
  if (!there) throw new AppError('file_wrong_kind', { found: 'archive' })
  // a text document has the same skeleton
  if (!/(?:^|\/)workbook\d*\.xml$/.test(main)) throw new AppError('file_wrong_kind', { found: 'document' })
  return main
}

type PartialHandler = Partial<XmlHandler>

async function parse(archive: Archive, part: string, limit: number, handler: PartialHandler): Promise<void> {
  for await (const _ of pieces(archive, part, limit, handler)) continue
}

async function parseIfThere(archive: Archive, part: string | null, limit: number, handler: PartialHandler): Promise<void> {
  if (part !== null && archive.names.includes(part)) await parse(archive, part, limit, handler)
}

/** Feeds a part to the handler; yields after each piece, so that a caller can hand on what it has. */
async function* pieces(archive: Archive, part: string, limit: number, handler: PartialHandler): AsyncGenerator<void> {
  const decoder = new TextDecoder('utf-8')
  const reader = createXmlReader({
    open: handler.open ?? (() => {}), close: handler.close ?? (() => {}), text: handler.text ?? (() => {}),
  })
  for await (const bytes of archive.read(part, limit)) {
    reader.push(decoder.decode(bytes, { stream: true }))
    yield
  }
  reader.push(decoder.decode())
  reader.end()
}

/** The texts that cells name by number. Readings of Japanese words (`rPh`) are no part of them. */
async function readTexts(archive: Archive, part: string | null): Promise<string[]> {
  const texts: string[] = []
  let current: string | null = null
  let inText = false
  let inReading = false
  let characters = 0
  await parseIfThere(archive, part, limits.texts, {
    open(name) {
      if (name === 'si') current = ''
      else if (name === 'rPh') inReading = true
      else if (name === 't') inText = !inReading
    },
    close(name) {
      if (name === 't') inText = false
      else if (name === 'rPh') inReading = false
      else if (name === 'si' && current !== null) {
        texts.push(current)
        characters += current.length
        if (characters > limits.texts / 2) throw new AppError('file_too_large', { entry: part })
        current = null
      }
    },
    text(text) {
      if (inText && current !== null) current += text
    },
  })
  return texts
}

/** `BC12` -> 54; -1 when there are no letters. */
function columnOf(reference: string): number {
  let column = 0
  for (let at = 0; at < reference.length; at++) {
    const code = reference.charCodeAt(at) & ~0x20
    if (code < 0x41 || code > 0x5a) break
    column = column * 26 + code - 0x40
  }
  return column - 1
}

async function* readSheet(archive: Archive, part: string, texts: readonly string[], styles: Styles): AsyncGenerator<TableRecord> {
  let ready: TableRecord[] = []
  let line = 0
  let cells: string[] = []
  let filled = false
  let column = -1
  let type = ''
  let style = 0
  let value = ''
  let inValue = false
  const handler: XmlHandler = {
    open(name, tag) {
      if (name === 'row') {
        line = Number(attributeOf(tag, 'r') ?? line + 1)
        cells = []
        filled = false
        column = -1
      } else if (name === 'c') {
        const reference = attributeOf(tag, 'r')
        column = reference === null ? column + 1 : columnOf(reference)
        type = attributeOf(tag, 't') ?? 'n'
        style = Number(attributeOf(tag, 's') ?? 0)
        value = ''
      } else if (name === 'v' || name === 't') inValue = true
    },
    close(name) {
      if (name === 'v' || name === 't') inValue = false
      else if (name === 'c') {
        const text = column < 0 || column >= mostColumns ? '' : cellText(value, type, style, texts, styles)
        if (text === '') return
        while (cells.length < column) cells.push('')
        cells[column] = text
        filled = true
      } else if (name === 'row' && filled) ready.push({ line, cells, broken: false })
    },
    text(text) {
      if (inValue && value.length < 200_000) value += text
    },
  }
  for await (const _ of pieces(archive, part, limits.sheet, handler)) {
    const some = ready
    ready = []
    yield* some
  }
  yield* ready
}
