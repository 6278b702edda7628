import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addMoney, allocateMoney, compareMoney, currencies, formatMoney, moneySchema, multiplyMoney, parseAmount, subtractMoney,
  type Currency, type Money,
} from './money.ts'

const francs = (amount: number): Money => ({ amount, currency: 'XOF' })
const spaces = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ')
const amounts = fc.integer({ min: 0, max: 9_000_000_000_000 })
const anyCurrency = fc.constantFrom<Currency>(...currencies)

describe('arithmetic', () => {
  it('adds, subtracts and compares in one currency', () => {
    expect(addMoney(francs(1), francs(2))).toEqual(francs(3))
    expect(subtractMoney(francs(1), francs(2))).toEqual(francs(-1))
    expect(compareMoney(francs(1), francs(2))).toBeLessThan(0)
  })

  it('refuses to mix currencies and to leave the exact range', () => {
    const euros: Money = { amount: 1, currency: 'EUR' }
    expect(() => addMoney(francs(1), euros)).toThrow(RangeError)
    expect(() => compareMoney(francs(1), euros)).toThrow(RangeError)
    expect(() => addMoney(francs(Number.MAX_SAFE_INTEGER), francs(1))).toThrow(RangeError)
    expect(() => multiplyMoney(francs(1), { numerator: 1, denominator: 0 })).toThrow(RangeError)
  })

  it('rounds halves as told', () => {
    const half = { numerator: 1, denominator: 2 }
    expect([1, 3, 5, -1, -3].map((n) => multiplyMoney(francs(n), half, 'half-even').amount)).toEqual([0, 2, 2, 0, -2])
    expect([1, 3, 5, -1, -3].map((n) => multiplyMoney(francs(n), half, 'half-up').amount)).toEqual([1, 2, 3, -1, -2])
    expect(multiplyMoney(francs(150_000), { numerator: 85, denominator: 1000 }).amount).toBe(12_750)
    expect(multiplyMoney(francs(3), { numerator: 1, denominator: -2 }, 'half-up').amount).toBe(-2)
  })

  it('is never further than half a unit from the exact product', () => {
    fc.assert(fc.property(fc.maxSafeInteger(), fc.integer({ min: 1, max: 1000 }),
      fc.constantFrom('half-even' as const, 'half-up' as const),
      (amount, numerator, rounding) => {
        const denominator = 1000
        const result = BigInt(multiplyMoney(francs(amount), { numerator, denominator }, rounding).amount) * BigInt(denominator)
        const miss = result - BigInt(amount) * BigInt(numerator)
        expect((miss < 0n ? -miss : miss) * 2n <= BigInt(denominator)).toBe(true)
      }))
  })

  it('shares out the whole, no unit lost, each share within one unit of its proportion', () => {
    fc.assert(fc.property(fc.integer({ min: -1e12, max: 1e12 }), fc.array(fc.nat(1000), { minLength: 1, maxLength: 12 }),
      (amount, weights) => {
      fc.pre(weights.some((weight) => weight > 0))
      const shares = allocateMoney(francs(amount), weights)
      expect(shares.reduce((sum, share) => sum + share.amount, 0)).toBe(amount)
      const total = weights.reduce((sum, weight) => sum + weight, 0)
      for (const [index, weight] of weights.entries()) {
        expect(Math.abs(shares[index]!.amount - (amount * weight) / total)).toBeLessThanOrEqual(1)
      }
    }))
    expect(allocateMoney(francs(100), [1, 1, 1]).map((share) => share.amount)).toEqual([34, 33, 33])
    expect(() => allocateMoney(francs(100), [0, 0])).toThrow(RangeError)
    expect(() => allocateMoney(francs(100), [2, -1])).toThrow(RangeError)
  })

  it('accepts only whole minor units and known currencies', () => {
    expect(moneySchema.safeParse({ amount: 1.5, currency: 'XOF' }).success).toBe(false)
    expect(moneySchema.safeParse({ amount: 1, currency: 'FRF' }).success).toBe(false)
    expect(moneySchema.safeParse({ amount: -1, currency: 'EUR' }).success).toBe(true)
  })
})

