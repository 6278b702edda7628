/**
 * From the bytes of a listing file to text. Files come from Excel in French (windows-1252), from scrapers (UTF-8, with
 * or without a mark) and from "Unicode text" exports (UTF-16); nobody says which, so it is told from the bytes.
 */
export const importEncodings = ['utf-8', 'windows-1252', 'utf-16le', 'utf-16be'] as const
export type ImportEncoding = (typeof importEncodings)[number]

/**
 * What windows-1252 has in 0x80-0x9f; the rest of it is Latin-1. Written out: TextDecoder of some Node versions gets
 * these wrong.
 */
const windows1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'

function decodeSingleBytes(bytes: Uint8Array): string {
  let text = ''
  for (let start = 0; start < bytes.length; start += 8192) {
    text += String.fromCharCode(...bytes.subarray(start, start + 8192))
  }
  return text.replace(/[\u0080-\u009f]/g, (character) => windows1252[character.charCodeAt(0) - 0x80]!)
}

function swappedPairs(bytes: Uint8Array): Uint8Array {
  const swapped = new Uint8Array(bytes.length)
  for (let index = 0; index + 1 < bytes.length; index += 2) {
    swapped[index] = bytes[index + 1]!
    swapped[index + 1] = bytes[index]!
  }
  return swapped
}

export type ImportDecoder = { push(bytes: Uint8Array): string; end(): string }

/** Decodes a file piece by piece; the byte order mark is taken off, bytes that fit nowhere become U+FFFD. */
export function createDecoder(encoding: ImportEncoding): ImportDecoder {
  if (encoding === 'windows-1252') return { push: decodeSingleBytes, end: () => '' }
  const decoder = new TextDecoder(encoding === 'utf-8' ? 'utf-8' : 'utf-16le')
  if (encoding !== 'utf-16be') {
    return { push: (bytes) => decoder.decode(bytes, { stream: true }), end: () => decoder.decode() }
  }
  let odd: number | null = null
  return {
    push(bytes) {
      let whole = bytes
      if (odd !== null) {
        whole = new Uint8Array(bytes.length + 1)
        whole[0] = odd
        whole.set(bytes, 1)
      }
      odd = whole.length % 2 === 1 ? whole[whole.length - 1]! : null
      return decoder.decode(swappedPairs(odd === null ? whole : whole.subarray(0, -1)), { stream: true })
    },
    end: () => decoder.decode(),
  }
}

export type EncodingGuess = { push(bytes: Uint8Array): void; result(): ImportEncoding }

/**
 * Looks at a whole file in pieces. A byte order mark decides; then zeros in every second byte mean UTF-16; then UTF-8
 * unless the bytes contradict it: French text in windows-1252 practically never forms its sequences, while one
 * damaged byte in megabytes of good UTF-8 does not make it another encoding.
 */
export function createEncodingGuess(): EncodingGuess {
  let first: number[] = []
  let evenZeros = 0
  let oddZeros = 0
  let sampled = 0
  let sequences = 0
  let stray = 0
  /** Bytes that the sequence begun still wants. */
  let wanted = 0
  return {
    push(bytes) {
      if (first.length < 3) first = [...first, ...bytes.subarray(0, 3 - first.length)]
      for (let index = 0; index < bytes.length; index++) {
        const byte = bytes[index]!
        if (sampled < 65_536) {
          if (byte === 0) {
            if (sampled % 2 === 0) evenZeros++
            else oddZeros++
          }
          sampled++
        }
        if (wanted > 0) {
          if ((byte & 0xc0) === 0x80) {
            wanted--
            if (wanted === 0) sequences++
            continue
          }
          stray++
          wanted = 0
        }
        if (byte < 0x80) continue
        if (byte >= 0xc2 && byte <= 0xdf) wanted = 1
        else if (byte >= 0xe0 && byte <= 0xef) wanted = 2
        else if (byte >= 0xf0 && byte <= 0xf4) wanted = 3
        else stray++
      }
    },
    result() {
      if (first[0] === 0xef && first[1] === 0xbb && first[2] === 0xbf) return 'utf-8'
      if (first[0] === 0xff && first[1] === 0xfe) return 'utf-16le'
      if (first[0] === 0xfe && first[1] === 0xff) return 'utf-16be'
      if (sampled >= 4 && oddZeros > sampled / 5 && evenZeros < oddZeros / 4) return 'utf-16le'
      if (sampled >= 4 && evenZeros > sampled / 5 && oddZeros < evenZeros / 4) return 'utf-16be'
      // a sequence begun and not ended is stray too
      return stray + (wanted > 0 ? 1 : 0) > sequences / 20 ? 'windows-1252' : 'utf-8'
    },
  }
}

/** A whole file at once: its text without the mark, and the encoding it was taken to be in. */
export function decode(bytes: Uint8Array): { text: string; encoding: ImportEncoding } {
  const guess = createEncodingGuess()
  guess.push(bytes)
  const encoding = guess.result()
  const decoder = createDecoder(encoding)
  return { text: decoder.push(bytes) + decoder.end(), encoding }
}

const signatures: readonly { readonly kind: string; readonly bytes: readonly number[] }[] = [
  { kind: 'zip', bytes: [0x50, 0x4b, 0x03, 0x04] },
  { kind: 'zip', bytes: [0x50, 0x4b, 0x05, 0x06] },
  { kind: 'ole', bytes: [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1] },
  { kind: 'pdf', bytes: [0x25, 0x50, 0x44, 0x46] },
  { kind: 'image', bytes: [0x89, 0x50, 0x4e, 0x47] },
  { kind: 'image', bytes: [0xff, 0xd8, 0xff] },
  { kind: 'image', bytes: [0x47, 0x49, 0x46, 0x38] },
  { kind: 'archive', bytes: [0x1f, 0x8b] },
  { kind: 'archive', bytes: [0x37, 0x7a, 0xbc, 0xaf] },
  { kind: 'archive', bytes: [0x52, 0x61, 0x72, 0x21] },
]

/**
 * What the first kilobytes of a file say it is, whatever its name says. `zip` is what an .xlsx is, `ole` an old .xls
 * or an encrypted workbook; `binary` is none of the known ones and certainly no text.
 */
export function fileNature(bytes: Uint8Array): 'text' | 'zip' | 'ole' | 'pdf' | 'image' | 'archive' | 'binary' {
  for (const signature of signatures) {
    if (signature.bytes.every((byte, index) => bytes[index] === byte)) return signature.kind as 'zip'
  }
  const guess = createEncodingGuess()
  guess.push(bytes)
  if (guess.result().startsWith('utf-16')) return 'text'
  let odd = 0
  for (const byte of bytes) {
    if (byte === 0) return 'binary'
    if (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d && byte !== 0x0c) odd++
  }
  return odd > bytes.length / 20 ? 'binary' : 'text'
}
