import type { ClientOffer } from '../../../shared/modules/crm/model-views.ts'
import type { CatalogueRow } from '../../../shared/modules/properties/index.ts'
import type { Actor } from '../../../shared/values/actor.ts'
import { ask } from '../../house.ts'
import type { House } from '../../house.ts'

/** What suits clients, as far as whoever asks may see it: to a client nothing is shown that is not published. */
export type Offered = { found: ClientOffer; row: CatalogueRow }

/** By client, the best first, at most `limit` each. */
export async function offersFor(house: House, actor: Actor, contactIds: readonly string[], { least, limit }: { least: number; limit: number }): Promise<Map<string, Offered[]>> {
  // Of what is found some may not be shown.
  const wide = actor.kind === 'client' ? limit * 4 : limit
  const found = await ask<ClientOffer[]>(house, actor, 'clients.offers', { contactIds, propertyId: null, least, limit: wide })
  const rows = await ask<CatalogueRow[]>(house, actor, 'catalogue.rows', { ids: [...new Set(found.map(({ propertyId }) => propertyId))].map((id) => ({ agencyId: actor.agencyId, id })) })
  const byId = new Map(rows.map((row) => [row.id, row]))
  const shown = found.flatMap((offer) => {
    const row = byId.get(offer.propertyId)
    return row ? [{ found: offer, row }] : []
  })
  return new Map([...Map.groupBy(shown, ({ found: { contactId } }) => contactId)].map(([id, of]) => [id, of.slice(0, limit)]))
}
