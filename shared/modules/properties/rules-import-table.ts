/**
 * From text to records. Our own reader rather than papaparse for three reasons: problems must name the line where a
 * record begins (cells hold line breaks; papaparse tells only characters), a 200 MB file comes in pieces, and one
 * quote that is never closed must cost one row instead of swallowing the rest of the file.
 */
export type TableRecord = {
  /** Line of the file on which the record begins, from 1. */
  line: number
  cells: string[]
  /** A quote was opened and never closed: the cells are the line split at every delimiter. */
  broken: boolean
}

export const importDelimiters = [',', ';', '\t', '|'] as const
export type ImportDelimiter = (typeof importDelimiters)[number]

const quote = 0x22
const lineFeed = 0x0a
const carriageReturn = 0x0d
const space = 0x20

/** Characters after which an open quote is taken for a slip of the pen. No listing's text is that long. */
export const longestRecord = 200_000

export type TableReader = { push(text: string): TableRecord[]; end(): TableRecord[] }

/**
 * Reads records out of pieces of text. Lines with nothing on them are no records. Quotes as in RFC 4180, and forgiving:
 * a quote inside an unquoted cell, or not followed by a delimiter, is a letter like any other.
 */
export function createTableReader({ delimiter }: { delimiter: string }): TableReader {
  const divider = delimiter.charCodeAt(0)
  let buffer = ''
  let position = 0
  let line = 1
  let started = false

  /**
   * Where the text after a closing quote leads: index of the delimiter or line end, -1 when the quote closes nothing,
   * null to wait for more.
   */
  function afterQuote(index: number, final: boolean): number | null {
    let at = index
    while (at < buffer.length && buffer.charCodeAt(at) === space && divider !== space) at++
    if (at >= buffer.length) return final ? at : null
    const code = buffer.charCodeAt(at)
    return code === divider || code === lineFeed || code === carriageReturn ? at : -1
  }

  /** Whether another quote comes before the line ends; null when the text so far does not say. */
  function nextQuote(from: number): boolean | null {
    for (let at = from; at < buffer.length; at++) {
      const code = buffer.charCodeAt(at)
      if (code === quote) return true
      if (code === lineFeed || code === carriageReturn) return false
    }
    return null
  }

  /** Where an unquoted cell ends. */
  function plainEnd(from: number): number {
    for (let at = from; at < buffer.length; at++) {
      const code = buffer.charCodeAt(at)
      if (code === divider || code === lineFeed || code === carriageReturn) return at
    }
    return buffer.length
  }

  function lineEnd(from: number): number {
    for (let at = from; at < buffer.length; at++) {
      const code = buffer.charCodeAt(at)
      if (code === lineFeed || code === carriageReturn) return at
    }
    return buffer.length
  }

  function countLines(from: number, to: number): number {
    let count = 0
    for (let at = from; at < to; at++) {
      const code = buffer.charCodeAt(at)
      if (code === lineFeed || (code === carriageReturn && buffer.charCodeAt(at + 1) !== lineFeed)) count++
    }
    return count
  }

  type Quoted = { text: string; end: number } | 'literal' | 'open' | 'wait'

  /**
   * A cell whose quote opens at `opening`: its text and where it ends; `literal` where the quote is a letter, `open`
   * where it is never closed.
   */
  function quoted(opening: number, final: boolean): Quoted {
    let text = ''
    let from = opening + 1
    for (;;) {
      const found = buffer.indexOf('"', from)
      if (found === -1) return final ? 'open' : 'wait'
      if (buffer.charCodeAt(found + 1) === quote) {
        text += buffer.slice(from, found + 1)
        from = found + 2
        continue
      }
      const after = afterQuote(found + 1, final)
      if (after === null) return 'wait'
      if (after >= 0) return { text: text + buffer.slice(from, found), end: after }
      // letters after a quote, and no other on the rest of the line: it never was one (`=LINK("a","b")`)
      const another = nextQuote(found + 1)
      if (another === null && !final) return 'wait'
      if (another !== true) return 'literal'
      text += buffer.slice(from, found + 1)
      from = found + 1
    }
  }

  /** One record from `position`; null when the text so far may not hold all of it. */
  function next(final: boolean): TableRecord | null {
    const begin = position
    const cells: string[] = []
    let at = begin
    const wait = () => (buffer.length - begin > longestRecord ? brokenRecord(begin, final) : null)
    for (;;) {
      let opening = at
      while (buffer.charCodeAt(opening) === space && divider !== space) opening++
      const cell = buffer.charCodeAt(opening) === quote ? quoted(opening, final) : 'literal'
      if (cell === 'open') return brokenRecord(begin, final)
      if (cell === 'wait') return wait()
      if (cell === 'literal') {
        const stop = plainEnd(at)
        if (stop === buffer.length && !final) return wait()
        cells.push(buffer.slice(at, stop))
        at = stop
      } else {
        cells.push(cell.text)
        at = cell.end
      }
      if (at === buffer.length || buffer.charCodeAt(at) !== divider) return finish(begin, at, cells, false, final)
      at++
      if (at === buffer.length && !final) return wait()
    }
  }

  function finish(begin: number, end: number, cells: string[], broken: boolean, final: boolean): TableRecord | null {
    let after = end
    if (buffer.charCodeAt(end) === carriageReturn) {
      // the line feed may be in the next piece
      if (end + 1 === buffer.length && !final) return null
      after = buffer.charCodeAt(end + 1) === lineFeed ? end + 2 : end + 1
    } else if (end < buffer.length) after = end + 1
    const record = { line, cells, broken }
    line += countLines(begin, after)
    position = after
    return record
  }

  function brokenRecord(begin: number, final: boolean): TableRecord | null {
    const end = lineEnd(begin)
    if (end === buffer.length && !final && end - begin <= longestRecord) return null
    const cells = buffer.slice(begin, end).split(delimiter).map((cell) => cell.replace(/^ *"|" *$/g, '').replaceAll('""', '"'))
    return finish(begin, end, cells, true, final)
  }

  function drain(final: boolean): TableRecord[] {
    const records: TableRecord[] = []
    while (position < buffer.length) {
      const record = next(final)
      if (record === null) break
      const only = record.cells[0]!
      const blank = record.cells.length === 1 && !record.broken && (only === '' || only.trim() === '')
      // Excel's own hint about the delimiter
      const hint = !started && record.cells.join(delimiter).startsWith('sep=')
      if (!blank) started = true
      if (!blank && !hint) records.push(record)
    }
    buffer = buffer.slice(position)
    position = 0
    return records
  }

  return {
    push(text) {
      buffer += text
      return drain(false)
    },
    end: () => drain(true),
  }
}

