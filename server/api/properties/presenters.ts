import type { z } from 'zod'
import { pricePerSquareMetre } from '../../../shared/modules/properties/rules.ts'
import type { CatalogueRecord, CatalogueRow } from '../../../shared/modules/properties/index.ts'
import { formatPlace } from '../../../shared/values/place.ts'
import { fileUrl } from '../../files/links.ts'
import type { House } from '../../house.ts'
import { isoOf } from '../values.ts'
import { amountOrNull, measureText, priceWords } from './decimals.ts'
import { cityOf, flagNames, flagWords, furnishingWords, heatingWords, kindWords, statusWords, transactionWords } from './fields.ts'
import type { document, image, listProperty, property } from './shapes.ts'

type ListItem = z.input<typeof listProperty>

export function presentRow(house: House, row: CatalogueRow): ListItem {
  const perSquareMetre = pricePerSquareMetre(row)
  return {
    id: row.id, title: row.title, description: row.description ?? '', property_type: kindWords[row.kind], status: statusWords[row.status],
    price: amountOrNull(row.priceAmount, row.priceCurrency), full_price: priceWords(row.priceAmount, row.priceCurrency), surface_area: measureText(row.surfaceArea ?? row.landArea),
    bedrooms: row.bedrooms, bathrooms: row.bathrooms, city: cityOf(row), agent_name: row.agentName, is_featured: row.isFeatured,
    primary_image_url: row.photoFileId === null ? null : fileUrl(house, { agencyId: row.agencyId, fileId: row.photoFileId, variant: 'medium' }),
    price_per_sqm: perSquareMetre === null ? null : priceWords(perSquareMetre, row.priceCurrency), created_at: isoOf(row.createdAt), property_type_display: transactionWords[row.transaction],
    reference: row.reference, currency: row.priceCurrency, price_period: row.pricePeriod, region: row.region, commune: row.commune, quartier: row.quartier, rooms: row.rooms,
    agent_id: row.agentId, agency_id: row.agencyId, agency_name: row.agencyName ?? '', updated_at: isoOf(row.updatedAt), published_at: isoOf(row.publishedAt),
  }
}

export function presentRecord(house: House, record: CatalogueRecord): z.input<typeof property> {
  const { property: row, agentName, agencyName, amenities, photos } = record
  const has = new Set(amenities)
  const flags = Object.fromEntries(flagNames.map((name) => [name, has.has(flagWords[name])])) as Record<(typeof flagNames)[number], boolean>
  const first = photos.find(({ id }) => id === row.primaryPhotoId)
  return {
    ...presentRow(house, { ...row, photoFileId: first?.fileId ?? null, agentName, agencyName }), ...flags,
    floor: row.floor, total_floors: row.totalFloors, year_built: row.yearBuilt, heating_type: row.heating === null ? null : heatingWords[row.heating], furnished: row.furnished !== 'none',
    furnished_level: furnishingWords[row.furnished], toilets: row.toilets, usable_area: measureText(row.usableArea), land_area: measureText(row.landArea), garden_area: measureText(row.gardenArea),
    energy_class: row.energyClass, ges_class: row.gasClass, address_line1: row.address ?? '', address_line2: row.landmark ?? '', landmark: row.landmark, country: row.country,
    postal_code: row.postalCode ?? '', latitude: row.latitude === null ? null : row.latitude.toFixed(8), longitude: row.longitude === null ? null : row.longitude.toFixed(8), plus_code: row.plusCode,
    formatted_address: [row.address, formatPlace(row)].filter(Boolean).join(', '), amenities, additional_features: {}, agent: agentName, agency: agencyName, view_count: record.views,
    available_from: row.availableFrom, title_type: row.titleType, price_negotiable: row.priceNegotiable, charges: amountOrNull(row.chargesAmount, row.priceCurrency), deposit_months: row.depositMonths,
    images: presentImages(house, row.agencyId, record.photos, row.primaryPhotoId), documents: record.documents.map((one) => presentDocument(house, row.agencyId, one)),
    is_public: row.isPublic, show_price: row.showPrice, owner_id: row.ownerId, notes: row.notes, title_number: row.titleNumber,
  }
}

export function presentImages(house: House, agencyId: string, photos: CatalogueRecord['photos'], primaryId: string | null): z.input<typeof image>[] {
  return photos.map(({ id, fileId, caption, createdAt }, order) => ({
    id, image: fileUrl(house, { agencyId, fileId, variant: 'original' }), thumbnail: fileUrl(house, { agencyId, fileId, variant: 'thumb' }),
    title: caption ?? '', description: '', alt_text: caption ?? '', is_primary: id === primaryId, order, created_at: isoOf(createdAt),
  }))
}

export function presentDocument(house: House, agencyId: string, one: CatalogueRecord['documents'][number]): z.input<typeof document> {
  return {
    id: one.id, title: one.title, document_file: fileUrl(house, { agencyId, fileId: one.fileId, variant: 'original' }), document_type: one.type, is_public: one.isPublic,
    file_size: one.bytes, mime_type: one.mime, created_at: isoOf(one.createdAt),
  }
}
