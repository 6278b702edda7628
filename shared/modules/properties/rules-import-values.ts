import { fold } from '../../values/fold.ts'
import type { PricePeriod } from '../../values/period.ts'
import { parsePhone } from '../../values/phone.ts'
import type { ImportProblem, ImportProblemCode, ImportTarget } from './model-import.ts'
import type { ImportRow } from './model-inputs.ts'
import { familyOf } from './model.ts'
import type { PropertyKind } from './model.ts'
import { readCoordinate, readCount, readSurface, unreadable } from './rules-import-cells.ts'
import type { PriceRead, Read } from './rules-import-cells.ts'
import { judgeBathrooms, judgeBedrooms, judgePrice, judgeSurface } from './rules-import-sanity.ts'
import type { Verdict } from './rules-import-sanity.ts'
import { furnishedOf, roomsOf } from './rules-import-words.ts'
import type { Furnishing } from './rules-import-words.ts'
import { usualPeriod } from './rules.ts'

/** The values of one row, group by group: what is read, what cannot be, what is said about it. */
export type RowValues = ImportRow['values']
/** Notes a problem of the row; without a target it is about the whole row. */
export type Report = (
  code: ImportProblemCode,
  severity: ImportProblem['severity'],
  target: ImportTarget | null,
  value: string | null,
  params?: ImportProblem['params'],
) => void
/** What the row says under a meaning, cleaned; empty when it says nothing. */
export type CellOf = (target: ImportTarget) => string

type Rooms = Pick<RowValues, 'rooms' | 'bedrooms' | 'bathrooms' | 'toilets'>

/** Rooms from their columns; bedrooms and rooms also from a title like "F4". */
export function readRooms(cell: CellOf, title: string, kind: PropertyKind, report: Report): Rooms {
  const rooms: Rooms = {}
  if (familyOf(kind) === 'land') return rooms
  const count = (target: keyof Rooms, judge: (value: number, kind: PropertyKind) => Verdict): number | null => {
    const text = cell(target)
    const code = target === 'rooms' ? /^[ft] ?(\d{1,2})$/i.exec(text) : null
    const value = code ? Number(code[1]) : readCount(text)
    if (value === null) return null
    if (value === unreadable) report('unreadable_number', 'warning', target, text)
    else if (value > 200 || judge(value, kind) === 'impossible') report('unlikely_number', 'warning', target, text)
    else return value
    return null
  }
  const inTitle = roomsOf(title)
  const plausible = inTitle.bedrooms !== null && judgeBedrooms(inTitle.bedrooms, kind) === 'fine'
  const bedrooms = count('bedrooms', judgeBedrooms) ?? (plausible ? inTitle.bedrooms : null)
  // the title's F4 counts only where it does not quarrel with the bedrooms of the file
  const named = inTitle.rooms !== null && (bedrooms === null || inTitle.rooms === bedrooms + 1) ? inTitle.rooms : null
  const all = count('rooms', (value, of) => judgeBedrooms(value - 1, of)) ?? named
  const bathrooms = count('bathrooms', judgeBathrooms)
  const toilets = count('toilets', judgeBathrooms)
  if (bedrooms !== null) rooms.bedrooms = bedrooms
  if (all !== null) rooms.rooms = all
  if (bathrooms !== null) rooms.bathrooms = bathrooms
  if (toilets !== null) rooms.toilets = toilets
  return rooms
}

/** Square metres of what the column is about; null where it says nothing that can be. */
export function readArea(text: string, kind: PropertyKind, target: 'surface' | 'landArea', report: Report): number | null {
  const area = readSurface(text)
  if (area === null) return null
  if (area === unreadable) report('unreadable_surface', 'warning', target, text)
  else if (judgeSurface(area, kind) === 'impossible') report('unlikely_surface', 'warning', target, text)
  else return area
  return null
}

