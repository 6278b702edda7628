import { z } from 'zod'
import { amenityNames } from '../../../shared/modules/properties/model-amenities.ts'
import { energyClasses, pricePeriods, titleTypes } from '../../../shared/modules/properties/model.ts'
import { id, instant, text } from '../values.ts'
import { decimalInput } from './decimals.ts'
import { flagNames, furnishingWords, heatingWords, kindWords, statusWords, transactionWords } from './fields.ts'

/** What a property looks like on the wire: the keys that the mobile client knows, and what it did not have. */

const words = <W extends Record<string, string>>(list: W) => z.enum(Object.values(list) as [W[keyof W], ...W[keyof W][]])
export const kindWord = words(kindWords)
export const statusWord = words(statusWords)
export const transactionWord = words(transactionWords)
const decimal = z.string().meta({ example: '25000000.00' })

const list = {
  id, title: z.string(), description: z.string(), property_type: kindWord, status: statusWord,
  /** Null where the owner has not said, or does not want it shown. */
  price: decimal.nullable(), full_price: z.string(), surface_area: decimal.nullable(), bedrooms: z.int().nullable(), bathrooms: z.int().nullable(), city: z.string(),
  agent_name: z.string().nullable(), is_featured: z.boolean(), primary_image_url: z.string().nullable(), price_per_sqm: z.string().nullable(), created_at: instant,
  property_type_display: transactionWord,
  // What the replaced system did not say.
  reference: z.string().nullable(), currency: z.string(), price_period: z.enum(pricePeriods), region: z.string().nullable(), commune: z.string().nullable(), quartier: z.string().nullable(),
  rooms: z.int().nullable(), agent_id: id.nullable(), agency_id: id, agency_name: z.string(), updated_at: instant, published_at: instant.nullable(),
}
export const listProperty = z.object(list).meta({ id: 'PropertyListItem' })

export const image = z.object({
  id, image: z.string(), thumbnail: z.string(), title: z.string(), description: z.string(), alt_text: z.string(), is_primary: z.boolean(), order: z.int(), created_at: instant,
}).meta({ id: 'PropertyImage' })
export const document = z.object({
  id, title: z.string(), document_file: z.string(), document_type: z.string(), is_public: z.boolean(), file_size: z.int(), mime_type: z.string(), created_at: instant,
}).meta({ id: 'PropertyDocument' })

const flags = Object.fromEntries(flagNames.map((name) => [name, z.boolean()])) as Record<(typeof flagNames)[number], z.ZodBoolean>
const furnished = words(furnishingWords)
const heating = words(heatingWords)

export const property = z.object({
  ...list, ...flags,
  floor: z.string().nullable(), total_floors: z.int().nullable(), year_built: z.int().nullable(), heating_type: heating.nullable(), furnished: z.boolean(), furnished_level: furnished,
  toilets: z.int().nullable(), usable_area: decimal.nullable(), land_area: decimal.nullable(), garden_area: decimal.nullable(), energy_class: z.enum(energyClasses).nullable(), ges_class: z.enum(energyClasses).nullable(),
  address_line1: z.string(), address_line2: z.string(), landmark: z.string().nullable(), country: z.string(), postal_code: z.string(), latitude: z.string().nullable(), longitude: z.string().nullable(), plus_code: z.string().nullable(),
  formatted_address: z.string(), amenities: z.array(z.enum(amenityNames)), additional_features: z.record(z.string(), z.unknown()), agent: z.string().nullable(), agency: z.string(),
  view_count: z.int(), available_from: z.iso.date().nullable(), title_type: z.enum(titleTypes).nullable(), price_negotiable: z.boolean(), charges: decimal.nullable(), deposit_months: z.number().nullable(),
  images: z.array(image), documents: z.array(document), is_public: z.boolean(), show_price: z.boolean(),
  /** For the agency alone; null for everybody else. */
  owner_id: id.nullable(), notes: z.string().nullable(), title_number: z.string().nullable(),
}).meta({ id: 'Property' })

const count = z.int().min(0).max(500).nullable()
const area = decimalInput.nullable()
const place = text(200).nullable()
const given = {
  title: text(200).min(1), description: text(20_000).nullable(), property_type: kindWord, property_type_display: transactionWord, status: statusWord,
  price: decimalInput.nullable(), currency: z.enum(['XOF', 'XAF', 'GNF', 'EUR', 'USD', 'GMD', 'MRU']), price_period: z.enum(pricePeriods), price_negotiable: z.boolean(), charges: decimalInput.nullable(),
  deposit_months: z.number().min(0).max(24).nullable(), surface_area: area, usable_area: area, land_area: area, garden_area: area, rooms: count, bedrooms: count, bathrooms: count, toilets: count,
  floor: text(50).nullable(), total_floors: z.int().min(0).max(200).nullable(), year_built: z.int().min(1700).max(2100).nullable(), energy_class: z.enum(energyClasses).nullable(), ges_class: z.enum(energyClasses).nullable(),
  heating_type: heating.nullable(), furnished: z.boolean(), furnished_level: furnished, available_from: z.iso.date().nullable(),
  /** A town or quartier by its name: found in the gazetteer, it says region, department and commune by itself. */
  city: place, region: place, department: place, commune: place, quartier: place, address_line1: place, address_line2: place, landmark: text(300).nullable(), postal_code: text(20).nullable(), country: text(100),
  latitude: z.union([z.number(), z.string().regex(/^-?\d{1,3}(\.\d{1,12})?$/)]).nullable(), longitude: z.union([z.number(), z.string().regex(/^-?\d{1,3}(\.\d{1,12})?$/)]).nullable(), plus_code: text(20).nullable(),
  title_type: z.enum(titleTypes).nullable(), title_number: place, owner_id: id.nullable(), agent_id: id.nullable(), notes: text(10_000).nullable(), is_public: z.boolean(), is_featured: z.boolean(), show_price: z.boolean(),
  meta_title: place, meta_description: text(500).nullable(), amenities: z.union([z.array(z.enum(amenityNames)).max(amenityNames.length), z.object({}).catchall(z.unknown())]),
  ...flags,
}
export const propertyPatch = z.object(given).partial().meta({ id: 'PropertyPatch' })
export const propertyCreate = propertyPatch.required({ title: true, property_type: true, property_type_display: true }).meta({ id: 'PropertyCreate' })
export type PropertyGiven = z.output<typeof propertyPatch>
