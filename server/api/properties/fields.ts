import type { Amenity } from '../../../shared/modules/properties/model-amenities.ts'
import type { PropertyKind, PropertyStatus, Transaction } from '../../../shared/modules/properties/model.ts'

/** The words of the mobile client for ours, in both directions. What it does not know keeps our word, in its way of writing. */

export const snake = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

export const statusWords = {
  draft: 'draft', available: 'available', underOffer: 'under_offer', reserved: 'reserved', sold: 'sold', rented: 'rented', withdrawn: 'withdrawn', archived: 'archived',
} as const satisfies Record<PropertyStatus, string>
export type StatusWord = (typeof statusWords)[PropertyStatus]

export const transactionWords = { sale: 'sale', rent: 'rent', shortStay: 'short_stay' } as const satisfies Record<Transaction, string>
export type TransactionWord = (typeof transactionWords)[Transaction]

export const kindWords = {
  apartment: 'apartment', house: 'house', villa: 'villa', studio: 'studio', room: 'room', duplex: 'duplex', triplex: 'triplex', penthouse: 'penthouse', loft: 'loft',
  building: 'building', compound: 'compound', office: 'office', floor: 'floor', shop: 'shop', store: 'store', warehouse: 'warehouse', commercial: 'commercial', hotel: 'hotel',
  land: 'land', farmland: 'farmland', parking: 'parking', garage: 'garage', cellar: 'cellar', other: 'other',
} as const satisfies Record<PropertyKind, string>
export type KindWord = (typeof kindWords)[PropertyKind]

/** The flags of the replaced system, each for an amenity of ours. */
export const flagWords = {
  has_balcony: 'balcony', has_terrace: 'terrace', has_garden: 'garden', has_garage: 'garage', has_parking: 'parking', has_elevator: 'elevator', has_fireplace: 'fireplace',
  has_pool: 'pool', has_air_conditioning: 'airConditioning', has_security_system: 'securitySystem', has_bathtub: 'bathtub', has_outdoor_shower: 'outdoorShower',
  has_hot_water: 'hotWater', has_washing_machine: 'washingMachine', has_dryer: 'dryer', has_essentials: 'essentials', has_hangers: 'hangers', has_sheets: 'sheets',
  has_extra_pillows_blankets: 'extraBedding', has_blinds: 'blinds', has_iron: 'iron', has_clothes_rack: 'clothesRack', has_clothes_storage: 'wardrobes', has_tv: 'television',
  has_baby_crib: 'crib', has_children_playroom: 'playroom', has_portable_fans: 'fans', has_heating: 'heating', has_outdoor_security_cameras: 'outdoorCameras',
  has_security_cameras: 'securityCameras', has_smoke_detector: 'smokeDetector', has_carbon_monoxide_detector: 'carbonMonoxideDetector', has_wifi: 'internet',
  has_portable_wifi: 'portableInternet', has_kitchen: 'kitchen', has_refrigerator: 'refrigerator', has_microwave: 'microwave', has_basic_kitchen_equipment: 'cookware',
  has_dishes_utensils: 'tableware', has_freezer: 'freezer', has_dishwasher: 'dishwasher', has_stove: 'stove', has_oven: 'oven', has_coffee_maker: 'coffeeMaker',
  has_blender: 'blender', has_dining_table: 'diningTable', has_backyard: 'courtyard', has_outdoor_furniture: 'outdoorFurniture', has_outdoor_dining_space: 'outdoorDining',
  has_outdoor_kitchen: 'outdoorKitchen', has_lounge_chairs: 'loungeChairs', has_free_street_parking: 'freeStreetParking',
  has_year_round_pool: 'yearRoundPool', has_luggage_dropoff_allowed: 'luggageDropOff', has_long_term_stays_allowed: 'longStays', has_cleaning_during_stay: 'cleaningDuringStay',
  has_key_exchange_by_host: 'keyExchange', has_generator: 'generator', has_water_reserve: 'waterReserve', has_guard: 'guard', has_prepaid_meter: 'prepaidMeter',
} as const satisfies Record<string, Amenity>
export type FlagWord = keyof typeof flagWords
export const flagNames = Object.keys(flagWords) as FlagWord[]

export const furnishingWords = { none: 'none', partial: 'partially', full: 'fully' } as const

export const heatingWords = { gas: 'gas', electric: 'electric', oil: 'oil', wood: 'wood', heatPump: 'heat_pump', district: 'district', solar: 'solar' } as const

/** Our word for theirs; undefined for a word that stands for nothing. */
export function ours<W extends Record<string, string>>(words: W, theirs: string): keyof W | undefined {
  return Object.keys(words).find((word) => words[word] === theirs)
}

/** A town as the client knows it: all of the Dakar region is Dakar, elsewhere it is the commune. */
export function cityOf(place: { region: string | null; commune: string | null }): string {
  return place.region === 'Dakar' ? 'Dakar' : (place.commune ?? place.region ?? '')
}
