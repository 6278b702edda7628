import { isMessageKey } from '../../../../shared/language/index.ts'
import type { MessageKey } from '../../../../shared/language/index.ts'
import type { NamedField } from '../../../../shared/modules/core/model-views.ts'
import { priceInWords, valueInWords } from '../../properties/record/field-values.ts'
import type { ReadingFrame } from '../../properties/record/field-values.ts'

/** One thing with a value at either side, in words; null for "not given". */
export type ValuePair = { what: string; left: string | null; right: string | null }
type Values = Readonly<Record<string, unknown>>

/** Told with the amount of the price, or known to the program alone. */
const quiet = new Set([
  'priceCurrency', 'pricePeriod', 'country', 'importId', 'importLine', 'publishedAt', 'propertyId', 'contactId', 'fileId', 'deletedAt', 'primaryPhotoId', 'position', 'e164', 'accountId',
  'memberId', 'sha256', 'reference',
])
/** Values that are words of the catalogue, where `field-values` does not know the entity. */
const worded: Readonly<Record<string, string>> = {
  'contact.kind': 'contacts.kinds', 'contact.language': 'contacts.languages', 'contactRole.role': 'contacts.roles', 'propertyAmenity.amenity': 'property.amenity', 'member.role': 'shell.role',
}

function inWords(entity: string, field: string, values: Values, frame: ReadingFrame): string | null {
  const value = values[field]
  if (field === 'priceAmount') return priceInWords(values, frame)
  const key = `${worded[`${entity}.${field}`]}.${String(value)}`
  if (typeof value === 'string' && isMessageKey(key)) return frame.t(key)
  if (field === 'commissionRate' && typeof value === 'number') return `${new Intl.NumberFormat(frame.language, { maximumFractionDigits: 2 }).format(value / 100)} %`
  // A text that is chosen between is read whole.
  if (typeof value === 'string' && value.length > 160) return value
  return valueInWords(field, value, frame)
}

/** The fields of which the two sides read differently, or all that say something where there is one side only. */
export function pairsOf(entity: string, fields: readonly NamedField[], left: Values, right: Values | null, frame: ReadingFrame): ValuePair[] {
  const has = fields.map(({ name }) => name)
  return fields.flatMap(({ name, label }): ValuePair[] => {
    // Where the price is told by its amount, currency and period are told with it.
    if (quiet.has(name) && !(name === 'pricePeriod' && !has.includes('priceAmount'))) return []
    const pair = { what: frame.t(label as MessageKey), left: inWords(entity, name, left, frame), right: right && inWords(entity, name, right, frame) }
    return pair.left === pair.right ? [] : [pair]
  })
}

/** What somebody may paste into a message or a note. */
export const pairsAsText = (title: string, pairs: readonly ValuePair[], empty: string): string =>
  [title, ...pairs.map(({ what, left }) => `${what} : ${left ?? empty}`)].join('\n')
