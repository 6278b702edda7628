import type { Request } from './load.ts'
import type { Market } from './market.ts'

export type Line = {
  name: string
  requests: readonly Request[]
  expected: number
  /**
   * Requests a second of the replaced system at 16 connections (seed-bench.md §3, the upper end where it moved). Null where it was
   * not measured; on SQLite the third to fifth come from its CPU per request, two workers at their best.
   */
  replaced: { sqlite: number | null; postgres: number | null }
}

const cities = ['Dakar', 'Saly', 'Thiès', 'Rufisque', 'Mbour'] as const
const places = ['almadies', 'ngor', 'yoff', 'ouakam', 'mermoz', 'fann', 'point e', 'plateau', 'medina', 'grand yoff', 'parcelles', 'liberte', 'sacre coeur', 'saly', 'mbour', 'rufisque'] as const
const things = ['', 'villa', 'appartement', 'terrain', 'studio', 'maison', 'bureau', 'duplex', 'chambre', 'immeuble', 'magasin', 'f4'] as const
const details = ['', 'meuble', 'vue mer', 'neuf', 'gardien', 'parking'] as const

/** From low to high in steps, so that no two in a second are the same: what is measured is the database and not what was remembered. */
const ranges = Array.from({ length: 400 }, (_, n) => [50_000 + n * 5000, 400_000 + n * 40_000] as const)

/** @param tokens of agents of every agency, one each, in the order of `market.agents`. */
export function linesOf(market: Market, tokens: readonly string[]): Line[] {
  const token = (n: number): string => tokens[(n * 7) % tokens.length]!
  const get = (path: string, n: number): Request => ({ method: 'GET', path, token: token(n) })
  const filtered = ranges.flatMap(([low, high]) => cities.map((city) => `/api/properties/?${new URLSearchParams({ city, price__gte: String(low), price__lte: String(high) }).toString()}`))
  const searches = details.flatMap((detail) => things.flatMap((thing) => places.map((place) => [thing, place, detail].filter(Boolean).join(' '))))
  return [
    { name: 'property list', expected: 200, replaced: { sqlite: 29, postgres: 16 }, requests: [{ method: 'GET', path: '/api/properties/', token: null }] },
    { name: 'property list of an agent', expected: 200, replaced: { sqlite: 29, postgres: 16 }, requests: tokens.map((_, n) => get('/api/properties/', n)) },
    { name: 'filtered list', expected: 200, replaced: { sqlite: 34, postgres: 24.9 }, requests: filtered.map(get) },
    { name: 'search', expected: 200, replaced: { sqlite: 26, postgres: 7.8 }, requests: searches.map((search, n) => get(`/api/properties/?${new URLSearchParams({ search }).toString()}`, n)) },
    { name: 'one property', expected: 200, replaced: { sqlite: 95, postgres: 133 }, requests: market.published.map((id, n) => get(`/api/properties/${id}/`, n)) },
    // 600,000 rounds of PBKDF2 there (185 ms of CPU), Argon2id at 19 MiB and two passes here: nearly all of both is the hash.
    { name: 'login', expected: 200, replaced: { sqlite: 9.6, postgres: 9.9 }, requests: market.agents.map((agent) => ({ method: 'POST', path: '/api/auth/login/', token: null, body: agent })) },
    { name: 'create property', expected: 201, replaced: { sqlite: null, postgres: null }, requests: Array.from({ length: 60 }, (_, n) => ({ method: 'POST', path: '/api/properties/', token: token(n), body: newListing(n) })) },
  ]
}

/** What an agent types on the phone. */
function newListing(n: number): Record<string, unknown> {
  return {
    title: `Appartement F${2 + (n % 4)} aux Almadies, vue mer, lot ${n}`, description: 'Cuisine équipée et séjour double. Gardien jour et nuit, groupe électrogène.',
    property_type: 'apartment', property_type_display: 'rent', price: `${500 + n * 5}000.00`, city: 'Dakar', quartier: 'Almadies', surface_area: '120.50',
    bedrooms: 2 + (n % 4), bathrooms: 2, has_parking: true, has_elevator: true, status: 'available',
  }
}