describe('showing', () => {
  it('prints francs as fr-SN does, with no-break spaces', () => {
    const intl = new Intl.NumberFormat('fr-SN', { style: 'currency', currency: 'XOF' })
    for (const amount of [0, 5, 999, 1000, 150_000, 1_700_000, 150_000_000]) {
      expect(formatMoney(francs(amount), { language: 'fr' })).toBe(intl.format(amount))
    }
    expect(spaces(formatMoney(francs(150_000), { language: 'fr' }))).toBe('150 000 F CFA')
    expect(formatMoney(francs(1_500_000), { language: 'fr' })).not.toContain(' ')
  })

  it.each<[number, Currency, string, string]>([
    [150_000, 'XOF', '150 000 F CFA', '150,000 F CFA'],
    [-2500, 'XOF', '-2 500 F CFA', '-2,500 F CFA'],
    [120_050, 'EUR', '1 200,50 €', '€1,200.50'],
    [120_000, 'EUR', '1 200 €', '€1,200'],
    [5, 'USD', '0,05 $', '$0.05'],
    [1000, 'GNF', '1 000 FG', '1,000 FG'],
  ])('prints %i %s', (amount, currency, fr, en) => {
    expect(spaces(formatMoney({ amount, currency }, { language: 'fr' }))).toBe(fr)
    expect(spaces(formatMoney({ amount, currency }, { language: 'en' }))).toBe(en)
  })

  it.each<[number, string, string]>([
    [0, '0', '0'], [500, '500', '500'], [850_000, '850 k', '850k'], [1_500, '1,5 k', '1.5k'],
    [150_000_000, '150 M', '150M'], [1_200_000_000, '1,2 Md', '1.2B'], [1_250_000, '1,25 M', '1.25M'],
    [12_345_678, '12,3 M', '12.3M'], [999_600_000, '1 Md', '1B'], [999_400_000, '999 M', '999M'], [999_999, '1 M', '1M'],
    [9_999_000, '10 M', '10M'], [2_000_000_000_000, '2 000 Md', '2000B'], [-850_000, '-850 k', '-850k'],
  ])('shortens %i', (amount, fr, en) => {
    expect(spaces(formatMoney(francs(amount), { language: 'fr', short: true }))).toBe(fr)
    expect(formatMoney(francs(amount), { language: 'en', short: true })).toBe(en)
  })

  it('keeps the sign of other currencies when short', () => {
    expect(spaces(formatMoney({ amount: 120_000_000, currency: 'EUR' }, { language: 'fr', short: true }))).toBe('1,2 M €')
    expect(formatMoney({ amount: 120_000_000, currency: 'EUR' }, { language: 'en', short: true })).toBe('€1.2M')
  })
})

