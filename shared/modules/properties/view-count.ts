import type { Store } from '../../database/store.ts'
import { dayOfInstant } from '../../values/period.ts'

/** One more look at a property's page: a counter by day, no change of the property and nothing that travels. */
export async function countView(store: Store, agencyId: string, propertyId: string, now: number): Promise<void> {
  await store.kysely.insertInto('viewCount').values({ agencyId, entityId: propertyId, day: dayOfInstant(now, 'UTC'), count: 1 })
    .onConflict((conflict) => conflict.columns(['agencyId', 'entityId', 'day']).doUpdateSet((builder) => ({ count: builder('viewCount.count', '+', 1) })))
    .execute()
}
