import type { PropertyStatus, Transaction } from './model.ts'

/** Allowed moves of a property's status. What is not here is refused by `property.setStatus`. */
export const statusMoves: Readonly<Record<PropertyStatus, readonly PropertyStatus[]>> = {
  draft: ['available', 'archived'],
  available: ['draft', 'underOffer', 'reserved', 'sold', 'rented', 'withdrawn', 'archived'],
  underOffer: ['available', 'reserved', 'sold', 'rented', 'withdrawn'],
  reserved: ['available', 'underOffer', 'sold', 'rented', 'withdrawn'],
  sold: ['archived'],
  rented: ['available', 'withdrawn', 'archived'],
  withdrawn: ['draft', 'available', 'archived'],
  archived: ['draft'],
}

/** Where a property may go from here. A sale does not end as rented, nor a rent as sold. */
export function allowedMoves(status: PropertyStatus, transaction: Transaction): PropertyStatus[] {
  return statusMoves[status].filter((to) => !(to === 'sold' && transaction !== 'sale') && !(to === 'rented' && transaction === 'sale'))
}

/** The period a price is said for when nobody says otherwise. */
export function usualPeriod(transaction: Transaction): 'total' | 'month' | 'night' {
  switch (transaction) {
    case 'sale':
      return 'total'
    case 'rent':
      return 'month'
    case 'shortStay':
      return 'night'
  }
}

/** What a buyer pays for one square metre, in whole minor units; null where price or surface is missing. */
export function pricePerSquareMetre(property: { priceAmount: number | null; surfaceArea: number | null }): number | null {
  if (property.priceAmount === null || !property.surfaceArea) return null
  return Math.round(property.priceAmount / property.surfaceArea)
}

/** What stands between a draft and a listing people can answer to. Advice, not a refusal. */
export function missingForListing(property: {
  priceAmount: number | null; quartier: string | null; commune: string | null; primaryPhotoId: string | null; description: string | null; surfaceArea: number | null
}): ('price' | 'place' | 'photo' | 'description' | 'surface')[] {
  const missing: ('price' | 'place' | 'photo' | 'description' | 'surface')[] = []
  if (property.priceAmount === null) missing.push('price')
  if (!property.quartier && !property.commune) missing.push('place')
  if (!property.primaryPhotoId) missing.push('photo')
  if (!property.description) missing.push('description')
  if (!property.surfaceArea) missing.push('surface')
  return missing
}
