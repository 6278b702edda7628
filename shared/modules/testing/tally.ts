import { expect } from 'vitest'
import type { Store } from '../../database/store.ts'

/** What is kept of how many properties stand where is what counting their own rows one by one gives. */
export async function expectTally(store: Store, agencyId: string): Promise<void> {
  const counted: Record<string, number> = {}
  const rows = await store.kysely.selectFrom('property').selectAll().where('agencyId', '=', agencyId).where('deletedAt', 'is', null).execute()
  for (const { status, transaction, primaryPhotoId, pricePeriod, priceAmount, quartier } of rows) {
    const rentedIn = transaction === 'rent' && pricePeriod === 'month' && priceAmount !== null ? (quartier ?? '') : ''
    const line = [status, transaction, primaryPhotoId ? 1 : 0, rentedIn].join(' / ')
    counted[line] = (counted[line] ?? 0) + 1
  }
  const kept = await store.kysely.selectFrom('propertyTally').selectAll().where('agencyId', '=', agencyId).where('n', '!=', 0).execute()
  expect(Object.fromEntries(kept.map(({ status, transaction, hasPhoto, rentedIn, n }) => [[status, transaction, hasPhoto, rentedIn].join(' / '), n]))).toEqual(counted)
}
