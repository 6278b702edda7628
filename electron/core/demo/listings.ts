import type { Amenity } from '../../../shared/modules/properties/model-amenities.ts'
import { familyOf } from '../../../shared/modules/properties/model.ts'
import type { PropertyKind, Transaction, titleTypes } from '../../../shared/modules/properties/model.ts'
import { marketPlaces } from './places.ts'
import type { MarketPlace, Profile } from './places.ts'
import type { Random } from './random.ts'

export type TitleType = (typeof titleTypes)[number]

/** What a property is, before anybody has put it into words. */
export type Listing = {
  kind: PropertyKind
  transaction: Transaction
  place: MarketPlace
  /** From 0 (plain) to 1 (grand). */
  standing: number
  seaView: boolean
  bedrooms: number | null
  bathrooms: number | null
  toilets: number | null
  /** Storeys of the building, the ground floor included. */
  storeys: number
  /** On which storey a flat lies; 0 is the ground floor. */
  storey: number | null
  surface: number
  land: number | null
  lots: number | null
  furnished: 'none' | 'partial' | 'full'
  yearBuilt: number | null
  titleType: TitleType | null
  amenities: Amenity[]
  price: number
}

type Offer = readonly [kind: PropertyKind, transaction: Transaction, weight: number]

const offers: Readonly<Record<Profile, readonly Offer[]>> = {
  chic: [
    ['apartment', 'rent', 30], ['apartment', 'sale', 14], ['apartment', 'shortStay', 8], ['studio', 'rent', 6],
      ['studio', 'shortStay', 6], ['villa', 'rent', 6], ['villa', 'sale', 8],
    ['duplex', 'rent', 2], ['duplex', 'sale', 2], ['penthouse', 'rent', 1], ['penthouse', 'sale', 1.5], ['triplex', 'sale', 0.6],
      ['office', 'rent', 5], ['floor', 'rent', 2], ['building', 'sale', 2], ['land', 'sale', 3], ['shop', 'rent', 2],
      ['loft', 'rent', 0.6], ['hotel', 'sale', 0.3],
  ],
  centre: [
    ['apartment', 'rent', 22], ['apartment', 'sale', 12], ['office', 'rent', 14], ['floor', 'rent', 8], ['shop', 'rent', 11],
      ['store', 'rent', 4], ['building', 'sale', 8], ['studio', 'rent', 6], ['room', 'rent', 4], ['apartment', 'shortStay', 4],
      ['commercial', 'sale', 2], ['parking', 'rent', 1.5], ['office', 'sale', 2],
  ],
  middle: [
    ['apartment', 'rent', 32], ['room', 'rent', 6], ['studio', 'rent', 8], ['apartment', 'sale', 10], ['villa', 'sale', 8],
      ['villa', 'rent', 5], ['house', 'sale', 4], ['building', 'sale', 5], ['shop', 'rent', 4], ['store', 'rent', 2],
      ['land', 'sale', 4], ['office', 'rent', 3], ['duplex', 'sale', 1.5], ['apartment', 'shortStay', 2],
  ],
  popular: [
    ['apartment', 'rent', 24], ['room', 'rent', 16], ['studio', 'rent', 8], ['house', 'sale', 12], ['house', 'rent', 5],
      ['compound', 'sale', 5], ['apartment', 'sale', 6], ['shop', 'rent', 6], ['land', 'sale', 6], ['building', 'sale', 5],
      ['store', 'rent', 2],
  ],
  growing: [
    ['land', 'sale', 40], ['villa', 'sale', 14], ['house', 'rent', 7], ['villa', 'rent', 6], ['apartment', 'rent', 6],
      ['farmland', 'sale', 7], ['warehouse', 'rent', 5], ['warehouse', 'sale', 2], ['house', 'sale', 8], ['room', 'rent', 3],
  ],
  beach: [
    ['villa', 'sale', 28], ['villa', 'shortStay', 22], ['apartment', 'shortStay', 12], ['apartment', 'sale', 8],
      ['villa', 'rent', 6], ['land', 'sale', 16], ['studio', 'shortStay', 4], ['hotel', 'sale', 2], ['house', 'sale', 4],
  ],
  town: [
    ['house', 'sale', 14], ['villa', 'sale', 10], ['apartment', 'rent', 16], ['house', 'rent', 10], ['land', 'sale', 18],
      ['room', 'rent', 6], ['shop', 'rent', 8], ['store', 'rent', 4], ['building', 'sale', 4], ['studio', 'rent', 4],
      ['compound', 'sale', 4], ['warehouse', 'rent', 2], ['farmland', 'sale', 3],
  ],
}

