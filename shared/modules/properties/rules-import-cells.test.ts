import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  armouredCell, cleanCell, disarmedFormula, isFormula, isSilent, readCoordinate, readCount, readDecimal, readPrice, readSurface,
  unreadable,
} from './rules-import-cells.ts'
import { readDay } from './rules-import-dates.ts'

describe('cells', () => {
  it('are cleaned to what a person sees', () => {
    expect(cleanCell('  Almadies,\n            \n   Dakar \u200b')).toBe('Almadies,\nDakar')
    expect(cleanCell('1\u202f700\u00a0000 F Cfa')).toBe('1 700 000 F Cfa')
    expect(cleanCell('Sacré-Cœur 3')).toBe('Sacré-Cœur 3')
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom('a', ' ', '\n', '\r', '\u00a0', '\u200b', 'é', '=') }), (text) => {
      expect(cleanCell(cleanCell(text))).toBe(cleanCell(text))
    }))
  })

  it('that say nothing in one of the ways of saying nothing are silent', () => {
    for (const text of [
      '', '-', '--', '—', '?', 'N/A', 'n.c.', 'non précisé', 'Non renseignée', 'NULL', 'à préciser', '...',
    ]) expect([text, isSilent(text)]).toEqual([text, true])
    for (const text of ['0', 'non', 'Nord Foire', 'oui', 'Vide sur cour']) expect([text, isSilent(text)]).toEqual([text, false])
  })

  it('that a spreadsheet would run are known', () => {
    const run = [
      '=HYPERLINK("http://x";"y")', '=1+1', '@SUM(A1)', '+A1+B2', '-A1', '=cmd|\' /C calc\'!A0', '-2+3+cmd|\'x\'!A0', '+(1+1)',
      '\t=1+1', '@agence',
    ]
    for (const text of run) {
      expect([text, isFormula(text)]).toEqual([text, true])
      expect([text, isFormula(disarmedFormula(text))]).toEqual([text, false])
      expect(armouredCell(text)).toBe(`'${text}`)
    }
    const said = ['+221 77 123 45 67', '-5', '- Bel appartement', '+ de 300 m²', '-', '=', 'A=B', '14.5', '-17.4441', '(x)']
    for (const text of said) {
      expect([text, isFormula(text)]).toEqual([text, false])
      expect(armouredCell(text)).toBe(text)
    }
  })
})

describe('prices', () => {
  const amount = (cell: string) => {
    const price = readPrice(cleanCell(cell))
    return typeof price === 'object' && price !== null ? price.amount : price
  }

  it('are read as people and portals write them', () => {
    expect(amount('1\u202f700 000 F Cfa')).toBe(1_700_000)
    expect(amount('150M')).toBe(150_000_000)
    expect(amount('1,2 million')).toBe(1_200_000)
    expect(amount('Loyer : 200.000 FCFA CC')).toBe(200_000)
    expect(amount('12.000.000')).toBe(12_000_000)
    expect(amount('350000.0')).toBe(350_000)
    expect(amount('à partir de 450 000 F')).toBe(450_000)
  })

  it('say their period, their currency, whether one may argue, and when they are for one square metre', () => {
    expect(readPrice('350 000 F/mois')).toMatchObject({ amount: 350_000, period: 'month' })
    expect(readPrice('25 000 F la nuit')).toMatchObject({ amount: 25_000, period: 'night' })
    expect(readPrice('2 500 €')).toMatchObject({ amount: 250_000, currency: 'EUR' })
    expect(readPrice('90M négociable')).toMatchObject({ amount: 90_000_000, negotiable: true })
    expect(readPrice('15 000 F le m²')).toMatchObject({ amount: 15_000, perSquareMetre: true })
  })

  it('that are not said are silence, that are not understood are a problem', () => {
    for (const text of [
      '', '-', 'prix non précisé', 'Nous consulter', 'sur demande', 'à débattre',
    ]) expect([text, readPrice(text)]).toEqual([text, null])
    for (const text of [
      'abc', '150 000 - 200 000', 'deux cent mille',
    ]) expect([text, readPrice(text)]).toEqual([text, unreadable])
  })
})

describe('surfaces, counts, coordinates', () => {
  it('reads square metres, hectares, ares and sides', () => {
    const read: Record<string, number> = {
      '80 m²': 80, '10,000 m²': 10_000, '4,000,000 m²': 4_000_000, '3,279 m²': 3279, '2 ha': 20_000, '1,5 ha': 15_000,
      '1 ha 50 a': 15_000, '15 x 20': 300, '80,5 m2': 80.5,
      '200 mètres carrés': 200, 'environ 150 m²': 150, '1 543': 1543, '5 ares': 500,
    }
    for (const [cell, surface] of Object.entries(read)) expect([cell, readSurface(cell)]).toEqual([cell, surface])
    for (const cell of ['150 à 500 m²', 'grand', '2 pièces']) expect([cell, readSurface(cell)]).toEqual([cell, unreadable])
    expect(readSurface('N/A')).toBeNull()
  })

  it('reads numbers of rooms in words and figures, and refuses two of them', () => {
    expect([
      readCount('3 chambre'), readCount('03 ch'), readCount('trois'), readCount('2.0'), readCount('Chambres : 4'),
      readCount('non précisé'),
    ]).toEqual([3, 3, 3, 2, 4, null])
    for (const cell of ['3 ou 4', '-3', '1,5', 'beaucoup']) expect([cell, readCount(cell)]).toEqual([cell, unreadable])
  })

  it('reads any whole number it can write with spaces or dots between thousands', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 999_999_999 }), fc.constantFrom(' ', '.', ','), (number, separator) => {
      expect(readDecimal(String(number).replace(/\B(?=(\d{3})+$)/g, separator))).toBe(number)
    }))
  })

  it('reads degrees with a point, a comma or a letter', () => {
    expect([
      readCoordinate('14.7442'), readCoordinate('-17,5175'), readCoordinate('17.5175 W'), readCoordinate(''),
    ]).toEqual([14.7442, -17.5175, -17.5175, null])
    expect(readCoordinate('à côté de la mosquée')).toBe(unreadable)
  })
})

describe('days', () => {
  const day = (cell: string) => readDay(cell, '2025-01-29')

  it('are read as portals write them, counted from the day the file was made', () => {
    expect(day('14. janv., 07:38')).toBe('2025-01-14')
    expect(day('11. juil., 22:19')).toBe('2024-07-11')
    expect(day('7. déc. \'24, 21:43')).toBe('2024-12-07')
    expect(day('Hier, 22:43')).toBe('2025-01-28')
    expect(day('Aujourd’hui, 08:00')).toBe('2025-01-29')
  })

  it('of the week are the last before today, a week ago when they are today', () => {
    expect([day('lundi, 12:24'), day('mardi, 12:24'), day('mercredi, 12:24')]).toEqual(['2025-01-27', '2025-01-28', '2025-01-22'])
  })

  it('are read as people write them, day first', () => {
    expect([day('31/12/2024'), day('1-2-24'), day('2024-12-31'), day('12 mars 2024'), day('1er août'), day('3 July 2024')])
      .toEqual(['2024-12-31', '2024-02-01', '2024-12-31', '2024-03-12', '2024-08-01', '2024-07-03'])
  })

  it('that do not exist are a problem', () => {
    for (const text of [
      '30. févr., 10:00', '31/02/2024', 'bientôt', '99/99/9999',
    ]) expect([text, day(text)]).toEqual([text, unreadable])
  })
})
