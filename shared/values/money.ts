import { z } from 'zod'

/** ISO 4217 currencies that agencies here meet, with the number of decimals of their minor unit. */
export const currencyDecimals = { XOF: 0, XAF: 0, GNF: 0, EUR: 2, USD: 2, GMD: 2, MRU: 2 } as const
export type Currency = keyof typeof currencyDecimals
export const currencies = ['XOF', 'XAF', 'GNF', 'EUR', 'USD', 'GMD', 'MRU'] as const satisfies readonly Currency[]
export const currencySchema = z.enum(currencies)

/** `amount` is an integer number of minor units (francs, cents); it may be negative (a refund, a balance). */
export type Money = { amount: number; currency: Currency }
export const moneySchema = z.object({ amount: z.int(), currency: currencySchema })

export type Language = 'fr' | 'en'
/** How half a minor unit is rounded: to the even neighbour, or away from zero (`up`, as invoices do). */
export type Rounding = 'half-even' | 'half-up'
export type Rational = { numerator: number; denominator: number }

const narrowSpace = '\u202f'
const noBreakSpace = '\u00a0'
const units: Record<Currency, string> = {
  XOF: `F${narrowSpace}CFA`, XAF: 'FCFA', GNF: 'FG', EUR: '€', USD: '$', GMD: 'D', MRU: 'UM',
}

function sameCurrency(a: Money, b: Money): void {
  if (a.currency !== b.currency) throw new RangeError(`${a.currency} and ${b.currency} cannot be mixed`)
}

function safe(amount: number | bigint): number {
  const value = Number(amount)
  if (!Number.isSafeInteger(value)) throw new RangeError(`amount out of range: ${String(amount)}`)
  return value === 0 ? 0 : value
}

/** Throws RangeError on mixed currencies, as all arithmetic here does: adding francs to euros is a bug, not an input. */
export function addMoney(a: Money, b: Money): Money {
  sameCurrency(a, b)
  return { amount: safe(a.amount + b.amount), currency: a.currency }
}

export function subtractMoney(a: Money, b: Money): Money {
  sameCurrency(a, b)
  return { amount: safe(a.amount - b.amount), currency: a.currency }
}

/** Negative, zero or positive, for sorting. */
export function compareMoney(a: Money, b: Money): number {
  sameCurrency(a, b)
  return a.amount - b.amount
}

/** Exact product by a fraction of two integers (a rate of 8.5 % is 85/1000), rounded once to the minor unit. */
export function multiplyMoney(money: Money, by: Rational, rounding: Rounding = 'half-even'): Money {
  if (by.denominator === 0) throw new RangeError('denominator is zero')
  const sign = by.denominator < 0 ? -1n : 1n
  const product = BigInt(money.amount) * BigInt(by.numerator) * sign
  const denominator = BigInt(by.denominator) * sign
  const magnitude = product < 0n ? -product : product
  const whole = magnitude / denominator
  const doubled = (magnitude % denominator) * 2n
  const roundsUp = doubled > denominator || (doubled === denominator && (rounding === 'half-up' || whole % 2n === 1n))
  const rounded = whole + (roundsUp ? 1n : 0n)
  return { amount: safe(product < 0n ? -rounded : rounded), currency: money.currency }
}

/**
 * Shares in proportion to integer weights (at least one above zero) that sum exactly to the whole: each gets its
 * floor, then the left-over units go to the largest remainders, the earlier share first.
 */
export function allocateMoney(money: Money, weights: readonly number[]): Money[] {
  const parts = weights.map((weight) => BigInt(weight))
  const total = parts.reduce((sum, weight) => sum + weight, 0n)
  if (total <= 0n || parts.some((weight) => weight < 0n)) throw new RangeError('weights must be positive')
  const whole = BigInt(money.amount)
  const magnitude = whole < 0n ? -whole : whole
  const shares = parts.map((weight) => (magnitude * weight) / total)
  const remainders = parts.map((weight, index) => ({ index, left: (magnitude * weight) % total }))
  remainders.sort((a, b) => (a.left === b.left ? a.index - b.index : a.left > b.left ? -1 : 1))
  let rest = magnitude - shares.reduce((sum, share) => sum + share, 0n)
  for (const { index } of remainders) {
    if (rest === 0n) break
    shares[index]! += 1n
    rest -= 1n
  }
  return shares.map((share) => ({ amount: safe(whole < 0n ? -share : share), currency: money.currency }))
}