export function makeListing(random: Random): Listing {
  const place = random.weighted(marketPlaces.map((one) => [one, one.weight] as const))
  const [kind, transaction] = random.weighted(offers[place.profile].map((offer) => [offer, offer[2]] as const))
  const grand = { chic: 0.72, centre: 0.55, middle: 0.5, popular: 0.28, growing: 0.36, beach: 0.62, town: 0.36 }[place.profile]
  const standing = Math.max(0.05, Math.min(1, grand + random.bell() * 0.16))
  const shape = measure(kind, place, standing, random)
  const coastal = place.inland !== undefined || place.profile === 'beach'
  const seaView = coastal && !['land', 'farmland', 'shop', 'store', 'parking'].includes(kind)
    && random.chance(place.quartier === 'Almadies' || place.quartier === 'Ngor' ? 0.45 : 0.25)
  const furnished = transaction === 'shortStay' ? 'full' : transaction === 'rent' && familyOf(kind) === 'dwelling'
    ? random.weighted([['none', 70 - standing * 30], ['full', 14 + standing * 30], ['partial', 8]] as const) : 'none'
  const bare = { kind, transaction, place, standing, seaView, furnished, ...shape,
    titleType: titleOf(kind, transaction, place, random) } satisfies Omit<Listing, 'price' | 'amenities'>
  return { ...bare, price: priceOf(bare, random), amenities: amenitiesOf(bare, random) }
}

type Shape = Pick<Listing, 'bedrooms' | 'bathrooms' | 'toilets' | 'storeys' | 'storey' | 'surface' | 'land' | 'lots'
  | 'yearBuilt'>

function measure(kind: PropertyKind, place: MarketPlace, standing: number, random: Random): Shape {
  const room = 24 + standing * 14
  const built = random.chance(0.55) ? random.whole(kind === 'building' || kind === 'compound' ? 1978 : 1996, 2025) : null
  const nothing: Shape = { bedrooms: null, bathrooms: null, toilets: null, storeys: 1, storey: null, surface: 0, land: null,
    lots: null, yearBuilt: null }
  const plots = place.profile === 'beach' ? [250, 300, 400, 500, 600, 800, 1000] : place.profile === 'chic'
    || place.profile === 'centre' ? [150, 200, 250, 300, 350, 400, 500, 600] : [150, 150, 150, 200, 200, 250, 300, 300, 400]
  const near = (value: number, step = 5) => Math.max(step, Math.round(value / step) * step)
  switch (kind) {
    case 'apartment':
    case 'duplex':
    case 'triplex':
    case 'penthouse':
    case 'loft': {
      const large = kind === 'apartment' ? 0 : 1
      const bedrooms = random.weighted([[1, 9], [2, 30], [3, 42], [4, 14], [5, 4]] as const) + large
      const storeys = random.whole(3, place.profile === 'chic' || place.profile === 'centre' ? 9 : 6)
      return {
        ...nothing, bedrooms, bathrooms: Math.max(1, bedrooms - (standing > 0.6 ? 0 : 1) - (bedrooms > 3 ? 1 : 0)),
          toilets: bedrooms > 2 ? bedrooms - 1 : 1, storeys,
        storey: kind === 'penthouse' ? storeys - 1 : random.whole(0, storeys - 1),
          surface: near(room * 0.9 + bedrooms * room * random.between(0.85, 1.15) + large * 40), yearBuilt: built,
      }
    }
    case 'studio':
      return { ...nothing, bedrooms: 1, bathrooms: 1, toilets: 1, storeys: random.whole(2, 6), storey: random.whole(0, 4),
        surface: random.whole(20, 34) + Math.round(standing * 12), yearBuilt: built }
    case 'room':
      return { ...nothing, bedrooms: 1, bathrooms: random.chance(0.6) ? 1 : 0, toilets: 1, storeys: random.whole(1, 4),
        storey: random.whole(0, 2), surface: random.whole(9, 18) }
    case 'villa':
    case 'house': {
      const land = random.pick(plots)
      const storeys = kind === 'house' ? random.weighted([[1, 60], [2, 40]] as const)
        : random.weighted([[1, 30], [2, 48], [3, 22]] as const)
      const bedrooms = Math.max(2, Math.min(8, Math.round(land / 110 + storeys * 0.9 + random.bell() * 0.8)))
      return { ...nothing, bedrooms, bathrooms: Math.max(1, Math.round(bedrooms * (standing > 0.55 ? 0.85 : 0.5))),
        toilets: Math.max(1, bedrooms - 2), storeys, surface: near(Math.min(land * storeys * 0.72, land * 0.5 + bedrooms * room),
        5), land, yearBuilt: built }
    }
    case 'compound':
      return { ...nothing, bedrooms: random.whole(6, 14), bathrooms: random.whole(1, 3), toilets: random.whole(2, 4),
        surface: random.whole(12, 28) * 10, land: random.pick([200, 225, 300, 400, 450, 600]), yearBuilt: built }
    case 'building': {
      const land = random.pick([150, 200, 225, 250, 300, 400])
      const storeys = random.whole(3, place.profile === 'popular' || place.profile === 'town' ? 5 : 7)
      return { ...nothing, storeys, lots: storeys * random.whole(1, 3), surface: near(land * storeys * 0.8, 10), land,
        yearBuilt: built }
    }
    case 'hotel':
      return { ...nothing, bedrooms: random.whole(12, 48), bathrooms: random.whole(12, 48), storeys: random.whole(2, 4),
        surface: random.whole(60, 240) * 10, land: random.whole(8, 60) * 100, yearBuilt: built }
    case 'office':
    case 'floor':
      return { ...nothing, toilets: random.whole(1, 3), storeys: random.whole(3, 9), storey: random.whole(0, 7),
        surface: near(kind === 'floor' ? random.between(140, 420) : random.between(35, 160)), yearBuilt: built }
    case 'shop':
    case 'store':
    case 'commercial':
      return { ...nothing, toilets: random.chance(0.6) ? 1 : 0, storeys: 2, storey: 0,
        surface: near(random.between(14, kind === 'commercial' ? 260 : 90), 2) }
    case 'warehouse':
      return { ...nothing, surface: near(random.between(200, 1600), 50), land: near(random.between(500, 3000), 100),
        yearBuilt: built }
    case 'land': {
      const land = random.chance(0.06) ? random.pick([1000, 1500, 2000, 5000]) : random.pick(plots)
      return { ...nothing, surface: land, land }
    }
    case 'farmland': {
      const land = random.pick([5000, 10_000, 10_000, 20_000, 30_000, 50_000])
      return { ...nothing, surface: land, land }
    }
    default:
      return { ...nothing, surface: random.whole(12, 18), storeys: 3, storey: 0 }
  }
}

