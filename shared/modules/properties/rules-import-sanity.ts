import type { PricePeriod } from '../../values/period.ts'
import { familyOf } from './model.ts'
import type { PropertyKind, Transaction } from './model.ts'

/**
 * What cannot be true of a property here. A value is left out only when no reader would believe it (a rent of 1 F is
 * how a portal is made to accept "on request"; a flat of 42 bedrooms is a slip); what is merely rare is kept and shown.
 */
export type Verdict = 'fine' | 'surprising' | 'impossible'

/** Amounts in francs CFA, the currency of nearly every listing; other currencies are not judged. */
export function judgePrice(price: {
  amount: number
  transaction: Transaction
  kind: PropertyKind
  period: PricePeriod
  /** Square metres, where known: what one of them costs tells a price for one from a price for all. */
  surface: number | null
}): Verdict {
  const { amount, transaction, kind, period, surface } = price
  const family = familyOf(kind)
  if (transaction === 'sale') {
    if (amount < 100_000 || amount > 1_000_000_000_000) return 'impossible'
    if (amount > 50_000_000_000) return 'surprising'
    if (family !== 'land') return amount < 1_000_000 && family !== 'annex' ? 'surprising' : 'fine'
    if (surface === null || surface === 0) return 'fine'
    // the cheapest fields sell at some hundred francs the metre, building land at some thousand
    return amount / surface < (surface >= 5000 ? 50 : 2000) ? 'surprising' : 'fine'
  }
  if (transaction === 'shortStay' || period === 'night') return amount < 1000 ? 'impossible' : amount > 2_000_000 ? 'surprising'
    : 'fine'
  const lowest = kind === 'room' ? 5000 : family === 'dwelling' ? 20_000 : family === 'building' ? 50_000 : 5000
  if (amount < lowest) return family === 'land' && amount >= 1000 ? 'surprising' : 'impossible'
  // a furnished flat at 35 000 F is a night's price more often than a month's
  if (family === 'dwelling' && kind !== 'room' && kind !== 'studio' && amount < 50_000) return 'surprising'
  return amount > (family === 'dwelling' ? 20_000_000 : 200_000_000) ? 'surprising' : 'fine'
}

/**
 * The transaction that a price gives away where nothing else in the row says it: nobody lets a flat for 190 millions a
 * month, nobody sells one for 300 000 F. Null where the price proves nothing.
 */
export function transactionByPrice(amount: number, kind: PropertyKind, assumed: Transaction | null): Transaction | null {
  const family = familyOf(kind)
  if (family === 'land' || family === 'annex' || assumed === 'shortStay') return null
  if (assumed !== 'sale' && amount >= (family === 'dwelling' ? 30_000_000 : 200_000_000)) return 'sale'
  if (family !== 'dwelling') return null
  return assumed !== 'rent' && amount >= 20_000 && amount < 3_000_000 ? 'rent' : null
}

/** Square metres of the building, or of the plot where `kind` is land. */
export function judgeSurface(surface: number, kind: PropertyKind): Verdict {
  const family = familyOf(kind)
  if (surface <= 0) return 'impossible'
  if (family === 'land') return surface < 20 || surface > 100_000_000 ? 'impossible' : 'fine'
  if (family === 'annex') return surface < 2 || surface > 20_000 ? 'impossible' : 'fine'
  const smallest = kind === 'room' ? 4 : family === 'dwelling' ? 9 : 4
  const largest = family === 'dwelling' ? 20_000 : 1_000_000
  return surface < smallest || surface > largest ? 'impossible' : 'fine'
}

const mostBedrooms: Partial<Record<PropertyKind, number>> = {
  room: 2, studio: 3, apartment: 12, duplex: 12, triplex: 14, penthouse: 12, loft: 8, villa: 25, house: 30, compound: 40,
  building: 200, hotel: 200,
}

export function judgeBedrooms(bedrooms: number, kind: PropertyKind): Verdict {
  return bedrooms > (mostBedrooms[kind] ?? 60) ? 'impossible' : 'fine'
}

export function judgeBathrooms(bathrooms: number, kind: PropertyKind): Verdict {
  return bathrooms > (mostBedrooms[kind] ?? 60) + 3 ? 'impossible' : 'fine'
}