function grouped(digits: string, language: Language): string {
  return digits.replace(/\B(?=(\d{3})+$)/g, language === 'fr' ? narrowSpace : ',')
}

/** Digits of `minor` units as a plain number in the language, the fraction left out when it is zero. */
function plainNumber(minor: bigint, decimals: number, language: Language): string {
  const digits = minor.toString().padStart(decimals + 1, '0')
  const whole = grouped(digits.slice(0, digits.length - decimals), language)
  const fraction = decimals === 0 ? '' : digits.slice(-decimals)
  return /[1-9]/.test(fraction) ? `${whole}${language === 'fr' ? ',' : '.'}${fraction}` : whole
}

const scales = [
  { power: 9, fr: 'Md', en: 'B' },
  { power: 6, fr: 'M', en: 'M' },
  { power: 3, fr: 'k', en: 'k' },
] as const

/** Three significant digits with the scale that reads best: `1,2 Md`, `150 M`, `850 k`. */
function shortNumber(minor: bigint, decimals: number, language: Language): string {
  for (const [index, scale] of scales.entries()) {
    const unit = 10n ** BigInt(scale.power + decimals)
    if (minor < unit) continue
    const kept = minor >= unit * 100n ? 0 : minor >= unit * 10n ? 1 : 2
    const step = unit / 10n ** BigInt(kept)
    const steps = (minor + step / 2n) / step
    const larger = scales[index - 1]
    // 999 600 000 rounds to a thousand millions: say one milliard
    if (larger && steps * step >= unit * 1000n) return `1${language === 'fr' ? narrowSpace : ''}${larger[language]}`
    const digits = steps.toString().padStart(kept + 1, '0')
    const wholeDigits = digits.slice(0, digits.length - kept)
    // "1,000B" would be read as either 1 or 1000 milliards
    const whole = language === 'fr' ? grouped(wholeDigits, language) : wholeDigits
    const fraction = kept === 0 ? '' : digits.slice(-kept).replace(/0+$/, '')
    const number = fraction === '' ? whole : `${whole}${language === 'fr' ? ',' : '.'}${fraction}`
    return language === 'fr' ? `${number}${narrowSpace}${scale.fr}` : `${number}${scale.en}`
  }
  return plainNumber(minor, decimals, language)
}

/**
 * `150 000 F CFA` with the spaces of fr-SN (U+202F inside, U+00A0 before the unit), written here rather than by Intl
 * so that every ICU and every PDF shows the same. `short` rounds to three digits (`1,2 Md`, `850 k`) and leaves the
 * unit out for the CFA franc, the currency that goes without saying; others keep their sign.
 */
export function formatMoney(money: Money, options: { language: Language; short?: boolean }): string {
  const { language, short = false } = options
  const decimals = currencyDecimals[money.currency]
  const magnitude = BigInt(Math.abs(money.amount))
  const number = short ? shortNumber(magnitude, decimals, language) : plainNumber(magnitude, decimals, language)
  const sign = money.amount < 0 ? '-' : ''
  if (short && money.currency === 'XOF') return sign + number
  if (language === 'en' && (money.currency === 'EUR' || money.currency === 'USD')) return sign + units[money.currency] + number
  return `${sign}${number}${noBreakSpace}${units[money.currency]}`
}

const scaleWords: Record<string, number> = {
  k: 3, mil: 3, mille: 3, mill: 3, thousand: 3,
  m: 6, mio: 6, mln: 6, million: 6, millions: 6,
  // nobody prices in 10^12 francs, so the English billion is meant
  md: 9, mds: 9, mrd: 9, mrds: 9, milliard: 9, milliards: 9, b: 9, bn: 9, billion: 9, billions: 9,
}

const francs = ['f', 'fr', 'frs', 'franc', 'francs', 'fcfa', 'f cfa', 'f.cfa', 'frs cfa', 'francs cfa', 'franc cfa', 'cfa',
  'f.cfa.']
