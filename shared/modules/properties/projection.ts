import type { Invariant, ListProjection } from '../../command/define.ts'
import { AppError } from '../../values/error.ts'
import { sortKey } from '../../values/fold.ts'
import type { Property } from './model.ts'
import { duplicateKey } from './rules-duplicates.ts'

/** The narrow row that lists filter and sort on (100,000 wide rows took 455 ms to count, 11 ms narrow). */
export const propertyProjection: ListProjection = {
  entity: 'property',
  table: 'property_list',
  columns: (any) => {
    const row = any as unknown as Property
    return {
      titleKey: sortKey(row.title), referenceKey: row.reference === null ? null : sortKey(row.reference), kind: row.kind, transaction: row.transaction, status: row.status,
      region: row.region, commune: row.commune, quartier: row.quartier, quartierKey: sortKey(row.quartier ?? row.commune ?? ''),
      priceAmount: row.priceAmount, pricePeriod: row.pricePeriod, surfaceArea: row.surfaceArea ?? row.landArea, rooms: row.rooms,
      bedrooms: row.bedrooms, bathrooms: row.bathrooms, furnished: row.furnished, titleType: row.titleType, agentId: row.agentId,
      hasPhoto: row.primaryPhotoId ? 1 : 0, hasCoordinates: row.latitude !== null ? 1 : 0, isPublic: row.isPublic ? 1 : 0,
      isFeatured: row.isFeatured ? 1 : 0, showPrice: row.showPrice ? 1 : 0,
      importId: row.importId, createdAt: row.createdAt, updatedAt: row.updatedAt, publishedAt: row.publishedAt, duplicateKey: duplicateKey(row) ?? '',
    }
  },
}

export const propertyInvariants: Invariant[] = [
  {
    entity: 'property',
    name: 'a sale is priced in total, a rent for a period',
    check: (any) => {
      const row = any as unknown as Property
      if ((row.transaction === 'sale') !== (row.pricePeriod === 'total')) throw new AppError('rule_broken', { rule: 'price_period', transaction: row.transaction, period: row.pricePeriod })
    },
  },
  {
    entity: 'property',
    name: 'coordinates come in pairs',
    check: (any) => {
      const row = any as unknown as Property
      if ((row.latitude === null) !== (row.longitude === null)) throw new AppError('rule_broken', { rule: 'coordinates' })
    },
  },
]
