import { fold } from '../../values/fold.ts'
import { parseAmount } from '../../values/money.ts'
import type { Currency } from '../../values/money.ts'
import type { PricePeriod } from '../../values/period.ts'
import { pattern } from './rules-import-pattern.ts'

/**
 * What the cells of listing files say. Each reader answers `null` for a cell that says nothing, and `unreadable` for one
 * that says something we do not understand, because the first is silence and the second a problem to show.
 */
export const unreadable = Symbol('unreadable')
export type Read<T> = T | null | typeof unreadable

/**
 * A cell as a person sees it: no invisible characters, every odd space a space, one space between words, no empty
 * lines. Line breaks stay, they separate things.
 */
export function cleanCell(cell: string): string {
  if (/^[\x21-\x7e\u00c0-\u017f]*(?: [\x21-\x7e\u00c0-\u017f]+)*$/.test(cell)) return cell
  return cell
    .replace(/[\u200b-\u200f\u2060\ufeff\u00ad]/g, '')
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n[ \n]*/g, '\n')
    .trim()
}

const silence = new Set([
  '', 'n a', 'na', 'nc', 'n c', 'nd', 'nr', 'n r', 'ns', 'rien', 'neant', 'aucun', 'aucune', 'vide', 'null', 'none', 'nan',
  'undefined', 'nil', 'unknown', 'inconnu',
  'inconnue', 'non precise', 'non precisee', 'non renseigne', 'non renseignee', 'non communique', 'non communiquee',
  'non disponible', 'non defini', 'non definie',
  'pas precise', 'pas renseigne', 'a preciser', 'a definir', 'a determiner', 'not specified', 'not available', 'to be defined',
  'tbd', 'tba',
])

/** `-`, `N/A`, `non précisé`, `???` and the other ways of saying nothing. */
export function isSilent(cell: string): boolean {
  return cell === '' || (cell.length <= 20 && silence.has(fold(cell)))
}