function titleOf(kind: PropertyKind, transaction: Transaction, place: MarketPlace, random: Random): TitleType | null {
  if (transaction !== 'sale') return null
  const outer = place.profile === 'growing' || place.profile === 'town' || place.profile === 'beach'
  if (kind === 'farmland') return random.weighted([['deliberation', 62], ['titreFoncier', 14], ['bail', 10], ['inProgress', 10],
    ['attestation', 4]] as const)
  if (kind === 'land') return random.weighted([['titreFoncier', outer ? 24 : 58], ['bail', 24], ['deliberation', outer ? 34 : 6],
    ['inProgress', 8], ['acteDeCession', 5], ['attestation', 3], ['none', 2]] as const)
  return random.weighted([['titreFoncier', outer ? 40 : 62], ['bail', 24], ['deliberation', outer ? 18 : 2],
    ['permisDOccuper', outer ? 4 : 2], ['inProgress', 5], [null, 7]] as const)
}

/** Price steps that people say. */
function rounded(amount: number, transaction: Transaction): number {
  const step = transaction === 'shortStay' ? (amount < 50_000 ? 2_500 : 5_000)
    : transaction === 'rent' ? (amount < 100_000 ? 5_000 : amount < 300_000 ? 10_000 : amount < 1_000_000 ? 25_000 : 100_000)
      : amount < 10_000_000 ? 250_000 : amount < 40_000_000 ? 500_000 : amount < 150_000_000 ? 1_000_000 : 5_000_000
  return Math.max(step, Math.round(amount / step) * step)
}

const titleWorth: Readonly<Record<TitleType, number>> = { titreFoncier: 1.12, bail: 1, deliberation: 0.68, acteDeCession: 0.62,
  permisDOccuper: 0.75, attestation: 0.55, inProgress: 0.85, none: 0.5 }

