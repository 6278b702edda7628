import { attributeOf } from './xml.ts'
import type { XmlHandler } from './xml.ts'

/** What the cells of a workbook say, as texts that the import understands. */
export type Styles = {
  /** By the number of a cell's style: how its numbers are shown. */
  readonly shown: readonly ('number' | 'day' | 'time')[]
  /** Days are counted from 1904 (old Macs) instead of 1900. */
  readonly since1904: boolean
}

/** The numbered formats that show days and times (ECMA-376 §18.8.30). */
const dayFormats = new Set([14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 34, 35, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58])
const timeFormats = new Set([18, 19, 20, 21, 32, 33, 45, 46, 47])

function shownBy(id: number, code: string | undefined): Styles['shown'][number] {
  if (code === undefined) return dayFormats.has(id) ? 'day' : timeFormats.has(id) ? 'time' : 'number'
  const letters = code.replace(/"[^"]*"|\\.|_.|\*.|\[(?!h|m|s)[^\]]*\]/gi, '')
  if (/general/i.test(letters)) return 'number'
  return /[yd]|m{3,}|m[-/. ]/i.test(letters) ? 'day' : /[hs]/i.test(letters) ? 'time' : 'number'
}

export async function readStyles(parse: (handler: Partial<XmlHandler>) => Promise<void>, since1904: boolean): Promise<Styles> {
  const codes = new Map<number, string>()
  const shown: Styles['shown'][number][] = []
  let inCells = false
  await parse({
    open(name, tag) {
      if (name === 'numFmt') codes.set(Number(attributeOf(tag, 'numFmtId')), attributeOf(tag, 'formatCode') ?? '')
      else if (name === 'cellXfs') inCells = true
      else if (name === 'xf' && inCells) {
        const id = Number(attributeOf(tag, 'numFmtId') ?? 0)
        shown.push(shownBy(id, codes.get(id)))
      }
    },
    close(name) {
      if (name === 'cellXfs') inCells = false
    },
  })
  return { shown, since1904 }
}

/** `YYYY-MM-DD`; empty for a time of day alone. */
function dayOf(serial: number, since1904: boolean): string {
  if (serial < 1 || serial > 2_958_466) return ''
  // 1900 is a leap year to Excel, which moves every day before March of it
  const days = since1904 ? Math.floor(serial) + 1462 : Math.floor(serial) + (serial < 60 ? 1 : 0)
  return new Date((days - 25_569) * 86_400_000).toISOString().slice(0, 10)
}

/** A number without the dust of binary fractions and without an exponent; never three decimals, which read as thousands. */
function numberText(text: string): string {
  const value = Number(text)
  if (!Number.isFinite(value)) return ''
  const plain = Number(value.toPrecision(15))
  const needsExponent = Math.abs(plain) >= 1e15 || (plain !== 0 && Math.abs(plain) < 1e-6)
  return needsExponent ? plain.toFixed(0) : String(plain).replace(/\.\d{3}$/, '$&0')
}

/** The text of one cell: `value` as it stands in the sheet, of the given type and style. Errors (`#REF!`) say nothing. */
export function cellText(value: string, type: string, style: number, texts: readonly string[], styles: Styles): string {
  switch (type) {
    case 's':
      return clean(texts[Number(value)] ?? '')
    case 'str':
    case 'inlineStr':
      return clean(value)
    case 'b':
      return value.trim() === '1' ? 'oui' : 'non'
    case 'e':
      return ''
    case 'd':
      return value.slice(0, 10)
    default: {
      if (value.trim() === '') return ''
      const shown = styles.shown[style] ?? 'number'
      return shown === 'number' ? numberText(value) : shown === 'day' ? dayOf(Number(value), styles.since1904) : ''
    }
  }
}

/** Characters that XML cannot hold are written `_x000D_`. */
function clean(text: string): string {
  if (!text.includes('_x')) return text
  return text.replace(/_x([0-9a-f]{4})_/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
}
