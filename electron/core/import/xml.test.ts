import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { attributeOf, createXmlReader } from './xml.ts'

function read(text: string, size = text.length || 1): string[] {
  const seen: string[] = []
  let words = ''
  const flush = () => {
    if (words !== '') seen.push(words)
    words = ''
  }
  const reader = createXmlReader({
    open: (name) => {
      flush()
      seen.push(`<${name}`)
    },
    close: (name) => {
      flush()
      seen.push(`${name}>`)
    },
    text: (more) => {
      words += more
    },
  })
  for (let at = 0; at < text.length; at += size) reader.push(text.slice(at, at + size))
  reader.end()
  flush()
  return seen
}

describe('the XML of a workbook', () => {
  const text = '<?xml version="1.0"?><a:row r="1" t="a>b"><c/><!-- <no> --><v>1 &lt; 2 &amp; &#233;&#x20AC;</v>'
    + '<![CDATA[<raw> & ]]></a:row>'

  it('is read as tags and decoded text, prefixes aside', () => {
    expect(read(text)).toEqual(['<row', '<c', 'c>', '<v', '1 < 2 & é€', 'v>', '<raw> & ', 'row>'])
  })

  it('is read the same in pieces of any size', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: text.length }), (size) => {
      expect(read(text, size)).toEqual(read(text))
    }))
  })

  it('gives attributes by name, decoded', () => {
    expect([
      attributeOf('sheet name="A &amp; B" r:id=\'rId1\'', 'name'), attributeOf('c r="A1"', 'name'),
      attributeOf('sheet r:id=\'rId1\'', 'r:id'),
    ]).toEqual(['A & B', null, 'rId1'])
  })

  it('ends badly when it is cut inside a tag, or holds a document type', () => {
    expect(() => read('<a><b')).toThrow()
    expect(() => read('<!DOCTYPE a><a/>')).toThrow()
  })
})