function priceOf(listing: Omit<Listing, 'price' | 'amenities'>, random: Random): number {
  const { kind, transaction, place, surface, standing } = listing
  const taste = (0.82 + standing * 0.36) * random.between(0.9, 1.12) * (listing.seaView ? 1.14 : 1)
  const furnished = listing.furnished === 'full' ? 1.5 : listing.furnished === 'partial' ? 1.2 : 1
  if (transaction === 'sale') return rounded(salePrice(listing, taste), 'sale')
  const perMetre = place.rent / 100
  const month = ((): number => {
    switch (kind) {
      case 'studio':
        return place.rent * 0.42 * (surface / 32)
      case 'room':
        return place.rent * (listing.bathrooms ? 0.22 : 0.16) * (surface / 13)
      case 'villa':
        return place.rent * 1.75 * Math.pow(surface / 220, 0.7)
      case 'house':
        return place.rent * 1.1 * Math.pow(surface / 140, 0.7)
      case 'office':
      case 'floor':
        return perMetre * surface * 1.2
      case 'shop':
        return perMetre * surface * 1.9
      case 'store':
        return perMetre * surface * 1.1
      case 'commercial':
        return perMetre * surface * 1.3
      case 'warehouse':
        return surface * random.between(1100, 2000)
      case 'parking':
      case 'garage':
        return 35_000
      default:
        return place.rent * Math.pow(surface / 100, 0.75)
    }
  })() * taste * furnished
  return rounded(transaction === 'shortStay' ? (month / 30) * 2.1 + 8_000 : month, transaction)
}

function salePrice(listing: Omit<Listing, 'price' | 'amenities'>, taste: number): number {
  const { kind, place, surface, standing } = listing
  const right = listing.titleType === null ? 0.95 : titleWorth[listing.titleType]
  const ground = place.land * (listing.land ?? 0) * right
  const walls = 210_000 + standing * 260_000
  switch (kind) {
    case 'land':
      // A large plot costs less by the metre.
      return ground * Math.pow(300 / Math.max(200, listing.land ?? 300), 0.12) * taste
    case 'farmland':
      return Math.max(600, place.land * 0.055) * surface * right * taste
    case 'villa':
    case 'house':
    case 'building':
    case 'hotel':
      return ground + walls * surface * taste
    case 'compound':
      return ground + 90_000 * surface
    case 'warehouse':
      return ground * 0.8 + 95_000 * surface
    default:
      return place.flat * surface * taste
  }
}

function amenitiesOf(listing: Omit<Listing, 'price' | 'amenities'>, random: Random): Amenity[] {
  const { kind, standing, place } = listing
  const found = new Set<Amenity>()
  const perhaps = (probability: number, ...names: Amenity[]) => {
    for (const name of names) if (random.chance(probability)) found.add(name)
  }
  const family = familyOf(kind)
  if (family === 'land') {
    perhaps(0.4, 'fenced')
    perhaps(0.35, 'serviced', 'corner')
    perhaps(0.3, 'onWaterNetwork', 'onPowerNetwork')
    perhaps(place.profile === 'chic' ? 0.7 : 0.2, 'pavedRoad')
    if (kind === 'farmland') perhaps(0.45, 'borehole')
    return [...found]
  }
  if (kind === 'room') {
    perhaps(0.5, 'prepaidMeter')
    perhaps(0.35, 'waterReserve')
    perhaps(0.2, 'guard', 'wardrobes', 'balcony')
    return [...found]
  }
  perhaps(0.3 + standing * 0.5, 'waterReserve')
  perhaps(0.15 + standing * 0.4, 'waterPump')
  perhaps(standing * 0.6, 'generator')
  perhaps(0.45, 'prepaidMeter')
  perhaps(0.08 + standing * 0.1, 'solarPanels')
  perhaps(0.2 + standing * 0.6, 'guard')
  if (family === 'annex') return [...found]
  perhaps(standing * 0.8, 'airConditioning')
  perhaps(standing * 0.5, 'securityCameras', 'intercom')
  perhaps(0.1 + standing * 0.55, 'parking')
  if (listing.storeys > 3) perhaps(standing * 0.95, 'elevator')
  if (listing.seaView) found.add('seaView')
  if (family === 'dwelling') {
    perhaps(0.3 + standing * 0.5, 'fittedKitchen', 'hotWater', 'wardrobes')
    perhaps(0.5, 'balcony')
    perhaps(0.2 + standing * 0.3, 'terrace')
    perhaps(standing * 0.5, 'maidRoom')
    if (kind === 'villa') {
      perhaps(place.profile === 'beach' ? 0.75 : standing * 0.45, 'pool')
      perhaps(0.6, 'garden')
      perhaps(0.5, 'garage')
    }
    if (kind === 'house' || kind === 'compound') perhaps(0.75, 'courtyard')
  }
  if (listing.furnished === 'full') {
    perhaps(0.85, 'internet', 'television', 'refrigerator', 'diningTable', 'sheets')
    perhaps(0.5, 'washingMachine', 'microwave', 'cookware', 'tableware', 'iron', 'fans')
    if (listing.transaction === 'shortStay') perhaps(0.6, 'essentials', 'cleaningDuringStay', 'keyExchange')
  }
  if (family === 'business') {
    perhaps(0.5, 'internet')
    perhaps(0.2, 'disabledAccess', 'freeStreetParking')
  }
  return [...found]
}
