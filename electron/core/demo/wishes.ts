import type { CommandInput } from '../../../shared/contract/commands.ts'
import type { Amenity } from '../../../shared/modules/properties/model-amenities.ts'
import { familyOf } from '../../../shared/modules/properties/model.ts'
import type { PropertyKind } from '../../../shared/modules/properties/model.ts'
import { marketPlaces } from './places.ts'
import type { MarketPlace } from './places.ts'
import type { Told } from './properties.ts'
import type { Random } from './random.ts'

/** What people say they look for: near something that is on the market, as people have seen it offered. */

export type Search = CommandInput<'clientSearch.create'>
type Wish = Omit<Search, 'id' | 'contactId'>

/** Kinds that the same people also look at. */
const besides: Partial<Readonly<Record<PropertyKind, readonly PropertyKind[]>>> = {
  apartment: ['duplex', 'studio'], villa: ['house'], house: ['villa'], studio: ['room', 'apartment'], room: ['studio'], duplex: ['apartment', 'villa'],
  shop: ['commercial'], office: ['floor'], floor: ['office'], penthouse: ['apartment', 'duplex'],
}
/** What decides first, by what it is for. */
const wanted: Readonly<Record<'dwelling' | 'shortStay' | 'business' | 'land', readonly Amenity[]>> = {
  dwelling: ['waterReserve', 'guard', 'parking', 'generator', 'elevator', 'airConditioning', 'balcony', 'garden'],
  shortStay: ['internet', 'airConditioning', 'pool', 'generator', 'parking'],
  business: ['parking', 'generator', 'airConditioning', 'elevator'],
  land: ['serviced', 'fenced', 'onWaterNetwork', 'corner'],
}

export const placeOf = ({ region, department, commune, quartier }: MarketPlace) => ({ region, department, commune, quartier })

export function wishAround({ listing }: Told, random: Random): Wish {
  const { kind, transaction, place, price } = listing
  const family = familyOf(kind)
  const step = price < 100_000 ? 5_000 : price < 1_000_000 ? 25_000 : price < 20_000_000 ? 250_000 : 5_000_000
  const most = Math.max(step, Math.round((price * random.between(0.92, 1.3)) / step) * step)
  const land = family === 'land'
  const amenities = wanted[transaction === 'shortStay' ? 'shortStay' : land ? 'land' : family === 'dwelling' ? 'dwelling' : 'business']
  const near = marketPlaces.filter((one) => one.region === place.region && one.profile === place.profile && one !== place)
  const places = random.chance(0.12) ? [{ region: place.region, department: place.department, commune: null, quartier: null }]
    : [place, ...(near.length ? random.shuffled(near).slice(0, random.weighted([[0, 40], [1, 35], [2, 25]])) : [])].map(placeOf)
  const size = land ? (listing.land ?? 200) : listing.surface
  return {
    transaction, budgetMin: random.chance(0.4) ? Math.round((most * random.between(0.55, 0.75)) / step) * step : null, budgetMax: most, currency: 'XOF',
    kinds: [kind, ...(besides[kind] && random.chance(0.35) ? [random.pick(besides[kind])] : [])], places,
    maxDistance: random.chance(0.25) ? random.pick([2, 3, 5, 10]) : null,
    bedroomsMin: listing.bedrooms !== null && family === 'dwelling' ? Math.max(1, listing.bedrooms - random.whole(0, 1)) : null, bedroomsMax: null,
    areaMin: random.chance(0.55) ? Math.max(10, Math.round((size * random.between(0.7, 0.95)) / 10) * 10) : null, areaMax: null,
    mustHave: random.some(amenities, 0.22).slice(0, 3),
    dealBreakers: transaction === 'sale' && random.chance(0.4) ? ['withoutTitle'] : random.chance(0.08) ? ['unfurnished'] : [],
    financing: transaction === 'sale' ? random.weighted([['cash', 34], ['mortgage', 24], ['preApproved', 14], ['notSure', 28]]) : 'notSure',
    timeframe: random.weighted([['immediate', 14], ['withinMonth', 24], ['withinThreeMonths', 30], ['withinSixMonths', 14], ['withinYear', 8],
      ['exploring', 10]]),
    alerts: random.weighted([['immediate', 18], ['daily', 26], ['weekly', 22], ['never', 34]]),
  }
}

/** How one says in a breath what is looked for: left by a form, a call, a message. */
export function spokenWish({ kinds, places, budgetMax, transaction }: Pick<Wish, 'kinds' | 'places' | 'budgetMax' | 'transaction'>): string {
  const place = places?.[0]
  const where = place?.quartier ?? place?.commune ?? place?.region ?? 'Dakar'
  const amount = budgetMax ? `, budget ${Math.round(budgetMax).toLocaleString('fr-FR').replaceAll(/[\u202f\u00a0]/g, ' ')} F CFA` : ''
  const what = spokenKinds[kinds?.[0] ?? 'apartment'] ?? 'un bien'
  return `Cherche ${what} ${transaction === 'sale' ? 'à acheter' : transaction === 'rent' ? 'à louer' : 'pour un séjour'}, ${where}${amount}.`
}

const spokenKinds: Partial<Readonly<Record<PropertyKind, string>>> = {
  apartment: 'un appartement', villa: 'une villa', house: 'une maison', studio: 'un studio', room: 'une chambre', duplex: 'un duplex', triplex: 'un triplex',
  penthouse: 'un penthouse', building: 'un immeuble de rapport', land: 'un terrain', farmland: 'une terre agricole', shop: 'une boutique',
  office: 'des bureaux', floor: 'un plateau de bureaux', warehouse: 'un entrepôt', store: 'un magasin', commercial: 'un local commercial', hotel: 'un hôtel',
}
