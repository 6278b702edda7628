import { z } from 'zod'
import { operation } from '../operation.ts'
import { listProperty } from '../properties/shapes.ts'
import { id, idParams, instant, pageOf, paging } from '../values.ts'

const tag = 'Favourites'

export const favourite = z.object({
  id, user: id, property: id, created_at: instant,
  /** Null while it is not published: the favourite stays and comes back with it. */
  property_details: listProperty.nullable(),
}).meta({ id: 'Favourite' })
const propertyParams = z.object({ property_id: id })

export const favouritesContract = {
  'favourites.list': operation({
    method: 'get', path: '/api/favorites/', tag, summary: 'What one keeps an eye on, the newest first', access: 'account', rate: 'read', query: z.object(paging), answer: pageOf(favourite).meta({ id: 'FavouritePage' }),
  }),
  'favourites.add': operation({
    method: 'post', path: '/api/favorites/', tag, summary: 'Keep a property', access: 'account', rate: 'write', status: 201, body: z.object({ property_id: id }), answer: favourite,
  }),
  'favourites.remove': operation({
    method: 'delete', path: '/api/favorites/{id}/', tag, summary: 'Let go, by the id of the favourite or of the property', access: 'account', rate: 'write', params: idParams, status: 204, answer: z.null(),
  }),
  'favourites.toggle': operation({
    method: 'post', path: '/api/favorites/toggle/{property_id}/', tag, summary: 'Keep or let go', access: 'account', rate: 'write', params: propertyParams, status: 201,
    answer: z.object({ status: z.literal('added'), favorite: favourite }), otherAnswers: { 200: z.object({ status: z.literal('removed') }) },
  }),
  'favourites.check': operation({
    method: 'get', path: '/api/favorites/check/', tag, summary: 'Whether one keeps a property', access: 'account', rate: 'read', query: z.object({ property_id: id }), answer: z.object({ is_favorite: z.boolean() }),
  }),
} as const