const unitWords: Record<Currency, readonly string[]> = {
  XOF: [...francs, 'xof'],
  XAF: [...francs, 'xaf'],
  GNF: ['f', 'fg', 'gnf', 'franc', 'francs', 'francs guineens', 'franc guineen'],
  EUR: ['€', 'eur', 'euro', 'euros'],
  USD: ['$', 'usd', 'us$', '$us', '$ us', 'dollar', 'dollars'],
  GMD: ['d', 'gmd', 'dalasi', 'dalasis'],
  MRU: ['um', 'mru', 'ouguiya', 'ouguiyas'],
}

type Decimal = { digits: string; fraction: string }

/** A written number: plain, or grouped by one kind of separator, with an optional decimal part. Null when unclear. */
function writtenNumber(text: string, scaled: boolean): Decimal | null {
  const plain = /^(\d+)(?:[.,](\d+))?$/.exec(text)
  if (plain) {
    const [, whole = '', fraction = ''] = plain
    const looksGrouped = fraction.length === 3 && whole.length <= 3 && !whole.startsWith('0')
    if (!looksGrouped) return { digits: whole, fraction }
    // "1.200 M" is 1.2 million to one reader and 1,200 million to another
    return scaled ? null : { digits: whole + fraction, fraction: '' }
  }
  const split = /^(\d{1,3}(?:([.,'])\d{3})(?:\2\d{3})*|\d+(?: \d{3})+)(?:([.,])(\d+))?$/.exec(text)
  if (!split) return null
  const [, whole = '', separator, decimal, fraction = ''] = split
  if (decimal !== undefined && decimal === separator) return null
  return { digits: whole.replace(/\D/g, ''), fraction }
}

/** Minor units of a written number times a power of ten; null when it does not come out whole or is out of range. */
function minorUnits(number: Decimal, power: number): bigint | null {
  const fraction = number.fraction.replace(/0+$/, '')
  if (fraction.length > power) return null
  return BigInt(number.digits + fraction.padEnd(power, '0'))
}

/**
 * What an agent types or a listing says ("150M", "1,2 million", "750.000", "1 700 000 F Cfa", "150 mille",
 * "250 000 F/mois") as an integer of minor units; null for anything negative, unclear, or of another currency.
 */
export function parseAmount(text: string, currency: Currency): number | null {
  let rest = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/[’‘`´]/g, '\'').replace(/\s+/g, ' ').trim()
  rest = rest.replace(/(?:\/| par | per ) ?(?:mois|month|nuit|nuitee|night|jour|day|semaine|week|an|annee|year)$/, '').trim()
  for (const unit of [...unitWords[currency]].sort((a, b) => b.length - a.length)) {
    const before = rest.startsWith(unit) && /^[\d ]/.test(rest.slice(unit.length))
    if (before) {
      rest = rest.slice(unit.length).trim()
      break
    }
    if (rest.endsWith(unit) && !cutsWord(rest, unit)) {
      rest = rest.slice(0, -unit.length).trim()
      break
    }
  }
  const decimals = currencyDecimals[currency]
  let total = 0n
  let lastPower = Number.POSITIVE_INFINITY
  let found = false
  while (rest !== '') {
    const part = /^(\d[\d., ']*)([a-z]+)?(?: de(?= |$))? ?/.exec(rest)
    if (!part) return null
    const [matched, number = '', word] = part
    const power = word === undefined ? 0 : scaleWords[word]
    // parts must fall: "1 milliard 200 millions"; "1 million 200" leaves open what 200 counts
    if (power === undefined || power >= lastPower || (found && power === 0)) return null
    const written = writtenNumber(number.trim(), power > 0)
    const minor = written && minorUnits(written, power + decimals)
    if (minor === null) return null
    total += minor
    found = true
    lastPower = power
    rest = rest.slice(matched.length)
  }
  return found && total <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(total) : null
}

/** Whether taking `unit` off the end would cut a longer word in two ("neuf" ends in f). */
function cutsWord(text: string, unit: string): boolean {
  if (!/^[a-z]/.test(unit)) return false
  const whole = /[a-z]+$/.exec(text)?.[0] ?? ''
  const before = /[a-z]+$/.exec(text.slice(0, -unit.length))?.[0]
  return scaleWords[whole] !== undefined || (before !== undefined && scaleWords[before] === undefined)
}
