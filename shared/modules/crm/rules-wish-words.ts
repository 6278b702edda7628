import type { Language, MessageKey, Translate } from '../../language/index.ts'
import { formatMoney } from '../../values/money.ts'
import { formatPlace } from '../../values/place.ts'
import type { DealBreaker, Wish, WishedPlace } from './model-search.ts'

/** What somebody looks for, piece by piece: to buy or to rent, what, where, for how much, how large, what it must have. */
export function wishInWords(wish: Wish, { t, language }: { t: Translate; language: Language }): string[] {
  const list = new Intl.ListFormat(language, { type: 'unit', style: 'short' })
  const number = new Intl.NumberFormat(language === 'fr' ? 'fr-FR' : 'en-GB')
  const amount = (value: number) => formatMoney({ amount: value, currency: wish.currency }, { language, short: value >= 1_000_000 })
  const places = list.format(wish.places.map((place) => placeName(place, language)))
  const lower = (text: string) => text.toLocaleLowerCase(language)
  return [
    t(`property.transactions.${wish.transaction}`),
    wish.kinds.length === 0 ? null : list.format(wish.kinds.map((kind) => t(`property.kinds.${kind}`))),
    wish.places.length === 0 ? null : wish.maxDistance === null ? places : t('client.search.around', { places, distance: number.format(wish.maxDistance) }),
    budgetInWords(wish, amount, t),
    rangeInWords(wish.bedroomsMin, wish.bedroomsMax, {
      from: (low) => t('client.search.bedrooms_from', { count: low }),
      upto: (high) => t('client.search.bedrooms_upto', { count: high }),
      between: (low, high) => t('client.search.bedrooms_between', { low, high }),
    }),
    rangeInWords(wish.areaMin, wish.areaMax, {
      from: (low) => t('client.search.area_from', { low: number.format(low) }),
      upto: (high) => t('client.search.area_upto', { high: number.format(high) }),
      between: (low, high) => t('client.search.area_between', { low: number.format(low), high: number.format(high) }),
    }),
    wish.mustHave.length === 0 ? null : t('client.search.with', { list: list.format(wish.mustHave.map((one) => lower(t(`property.amenity.${one}`)))) }),
    wish.dealBreakers.length === 0 ? null : t('client.search.not', { list: list.format(wish.dealBreakers.map((one) => lower(t(dealBreakerKey(one))))) }),
  ].filter((part): part is string => part !== null)
}

/** What a search is called: its title; where nobody gave it one, the first it says. `rest` is what is left to say of it. */
export function searchNamed(search: Wish & { title: string | null }, words: { t: Translate; language: Language }): { name: string; rest: string[] } {
  const said = wishInWords(search, words)
  return search.title === null ? { name: said.slice(0, 3).join(' · '), rest: said.slice(3) } : { name: search.title, rest: said }
}

function budgetInWords({ budgetMin, budgetMax }: Pick<Wish, 'budgetMin' | 'budgetMax'>, amount: (value: number) => string, t: Translate): string | null {
  return rangeInWords(budgetMin, budgetMax, {
    from: (low) => t('client.search.from', { amount: amount(low) }),
    upto: (high) => t('client.search.upto', { amount: amount(high) }),
    between: (low, high) => t('client.search.between', { low: amount(low), high: amount(high) }),
  })
}

type Range = { from: (low: number) => string; upto: (high: number) => string; between: (low: number, high: number) => string }
function rangeInWords(low: number | null, high: number | null, words: Range): string | null {
  if (low !== null && high !== null) return words.between(low, high)
  if (low !== null) return words.from(low)
  return high === null ? null : words.upto(high)
}

export const placeName = (place: WishedPlace, language: Language): string => place.quartier ?? place.commune ?? formatPlace(place, language)

/** Most deal-breakers are amenities that somebody does not want; three are not. */
export function dealBreakerKey(name: DealBreaker): MessageKey {
  return name === 'furnished' || name === 'unfurnished' || name === 'withoutTitle' ? `search.breakers.${name}` : `property.amenity.${name}`
}
