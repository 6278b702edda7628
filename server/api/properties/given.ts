import type { Amenity } from '../../../shared/modules/properties/model-amenities.ts'
import type { PropertyPatch } from '../../../shared/modules/properties/model-inputs.ts'
import type { PropertyStatus } from '../../../shared/modules/properties/model.ts'
import { amenityNames } from '../../../shared/modules/properties/model-amenities.ts'
import { resolvePlace } from '../../../shared/values/place.ts'
import { invalidField } from '../../http/errors.ts'
import { minorUnits } from './decimals.ts'
import { flagNames, flagWords, furnishingWords, heatingWords, kindWords, ours, statusWords, transactionWords } from './fields.ts'
import type { PropertyGiven } from './shapes.ts'

/** What a client sent, as our commands take it. */
export type Wanted = { patch: PropertyPatch; status: PropertyStatus | undefined; add: Amenity[]; remove: Amenity[] }

/** @param currency in which the property is priced so far. */
export function wantedOf(given: PropertyGiven, currency = 'XOF'): Wanted {
  const priced = given.currency ?? currency
  const amount = (field: 'price' | 'charges'): number | null | undefined => {
    const value = given[field]
    if (value === undefined || value === null) return value
    const units = minorUnits(value, priced)
    if (units === null) throw invalidField(field, 'invalid')
    return units
  }
  const measure = (value: string | null | undefined): number | null | undefined => (typeof value === 'string' ? Number(value) : value)
  const coordinate = (value: number | string | null | undefined): number | null | undefined => (typeof value === 'string' ? Number(value) : value)
  const furnished = given.furnished_level !== undefined ? ours(furnishingWords, given.furnished_level) : given.furnished === undefined ? undefined : given.furnished ? 'full' : 'none'
  const patch = said({
    title: given.title, description: given.description, kind: given.property_type && ours(kindWords, given.property_type), transaction: given.property_type_display && ours(transactionWords, given.property_type_display),
    priceAmount: amount('price'), priceCurrency: given.currency, pricePeriod: given.price_period, priceNegotiable: given.price_negotiable, chargesAmount: amount('charges'), depositMonths: given.deposit_months,
    surfaceArea: measure(given.surface_area), usableArea: measure(given.usable_area), landArea: measure(given.land_area), gardenArea: measure(given.garden_area),
    rooms: given.rooms, bedrooms: given.bedrooms, bathrooms: given.bathrooms, toilets: given.toilets, floor: given.floor, totalFloors: given.total_floors, yearBuilt: given.year_built,
    energyClass: given.energy_class, gasClass: given.ges_class, heating: given.heating_type && ours(heatingWords, given.heating_type), furnished, availableFrom: given.available_from,
    ...placeOf(given), address: given.address_line1, landmark: given.landmark ?? given.address_line2, postalCode: given.postal_code, latitude: coordinate(given.latitude), longitude: coordinate(given.longitude), plusCode: given.plus_code,
    titleType: given.title_type, titleNumber: given.title_number, ownerId: given.owner_id, agentId: given.agent_id, notes: given.notes,
    isPublic: given.is_public, isFeatured: given.is_featured, showPrice: given.show_price, metaTitle: given.meta_title, metaDescription: given.meta_description,
  }) as PropertyPatch
  const named = Array.isArray(given.amenities) ? given.amenities : undefined
  const flagged = flagNames.filter((name) => given[name] !== undefined)
  const add = [...(named ?? []), ...flagged.filter((name) => given[name]).map((name) => flagWords[name])]
  // A list says all there is; flags say each for itself.
  const remove = [...(named ? amenityNames.filter((name) => !named.includes(name)) : []), ...flagged.filter((name) => !given[name]).map((name) => flagWords[name])].filter((name) => !add.includes(name))
  return { patch, status: given.status && ours(statusWords, given.status), add: [...new Set(add)], remove: [...new Set(remove)] }
}

/** `city` may be a quartier, a commune or a town: the gazetteer tells what lies above it; what it does not know is taken as a commune. */
function placeOf({ city, region, department, commune, quartier, country }: PropertyGiven): Partial<Record<'region' | 'department' | 'commune' | 'quartier' | 'country', string | null | undefined>> {
  const plain = { region, department, commune, quartier, country: countryOf(country) }
  if (!city) return plain
  const found = resolvePlace([quartier, commune, city].filter(Boolean).join(', '))
  if (!found) return { ...plain, commune: commune ?? city }
  return {
    region: region ?? found.region, department: department ?? found.department, commune: commune ?? found.commune, quartier: quartier ?? found.quartier, country: plain.country,
  }
}

const countries: Readonly<Record<string, string>> = { senegal: 'SN', mali: 'ML', gambie: 'GM', gambia: 'GM', guinee: 'GN', mauritanie: 'MR', 'cote d ivoire': 'CI', benin: 'BJ', togo: 'TG', 'burkina faso': 'BF', niger: 'NE' }

/** The client sends "Sénégal"; we keep SN. */
export function countryOf(country: string | undefined): string | undefined {
  if (country === undefined || country === '') return undefined
  if (/^[a-z]{2}$/i.test(country)) return country.toUpperCase()
  const code = countries[country.toLowerCase().normalize('NFD').replaceAll(/[\u0300-\u036f]/g, '').replaceAll(/[^a-z]+/g, ' ').trim()]
  if (!code) throw invalidField('country', 'invalid_value')
  return code
}

function said(values: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined))
}