/** All records of a text that is wholly in memory, one by one. */
export function* readTable(text: string, options: { delimiter: string }): Generator<TableRecord> {
  const reader = createTableReader(options)
  for (let start = 0; start < text.length; start += 65_536) yield* reader.push(text.slice(start, start + 65_536))
  yield* reader.end()
}

/**
 * The delimiter under which the first records have the most columns and agree best about how many. A file of one
 * column is read with commas.
 */
export function guessDelimiter(text: string): ImportDelimiter {
  const hint = /^\ufeff?sep=([,;\t|])\s*[\r\n]/i.exec(text)?.[1]
  if (hint) return hint as ImportDelimiter
  let best: ImportDelimiter = ','
  let bestScore = 0
  for (const delimiter of importDelimiters) {
    const widths = new Map<number, number>()
    let count = 0
    for (const record of readTable(text.slice(0, 100_000), { delimiter })) {
      widths.set(record.cells.length, (widths.get(record.cells.length) ?? 0) + 1)
      if (++count >= 100) break
    }
    let usual = 1
    let agreeing = 0
    for (const [width, times] of widths) if (width > 1 && times * width > agreeing * usual) [usual, agreeing] = [width, times]
    const score = count === 0 || usual === 1 ? 0 : (agreeing / count) ** 2 * Math.sqrt(usual - 1)
    if (score > bestScore) {
      best = delimiter
      bestScore = score
    }
  }
  return best
}
