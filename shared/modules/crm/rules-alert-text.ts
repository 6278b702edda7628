import type { Translate } from '../../language/index.ts'
import type { Language } from '../../values/money.ts'
import { formatMoney } from '../../values/money.ts'
import { formatPlace, namesPlace } from '../../values/place.ts'
import type { PropertyListRow } from '../properties/model-views.ts'

type Named = Pick<PropertyListRow, 'title' | 'reference' | 'priceAmount' | 'priceCurrency' | 'pricePeriod' | 'region' | 'commune' | 'quartier'> & { showPrice: boolean }

/** Languages in which the product can write; others are answered in French. */
export const languageOf = (language: string | null): Language => (language === 'en' ? 'en' : 'fr')

/** The message to a client in his language: the best properties by title, place and price, and how many more there are. */
export function alertText(t: Translate, language: Language, { name, agency, agent, properties, more }: { name: string; agency: string; agent: string | null; properties: readonly Named[]; more: number }): string {
  const lines = properties.map((property) => {
    const price = property.showPrice && property.priceAmount !== null ? priceText(t, language, property) : null
    const place = namesPlace(property.title, property) ? null : formatPlace({ region: property.region, commune: property.commune, quartier: property.quartier })
    const parts = [property.title, place, price, property.reference && t('alert.reference', { reference: property.reference })]
    return `• ${parts.filter(Boolean).join(', ')}`
  })
  return [
    t('alert.greeting', { name }),
    '',
    t('alert.found', { count: properties.length + more }),
    ...lines,
    ...(more ? [t('alert.more', { count: more })] : []),
    '',
    t('alert.invitation'),
    agent ? t('alert.signedByAgent', { agent, agency }) : agency,
  ].join('\n')
}

function priceText(t: Translate, language: Language, { priceAmount, priceCurrency, pricePeriod }: Named): string {
  const amount = formatMoney({ amount: priceAmount!, currency: priceCurrency as 'XOF' }, { language })
  return pricePeriod === 'total' ? amount : `${amount} ${t(`property.pricePeriodsShort.${pricePeriod as 'month'}`)}`
}
