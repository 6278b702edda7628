import type { FilterField } from '../../values/filter.ts'
import { furnishings, propertyKinds, pricePeriods, statuses, titleTypes, transactions } from './model.ts'

/** What the property list can be filtered and sorted by: columns of the narrow table `property_list`. */
export const propertyFilterFields = [
  { name: 'kind', kind: 'enum', label: 'property.kind', options: propertyKinds, optionLabels: 'property.kinds' },
  { name: 'transaction', kind: 'enum', label: 'property.transaction', options: transactions, optionLabels: 'property.transactions' },
  { name: 'status', kind: 'enum', label: 'property.status', options: statuses, optionLabels: 'property.statuses' },
  { name: 'region', kind: 'place', label: 'property.region' },
  { name: 'commune', kind: 'place', label: 'property.commune' },
  { name: 'quartier', kind: 'place', label: 'property.quartier' },
  { name: 'priceAmount', kind: 'amount', label: 'property.price' },
  { name: 'pricePeriod', kind: 'enum', label: 'property.pricePeriod', options: pricePeriods, optionLabels: 'property.pricePeriods' },
  { name: 'surfaceArea', kind: 'number', label: 'property.surfaceArea', unit: 'm²' },
  { name: 'rooms', kind: 'number', label: 'property.rooms' },
  { name: 'bedrooms', kind: 'number', label: 'property.bedrooms' },
  { name: 'bathrooms', kind: 'number', label: 'property.bathrooms' },
  { name: 'furnished', kind: 'enum', label: 'property.furnished', options: furnishings, optionLabels: 'property.furnishings' },
  { name: 'titleType', kind: 'enum', label: 'property.titleType', options: titleTypes, optionLabels: 'property.titleTypes' },
  { name: 'agentId', kind: 'member', label: 'property.agent' },
  { name: 'hasPhoto', kind: 'flag', label: 'property.hasPhoto' },
  { name: 'hasCoordinates', kind: 'flag', label: 'property.hasCoordinates' },
  { name: 'isPublic', kind: 'flag', label: 'property.isPublic' },
  { name: 'isFeatured', kind: 'flag', label: 'property.isFeatured' },
  { name: 'importId', kind: 'text', label: 'property.import' },
  { name: 'publishedAt', kind: 'instant', label: 'property.publishedAt' },
  { name: 'updatedAt', kind: 'instant', label: 'property.updatedAt' },
  { name: 'createdAt', kind: 'instant', label: 'property.createdAt' },
] as const satisfies readonly FilterField[]

export const propertySortFields = [
  'updatedAt', 'createdAt', 'title', 'quartier', 'kind', 'transaction', 'status', 'priceAmount', 'surfaceArea', 'bedrooms', 'reference',
] as const
export type PropertySortField = (typeof propertySortFields)[number]
