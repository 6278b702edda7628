import type { Language, Translate } from '../../../../shared/language/index.ts'
import {
  documentTypes,
  energyClasses,
  furnishings,
  heatings,
  pricePeriods,
  propertyKinds,
  statuses,
  titleTypes,
  transactions,
} from '../../../../shared/modules/properties/model.ts'
import { formatMoney } from '../../../../shared/values/money.ts'
import type { Currency } from '../../../../shared/values/money.ts'
import { formatDay, formatInstant } from '../../../../shared/values/period.ts'

export type ReadingFrame = {
  t: Translate
  language: Language
  currency: Currency
  zone: string
  now: number
  /** Names of members and contacts; null for somebody not known here. */
  nameOf: (id: string) => string | null
}

/** Fields whose values are words of the catalogue, and under which key those stand. */
const worded: Readonly<Record<string, { key: string; values: readonly string[] }>> = {
  kind: { key: 'property.kinds', values: propertyKinds },
  transaction: { key: 'property.transactions', values: transactions },
  status: { key: 'property.statuses', values: statuses },
  pricePeriod: { key: 'property.pricePeriods', values: pricePeriods },
  furnished: { key: 'property.furnishings', values: furnishings },
  titleType: { key: 'property.titleTypes', values: titleTypes },
  energyClass: { key: 'property.energyClasses', values: energyClasses },
  gasClass: { key: 'property.energyClasses', values: energyClasses },
  heating: { key: 'property.heatings', values: heatings },
  type: { key: 'document.types', values: documentTypes },
}
const areas = new Set(['surfaceArea', 'usableArea', 'landArea', 'gardenArea'])
const days = new Set(['availableFrom', 'issuedOn', 'validUntil', 'birthDate'])
const instants = new Set(['publishedAt', 'deletedAt', 'createdAt', 'updatedAt'])
const people = new Set(['agentId', 'ownerId'])
const longest = 160

/** A stored value as it reads, or null for "not given". Values that no person reads (ids of photos) are null too. */
export function valueInWords(field: string, value: unknown, frame: ReadingFrame): string | null {
  const { t, language } = frame
  if (value === null || value === undefined || value === '') return null
  const words = worded[field]
  if (words && typeof value === 'string')
    return words.values.includes(value) ? t(`${words.key}.${value}` as 'property.kinds.villa') : value
  if (typeof value === 'boolean') return t(value ? 'common.answer.yes' : 'common.answer.no')
  if (people.has(field)) return (typeof value === 'string' ? frame.nameOf(value) : null) ?? t('history.someone')
  if (typeof value === 'number') {
    if (field === 'priceAmount' || field === 'chargesAmount')
      return formatMoney({ amount: value, currency: frame.currency }, { language })
    if (instants.has(field)) return formatInstant(value, { language, zone: frame.zone, now: frame.now })
    if (field === 'depositMonths') return t('property.monthCount', { count: value })
    if (field === 'latitude' || field === 'longitude') return value.toFixed(5)
    const number =
      field === 'yearBuilt'
        ? String(value)
        : new Intl.NumberFormat(language === 'fr' ? 'fr-FR' : 'en-GB', { maximumFractionDigits: 2 }).format(value)
    return areas.has(field) ? t('property.squareMetres', { number }) : number
  }
  if (typeof value !== 'string') return null
  if (days.has(field)) return formatDay(value, { language })
  return value.length > longest ? `${value.slice(0, longest)}…` : value
}

/** An asking price of a patch in words; `from` fills in what the patch does not repeat. */
export function priceInWords(patch: Record<string, unknown>, frame: ReadingFrame): string | null {
  const amount = patch['priceAmount']
  const period = patch['pricePeriod']
  const periodWords =
    typeof period === 'string' && period !== 'total' && worded['pricePeriod']!.values.includes(period)
      ? frame.t(`property.pricePeriodsShort.${period as 'month'}`)
      : ''
  if (typeof amount !== 'number') return amount === undefined ? valueInWords('pricePeriod', period, frame) : null
  const currency = typeof patch['priceCurrency'] === 'string' ? (patch['priceCurrency'] as Currency) : frame.currency
  return [formatMoney({ amount, currency }, { language: frame.language }), periodWords].filter(Boolean).join('\u00a0')
}
