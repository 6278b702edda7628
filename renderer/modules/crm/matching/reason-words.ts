import type { Reason } from '../../../../shared/modules/crm/rules-matching.ts'
import { placeName } from '../../../../shared/modules/crm/rules-wish-words.ts'
import { formatMoney } from '../../../../shared/values/money.ts'
import type { Currency } from '../../../../shared/values/money.ts'
import type { Language, Translate } from '../../../../shared/language/index.ts'

export type Said = {
  /** What was found, beside what was wished. */
  text: string
  /** The smallest change of the wish that would make it fit; null where it fits, or nobody knows. */
  change: string | null
}

/** Reasons are data; these are their sentences. @param currency of the wish */
export function reasonInWords(reason: Reason, currency: Currency, { t, language }: { t: Translate; language: Language }): Said {
  const number = new Intl.NumberFormat(language === 'fr' ? 'fr-FR' : 'en-GB', { maximumFractionDigits: 1 })
  const amount = (value: number) => withoutFrancs(formatMoney({ amount: value, currency }, { language, short: value >= 1_000_000 }), currency)
  const list = new Intl.ListFormat(language, { type: 'conjunction' })
  if (reason.state === 'unsaid') return { text: t('matching.reason.unsaid'), change: null }
  switch (reason.criterion) {
    case 'budget': {
      const { found, wished } = reason
      if (found === null) return { text: t('matching.reason.no_price'), change: null }
      const price = amount(found)
      if (wished.high !== null && found > wished.high) {
        const more = amount(found - wished.high)
        return { text: t('matching.reason.above', { price, more, high: amount(wished.high) }), change: t('matching.change.budget', { more }) }
      }
      if (wished.low !== null && found < wished.low)
        return { text: t('matching.reason.below', { price, low: amount(wished.low) }), change: null }
      return { text: t('matching.reason.within', { price }), change: null }
    }
    case 'kind': {
      const found = t(`property.kinds.${reason.found}`)
      if (reason.state === 'met') return { text: found, change: null }
      const wished = list.format(reason.wished.map((kind) => t(`property.kinds.${kind}`)))
      return { text: t('matching.reason.instead', { found, wished }), change: t('matching.change.kind', { kind: found }) }
    }
    case 'place':
      return placeInWords(reason, number, t, language)
    case 'size':
      return sizeInWords(reason, number, t)
    case 'features': {
      if (reason.missing.length === 0) return { text: t('matching.reason.all_there'), change: null }
      const missing = { list: list.format(reason.missing.map((amenity) => t(`property.amenity.${amenity}`).toLocaleLowerCase(language))) }
      return { text: t('matching.reason.missing', missing), change: t('matching.change.features', missing) }
    }
    case 'financing': {
      if (reason.found === null) return { text: t('matching.reason.no_title'), change: null }
      const title = t(`property.titleTypes.${reason.found}`)
      return { text: t('matching.reason.title', { title }), change: reason.state === 'met' ? null : t('matching.change.financing') }
    }
  }
}

/** Francs go without saying where only francs are compared. */
function withoutFrancs(text: string, currency: Currency): string {
  return currency === 'XOF' || currency === 'XAF' || currency === 'GNF' ? text.replace(/\s(?:F\sCFA|FCFA|FG|GNF|XOF|XAF)$/, '') : text
}

function placeInWords(reason: Reason & { criterion: 'place' }, number: Intl.NumberFormat, t: Translate, language: Language): Said {
  const found = placeName(reason.found, language)
  if (found === '') return { text: t('matching.reason.nowhere'), change: null }
  if (reason.state === 'met') return { text: found, change: null }
  if (reason.state === 'unknown') return { text: t('matching.reason.place_unknown', { found }), change: null }
  const wished = placeName(reason.nearest ?? reason.wished[0]!, language)
  const change = t('matching.change.place', { place: found })
  if (reason.kilometres === null) return { text: t('matching.reason.place_elsewhere', { found, wished }), change }
  return { text: t('matching.reason.place_far', { found, wished, kilometres: number.format(reason.kilometres) }), change }
}

function sizeInWords(reason: Reason & { criterion: 'size' }, number: Intl.NumberFormat, t: Translate): Said {
  const [texts, changes]: [string[], string[]] = [[], []]
  const { bedrooms, area } = reason
  if (bedrooms) {
    const { found, wished } = bedrooms
    if (found === null) texts.push(t('matching.reason.no_bedrooms'))
    else {
      const short = wished.low !== null && found < wished.low
      const words = t('matching.reason.bedrooms', { count: found })
      texts.push(besides(words, found, wished, number, t))
      if (short) changes.push(t('matching.change.bedrooms_least', { count: found }))
      else if (wished.high !== null && found > wished.high) changes.push(t('matching.change.bedrooms_most', { count: found }))
    }
  }
  if (area) {
    const { found, wished } = area
    if (found === null) texts.push(t('matching.reason.no_area'))
    else {
      const words = t('matching.reason.area', { area: number.format(found) })
      texts.push(besides(words, found, wished, number, t))
      if (wished.low !== null && found < wished.low) changes.push(t('matching.change.area_least', { area: number.format(found) }))
      else if (wished.high !== null && found > wished.high) changes.push(t('matching.change.area_most', { area: number.format(found) }))
    }
  }
  return { text: texts.join(', '), change: changes.length > 0 ? changes.join(', ') : null }
}

function besides(words: string, found: number, { low, high }: { low: number | null; high: number | null }, number: Intl.NumberFormat, t: Translate): string {
  if (low !== null && found < low) return t('matching.reason.size_least', { found: words, low: number.format(low) })
  if (high !== null && found > high) return t('matching.reason.size_most', { found: words, high: number.format(high) })
  return words
}
