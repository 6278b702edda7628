import { z } from 'zod'
import { operation } from '../operation.ts'
import { id, idParams, pageOf, paging, queryFlag, queryNumber, queryWhole, text } from '../values.ts'
import { kindWord, listProperty, property, propertyCreate, propertyPatch, statusWord, transactionWord } from './shapes.ts'

const tag = 'Properties'

const filters = {
  property_type: kindWord.optional(), status: statusWord.optional(), property_type_display: transactionWord.optional(), transaction: transactionWord.optional(),
  price__gte: queryNumber.optional(), price__lte: queryNumber.optional(), surface_area__gte: queryNumber.optional(), surface_area__lte: queryNumber.optional(),
  bedrooms__gte: queryNumber.optional(), bedrooms__lte: queryNumber.optional(), bathrooms__gte: queryNumber.optional(), bathrooms__lte: queryNumber.optional(),
  city: text(200).min(1).optional(), city__icontains: text(200).min(1).optional(), region: text(200).min(1).optional(), quartier: text(200).min(1).optional(),
  is_featured: queryFlag.optional(), agency: id.optional(), search: text(200).default(''),
}
const ordering = text(200).regex(/^-?(price|surface_area|created_at|view_count)(,-?(price|surface_area|created_at|view_count)){0,3}$/).optional()
  .meta({ description: 'price, surface_area, created_at, view_count; a minus turns one round, commas join several', example: '-created_at' })
const listQuery = z.object({ ...filters, ordering })

export const propertiesContract = {
  'properties.list': operation({
    method: 'get', path: '/api/properties/', tag, summary: 'Properties that the caller may see', access: 'anyone', rate: 'read',
    description: 'Published ones of all agencies; a member also sees all of his own agency, in any state.',
    query: listQuery.extend(paging), answer: pageOf(listProperty).meta({ id: 'PropertyPage' }),
    example: { query: { property_type: 'apartment', city: 'Dakar', price__lte: '500000', ordering: '-created_at' } },
  }),
  'properties.create': operation({
    method: 'post', path: '/api/properties/', tag, summary: 'Add a property to one’s agency', access: 'member', rate: 'write', status: 201,
    body: propertyCreate, answer: property,
    example: { body: { title: 'Appartement F4 aux Almadies', property_type: 'apartment', property_type_display: 'rent', price: '850000.00', city: 'Dakar', quartier: 'Almadies', bedrooms: 3, has_parking: true } },
  }),
  'properties.get': operation({
    method: 'get', path: '/api/properties/{id}/', tag, summary: 'One property', access: 'anyone', rate: 'read', params: idParams, answer: property,
  }),
  'properties.replace': operation({
    method: 'put', path: '/api/properties/{id}/', tag, summary: 'Change a property', access: 'member', rate: 'write', params: idParams, body: propertyPatch, answer: property,
    description: 'What is not said stays as it is. A change of status follows the table of allowed moves.',
    example: { body: { price: '900000.00' } },
  }),
  'properties.update': operation({
    method: 'patch', path: '/api/properties/{id}/', tag, summary: 'Change a property', access: 'member', rate: 'write', params: idParams, body: propertyPatch, answer: property,
    example: { body: { price: '900000.00' } },
  }),
  'properties.delete': operation({
    method: 'delete', path: '/api/properties/{id}/', tag, summary: 'Take a property away; its history stays', access: 'member', rate: 'write', params: idParams, status: 204, answer: z.null(),
  }),
  'properties.featured': operation({
    method: 'get', path: '/api/properties/featured/', tag, summary: 'Up to 20 that agencies put first', access: 'anyone', rate: 'read', answer: z.array(listProperty),
  }),
  'properties.search': operation({
    method: 'get', path: '/api/properties/search/', tag, summary: 'Search, with the filters of the list', access: 'anyone', rate: 'read',
    query: listQuery.extend({ limit: queryWhole(1, 100).default(20) }), answer: z.object({ count: z.int(), results: z.array(listProperty) }),
    example: { query: { search: 'villa almadie' } },
  }),
  'properties.categories': operation({
    method: 'get', path: '/api/properties/categories/', tag, summary: 'Kinds of property with how many are published', access: 'anyone', rate: 'read',
    answer: z.array(z.object({ id: z.string(), label: z.string(), icon: z.string(), count: z.int() })),
  }),
  'properties.statistics': operation({
    method: 'get', path: '/api/properties/statistics/', tag, summary: 'Figures of one’s stock', access: 'member', rate: 'read', description: 'An agent’s own; of the whole agency for managers and admins.',
    answer: z.object({
      total_properties: z.int(), available_properties: z.int(), under_offer_properties: z.int(), reserved_properties: z.int(), sold_properties: z.int(), rented_properties: z.int(),
      avg_price: z.number().nullable(), avg_sale_price: z.number().nullable(), avg_rent_price: z.number().nullable(), total_views: z.int(), property_types: z.record(z.string(), z.int()),
    }),
  }),
  'properties.mine': operation({
    method: 'get', path: '/api/properties/my_properties/', tag, summary: 'Those one is the agent of; of the whole agency for managers and admins', access: 'member', rate: 'read',
    query: z.object({ status: statusWord.optional(), property_type: kindWord.optional(), limit: queryWhole(1, 1000).default(1000) }), answer: z.array(listProperty),
  }),
  'properties.viewed': operation({
    method: 'post', path: '/api/properties/{id}/increment_views/', tag, summary: 'Count a look at a property', access: 'anyone', rate: 'write', params: idParams, answer: z.object({ view_count: z.int() }),
  }),
} as const
