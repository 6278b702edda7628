import { z } from 'zod'
import { defineEntity } from '../../values/entity.ts'
import type { Row } from '../../values/entity.ts'
import { idSchema } from '../../values/id.ts'
import { amenityNames } from './model-amenities.ts'

// ---- words of the field

export const propertyKinds = [
  'apartment', 'house', 'villa', 'studio', 'room', 'duplex', 'triplex', 'penthouse', 'loft', 'building', 'compound',
  'office', 'floor', 'shop', 'store', 'warehouse', 'commercial', 'hotel', 'land', 'farmland', 'parking', 'garage', 'cellar', 'other',
] as const
export const kindSchema = z.enum(propertyKinds)
export type PropertyKind = z.infer<typeof kindSchema>

/** People think in families first ("a flat", "some land"); the list filters on both. */
export const kindFamilies = {
  dwelling: ['apartment', 'house', 'villa', 'studio', 'room', 'duplex', 'triplex', 'penthouse', 'loft', 'compound'],
  building: ['building', 'hotel'],
  business: ['office', 'floor', 'shop', 'store', 'warehouse', 'commercial'],
  land: ['land', 'farmland'],
  annex: ['parking', 'garage', 'cellar'],
  other: ['other'],
} as const satisfies Record<string, readonly PropertyKind[]>
export type KindFamily = keyof typeof kindFamilies

export function familyOf(kind: PropertyKind): KindFamily {
  for (const [family, kinds] of Object.entries(kindFamilies)) if ((kinds as readonly string[]).includes(kind)) return family as KindFamily
  return 'other'
}

export const transactions = ['sale', 'rent', 'shortStay'] as const
export const transactionSchema = z.enum(transactions)
export type Transaction = z.infer<typeof transactionSchema>

export const statuses = ['draft', 'available', 'underOffer', 'reserved', 'sold', 'rented', 'withdrawn', 'archived'] as const
export const statusSchema = z.enum(statuses)
export type PropertyStatus = z.infer<typeof statusSchema>

export const pricePeriods = ['total', 'month', 'night', 'week', 'year'] as const
export const furnishings = ['none', 'partial', 'full'] as const
/** What the seller can show of his right to the land (market page §4.6). */
export const titleTypes = ['titreFoncier', 'bail', 'deliberation', 'acteDeCession', 'permisDOccuper', 'attestation', 'inProgress', 'none'] as const
export const energyClasses = ['A', 'B', 'C', 'D', 'E', 'F', 'G'] as const
export const heatings = ['gas', 'electric', 'oil', 'wood', 'heatPump', 'district', 'solar'] as const
export const documentTypes = [
  'title', 'lease', 'deliberation', 'transferDeed', 'cadastralPlan', 'floorPlan', 'buildingPermit', 'certificate', 'diagnosis', 'insurance',
  'mandate', 'contract', 'identity', 'tax', 'photo', 'other',
] as const

// ---- entities

const text = (maximum: number) => z.string().trim().max(maximum)
const optionalText = text(200).nullable()
const area = z.number().min(0).max(100_000_000).nullable()
const count = (maximum: number) => z.int().min(0).max(maximum).nullable()

const open = { policy: 'arrival', scope: 'agency', visibility: 'public', searchable: false, reference: null } as const
const inner = { ...open, visibility: 'private' } as const

