import { familyOf } from '../../../shared/modules/properties/model.ts'
import type { Property, PropertyKind } from '../../../shared/modules/properties/model.ts'

/** The facts a person asks about, in the groups they are shown in. A unit of several fields is edited as one. */
export const factGroups = {
  size: ['surfaceArea', 'usableArea', 'landArea', 'gardenArea', 'rooms', 'bedrooms', 'bathrooms', 'toilets'],
  building: ['floor', 'totalFloors', 'yearBuilt', 'furnished', 'heating', 'energyClass', 'gasClass'],
  terms: ['availableFrom', 'chargesAmount', 'depositMonths', 'priceNegotiable'],
  right: ['titleType', 'titleNumber', 'nicad'],
} as const satisfies Record<string, readonly (keyof Property)[]>

export type FactGroup = keyof typeof factGroups
export type FactField = (typeof factGroups)[FactGroup][number]

/** Kinds that stand on their own ground, and so have land and a garden. */
const onGround: readonly PropertyKind[] = ['house', 'villa', 'compound', 'building', 'hotel', 'duplex', 'triplex']
/** Kinds that are a part of a building, and so lie on a floor. */
const inBuilding: readonly PropertyKind[] = [
  'apartment',
  'studio',
  'room',
  'duplex',
  'triplex',
  'penthouse',
  'loft',
  'office',
  'floor',
  'shop',
  'store',
  'commercial',
  'parking',
  'cellar',
]

/** Does a property of this kind have such a fact at all? Land has no bedrooms, a villa lies on no floor. */
export function hasFact(kind: PropertyKind, transaction: Property['transaction'], field: FactField): boolean {
  const family = familyOf(kind)
  const built = family !== 'land'
  const lived = family === 'dwelling' || kind === 'hotel' || family === 'other'
  switch (field) {
    case 'surfaceArea':
    case 'priceNegotiable':
    case 'availableFrom':
      return true
    case 'usableArea':
      return built && family !== 'annex'
    case 'landArea':
      return onGround.includes(kind) || kind === 'warehouse' || kind === 'other'
    case 'gardenArea':
      return (onGround.includes(kind) && lived) || kind === 'other'
    case 'rooms':
      return built && family !== 'annex' && kind !== 'room'
    case 'bedrooms':
    case 'bathrooms':
      return lived || family === 'building'
    case 'toilets':
      return built && family !== 'annex'
    case 'floor':
      return inBuilding.includes(kind) || kind === 'other'
    case 'totalFloors':
      return built && family !== 'annex'
    case 'yearBuilt':
      return built
    case 'furnished':
      return lived || family === 'business'
    case 'heating':
    case 'energyClass':
    case 'gasClass':
      return lived || family === 'business' || family === 'building'
    case 'chargesAmount':
    case 'depositMonths':
      return transaction !== 'sale'
    case 'titleType':
    case 'titleNumber':
    case 'nicad':
      return transaction === 'sale' || family === 'land'
  }
}

/** Facts nobody asks about in Dakar: shown where they hold a value, offered behind "more". */
export const rareFacts: readonly FactField[] = ['usableArea', 'gardenArea', 'heating', 'energyClass', 'gasClass', 'nicad']

/** Fields to show for a record: those its kind has, and any other that holds a value all the same. */
export function shownFacts(property: Property, group: FactGroup, withRare: boolean): FactField[] {
  return factGroups[group].filter((field) => {
    const value = property[field]
    if (value !== null && value !== undefined && value !== false && value !== 'none') return true
    return hasFact(property.kind, property.transaction, field) && (withRare || !rareFacts.includes(field))
  })
}
