import type { z } from 'zod'
import type { CatalogueRecord, CatalogueRow } from '../../../shared/modules/properties/index.ts'
import { AppError } from '../../../shared/values/error.ts'
import { drop, favouritesOf, findFavourite, keep } from '../../favourites/favourites.ts'
import type { Favourite } from '../../favourites/favourites.ts'
import { ask } from '../../house.ts'
import type { House } from '../../house.ts'
import { actorOf } from '../caller.ts'
import type { Account } from '../caller.ts'
import { Reply } from '../operation.ts'
import type { HandlersOf } from '../operation.ts'
import { presentRow } from '../properties/presenters.ts'
import { isoOf, page } from '../values.ts'
import type { favourite, favouritesContract } from './contract.ts'

type Asking = { house: House; caller: Account }

async function present({ house, caller }: Asking, kept: readonly Favourite[]): Promise<z.input<typeof favourite>[]> {
  const rows = await ask<CatalogueRow[]>(house, actorOf(caller), 'catalogue.rows', { ids: kept.map(({ agencyId, propertyId }) => ({ agencyId, id: propertyId })) })
  const byId = new Map(rows.map((row) => [`${row.agencyId} ${row.id}`, row]))
  return kept.map(({ id, agencyId, propertyId, createdAt }) => {
    const row = byId.get(`${agencyId} ${propertyId}`)
    return { id, user: caller.accountId, property: propertyId, property_details: row ? presentRow(house, row) : null, created_at: isoOf(createdAt) }
  })
}

/** Only what one may see can be kept. Throws `not_found`. */
async function add(asking: Asking, propertyId: string): Promise<z.input<typeof favourite>> {
  const { property } = await ask<CatalogueRecord>(asking.house, actorOf(asking.caller), 'catalogue.get', { id: propertyId })
  const [shown] = await present(asking, [await keep(asking.house, asking.caller.accountId, property)])
  return shown!
}

export const favouritesHandlers: HandlersOf<typeof favouritesContract> = {
  'favourites.list': async ({ house, caller, query, request }) => {
    const { rows, count } = await favouritesOf(house, caller.accountId, { offset: (query.page - 1) * query.page_size, limit: query.page_size })
    return page({ publicUrl: house.config.publicUrl, url: request.url }, query, count, await present({ house, caller }, rows))
  },
  'favourites.add': async ({ house, caller, body }) => add({ house, caller }, body.property_id),
  'favourites.remove': async ({ house, caller, params }) => {
    if (!(await drop(house, caller.accountId, params.id))) throw new AppError('not_found', { entity: 'favourite' })
    return null
  },
  'favourites.toggle': async ({ house, caller, params }) => {
    if (await drop(house, caller.accountId, params.property_id)) return new Reply(200, { status: 'removed' })
    return { status: 'added', favorite: await add({ house, caller }, params.property_id) }
  },
  'favourites.check': async ({ house, caller, query }) => ({ is_favorite: (await findFavourite(house, caller.accountId, query.property_id)) !== null }),
}
