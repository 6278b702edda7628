import type { Translate } from '../../../../shared/language/index.ts'
import { familyOf } from '../../../../shared/modules/properties/model.ts'
import type { PropertyWords } from '../property-words.ts'
import type { DraftValues } from './property-draft.ts'

/** "Appartement 3 chambres, Almadies": what an agent would write when in a hurry. */
export function suggestedTitle(values: DraftValues, t: Translate, words: PropertyWords): string {
  const parts = [t(`property.kinds.${values.kind}`)]
  if (values.furnished === 'full') parts.push(t('property.furnishings.full').toLocaleLowerCase())
  if (familyOf(values.kind) === 'land' || !values.bedrooms) {
    if (values.surfaceArea) parts.push(words.area(values.surfaceArea, values.kind))
  } else if (values.kind !== 'studio' && values.kind !== 'room')
    parts.push(t('propertyForm.bedrooms', { count: values.bedrooms }))
  const place = values.quartier ?? values.commune ?? values.region
  return [parts.join(' '), place].filter(Boolean).join(', ').slice(0, 200)
}
