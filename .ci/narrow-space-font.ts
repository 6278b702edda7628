import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'

/**
 * `node .ci/narrow-space-font.ts` writes renderer/theme/narrow-space.woff2: a font of one blank sign, the narrow no-break
 * space (U+202F) that French puts between thousands. Inter as we bundle it lacks that sign; the browser then makes it up
 * half as wide as a space, and `43 000 000` reads as one word. Here it is a quarter of the height of a letter.
 */
const unitsPerEm = 1000
const advance = 240
const sign = 0x202f

/** One empty glyph for the sign, and a plain box for "no such glyph", since a font must have that one. */
function box(): Buffer {
  const out = Buffer.alloc(34)
  out.writeInt16BE(1, 0) // contours
  out.writeInt16BE(0, 2)
  out.writeInt16BE(0, 4)
  out.writeInt16BE(200, 6)
  out.writeInt16BE(700, 8)
  out.writeUInt16BE(3, 10) // last point
  out.writeUInt16BE(0, 12) // no instructions
  out.fill(1, 14, 18) // four points on the curve, coordinates as words
  const steps = [0, 200, 0, -200, 0, 0, 700, 0]
  steps.forEach((step, index) => out.writeInt16BE(step, 18 + index * 2))
  return out
}

function table(length: number, write: (out: Buffer) => void): Buffer {
  const out = Buffer.alloc(length)
  write(out)
  return out
}

/** Windows names (copyright, family, style, id, full, version, PostScript) in English. */
function names(): Buffer {
  const texts = ['Digit-Hab', 'Digit-Hab Narrow Space', 'Regular', 'Digit-Hab Narrow Space 1', 'Digit-Hab Narrow Space', 'Version 1.0', 'DigitHabNarrowSpace']
  const encoded = texts.map((text) => Buffer.from(text, 'utf16le').swap16())
  const head = Buffer.alloc(6 + 12 * texts.length)
  head.writeUInt16BE(texts.length, 2)
  head.writeUInt16BE(head.length, 4)
  let offset = 0
  encoded.forEach((text, index) => {
    const record = [3, 1, 0x409, index, text.length, offset]
    record.forEach((value, part) => head.writeUInt16BE(value, 6 + index * 12 + part * 2))
    offset += text.length
  })
  return Buffer.concat([head, ...encoded])
}

/** Format 4: one segment for the sign, one that ends the list. */
function characterMap(): Buffer {
  const values = [0, 1, 3, 1, 0, 12, 4, 32, 0, 4, 4, 1, 0, sign, 0xffff, 0, sign, 0xffff, (1 - sign) & 0xffff, 1, 0, 0]
  return table(values.length * 2, (out) => values.forEach((value, index) => out.writeUInt16BE(value, index * 2)))
}

function font(): Buffer {
  const glyph = box()
  const tables: Record<string, Buffer> = {
    'OS/2': table(96, (out) => {
      out.writeUInt16BE(4, 0)
      out.writeInt16BE(advance, 2)
      out.writeUInt16BE(400, 4)
      out.writeUInt16BE(5, 6)
      out.writeUInt32BE(0x80000000, 42) // general punctuation
      out.write('DGHB', 58, 'latin1')
      out.writeUInt16BE(0x40, 62)
      out.writeUInt16BE(sign, 64)
      out.writeUInt16BE(sign, 66)
      out.writeInt16BE(800, 68)
      out.writeInt16BE(-200, 70)
      out.writeUInt16BE(800, 74)
      out.writeUInt16BE(200, 76)
      out.writeInt16BE(500, 86)
      out.writeInt16BE(700, 88)
    }),
    cmap: characterMap(),
    glyf: Buffer.concat([glyph, Buffer.alloc(2)]),
    head: table(54, (out) => {
      out.writeUInt32BE(0x10000, 0)
      out.writeUInt32BE(0x10000, 4)
      out.writeUInt32BE(0x5f0f3cf5, 12)
      out.writeUInt16BE(3, 16)
      out.writeUInt16BE(unitsPerEm, 18)
      out.writeInt16BE(200, 40)
      out.writeInt16BE(700, 42)
      out.writeUInt16BE(8, 46)
      out.writeInt16BE(2, 48)
    }),
    hhea: table(36, (out) => {
      out.writeUInt32BE(0x10000, 0)
      out.writeInt16BE(800, 4)
      out.writeInt16BE(-200, 6)
      out.writeUInt16BE(advance, 10)
      out.writeInt16BE(200, 16)
      out.writeInt16BE(1, 18)
      out.writeUInt16BE(2, 34)
    }),
    hmtx: table(8, (out) => {
      out.writeUInt16BE(advance, 0)
      out.writeUInt16BE(advance, 4)
    }),
    loca: table(6, (out) => {
      out.writeUInt16BE(18, 2)
      out.writeUInt16BE(18, 4)
    }),
    maxp: table(32, (out) => {
      out.writeUInt32BE(0x10000, 0)
      out.writeUInt16BE(2, 4)
      out.writeUInt16BE(4, 6)
      out.writeUInt16BE(1, 8)
      out.writeUInt16BE(2, 14)
    }),
    name: names(),
    post: table(32, (out) => out.writeUInt32BE(0x30000, 0)),
  }
  return assemble(tables)
}

/** The place of each tag in the list of known tables (WOFF2 5.1). */
const known = ['cmap', 'head', 'hhea', 'hmtx', 'maxp', 'name', 'OS/2', 'post', 'cvt ', 'fpgm', 'glyf', 'loca']
const untouched = 3 << 6

/** WOFF2 with every table as it is: the header, the list of tables, and their bytes one after the other, packed by Brotli. */
function assemble(tables: Record<string, Buffer>): Buffer {
  const tags = known.filter((tag) => tables[tag])
  const directory = Buffer.from(tags.flatMap((tag) => [
    known.indexOf(tag) | (tag === 'glyf' || tag === 'loca' ? untouched : 0), ...base128(tables[tag]!.length),
  ]))
  const packed = brotliCompressSync(Buffer.concat(tags.map((tag) => tables[tag]!)))
  const unpacked = 12 + tags.reduce((sum, tag) => sum + 16 + Math.ceil(tables[tag]!.length / 4) * 4, 0)
  const length = 48 + directory.length + packed.length
  const header = table(48, (out) => {
    out.write('wOF2', 0, 'latin1')
    out.writeUInt32BE(0x10000, 4)
    out.writeUInt32BE(Math.ceil(length / 4) * 4, 8)
    out.writeUInt16BE(tags.length, 12)
    out.writeUInt32BE(unpacked, 16)
    out.writeUInt32BE(packed.length, 20)
    out.writeUInt16BE(1, 24)
  })
  return Buffer.concat([header, directory, packed, Buffer.alloc((4 - (length % 4)) % 4)])
}

function base128(value: number): number[] {
  const groups = [value & 0x7f]
  for (let rest = value >>> 7; rest > 0; rest >>>= 7) groups.unshift((rest & 0x7f) | 0x80)
  return groups
}

writeFileSync(join(import.meta.dirname, '../renderer/theme/narrow-space.woff2'), font())
