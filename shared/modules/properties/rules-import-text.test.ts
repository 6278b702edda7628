import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createDecoder, createEncodingGuess, decode, fileNature, importEncodings } from './rules-import-text.ts'

const bytes = (...parts: (string | number[])[]) => new Uint8Array(
  parts.flatMap((part) => (typeof part === 'string' ? [...new TextEncoder().encode(part)] : part)),
)
const utf16 = (text: string, big = false) => new Uint8Array([...text].flatMap((character) => {
  const code = character.charCodeAt(0)
  return big ? [code >> 8, code & 255] : [code & 255, code >> 8]
}))

describe('the encoding of a listing file', () => {
  it('is told by a byte order mark, which is taken off', () => {
    expect(decode(bytes([0xef, 0xbb, 0xbf], 'Médina'))).toEqual({ text: 'Médina', encoding: 'utf-8' })
    expect(decode(new Uint8Array([0xff, 0xfe, ...utf16('Médina')]))).toEqual({ text: 'Médina', encoding: 'utf-16le' })
    expect(decode(new Uint8Array([0xfe, 0xff, ...utf16('Médina', true)]))).toEqual({ text: 'Médina', encoding: 'utf-16be' })
  })

  it('is told without a mark', () => {
    expect(decode(bytes('Sacré-Cœur;250 000'))).toEqual({ text: 'Sacré-Cœur;250 000', encoding: 'utf-8' })
    expect(decode(utf16('Prix;250 000;Médina'))).toEqual({ text: 'Prix;250 000;Médina', encoding: 'utf-16le' })
    expect(decode(bytes('plain'))).toEqual({ text: 'plain', encoding: 'utf-8' })
  })

  it('is windows-1252 where the bytes form no UTF-8, with its own marks and sign of the euro', () => {
    expect(decode(bytes('Sacr', [0xe9], '-C', [0x9c], 'ur l', [0x92], 'appartement 300 ', [0x80]))).toEqual({
      text: 'Sacré-Cœur l’appartement 300 €', encoding: 'windows-1252',
    })
  })

  it('stays UTF-8 when one byte among many accents is damaged', () => {
    const { encoding, text } = decode(bytes('é'.repeat(100), [0xe9], 'suite'))
    expect(encoding).toBe('utf-8')
    expect(text).toBe(`${'é'.repeat(100)}\ufffdsuite`)
  })

  it('looks at the whole file: the first accent may come late', () => {
    const guess = createEncodingGuess()
    for (let piece = 0; piece < 40; piece++) guess.push(bytes('abcdefgh'.repeat(1024)))
    guess.push(bytes('Cit', [0xe9]))
    expect(guess.result()).toBe('windows-1252')
  })

  it('does not depend on where a file is cut into pieces', () => {
    const texts = fc.string({ unit: fc.constantFrom('a', ';', '\n', 'é', 'œ', 'Ā') })
    const sizes = fc.array(fc.integer({ min: 1, max: 5 }))
    fc.assert(fc.property(fc.constantFrom(...importEncodings), texts, sizes, (encoding, raw, cuts) => {
      const text = encoding === 'windows-1252' ? raw.replace(/Ā/g, 'A') : raw
      const whole = encoding === 'utf-8' ? bytes(text)
        : encoding === 'windows-1252' ? new Uint8Array([...text].map((letter) => (letter === 'œ' ? 0x9c : letter.charCodeAt(0))))
          : utf16(text, encoding === 'utf-16be')
      const decoder = createDecoder(encoding)
      let decoded = ''
      let at = 0
      for (const cut of cuts) {
        decoded += decoder.push(whole.subarray(at, at + cut))
        at += cut
      }
      decoded += decoder.push(whole.subarray(at)) + decoder.end()
      expect(decoded).toBe(text)
    }))
  })
})

describe('what a file is, whatever its name', () => {
  it('knows text from the files people rename', () => {
    expect(fileNature(bytes('Titre;Prix\nVilla;10'))).toBe('text')
    expect(fileNature(utf16('Titre\tPrix'))).toBe('text')
    expect(fileNature(bytes('PK', [3, 4], 'rest'))).toBe('zip')
    expect(fileNature(bytes('%PDF-1.7'))).toBe('pdf')
    expect(fileNature(bytes([0xff, 0xd8, 0xff, 0xe0]))).toBe('image')
    expect(fileNature(bytes([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]))).toBe('ole')
    expect(fileNature(bytes('MZ', [0x90, 0, 3, 0], 'program', [0, 1, 2]))).toBe('binary')
  })
})