/** Degrees, both or none; one column may hold both ("14.74, -17.51"). */
export function readPosition(latitude: string, longitude: string, report: Report): Pick<RowValues, 'latitude' | 'longitude'> {
  const pair = longitude === '' ? /^(-?\d{1,2}\.\d+)\s*[,;\s]\s*(-?\d{1,3}\.\d+)$/.exec(latitude) : null
  const north = readCoordinate(pair ? pair[1]! : latitude)
  const east = readCoordinate(pair ? pair[2]! : longitude)
  if (north === null && east === null) return {}
  const there = typeof north === 'number' && typeof east === 'number' && Math.abs(north) <= 90 && Math.abs(east) <= 180
  // 0, 0 is in the sea: a device that did not know
  if (there && (north !== 0 || east !== 0)) return { latitude: north, longitude: east }
  report('unreadable_coordinates', 'warning', 'latitude', `${latitude} ${longitude}`.trim())
  return {}
}

const periodWords: readonly (readonly [PricePeriod, RegExp])[] = [
  ['month', /mois|month|mensuel/], ['night', /nuit|jour|night|day/], ['week', /semaine|week/],
  ['year', /\ban\b|annee|year|annuel/],
]

/**
 * Puts the price into `values`, whose transaction, kind and surface are known by now. `period` is the folded cell that
 * may say it.
 */
export function setPrice(values: RowValues, price: Read<PriceRead>, cell: string, period: string, report: Report): void {
  values.priceCurrency = 'XOF'
  values.pricePeriod = usualPeriod(values.transaction)
  if (price === null) return report('missing_price', 'warning', 'price', cell === '' ? null : cell)
  if (price === unreadable) return report('unreadable_price', 'warning', 'price', cell)
  const said = price.period ?? periodWords.find(([, is]) => is.test(period))?.[0]
  // a sale is priced in total, whatever the column of a mixed list says
  if (values.transaction !== 'sale' && said) values.pricePeriod = said
  if (price.negotiable) values.priceNegotiable = true
  const surface = values.surfaceArea ?? null
  if (price.perSquareMetre && surface === null) return report('price_per_metre', 'warning', 'price', cell)
  const amount = price.perSquareMetre ? Math.round(price.amount * surface!) : price.amount
  const francs = price.currency === 'XOF' || price.currency === 'XAF'
  const { transaction, kind } = values
  const verdict = francs ? judgePrice({ amount, transaction, kind, period: values.pricePeriod, surface }) : 'fine'
  if (verdict === 'impossible' || amount > 1_000_000_000_000_000) return report('unlikely_price', 'warning', 'price', cell)
  if (verdict === 'surprising') report('surprising_price', 'warning', 'price', cell)
  values.priceAmount = amount
  values.priceCurrency = price.currency
}

/** From a column of its own; null where there is none, or where it says something else. */
export function readFurnished(cell: string | undefined, report: Report): Furnishing | null {
  if (cell === undefined) return null
  const folded = fold(cell)
  if (/^(?:oui|yes|true|vrai|1|x|o|y|full|tout|entierement)$/.test(folded)) return 'full'
  if (/^(?:non|no|false|faux|0|n|none|nu)$/.test(folded)) return 'none'
  if (/^(?:semi|partiel|partial|partiellement|en partie)$/.test(folded)) return 'partial'
  const found = furnishedOf(folded)
  if (found === null) report('unreadable_choice', 'warning', 'furnished', cell)
  return found
}

/** A telephone number written only so that a form accepts it: `77 000 00 00`. */
export function isPlaceholderPhone(e164: string): boolean {
  return /^\+\d{2,5}?(\d)\1{6,}$/.test(e164) || /0{7}$/.test(e164)
}

/**
 * Only columns of their own name an owner: the numbers in a portal's card are the advertiser's. Of several numbers in
 * the cell the first good one is the owner's, the others are spare.
 */
export function readOwner(
  name: string | undefined,
  phones: string | undefined,
  report: Report,
): { owner: ImportRow['owner']; spare: string[] } {
  const spare: string[] = []
  let phone: string | null = null
  for (const part of (phones ?? '').split(/[/;,|\n]|\bet\b|\bou\b/).map((text) => text.trim()).filter((text) => text !== '')) {
    const number = parsePhone(part)
    if (!number || isPlaceholderPhone(number.e164)) report('bad_phone', 'warning', 'ownerPhone', part)
    else if (phone === null) phone = part.slice(0, 40)
    else spare.push(part)
  }
  const called = name?.replace(/\n/g, ' ') ?? null
  const length = called?.length ?? 0
  if (length > 200) report('too_long', 'error', 'ownerName', called, { length, maximum: 200 })
  return { owner: phone === null && called === null ? null : { name: called, phone }, spare }
}