const startsFormula = new RegExp([
  /=\s*\S/, // anything after an equals sign
  /[-+@]\s*[-+=@(]*\p{L}[\p{L}\d.]*\s*[(!:$]/u, // a function, a sheet, a range
  /[-+@](?! )(?:\p{L}|.*(?:\p{L}\(|[|!]))/u, // a name, a call or a command further on
  /[-+]\s*\(/,
  /[-+]\s*\$?[A-Za-z]{1,3}\$?\d/, // a cell
].map(({ source }) => `^\\s*${source}`).join('|'), 'u')

/**
 * A spreadsheet would run this cell: `=…`, or `+`, `-`, `@` (or a tab) before a letter or a bracket. A telephone number,
 * a negative number, a dash before a word and a space are none.
 */
export function isFormula(cell: string): boolean {
  const first = cell.charCodeAt(0)
  // the quick answer for nearly every cell: it begins with a letter or a digit
  if (first > 0x40 || (first >= 0x30 && first <= 0x39)) return false
  return startsFormula.test(cell)
}

/** What is left of a formula when nothing can run it: the same text without the signs that start it. Never evaluated. */
export function disarmedFormula(cell: string): string {
  return cell.replace(/^[-\s=+@]+/, '')
}

/** How a cell is written into a CSV so that no spreadsheet runs it; a quote before it, which our import takes off again. */
export function armouredCell(cell: string): string {
  return isFormula(cell) || /^[\t\r]/.test(cell) ? `'${cell}` : cell
}

// ---- numbers

const numberWords: Readonly<Record<string, number>> = {
  un: 1, une: 1, one: 1, deux: 2, two: 2, trois: 3, three: 3, quatre: 4, four: 4, cinq: 5, five: 5, six: 6, sept: 7, seven: 7,
  huit: 8, eight: 8, neuf: 9, nine: 9, dix: 10, ten: 10,
}

/**
 * A written number as people here write it: `10,000` and `1 700` are thousands, `80,5` and `2.25` are decimals. Null when
 * unclear.
 */
export function readDecimal(text: string): number | null {
  const compact = text.replace(/[\s']/g, '')
  if (/^\d+$/.test(compact)) return Number(compact)
  const grouped = /^(\d{1,3})(?:([.,])\d{3})(?:\2\d{3})*(?:([.,])(\d{1,2}))?$/.exec(compact)
  if (grouped && grouped[3] !== grouped[2] && grouped[1] !== '0') {
    const whole = compact.slice(0, grouped[3] === undefined ? undefined : -(grouped[4]!.length + 1)).replace(/\D/g, '')
    return Number(`${whole}.${grouped[4] ?? '0'}`)
  }
  const plain = /^(\d+)[.,](\d{1,})$/.exec(compact)
  return plain ? Number(`${plain[1]}.${plain[2]}`) : null
}

/** `3`, `3 chambre`, `03 ch`, `trois`, `2.0`, `Chambres : 4`; a text with two different numbers is unreadable. */
export function readCount(cell: string): Read<number> {
  if (isSilent(cell)) return null
  if (/^\d{1,6}$/.test(cell)) return Number(cell)
  const said = cell.replace(/(\d)[.,]0+(?!\d)/g, '$1')
  const text = fold(said)
  if (/^(?:oui|yes|non|no)$/.test(text)) return text.startsWith('n') ? 0 : unreadable
  const found = new Set<number>()
  for (const word of text.split(' ')) {
    const digits = /^(\d{1,6})(?:\p{L}*)$/u.exec(word)
    if (digits) found.add(Number(digits[1]))
    else if (numberWords[word] !== undefined) found.add(numberWords[word]!)
  }
  if (found.size !== 1 || /-\s*\d|\d[.,]\d/.test(said)) return unreadable
  return [...found][0]!
}

const written = String.raw`(\d[\d.,' ]*)`
const inMetres = new RegExp(`^${written}(?: ?(?:m2|m|metres?(?: carres?| 2)?|sqm|sq m|square met(?:er|re)s?|mc)\\.?)?$`)
const inHectares = new RegExp(`^${written} ?(?:ha|hectares?)(?: ${written}? ?(?:a|ares?))?$`)
const inAres = new RegExp(`^${written} ?(?:a|ares?)$`)
const bySides = /^(\d{1,4}(?:[.,]\d{1,2})?) ?m? ?[x*×] ?(\d{1,4}(?:[.,]\d{1,2})?) ?m?$/
const aboutSurface = /^(?:superficie|surface|environ|env\.?|~|±|de|:|\s)+|(?:environ|env\.?|net|habitables?)$/g

/** Square metres: `80 m²`, `10,000 m²`, `2 ha`, `1 ha 50 a`, `15 x 20`, `200 mètres carrés`, `150`. */
export function readSurface(cell: string): Read<number> {
  if (isSilent(cell)) return null
  const plain = /^(\d{1,9})(?: ?m(?:²|2))?$/.exec(cell)
  if (plain) return Number(plain[1])
  const text = cell.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/g, ' ').replace(aboutSurface, '').trim()
  if (isSilent(text)) return null
  const sides = bySides.exec(text)
  if (sides) return rounded(Number(sides[1]!.replace(',', '.')) * Number(sides[2]!.replace(',', '.')))
  const metres = inMetres.exec(text)
  if (metres) return known(readDecimal(metres[1]!.trim()), 1)
  const land = inHectares.exec(text)
  if (land) {
    const hectares = readDecimal(land[1]!.trim())
    const ares = land[2] === undefined ? 0 : readDecimal(land[2].trim())
    return hectares === null || ares === null ? unreadable : rounded(hectares * 10_000 + ares * 100)
  }
  const ares = inAres.exec(text)
  return ares ? known(readDecimal(ares[1]!.trim()), 100) : unreadable
}

function known(value: number | null, factor: number): Read<number> {
  return value === null ? unreadable : rounded(value * factor)
}

/** Surfaces are kept to the hundredth of a square metre: land registers give no more. */
function rounded(value: number): number {
  return Math.round(value * 100) / 100
}

// ---- prices

export type PriceRead = {
  /** Integer minor units of `currency`. */
  amount: number
  currency: Currency
  /** What the cell says it is for; null when it does not say. */
  period: PricePeriod | null
  negotiable: boolean
  /** The amount is for one square metre. */
  perSquareMetre: boolean
}

const onRequest = pattern`
  sur demande|nous (?:consulter|contacter)|contacte[rz]|a discuter|a debattre|prix non precise|non communique|on request
  |ask|call|^p\.?n\.?c\.?$
`
const periods: readonly { readonly period: PricePeriod; readonly words: RegExp }[] = [
  { period: 'month', words: /(?:\/|par|per|le|the)? ?(?:mois|month|mensuel(?:le|s)?(?:ment)?|monthly)\b/ },
  { period: 'night', words: /(?:\/|par|per|la|le|the)? ?(?:nuits?|nuitees?|nights?|jours?|days?|journee|24 ?h)\b/ },
  { period: 'week', words: /(?:\/|par|per|la)? ?(?:semaines?|weeks?)\b/ },
  { period: 'year', words: /(?:\/|par|per|l')? ?(?:ans?|annees?|years?|annuel(?:le|s)?)\b/ },
]
const otherCurrencies: readonly { readonly currency: Currency; readonly words: RegExp }[] = [
  { currency: 'EUR', words: /€|\beuros?\b|\beur\b/ },
  { currency: 'USD', words: /\$|\bdollars?\b|\busd\b/ },
  { currency: 'GNF', words: /\bgnf\b|francs? guineens?/ },
  { currency: 'GMD', words: /\bgmd\b|\bdalasis?\b/ },
  { currency: 'MRU', words: /\bmru\b|\bouguiyas?\b/ },
  { currency: 'XAF', words: /\bxaf\b/ },
]

const priceLabel = /^(?:le |la )?(?:prix|loyer|montant|tarif|price|rent)\b(?: de vente| demande)?/
const aboutPrice = /^(?:des|des que|from|about)\b|\b(?:a partir de|environ|env)\b/g
const priceTerms = /\b(?:ttc|ht|cc|hc|hors charges|charges (?:comprises|incluses)|tom incluse?|net(?: vendeur)?|fai)\b/g

/** `1 700 000 F Cfa`, `150M`, `350 000 F/mois`, `15 000 F le m²`, `2 500 €`, `non précisé`, `Loyer : 200.000 FCFA CC`. */
export function readPrice(cell: string): Read<PriceRead> {
  if (isSilent(cell)) return null
  const digits = /^(\d{1,3}(?: \d{3})*|\d{1,15}) ?(?:F ?CFA|F Cfa|FCFA|F|XOF)?$/.exec(cell)
  if (digits) {
    const amount = Number(digits[1]!.replace(/ /g, ''))
    return { amount, currency: 'XOF', period: null, negotiable: false, perSquareMetre: false }
  }
  let text = cell.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/[’‘`´]/g, '\'').replace(/\s+/g, ' ').trim()
  const negotiable = /negociable|a debattre|a discuter|negotiable|\bneg\b/.test(text)
  text = text.replace(/\(?(?:prix )?(?:legerement )?(?:negociable|a debattre|a discuter|negotiable|\bneg\b\.?)\)?/g, '').trim()
  if (!/\d/.test(text)) return onRequest.test(text) || isSilent(text) || negotiable ? null : unreadable
  const perSquareMetre = /(?:\/|le|par|du|au|per) ?(?:m2|m²|metres? carres?|sqm)/.test(text)
  text = text.replace(/(?:\/|le|par|du|au|per) ?(?:m2|m²|metres? carres?|sqm)/, '')
  let period: PricePeriod | null = null
  for (const { period: named, words } of periods) {
    if (!words.test(text)) continue
    period ??= named
    text = text.replace(words, ' ')
  }
  let currency: Currency = 'XOF'
  for (const { currency: named, words } of otherCurrencies) if (words.test(text)) currency = named
  text = text
    .replace(priceLabel, '').replace(aboutPrice, '').replace(priceTerms, '')
    .replace(/[()]/g, ' ').replace(/\s+/g, ' ').replace(/^[\s:=~]+|[\s:;.,/-]+$/g, '')
  const amount = parseAmount(text, currency)
  return amount === null ? unreadable : { amount, currency, period, negotiable, perSquareMetre }
}

/** A latitude or longitude in degrees: `14.7442`, `-17,5175`, `17.5 W`. */
export function readCoordinate(cell: string): Read<number> {
  if (isSilent(cell)) return null
  const found = /^([-+−]?)\s*(\d{1,3}(?:[.,]\d+)?)\s*°?\s*([NSEWO]?)$/i.exec(cell)
  if (!found) return unreadable
  const value = Number(found[2]!.replace(',', '.'))
  return found[1] === '-' || found[1] === '−' || /[SWO]/i.test(found[3]!) ? -value : value
}
