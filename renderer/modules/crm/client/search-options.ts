import type { MessageKey } from '../../../../shared/language/index.ts'
import type { DealBreaker } from '../../../../shared/modules/crm/model-search.ts'

export const stateTones = { active: 'lagoon', paused: 'amber', found: 'grey', closed: 'grey' } as const

/** Most deal-breakers are amenities that somebody does not want; three are not. */
export function dealBreakerKey(name: DealBreaker): MessageKey {
  return name === 'furnished' || name === 'unfurnished' || name === 'withoutTitle' ? `search.breakers.${name}` : `property.amenity.${name}`
}
