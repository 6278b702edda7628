import { AppError } from '../../shared/values/error.ts'
import { newId } from '../house.ts'
import type { House } from '../house.ts'

/** What somebody keeps an eye on: a row of the platform, for it may name properties of any agency. */
export type Favourite = { id: string; agencyId: string; propertyId: string; createdAt: number }

const columns = ['id', 'agencyId', 'propertyId', 'createdAt'] as const

export async function favouritesOf(house: House, accountId: string, { offset, limit }: { offset: number; limit: number }): Promise<{ rows: Favourite[]; count: number }> {
  const mine = house.reading.kysely.selectFrom('favourite').where('accountId', '=', accountId)
  const [rows, { n }] = await Promise.all([
    mine.select(columns).orderBy('createdAt', 'desc').orderBy('id', 'desc').offset(offset).limit(limit).execute(),
    mine.select((count) => count.fn.countAll<number>().as('n')).executeTakeFirstOrThrow(),
  ])
  return { rows, count: Number(n) }
}

export async function findFavourite(house: House, accountId: string, propertyId: string): Promise<Favourite | null> {
  return (await house.store.kysely.selectFrom('favourite').select(columns).where('accountId', '=', accountId).where('propertyId', '=', propertyId).executeTakeFirst()) ?? null
}

/** Kept once, however often it is asked. */
export async function keep(house: House, accountId: string, property: { agencyId: string; id: string }): Promise<Favourite> {
  await house.store.kysely.insertInto('favourite').values({ id: newId(house), accountId, agencyId: property.agencyId, propertyId: property.id, createdAt: house.clock() })
    .onConflict((conflict) => conflict.columns(['accountId', 'propertyId']).doNothing()).execute()
  const kept = await findFavourite(house, accountId, property.id)
  if (!kept) throw new AppError('conflict')
  return kept
}

/** By its own id or by the property's, as the mobile client sends either. False where there was none. */
export async function drop(house: House, accountId: string, id: string): Promise<boolean> {
  const gone = await house.store.kysely.deleteFrom('favourite').where('accountId', '=', accountId).where((row) => row.or([row('id', '=', id), row('propertyId', '=', id)])).returning('id').execute()
  return gone.length > 0
}