describe('reading what is typed', () => {
  it.each<[string, number]>([
    ['150M', 150_000_000], ['150 M', 150_000_000], ['150m', 150_000_000], ['1,2 million', 1_200_000], ['1.2 million', 1_200_000],
    ['1.2 milliard', 1_200_000_000], ['1,25 Md', 1_250_000_000], ['2 milliards', 2_000_000_000], ['750.000', 750_000],
    ['750,000', 750_000], ['750 000 F CFA', 750_000], ['1 700 000 F Cfa', 1_700_000], ['1\u202f700\u202f000 F Cfa', 1_700_000],
    ['1\u00a0700\u00a0000\u00a0FCFA', 1_700_000], ['750k', 750_000], ['750 K', 750_000], ['2,5M', 2_500_000],
    ['2.5M FCFA', 2_500_000],
    ['150 mille', 150_000], ['150 mille francs', 150_000], ['150000', 150_000], ['150000.0', 150_000], ['150 000,00', 150_000],
    ['1.700.000', 1_700_000], ['1,700,000.00', 1_700_000], ['1.700.000,00 F', 1_700_000], ['1\'700\'000', 1_700_000],
    ['0,75 M', 750_000], ['0.750 M', 750_000], ['1 million 500 mille', 1_500_000], ['1 milliard 200 millions', 1_200_000_000],
    ['2 millions de francs CFA', 2_000_000], ['250 000 F CFA/mois', 250_000], ['250 000 F / mois', 250_000],
    ['250.000 par mois', 250_000],
    ['XOF 150,000', 150_000], ['FCFA 150 000', 150_000], ['1,2 MFCFA', 1_200_000], ['1700 000 F', 1_700_000],
    ['1.2B', 1_200_000_000],
    ['0', 0], ['1 F Cfa', 1], ['  90 000  ', 90_000],
  ])('reads %s', (text, amount) => {
    expect(parseAmount(text, 'XOF')).toBe(amount)
  })

  it.each([
    '', ' ', 'abc', 'non précisé', 'prix à débattre', 'à débattre', '-5', '-150 000', '1,5', '1.25', '12.5 F', 'M', 'million',
    'F CFA',
    '100 000 - 200 000', '100 000 à 200 000', '1.200 M', '1,200 millions', '1 million 200', '200 mille 1 million', '12 50 000',
    '1.70.000', '15 000 F/m²', '1200 €', '1200 euros', '$150', 'neuf', '10 neuf', 'NaN', 'Infinity', '1e9', '0x10',
    '99999999999999999999',
    '9999999999 Md', '1..5', '1,,000', '150 000 150 000 k m', '٣٠٠',
  ])('does not guess at %s', (text) => {
    expect(parseAmount(text, 'XOF')).toBeNull()
  })

  it.each<[string, Currency, number]>([
    ['1200,50', 'EUR', 120_050], ['1 200,50 €', 'EUR', 120_050], ['1,200.50', 'EUR', 120_050], ['€1,200.5', 'EUR', 120_050],
    ['1.200', 'EUR', 120_000], ['1,20', 'EUR', 120], ['1200 euros', 'EUR', 120_000], ['$1.5M', 'USD', 150_000_000],
    ['150 md', 'GMD', 15_000_000_000_000],
    ['150 D', 'GMD', 15_000], ['1 500 UM', 'MRU', 150_000], ['1.2 million FG', 'GNF', 1_200_000],
  ])('reads %s in %s', (text, currency, amount) => {
    expect(parseAmount(text, currency)).toBe(amount)
  })

  it('refuses fractions below the minor unit', () => {
    expect(parseAmount('1,205 5', 'EUR')).toBeNull()
    expect(parseAmount('12,345', 'EUR')).toBe(1_234_500)
    expect(parseAmount('0,005', 'EUR')).toBeNull()
  })

  it('reads back whatever it prints', () => {
    fc.assert(fc.property(amounts, anyCurrency, fc.constantFrom('fr' as const, 'en' as const), (amount, currency, language) => {
      expect(parseAmount(formatMoney({ amount, currency }, { language }), currency)).toBe(amount)
    }))
  })

  it('reads the short form back within half a percent', () => {
    fc.assert(fc.property(amounts, fc.constantFrom('fr' as const, 'en' as const), (amount, language) => {
      const back = parseAmount(formatMoney(francs(amount), { language, short: true }), 'XOF')
      expect(back).not.toBeNull()
      expect(Math.abs(back! - amount)).toBeLessThanOrEqual(amount * 0.005)
    }))
  })

  it('gives null or a safe whole number for any text', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[\d., kKmMF]{0,14}$/)), anyCurrency, (text, currency) => {
      const amount = parseAmount(text, currency)
      expect(amount === null || (Number.isSafeInteger(amount) && amount >= 0)).toBe(true)
    }))
  })
})
