import { AppError } from '../../../shared/values/error.ts'

/**
 * The little of XML that workbooks use, read in pieces without ever holding the document. A document type is refused:
 * workbooks have none, and entities declared in one are an old way to fill a memory.
 */
export type XmlHandler = {
  /** `name` without its prefix; `tag` is the text between the brackets, for `attributeOf`. */
  open(name: string, tag: string): void
  close(name: string): void
  /** Decoded. May come in several parts. */
  text(text: string): void
}

const longestTag = 1_000_000
const endings = [['<!--', '-->'], ['<![CDATA[', ']]>'], ['<?', '?>']] as const

export function createXmlReader(handler: XmlHandler): { push(text: string): void; end(): void } {
  let buffer = ''

  function read(final: boolean): void {
    let at = 0
    for (;;) {
      const bracket = buffer.indexOf('<', at)
      if (bracket < 0) {
        // an entity may be cut in two: keep what follows the last ampersand
        const ampersand = buffer.lastIndexOf('&')
        const safe = final || ampersand < at || buffer.length - ampersand > 12 ? buffer.length : ampersand
        if (safe > at) handler.text(decoded(buffer.slice(at, safe)))
        at = safe
        break
      }
      if (bracket > at) handler.text(decoded(buffer.slice(at, bracket)))
      at = bracket
      const stop = endOfMarkup(bracket)
      if (stop < 0) break
      markup(bracket, stop)
      at = stop
    }
    buffer = buffer.slice(at)
    const broken = buffer.length > longestTag || (final && buffer.trim() !== '')
    if (broken) throw new AppError('file_unreadable', { why: 'broken markup' })
  }

  /** Index after the markup that begins at `start`; -1 when it is not all here. */
  function endOfMarkup(start: number): number {
    const ending = endings.find(([opening]) => buffer.startsWith(opening, start))?.[1] ?? null
    if (ending !== null) {
      const end = buffer.indexOf(ending, start + 2)
      return end < 0 ? -1 : end + ending.length
    }
    let end = buffer.indexOf('>', start)
    // a bracket inside an attribute's quotes ends nothing
    while (end >= 0 && openQuote(start, end)) end = buffer.indexOf('>', end + 1)
    return end < 0 || ('<![CDATA['.startsWith(buffer.slice(start)) && buffer.length - start < 9) ? -1 : end + 1
  }

  function openQuote(from: number, to: number): boolean {
    let quote = 0
    for (let at = from; at < to; at++) {
      const code = buffer.charCodeAt(at)
      if (quote === 0 && (code === 0x22 || code === 0x27)) quote = code
      else if (code === quote) quote = 0
    }
    return quote !== 0
  }

  function markup(start: number, stop: number): void {
    const second = buffer.charCodeAt(start + 1)
    if (second === 0x3f) return
    if (second === 0x21) {
      if (buffer.startsWith('<![CDATA[', start)) handler.text(buffer.slice(start + 9, stop - 3))
      else if (!buffer.startsWith('<!--', start)) throw new AppError('file_unreadable', { why: 'document type' })
      return
    }
    const closing = second === 0x2f
    const alone = buffer.charCodeAt(stop - 2) === 0x2f
    const tag = buffer.slice(start + (closing ? 2 : 1), alone ? stop - 2 : stop - 1)
    const name = nameOf(tag)
    if (closing) handler.close(name)
    else {
      handler.open(name, tag)
      if (alone) handler.close(name)
    }
  }

  return {
    push(text) {
      buffer += text
      read(false)
    },
    end: () => read(true),
  }
}

function nameOf(tag: string): string {
  const space = tag.search(/\s/)
  const whole = space < 0 ? tag : tag.slice(0, space)
  const colon = whole.indexOf(':')
  return colon < 0 ? whole : whole.slice(colon + 1)
}

const expressions = new Map<string, RegExp>()

/** The decoded value of an attribute (its name with any prefix); null when the tag has none. */
export function attributeOf(tag: string, name: string): string | null {
  let expression = expressions.get(name)
  if (!expression) expressions.set(name, expression = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`))
  const found = expression.exec(tag)
  return found ? decoded(found[1] ?? found[2] ?? '') : null
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: '\'' }

function decoded(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(/&(?:#(x?)([0-9a-f]{1,7})|(\w+));/gi, (whole, hexadecimal?: string, digits?: string, name?: string) => {
    if (digits === undefined) return named[name ?? ''] ?? whole
    const code = Number.parseInt(digits, hexadecimal ? 16 : 10)
    return code <= 0x10ffff ? String.fromCodePoint(code) : ''
  })
}
