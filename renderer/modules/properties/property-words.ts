import { useMemo } from 'react'
import type { Property, PropertyKind } from '../../../shared/modules/properties/model.ts'
import type { Language, Translate } from '../../../shared/language/index.ts'
import { formatPlace } from '../../../shared/values/place.ts'
import { formatMoney } from '../../../shared/values/money.ts'
import type { Currency } from '../../../shared/values/money.ts'
import { useAgencyFrame } from '../../session/session.tsx'
import { useWords } from '../../language/words.tsx'

type Placed = Pick<Property, 'quartier' | 'commune' | 'region'> & Partial<Pick<Property, 'department' | 'country'>>
type Priced = Pick<Property, 'priceAmount' | 'priceCurrency' | 'pricePeriod'>

export type PropertyWords = {
  /** "Almadies, Dakar", or null when nothing is known. */
  place(row: Placed): string | null
  /** "850 000 F CFA / mois", or the words for an unknown price. */
  price(row: Priced): string
  /** An amount without its currency where that goes without saying; with it otherwise. */
  bareAmount(amount: number | null, currency: string): string | null
  /** "165 M", for where there is little room; exact below a million. */
  shortAmount(amount: number | null, currency: string): string | null
  /** "120 m²", and hectares from two upwards for land. */
  area(squareMetres: number, kind?: PropertyKind): string
  number(value: number): string
  periodBehind(period: Property['pricePeriod']): string
}

export function wordsOf(t: Translate, language: Language, currency: Currency): PropertyWords {
  const format = new Intl.NumberFormat(language === 'fr' ? 'fr-FR' : 'en-GB', { maximumFractionDigits: 2 })
  const number = (value: number) => format.format(value)
  const periodBehind: PropertyWords['periodBehind'] = (period) =>
    period === 'total' ? '' : t(`property.pricePeriodsShort.${period}`)
  return {
    number,
    periodBehind,
    place: (row) => formatPlace(row, language) || null,
    price(row) {
      if (row.priceAmount === null) return t('property.noPrice')
      const amount = formatMoney({ amount: row.priceAmount, currency: row.priceCurrency as Currency }, { language })
      return [amount, periodBehind(row.pricePeriod)].filter(Boolean).join('\u00a0')
    },
    bareAmount(amount, of) {
      if (amount === null) return null
      const text = formatMoney({ amount, currency: of as Currency }, { language })
      return of === currency && (of === 'XOF' || of === 'XAF' || of === 'GNF') ? text.split('\u00a0')[0]! : text
    },
    shortAmount: (amount, of) =>
      amount === null ? null : formatMoney({ amount, currency: of as Currency }, { language, short: amount >= 1_000_000 }),
    area(squareMetres, kind) {
      const wide = (kind === 'land' || kind === 'farmland') && squareMetres >= 20_000
      return wide
        ? t('property.hectares', { number: number(squareMetres / 10_000) })
        : t('property.squareMetres', { number: number(squareMetres) })
    },
  }
}

/** How properties are said on this screen, in the reader's language and the agency's currency. */
export function usePropertyWords(): PropertyWords {
  const { t, language } = useWords()
  const { currency } = useAgencyFrame()
  return useMemo(() => wordsOf(t, language, currency), [t, language, currency])
}
