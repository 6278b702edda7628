import type { Blob } from 'node:buffer'
import type Stream from 'node:stream'
import type { Cell, Feature } from 'write-excel-file/node'
import { dayOfInstant, timeOfInstant } from '../values/period.ts'
import type { Day } from '../values/period.ts'

/** Workbooks: sheets of cells that are real numbers, days and texts. The writer is loaded when the first is written. */

export type Sheet = {
  name: string
  /** Of each column, in signs. */
  widths: readonly number[]
  rows: readonly (readonly Cell[])[]
  /** Rows and columns at the edge that stay in sight. */
  frozen: { rows: number; columns: number }
  landscape: boolean
}
export type Workbook = { sheets: readonly Sheet[]; /** At the foot of each printed page. */ foot: string; /** "Page &P of &N" in the reader's words. */ pages: string }

const muted = '#5d666e', lagoon = '#0b6b5b', tint = '#e3f1ee', line = '#cfcac1'
/** What one cell of a spreadsheet holds at most. */
const mostSigns = 32_767

/** `ground`: of a row that sums up the others. */
type Look = { bold?: boolean; ground?: boolean }
const lookOf = ({ bold, ground }: Look) => ({ ...(bold ? { fontWeight: 'bold' as const } : {}), ...(ground ? { backgroundColor: tint, topBorderColor: line, topBorderStyle: 'thin' as const } : {}) })

/** Text as text, whatever it begins with: the cell has its type, so no program takes it for a formula. */
export function text(value: string | null | undefined, look: Look = {}): Cell {
  const plain = (value ?? '').slice(0, mostSigns)
  return plain === '' ? { ...lookOf(look) } : { value: plain, type: String, ...lookOf(look) }
}

export const count = (value: number, look: Look = {}): Cell => ({ value, type: Number, format: '#,##0', align: 'right', ...lookOf(look) })
/** A part of one, shown in a hundred; nothing where there is nothing to divide. */
export const share = (value: number | null, look: Look = {}): Cell => (value === null ? text('', look) : { value, type: Number, format: '0.0%', align: 'right', ...lookOf(look) })
export const hours = (value: number | null, look: Look = {}): Cell => (value === null ? text('', look) : { value: Math.round(value * 10) / 10, type: Number, format: '#,##0.0', align: 'right', ...lookOf(look) })
export const day = (value: Day | null, look: Look = {}): Cell => (value === null ? text('', look) : { value: serialOf(value), type: Number, format: 'dd/mm/yyyy', align: 'right', ...lookOf(look) })
export const month = (value: Day, look: Look = {}): Cell => ({ value: serialOf(value), type: Number, format: 'mm/yyyy', align: 'left', ...lookOf(look) })
/** The local time of an instant: a spreadsheet knows no zones. */
export function instant(value: number | null, zone: string): Cell {
  if (value === null) return null
  const [hour, minute] = timeOfInstant(value, zone).split(':').map(Number) as [number, number]
  return { value: serialOf(dayOfInstant(value, zone)) + (hour * 60 + minute) / 1440, type: Number, format: 'dd/mm/yyyy hh:mm', align: 'right' }
}

export const title = (value: string): Cell => ({ value, type: String, fontSize: 16, fontWeight: 'bold', textColor: lagoon })
export const subtitle = (value: string): Cell => ({ value, type: String, textColor: muted })
export const block = (value: string): Cell => ({ value, type: String, fontSize: 12, fontWeight: 'bold', textColor: lagoon })
/** The head of a column; `right` over numbers. */
export const head = (value: string, right = false): Cell =>
  ({ value, type: String, fontWeight: 'bold', textColor: '#ffffff', backgroundColor: lagoon, align: right ? 'right' : 'left', alignVertical: 'center', wrap: true })

/** Days since the spreadsheets' own first day, 30 December 1899. */
const serialOf = (of: Day): number => Date.parse(`${of}T00:00:00Z`) / 86_400_000 + 25_569

/** The bytes of an XLSX. */
export async function writeWorkbook({ sheets, foot, pages }: Workbook): Promise<Uint8Array> {
  const [{ default: write }, xml] = await Promise.all([import('write-excel-file/node'), import('write-excel-file/utility')])
  const file = 'xl/worksheets/sheet{id}.xml'
  const order = xml.getOrderOfSiblings(file, 'worksheet')!
  /** A4, as wide as one page, numbered: what the writer does not say by itself. */
  const printed: Feature<Stream | Buffer | Blob> = {
    files: {
      transform: {
        [file]: {
          transform: (content, _options, { sheetIndex }) => {
            const side = sheets[sheetIndex]!.landscape ? 'landscape' : 'portrait'
            const footer = xml.sanitizeTextContent(`&L&8${foot.replaceAll('&', '&&')}&R&8${pages}`)
            return [
              '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>', '<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.7" header="0.3" footer="0.3"/>', `<pageSetup paperSize="9" orientation="${side}" fitToWidth="1" fitToHeight="0"/>`,
              `<headerFooter><oddFooter>${footer}</oddFooter></headerFooter>`,
            ].reduce((sheet, element) => xml.insertElementMarkupAccordingToOrderOfSiblings(sheet, element, order, 'worksheet'), content)
          },
        },
      },
    },
  }
  const written = sheets.map(({ name, widths, rows, frozen }) => ({
    sheet: name, columns: widths.map((width) => ({ width })), data: rows.map((row) => [...row]), stickyRowsCount: frozen.rows, ...(frozen.columns ? { stickyColumnsCount: frozen.columns } : {}), showGridLines: false,
  }))
  return write(written, { fontFamily: 'Calibri', fontSize: 11, features: [printed] }).toBuffer()
}
