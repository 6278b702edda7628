import { z } from 'zod'
import { defineEntity } from '../../values/entity.ts'
import type { Row } from '../../values/entity.ts'
import { idSchema } from '../../values/id.ts'
import { currencySchema } from '../../values/money.ts'
import { amenityNames } from '../properties/model-amenities.ts'
import { kindSchema, propertyKinds, transactionSchema } from '../properties/model.ts'

/** What somebody looks for. One person may look for several things at once: a flat to live in, some land to keep. */

export const searchStates = ['active', 'paused', 'found', 'closed'] as const
export const financings = ['cash', 'preApproved', 'mortgage', 'notSure'] as const
/** When they want it: from at once to looking around. */
export const timeframes = ['immediate', 'withinMonth', 'withinThreeMonths', 'withinSixMonths', 'withinYear', 'exploring'] as const
export const alertFrequencies = ['never', 'immediate', 'daily', 'weekly'] as const
/** What rules a property out, whatever else it offers: something it has, or lacks. */
export const dealBreakerNames = [...amenityNames, 'furnished', 'unfurnished', 'withoutTitle'] as const
export type DealBreaker = (typeof dealBreakerNames)[number]
export type Financing = (typeof financings)[number]

const placeName = z.string().trim().min(1).max(200).nullable()
/** A place as wide as its finest name: a quartier, a commune, a whole region. */
export const wishedPlaceSchema = z.strictObject({ region: placeName, department: placeName, commune: placeName, quartier: placeName })
  .refine((place) => Object.values(place).some((name) => name !== null), { error: 'a place needs a name' })
export type WishedPlace = z.infer<typeof wishedPlaceSchema>

export const mostPlaces = 20
const amount = z.int().min(0).max(1_000_000_000_000_000).nullable()
const area = z.number().min(0).max(100_000_000).nullable()
const bedrooms = z.int().min(0).max(200).nullable()
const ordinary = { policy: 'arrival', scope: 'agency', visibility: 'private', searchable: false, reference: null } as const

export const clientSearch = defineEntity({
  name: 'clientSearch',
  table: 'client_search',
  ownedBy: 'contactId',
  fields: {
    contactId: { schema: idSchema, ...ordinary, policy: 'command', reference: 'contact', unit: 'contact', label: 'search.contact' },
    /** "Pour la famille", "Investissement": where one person looks for several things. */
    title: { schema: z.string().trim().max(200).nullable(), ...ordinary, unit: 'title', label: 'search.title' },
    state: { schema: z.enum(searchStates), ...ordinary, unit: 'state', label: 'search.state' },

    transaction: { schema: transactionSchema, ...ordinary, unit: 'budget', label: 'search.transaction' },
    /** Integer minor units of `currency`: of the whole price, of a month's rent, of a night. */
    budgetMin: { schema: amount, ...ordinary, unit: 'budget', label: 'search.budgetMin' },
    budgetMax: { schema: amount, ...ordinary, unit: 'budget', label: 'search.budgetMax' },
    currency: { schema: currencySchema, ...ordinary, unit: 'budget', label: 'search.currency' },
    kinds: { schema: z.array(kindSchema).max(propertyKinds.length), ...ordinary, unit: 'kinds', label: 'search.kinds' },
    places: { schema: z.array(wishedPlaceSchema).max(mostPlaces), ...ordinary, unit: 'places', label: 'search.places' },
    /** Kilometres around these places that will still do; null: as near as usual. */
    maxDistance: { schema: z.number().min(0).max(500).nullable(), ...ordinary, unit: 'places', label: 'search.maxDistance' },
    bedroomsMin: { schema: bedrooms, ...ordinary, unit: 'bedrooms', label: 'search.bedroomsMin' },
    bedroomsMax: { schema: bedrooms, ...ordinary, unit: 'bedrooms', label: 'search.bedroomsMax' },
    /** Square metres: of the dwelling, or of the land where land is looked for. */
    areaMin: { schema: area, ...ordinary, unit: 'area', label: 'search.areaMin' },
    areaMax: { schema: area, ...ordinary, unit: 'area', label: 'search.areaMax' },
    mustHave: { schema: z.array(z.enum(amenityNames)).max(amenityNames.length), ...ordinary, unit: 'mustHave', label: 'search.mustHave' },
    dealBreakers: { schema: z.array(z.enum(dealBreakerNames)).max(dealBreakerNames.length), ...ordinary, unit: 'dealBreakers', label: 'search.dealBreakers' },
    financing: { schema: z.enum(financings), ...ordinary, unit: 'financing', label: 'search.financing' },
    timeframe: { schema: z.enum(timeframes).nullable(), ...ordinary, unit: 'timeframe', label: 'search.timeframe' },
    notes: { schema: z.string().trim().max(5000).nullable(), ...ordinary, policy: 'text', unit: 'notes', label: 'search.notes' },

    /** How often new matches are said. */
    alerts: { schema: z.enum(alertFrequencies), ...ordinary, unit: 'alerts', label: 'search.alerts' },
  },
})
export type ClientSearch = Row<typeof clientSearch>

/** What of a search decides whether a property suits. */
export type Wish = Pick<ClientSearch,
  'transaction' | 'budgetMin' | 'budgetMax' | 'currency' | 'kinds' | 'places' | 'maxDistance' | 'bedroomsMin' | 'bedroomsMax' | 'areaMin' | 'areaMax' | 'mustHave' | 'dealBreakers' | 'financing'>

/** A wish by itself, also of a search that is not saved yet; what is not said is no wish. */
export const wishSchema = z.strictObject({
  transaction: transactionSchema,
  budgetMin: amount.default(null),
  budgetMax: amount.default(null),
  currency: currencySchema.default('XOF'),
  kinds: z.array(kindSchema).max(propertyKinds.length).default([]),
  places: z.array(wishedPlaceSchema).max(mostPlaces).default([]),
  maxDistance: z.number().min(0).max(500).nullable().default(null),
  bedroomsMin: bedrooms.default(null),
  bedroomsMax: bedrooms.default(null),
  areaMin: area.default(null),
  areaMax: area.default(null),
  mustHave: z.array(z.enum(amenityNames)).max(amenityNames.length).default([]),
  dealBreakers: z.array(z.enum(dealBreakerNames)).max(dealBreakerNames.length).default([]),
  financing: z.enum(financings).default('notSure'),
})

// ---- command inputs

export const clientSearchCreateInput = wishSchema.extend({
  id: idSchema,
  contactId: idSchema,
  title: z.string().trim().max(200).nullable().default(null),
  timeframe: z.enum(timeframes).nullable().default(null),
  notes: z.string().trim().max(5000).nullable().default(null),
  alerts: z.enum(alertFrequencies).default('never'),
})
