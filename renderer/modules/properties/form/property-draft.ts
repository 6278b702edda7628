import type { Amenity } from '../../../../shared/modules/properties/model-amenities.ts'
import type { Property, Transaction } from '../../../../shared/modules/properties/model.ts'
import type { PropertyView } from '../../../../shared/modules/properties/model-views.ts'
import { usualPeriod } from '../../../../shared/modules/properties/rules.ts'
import type { PropertyPatch } from '../record/use-save.ts'

/** The editable facts of a property, all of them, as the form holds them. */
export const draftFields = [
  'title',
  'description',
  'kind',
  'transaction',
  'country',
  'region',
  'department',
  'commune',
  'quartier',
  'address',
  'landmark',
  'postalCode',
  'latitude',
  'longitude',
  'plusCode',
  'priceAmount',
  'priceCurrency',
  'pricePeriod',
  'priceNegotiable',
  'chargesAmount',
  'depositMonths',
  'surfaceArea',
  'usableArea',
  'landArea',
  'gardenArea',
  'rooms',
  'bedrooms',
  'bathrooms',
  'toilets',
  'floor',
  'totalFloors',
  'yearBuilt',
  'furnished',
  'energyClass',
  'gasClass',
  'heating',
  'availableFrom',
  'titleType',
  'titleNumber',
  'nicad',
  'ownerId',
  'agentId',
  'notes',
  'isPublic',
  'isFeatured',
  'showPrice',
  'metaTitle',
  'metaDescription',
  'sourceUrl',
] as const satisfies readonly (keyof Property)[]
export type DraftValues = Pick<Property, (typeof draftFields)[number]>

export type PropertyDraft = {
  values: DraftValues
  amenities: Amenity[]
  status: 'draft' | 'available'
  /** The chosen owner's name, to show it without asking again. */
  ownerName: string | null
  newOwner: { name: string; phone: string } | null
  /** The period was chosen by hand: a change of the deal leaves it alone. */
  periodChosen: boolean
}

export type DraftFrame = { country: string; currency: string; agentId: string }

export function freshDraft({ country, currency, agentId }: DraftFrame): PropertyDraft {
  return {
    values: {
      title: '',
      description: null,
      kind: 'apartment',
      transaction: 'rent',
      country,
      region: null,
      department: null,
      commune: null,
      quartier: null,
      address: null,
      landmark: null,
      postalCode: null,
      latitude: null,
      longitude: null,
      plusCode: null,
      priceAmount: null,
      priceCurrency: currency,
      pricePeriod: usualPeriod('rent'),
      priceNegotiable: false,
      chargesAmount: null,
      depositMonths: null,
      surfaceArea: null,
      usableArea: null,
      landArea: null,
      gardenArea: null,
      rooms: null,
      bedrooms: null,
      bathrooms: null,
      toilets: null,
      floor: null,
      totalFloors: null,
      yearBuilt: null,
      furnished: 'none',
      energyClass: null,
      gasClass: null,
      heating: null,
      availableFrom: null,
      titleType: null,
      titleNumber: null,
      nicad: null,
      ownerId: null,
      agentId,
      notes: null,
      isPublic: true,
      isFeatured: false,
      showPrice: true,
      metaTitle: null,
      metaDescription: null,
      sourceUrl: null,
    },
    amenities: [],
    status: 'available',
    ownerName: null,
    newOwner: null,
    periodChosen: false,
  }
}

export function draftOf(view: PropertyView): PropertyDraft {
  const { property } = view
  return {
    values: Object.fromEntries(draftFields.map((field) => [field, property[field]])) as DraftValues,
    amenities: [...view.amenities],
    status: property.status === 'draft' ? 'draft' : 'available',
    ownerName: view.owner?.name ?? null,
    newOwner: null,
    periodChosen: property.pricePeriod !== usualPeriod(property.transaction),
  }
}

/** Another deal, and with it the period its price is usually said for, unless that was chosen by hand. */
export function withTransaction(draft: PropertyDraft, transaction: Transaction): PropertyDraft {
  const pricePeriod = draft.periodChosen ? draft.values.pricePeriod : usualPeriod(transaction)
  return { ...draft, values: { ...draft.values, transaction, pricePeriod } }
}

/** Only what differs from what was there: a form that is saved unread overwrites nobody's work. */
export function patchBetween(before: DraftValues, after: DraftValues): PropertyPatch {
  return Object.fromEntries(
    draftFields.filter((field) => before[field] !== after[field]).map((field) => [field, after[field]]),
  ) as PropertyPatch
}

export function amenityChanges(before: readonly Amenity[], after: readonly Amenity[]): { add: Amenity[]; remove: Amenity[] } {
  return {
    add: after.filter((amenity) => !before.includes(amenity)),
    remove: before.filter((amenity) => !after.includes(amenity)),
  }
}
