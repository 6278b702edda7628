import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createTableReader, guessDelimiter, importDelimiters, longestRecord, readTable } from './rules-import-table.ts'

const read = (text: string, delimiter = ',') => [...readTable(text, { delimiter })]
  .map(({ line, cells, broken }) => (broken ? [line, 'broken', ...cells] : [line, ...cells]))

describe('records of a table', () => {
  it('know the line on which they begin, however many lines their cells take', () => {
    expect(read('a,b\n"1\n2\r\n3",x\n\nlast,y')).toEqual([[1, 'a', 'b'], [2, '1\n2\r\n3', 'x'], [6, 'last', 'y']])
  })

  it('end with any line end, and blank lines are none', () => {
    expect(read('a\r\nb\rc\n   \n\nd')).toEqual([[1, 'a'], [2, 'b'], [3, 'c'], [6, 'd']])
    expect(read('a,\n,\n')).toEqual([[1, 'a', ''], [2, '', '']])
  })

  it('read quotes as spreadsheets write them, and forgive those that people write', () => {
    expect(read('"say ""hi""", "b" ,c')).toEqual([[1, 'say "hi"', 'b', 'c']])
    expect(read('Villa "Les Palmiers",3')).toEqual([[1, 'Villa "Les Palmiers"', '3']])
    expect(read('"Villa "Les Palmiers" à louer",3')).toEqual([[1, 'Villa "Les Palmiers" à louer', '3']])
    expect(read('=LINK("a","b"),1\n"c",2')).toEqual([[1, '=LINK("a"', '"b")', '1'], [2, 'c', '2']])
    expect(read('x,"b") fin')).toEqual([[1, 'x', '"b") fin']])
  })

  it('lose one row to a quote that is never closed, not the file', () => {
    expect(read('a,b\n"open,1\nc,2\nd,3')).toEqual([[1, 'a', 'b'], [2, 'broken', 'open', '1'], [3, 'c', '2'], [4, 'd', '3']])
    const rest = 'x,y\n'.repeat(longestRecord / 4 + 10)
    const rows = read(`"open,1\n${rest}`)
    expect(rows[0]).toEqual([1, 'broken', 'open', '1'])
    expect(rows).toHaveLength(longestRecord / 4 + 11)
    expect(rows[1]).toEqual([2, 'x', 'y'])
  })

  it('leave out the line in which Excel names its delimiter', () => {
    expect(read('sep=;\r\na;b', ';')).toEqual([[2, 'a', 'b']])
    expect(guessDelimiter('sep=;\r\na,b,c;d')).toBe(';')
  })

  it('come back as they were written, in pieces of any size', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', 'b', '"', ',', ';', '\n', '\r\n', ' ', 'é'), maxLength: 6 })
    const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { maxLength: 8 })
    const size = fc.integer({ min: 1, max: 9 })
    fc.assert(fc.property(table, fc.constantFrom(...importDelimiters), size, (rows, delimiter, step) => {
      const text = rows.map((cells) => cells.map((value) => `"${value.replaceAll('"', '""')}"`).join(delimiter)).join('\r\n')
      const reader = createTableReader({ delimiter })
      const records = []
      for (let at = 0; at < text.length; at += step) records.push(...reader.push(text.slice(at, at + step)))
      records.push(...reader.end())
      expect(records.map(({ cells }) => cells)).toEqual(rows)
      let line = 1
      for (const [index, record] of records.entries()) {
        expect(record.line).toBe(line)
        line += rows[index]!.join('').split(/\r\n|\n/).length
      }
    }))
  })
})

describe('the reader', () => {
  it('reads any text, well written or not, the same in pieces of any size', () => {
    const texts = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', ' ', '""', ',"', '"\n'), maxLength: 40 })
    fc.assert(fc.property(texts, fc.integer({ min: 1, max: 7 }), (text, step) => {
      const reader = createTableReader({ delimiter: ',' })
      const records = []
      for (let at = 0; at < text.length; at += step) records.push(...reader.push(text.slice(at, at + step)))
      records.push(...reader.end())
      expect(records).toEqual([...readTable(text, { delimiter: ',' })])
    }), { numRuns: 1000 })
  })
})

describe('the delimiter', () => {
  it('is the one under which the rows agree', () => {
    expect(guessDelimiter('Titre;Prix;Lieu\nVilla, belle;1 500,5;Mermoz\nStudio;200;Yoff')).toBe(';')
    expect(guessDelimiter('Titre\tPrix\nVilla, belle\t1\n')).toBe('\t')
    expect(guessDelimiter('a|b|c\nd|e|f\n')).toBe('|')
    expect(guessDelimiter('a,b\n"x;y;z",1\n"x;y;z",2')).toBe(',')
    expect(guessDelimiter('one column\nof words')).toBe(',')
  })
})
