import type { PropertyListRow } from '../../../../shared/modules/properties/model-views.ts'
import { createTranslator } from '../../../../shared/language/index.ts'
import type { Language } from '../../../../shared/language/index.ts'
import { formatMoney } from '../../../../shared/values/money.ts'
import type { Currency } from '../../../../shared/values/money.ts'
import { formatPlace, namesPlace } from '../../../../shared/values/place.ts'

export type Proposed = Pick<PropertyListRow, 'id' | 'title' | 'quartier' | 'commune' | 'region' | 'priceAmount' | 'priceCurrency' | 'pricePeriod'>
type Between = { client: string; member: string; agency: string }

/** What is sent to a client about a property, in his language, ready to be changed. */
export function proposalText(property: Proposed, { client, member, agency }: Between, language: Language): string {
  const t = createTranslator(language)
  const place = formatPlace(property, language)
  return t('matching.message.text', {
    name: client, member, agency, title: place === '' || namesPlace(property.title, property) ? property.title : t('matching.message.title_in', { title: property.title, place }), price: priceIn(property, language),
  })
}

function priceIn({ priceAmount, priceCurrency, pricePeriod }: Proposed, language: Language): string {
  const t = createTranslator(language)
  if (priceAmount === null) return t('matching.reason.no_price')
  const amount = formatMoney({ amount: priceAmount, currency: priceCurrency as Currency }, { language })
  return pricePeriod === 'total' ? amount : `${amount} ${t(`property.pricePeriodsShort.${pricePeriod}`)}`
}

/** A greeting and a signature, with room for what is to be said. */
export function greetingText({ client, member, agency }: Between, language: Language): string {
  return createTranslator(language)('matching.message.hello', { name: client, member, agency })
}
