import type { PropertyKind, Transaction } from './model.ts'

/** Kinds as a title begins here. Titles are data of the agency, written in its language, not words of the interface. */
const begins: Readonly<Record<PropertyKind, string>> = {
  apartment: 'Appartement', house: 'Maison', villa: 'Villa', studio: 'Studio', room: 'Chambre', duplex: 'Duplex',
  triplex: 'Triplex', penthouse: 'Penthouse', loft: 'Loft',
  building: 'Immeuble', compound: 'Concession', office: 'Bureau', floor: 'Plateau de bureaux', shop: 'Boutique', store: 'Magasin',
  warehouse: 'Entrepôt',
  commercial: 'Local commercial', hotel: 'Hôtel', land: 'Terrain', farmland: 'Terrain agricole', parking: 'Place de parking',
  garage: 'Garage', cellar: 'Cave', other: 'Bien',
}
const roomed: ReadonlySet<PropertyKind> = new Set(['apartment', 'duplex', 'triplex', 'penthouse', 'villa', 'house'])
const offered: Readonly<Record<Transaction, string>> = { sale: 'à vendre', rent: 'à louer', shortStay: 'en courte durée' }

/**
 * Many agencies' own tables have no title: "Appartement F4 à louer, Mermoz" is made from what they do have. Null when
 * there is no place either, for such a title would say nothing.
 */
export function composedTitle(
  facts: { kind: PropertyKind; transaction: Transaction; rooms?: number | null | undefined; place: string | null },
): string | null {
  if (facts.place === null) return null
  const rooms = facts.rooms && facts.rooms > 1 && roomed.has(facts.kind) ? ` F${facts.rooms}` : ''
  return `${begins[facts.kind]}${rooms} ${offered[facts.transaction]}, ${facts.place}`.slice(0, 200)
}