export const property = defineEntity({
  name: 'property',
  table: 'property',
  ownedBy: 'agentId',
  fields: {
    /** Given by the authority: DKR-0412. */
    reference: { schema: text(40).nullable(), ...open, policy: 'command', searchable: true, unit: 'reference', label: 'property.reference' },
    title: { schema: text(200).min(1), ...open, searchable: true, unit: 'title', label: 'property.title' },
    description: { schema: text(20_000).nullable(), ...open, policy: 'text', searchable: true, unit: 'description', label: 'property.description' },
    kind: { schema: kindSchema, ...open, unit: 'kind', label: 'property.kind' },
    transaction: { schema: transactionSchema, ...open, unit: 'transaction', label: 'property.transaction' },
    status: { schema: statusSchema, ...open, policy: 'command', unit: 'status', label: 'property.status' },

    country: { schema: z.string().length(2), ...open, unit: 'place', label: 'property.country' },
    region: { schema: optionalText, ...open, unit: 'place', label: 'property.region' },
    department: { schema: optionalText, ...open, unit: 'place', label: 'property.department' },
    commune: { schema: optionalText, ...open, searchable: true, unit: 'place', label: 'property.commune' },
    quartier: { schema: optionalText, ...open, searchable: true, unit: 'place', label: 'property.quartier' },
    address: { schema: optionalText, ...inner, searchable: true, unit: 'place', label: 'property.address' },
    landmark: { schema: text(300).nullable(), ...inner, searchable: true, unit: 'place', label: 'property.landmark' },
    postalCode: { schema: text(20).nullable(), ...open, unit: 'place', label: 'property.postalCode' },
    latitude: { schema: z.number().min(-90).max(90).nullable(), ...inner, unit: 'place', label: 'property.latitude' },
    longitude: { schema: z.number().min(-180).max(180).nullable(), ...inner, unit: 'place', label: 'property.longitude' },
    plusCode: { schema: text(20).nullable(), ...inner, unit: 'place', label: 'property.plusCode' },

    /** Integer minor units of `priceCurrency`; null where the owner has not said. */
    priceAmount: { schema: z.int().min(0).max(1_000_000_000_000_000).nullable(), ...open, unit: 'price', label: 'property.price' },
    priceCurrency: { schema: z.string().length(3), ...open, unit: 'price', label: 'property.priceCurrency' },
    pricePeriod: { schema: z.enum(pricePeriods), ...open, unit: 'price', label: 'property.pricePeriod' },
    priceNegotiable: { schema: z.boolean(), ...open, unit: 'priceNegotiable', label: 'property.priceNegotiable' },
    chargesAmount: { schema: z.int().min(0).nullable(), ...open, unit: 'charges', label: 'property.charges' },
    depositMonths: { schema: z.number().min(0).max(24).nullable(), ...open, unit: 'deposit', label: 'property.depositMonths' },

    surfaceArea: { schema: area, ...open, unit: 'surfaceArea', label: 'property.surfaceArea' },
    usableArea: { schema: area, ...open, unit: 'usableArea', label: 'property.usableArea' },
    landArea: { schema: area, ...open, unit: 'landArea', label: 'property.landArea' },
    gardenArea: { schema: area, ...open, unit: 'gardenArea', label: 'property.gardenArea' },
    rooms: { schema: count(500), ...open, unit: 'rooms', label: 'property.rooms' },
    bedrooms: { schema: count(200), ...open, unit: 'bedrooms', label: 'property.bedrooms' },
    bathrooms: { schema: count(200), ...open, unit: 'bathrooms', label: 'property.bathrooms' },
    toilets: { schema: count(200), ...open, unit: 'toilets', label: 'property.toilets' },
    floor: { schema: text(50).nullable(), ...open, unit: 'floor', label: 'property.floor' },
    totalFloors: { schema: count(200), ...open, unit: 'totalFloors', label: 'property.totalFloors' },
    yearBuilt: { schema: z.int().min(1700).max(2100).nullable(), ...open, unit: 'yearBuilt', label: 'property.yearBuilt' },
    furnished: { schema: z.enum(furnishings), ...open, unit: 'furnished', label: 'property.furnished' },
    energyClass: { schema: z.enum(energyClasses).nullable(), ...open, unit: 'energyClass', label: 'property.energyClass' },
    gasClass: { schema: z.enum(energyClasses).nullable(), ...open, unit: 'gasClass', label: 'property.gasClass' },
    heating: { schema: z.enum(heatings).nullable(), ...open, unit: 'heating', label: 'property.heating' },
    availableFrom: { schema: z.iso.date().nullable(), ...open, unit: 'availableFrom', label: 'property.availableFrom' },

    titleType: { schema: z.enum(titleTypes).nullable(), ...open, unit: 'title-right', label: 'property.titleType' },
    titleNumber: { schema: optionalText, ...inner, unit: 'title-right', label: 'property.titleNumber' },
    nicad: { schema: optionalText, ...inner, unit: 'title-right', label: 'property.nicad' },

    ownerId: { schema: idSchema.nullable(), ...inner, reference: 'contact', unit: 'owner', label: 'property.owner' },
    agentId: { schema: idSchema.nullable(), ...open, reference: 'member', unit: 'agent', label: 'property.agent' },
    notes: { schema: text(10_000).nullable(), ...inner, policy: 'text', unit: 'notes', label: 'property.notes' },

    isPublic: { schema: z.boolean(), ...open, unit: 'isPublic', label: 'property.isPublic' },
    isFeatured: { schema: z.boolean(), ...open, unit: 'isFeatured', label: 'property.isFeatured' },
    showPrice: { schema: z.boolean(), ...open, unit: 'showPrice', label: 'property.showPrice' },
    metaTitle: { schema: optionalText, ...open, unit: 'metaTitle', label: 'property.metaTitle' },
    metaDescription: { schema: text(500).nullable(), ...open, unit: 'metaDescription', label: 'property.metaDescription' },
    primaryPhotoId: { schema: idSchema.nullable(), ...open, policy: 'command', reference: 'propertyPhoto', unit: 'primaryPhoto', label: 'property.primaryPhoto' },
    /** First time it was made available. */
    publishedAt: { schema: z.int().nullable(), ...open, policy: 'command', unit: 'publishedAt', label: 'property.publishedAt' },

    /** Where an imported row came from. */
    importId: { schema: idSchema.nullable(), ...inner, policy: 'command', reference: 'importBatch', unit: 'import', label: 'property.import' },
    importLine: { schema: z.int().nullable(), ...inner, policy: 'command', unit: 'import', label: 'property.importLine' },
    sourceUrl: { schema: text(1000).nullable(), ...inner, unit: 'sourceUrl', label: 'property.sourceUrl' },
  },
})
export type Property = Row<typeof property>

