import { describe, expect, it } from 'vitest'
import { foundParts } from './highlight.tsx'

const marked = (text: string, typed: string) =>
  foundParts(text, typed)
    .filter((part) => part.found)
    .map((part) => part.text)

describe('parts of a text that were looked for', () => {
  it('are found without regard to accents and case', () => {
    expect(marked('Villa à Sacré-Cœur 3', 'SACRE coeur')).toEqual(['Sacré', 'Cœur'])
  })

  it('are found inside words and at their beginning', () => {
    expect(marked('Appartement F4', 'appar f4')).toEqual(['Appar', 'F4'])
  })

  it('leave the text whole when put together again', () => {
    for (const text of ['Cœur de l’été', 'N’Diaye & fils', '', '150 000 F CFA']) {
      expect(
        foundParts(text, 'ete fils 000')
          .map((part) => part.text)
          .join(''),
      ).toBe(text)
    }
  })

  it('are none when nothing was typed', () => {
    expect(marked('Villa', '  ')).toEqual([])
  })
})