/** A set: one row for each amenity a property has, its id derived from both. */
export const propertyAmenity = defineEntity({
  name: 'propertyAmenity',
  table: 'property_amenity',
  ownedBy: 'propertyId',
  fields: {
    propertyId: { schema: idSchema, ...open, policy: 'command', reference: 'property', unit: 'property', label: 'property.amenities' },
    amenity: { schema: z.enum(amenityNames), ...open, policy: 'command', unit: 'amenity', label: 'property.amenities' },
  },
})

export const propertyPhoto = defineEntity({
  name: 'propertyPhoto',
  table: 'property_photo',
  ownedBy: 'propertyId',
  fields: {
    propertyId: { schema: idSchema, ...open, policy: 'command', reference: 'property', unit: 'property', label: 'photo.property' },
    fileId: { schema: idSchema, ...open, policy: 'command', reference: 'file', unit: 'file', label: 'photo.file' },
    /** Fractional order key: moving one photo writes one row. */
    position: { schema: z.string().min(1).max(80), ...open, unit: 'position', label: 'photo.position' },
    caption: { schema: text(200).nullable(), ...open, unit: 'caption', label: 'photo.caption' },
  },
})
export type PropertyPhoto = Row<typeof propertyPhoto>

export const propertyDocument = defineEntity({
  name: 'propertyDocument',
  table: 'property_document',
  ownedBy: 'propertyId',
  fields: {
    propertyId: { schema: idSchema, ...inner, policy: 'command', reference: 'property', unit: 'property', label: 'document.property' },
    fileId: { schema: idSchema, ...inner, policy: 'command', reference: 'file', unit: 'file', label: 'document.file' },
    type: { schema: z.enum(documentTypes), ...inner, unit: 'type', label: 'document.type' },
    title: { schema: text(200).min(1), ...inner, unit: 'title', label: 'document.title' },
    issuedOn: { schema: z.iso.date().nullable(), ...inner, unit: 'issuedOn', label: 'document.issuedOn' },
    validUntil: { schema: z.iso.date().nullable(), ...inner, unit: 'validUntil', label: 'document.validUntil' },
    isPublic: { schema: z.boolean(), ...inner, unit: 'isPublic', label: 'document.isPublic' },
  },
})
export type PropertyDocument = Row<typeof propertyDocument>

/** One import of a listing file: its commands carry the id, so that the whole of it can be taken back. */
export const importBatch = defineEntity({
  name: 'importBatch',
  table: 'import_batch',
  ownedBy: 'createdBy',
  fields: {
    fileName: { schema: text(200).min(1), ...inner, policy: 'command', unit: 'file', label: 'import.fileName' },
    state: { schema: z.enum(['running', 'done', 'cancelled', 'undone']), ...inner, policy: 'command', unit: 'state', label: 'import.state' },
    rows: { schema: z.int().min(0), ...inner, policy: 'command', unit: 'counts', label: 'import.rows' },
    imported: { schema: z.int().min(0), ...inner, policy: 'command', unit: 'counts', label: 'import.imported' },
    duplicates: { schema: z.int().min(0), ...inner, policy: 'command', unit: 'counts', label: 'import.duplicates' },
    rejected: { schema: z.int().min(0), ...inner, policy: 'command', unit: 'counts', label: 'import.rejected' },
  },
})
export type ImportBatch = Row<typeof importBatch>
