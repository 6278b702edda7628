import { fold } from '../../values/fold.ts'
import type { Day } from '../../values/period.ts'
import { parsePhone } from '../../values/phone.ts'
import type { Amenity } from './model-amenities.ts'
import type { ImportChoices, ImportColumn, ImportProblem, ImportProblemCode, ImportTarget } from './model-import.ts'
import type { ImportRow } from './model-inputs.ts'
import type { PropertyKind, Transaction } from './model.ts'
import { property } from './model.ts'
import { amenitiesOf } from './rules-import-amenities.ts'
import { readCard, readFacts } from './rules-import-card.ts'
import type { Facts } from './rules-import-card.ts'
import { cleanCell, disarmedFormula, isFormula, isSilent, readCoordinate, readCount, readPrice, readSurface, unreadable } from './rules-import-cells.ts'
import type { PriceRead, Read } from './rules-import-cells.ts'
import { readDay } from './rules-import-dates.ts'
import { readPlace } from './rules-import-place.ts'
import { judgeBathrooms, judgeBedrooms, judgePrice, judgeSurface, transactionByPrice } from './rules-import-sanity.ts'
import type { TableRecord } from './rules-import-table.ts'
import { furnishedOf, isWanted, kindOf, roomsOf, titleTypeOf, transactionOf } from './rules-import-words.ts'
import { composedTitle } from './rules-import-title.ts'
import { familyOf, usualPeriod } from './rules.ts'

export type ImportContext = {
  /** The day that "hier" is counted from where the file does not say when it was made. */
  today: Day
  /** Makes the id of the property that a line becomes (UUID). */
  newId: (line: number) => string
}

export type RowRead = { row: ImportRow | null; problems: ImportProblem[] }
type Values = ImportRow['values']

/** Text fields and the longest text each takes, from the entity itself. */
const longest: Readonly<Record<string, number>> = Object.fromEntries(
  ['title', 'description', 'address', 'landmark', 'quartier', 'commune', 'region', 'floor', 'notes', 'sourceUrl'].map((name) => [
    name, maximumOf(property.fields[name as keyof typeof property.fields].schema),
  ]),
)

function maximumOf(schema: unknown): number {
  const inner = schema as { maxLength?: number | null; unwrap?: () => unknown }
  return inner.maxLength ?? (inner.unwrap ? maximumOf(inner.unwrap()) : Number.POSITIVE_INFINITY)
}

/** A telephone number written only so that a form accepts it: `77 000 00 00`. */
export function isPlaceholderPhone(e164: string): boolean {
  return /^\+\d{2,5}?(\d)\1{6,}$/.test(e164) || /0{7}$/.test(e164)
}

/**
 * Reads the rows of one table: `columns` and `choices` say what stands where. One reader per file, because what it
 * knows of the columns is worked out once.
 */
export function createRowReader(columns: readonly ImportColumn[], choices: Pick<ImportChoices, 'defaultKind' | 'defaultTransaction'>, context: ImportContext): (record: TableRecord) => RowRead {
  const used = columns.filter((column) => column.target !== 'ignore')
  const unused = columns.filter((column) => column.target === 'ignore')
  const width = columns.length
  // this scraper writes the second at which it read the page: "hier" is counted from there
  const readAt = columns.find((column) => fold(column.name) === 'web scraper order')?.index ?? -1
  const nameOf = new Map<ImportTarget, string>(used.map((column) => [column.target, column.name]))

  return (record) => {
    const problems: ImportProblem[] = []
    const problem = (code: ImportProblemCode, severity: ImportProblem['severity'], target: ImportTarget | null, value: string | null, params: ImportProblem['params'] = {}) => {
      problems.push({ line: record.line, column: target === null ? null : nameOf.get(target) ?? null, code, severity, value: value === null ? null : value.slice(0, 200), params })
    }
    const rejected = (code: ImportProblemCode, target: ImportTarget | null, value: string | null, params?: ImportProblem['params']): RowRead => {
      problem(code, 'error', target, value, params)
      return { row: null, problems }
    }

    if (record.broken) return rejected('broken_quotes', null, record.cells.join(' ').trim())
    const surplus = record.cells.slice(width).find((cell) => cell.trim() !== '')
    if (surplus !== undefined) return rejected('too_many_cells', null, surplus.trim(), { cells: record.cells.length, columns: width })

    const cells: Partial<Record<ImportTarget, string>> = {}
    const said: Facts = {}
    for (const column of used) {
      let cell = cleanCell(record.cells[column.index] ?? '')
      if (cell.charCodeAt(0) === 0x27 && isFormula(cell.slice(1))) cell = cell.slice(1)
      if (isFormula(cell)) {
        problems.push({ line: record.line, column: column.name, code: 'formula', severity: 'warning', value: cell.slice(0, 200), params: {} })
        cell = disarmedFormula(cell)
      }
      if (isSilent(cell)) continue
      const known = cells[column.target]
      cells[column.target] = known === undefined ? cell : `${known}\n${cell}`
    }
    if (Object.keys(cells).length === 0) return rejected('empty_row', null, null)
    const today = scrapedOn(readAt < 0 ? '' : record.cells[readAt] ?? '') ?? context.today

    // ---- what stands in cells of several lines
    const card = readCard(cells.title ?? '')
    const details = readFacts(cells.description ?? '')
    Object.assign(said, details.facts, card.facts)
    const cell = (target: ImportTarget): string => cells[target] ?? said[target] ?? ''

    // ---- kind and transaction
    const titleFolded = fold(card.title)
    if (isWanted(titleFolded)) return rejected('not_a_listing', 'title', card.title)
    const pages = [...unused.map((column) => record.cells[column.index] ?? ''), cells.sourceUrl ?? ''].filter((text) => /^https?:\/\//i.test(text)).map(wordsOfAddress)
    const kindCell = cells.kind ?? said.kind
    const kind = readKind(kindCell, titleFolded, pages, choices.defaultKind, () => problem('unreadable_choice', 'warning', 'kind', kindCell ?? null))
    const priceCell = cell('price')
    const price = readPrice(priceCell)
    const told = readTransaction(cells.transaction ?? said.transaction, titleFolded, kindCell)
    if (cells.transaction !== undefined && told === null) problem('unreadable_choice', 'warning', 'transaction', cells.transaction)
    const assumed = told ?? firstOf(pages, transactionOf) ?? transactionOf(fold(details.text)) ?? choices.defaultTransaction ?? transactionByWordOfPrice(price)
    const byPrice = told === null && assumed !== null && kind !== null && typeof price === 'object' && price !== null && price.currency === 'XOF' && !price.perSquareMetre
      ? transactionByPrice(price.amount, kind, assumed)
      : null
    if (byPrice) problem(byPrice === 'sale' ? 'sale_by_price' : 'rent_by_price', 'warning', 'price', priceCell)
    const transaction = byPrice ?? assumed

    // ---- place and title
    const place = readPlace({
      place: cell('place'), quartier: cell('quartier').replace(/\n/g, ' '), commune: cell('commune').replace(/\n/g, ' '), region: cell('region').replace(/\n/g, ' '),
      address: cell('address').replace(/\n/g, ' '), title: card.title,
    })
    if (!place.known) problem('unknown_place', 'warning', cells.quartier !== undefined ? 'quartier' : cells.place !== undefined ? 'place' : 'commune', place.quartier)
    if (kind === null) return rejected('missing_kind', 'kind', kindCell ?? null)
    if (transaction === null) return rejected('missing_transaction', 'transaction', cells.transaction ?? null)
    const rooms = readRooms(cell, titleFolded, kind, problem)
    const title = card.title !== '' ? card.title : composedTitle({ kind, transaction, rooms: rooms.rooms, place: place.quartier ?? place.commune })
    if (title === null) return rejected('missing_title', 'title', null)

    const values: Values = { title, kind, transaction, country: 'SN' }
    const land = familyOf(kind) === 'land'
    for (const name of ['region', 'department', 'commune', 'quartier', 'address'] as const) if (place[name] !== null) values[name] = place[name]
    if (cells.landmark !== undefined) values.landmark = cells.landmark.replace(/\n/g, ', ')
    Object.assign(values, rooms)

    // ---- numbers
    const surface = readArea(cell('surface'), kind, 'surface', problem)
    const plot = readArea(cell('landArea'), 'land', 'landArea', problem)
    // a plot's surface is its own: lists, prices per metre and duplicates look at surfaceArea
    if (surface !== null) values.surfaceArea = surface
    else if (land && plot !== null) values.surfaceArea = plot
    if (plot ?? (land ? surface : null)) values.landArea = (plot ?? surface)!
    readPosition(cell('latitude'), cell('longitude'), values, problem)
    const floor = cell('floor')
    if (floor !== '') values.floor = floor.replace(/\n/g, ' ')
    const year = readCount(cell('yearBuilt'))
    if (typeof year === 'number' && year >= 1850 && year <= Number(today.slice(0, 4)) + 10) values.yearBuilt = year
    else if (year !== null) problem('unreadable_number', 'warning', 'yearBuilt', cell('yearBuilt'))

    setPrice(values, price, priceCell, fold(cells.pricePeriod ?? ''), problem)

    // ---- words
    const text = `${titleFolded} ${fold(details.text)}`
    const furnished = readFurnished(cells.furnished, () => problem('unreadable_choice', 'warning', 'furnished', cells.furnished ?? null)) ?? furnishedOf(text)
      ?? (pages.some((page) => /\bmeubles?\b/.test(page)) ? 'full' : null)
    if (furnished) values.furnished = furnished
    const right = cells.titleType !== undefined ? titleTypeOf(fold(cells.titleType)) : land || transaction === 'sale' ? titleTypeOf(text) : null
    if (right) values.titleType = right
    else if (cells.titleType !== undefined) problem('unreadable_choice', 'warning', 'titleType', cells.titleType)
    const amenities: Amenity[] = amenitiesOf(`${fold(cells.amenities ?? '')} ${text}`, { land })

    // ---- days, people, the rest
    const available = readDay(/^(?:imm[ée]diat|libre|disponible|de suite|oui|yes|now)/i.test(cell('availableFrom')) ? '' : cell('availableFrom'), today)
    if (typeof available === 'string') values.availableFrom = available
    else if (available !== null) problem('unreadable_date', 'warning', 'availableFrom', cell('availableFrom'))
    const listed = readDay(cell('date'), today)
    if (listed === unreadable && cells.date !== undefined) problem('unreadable_date', 'warning', 'date', cells.date)
    if (details.text !== '') values.description = details.text
    if (cells.sourceUrl !== undefined && /^https?:\/\//i.test(cells.sourceUrl)) values.sourceUrl = cells.sourceUrl.split('\n')[0]!
    const owner = readOwner(cells.ownerName, cells.ownerPhone, problem)
    // what has no field of its own is not lost: reference, spare numbers, addresses of photos
    const notes = [
      cells.reference === undefined ? '' : `Réf. ${cells.reference}`, cells.notes ?? '', ...owner.spare,
      ...card.phones.filter((phone) => !isPlaceholderPhone(parsePhone(phone)?.e164 ?? '+')), cells.photoUrl ?? '',
    ].filter((note, index, all) => note !== '' && all.indexOf(note) === index)
    if (notes.length > 0) values.notes = notes.join('\n')

    for (const [name, maximum] of Object.entries(longest)) {
      const value = values[name as keyof Values]
      if (typeof value !== 'string' || value.length <= maximum) continue
      problem('too_long', 'error', targetsOfField[name] ?? null, value, { length: value.length, maximum })
    }
    if (problems.some(({ severity }) => severity === 'error')) return { row: null, problems }
    return {
      row: { id: context.newId(record.line), line: record.line, values, amenities, owner: owner.owner, listedOn: typeof listed === 'string' ? listed : null },
      problems,
    }
  }
}

const targetsOfField: Readonly<Record<string, ImportTarget>> = {
  title: 'title', description: 'description', address: 'address', landmark: 'landmark', quartier: 'place', commune: 'commune', region: 'region', floor: 'floor',
  notes: 'notes', sourceUrl: 'sourceUrl',
}

type Report = (code: ImportProblemCode, severity: ImportProblem['severity'], target: ImportTarget | null, value: string | null, params?: ImportProblem['params']) => void

/** `1738145003-1` -> the day of that second. */
function scrapedOn(cell: string): Day | null {
  const seconds = /^(1\d{9})-\d+$/.exec(cell)?.[1]
  return seconds === undefined ? null : new Date(Number(seconds) * 1000).toISOString().slice(0, 10)
}

/** The folded words in the path of an address: `…/terrains-a-vendre?page=47` -> `terrains a vendre`. */
function wordsOfAddress(address: string): string {
  return fold(address.replace(/^https?:\/\/[^/]*/i, '').replace(/[?#].*$/, '').replace(/\/annonces?\//g, ' '))
}

function firstOf<T>(texts: readonly string[], read: (text: string) => T | null): T | null {
  for (const text of texts) {
    const found = read(text)
    if (found !== null) return found
  }
  return null
}

/** The column first, then the title's own word, then the section of the site, then what the title only suggests, then what was chosen. */
function readKind(cell: string | undefined, title: string, pages: readonly string[], otherwise: PropertyKind | null, unreadableCell: () => void): PropertyKind | null {
  if (cell !== undefined) {
    const found = kindOf(fold(cell))
    if (found) return found.kind
    unreadableCell()
  }
  const own = kindOf(title)
  if (own && !own.weak) return own.kind
  const page = firstOf(pages, kindOf)
  if (own && page && page.kind !== own.kind) return page.weak ? own.kind : page.kind
  return page?.kind ?? own?.kind ?? otherwise
}

function readTransaction(cell: string | undefined, title: string, kindCell: string | undefined): Transaction | null {
  const said = cell === undefined ? null : transactionOf(fold(cell))
  return said ?? transactionOf(title) ?? (kindCell === undefined ? null : transactionOf(fold(kindCell)))
}

function transactionByWordOfPrice(price: Read<PriceRead>): Transaction | null {
  if (price === null || price === unreadable || price.period === null) return null
  return price.period === 'night' ? 'shortStay' : price.period === 'month' || price.period === 'year' ? 'rent' : null
}

function readRooms(cell: (target: ImportTarget) => string, title: string, kind: PropertyKind, problem: Report): Pick<Values, 'rooms' | 'bedrooms' | 'bathrooms' | 'toilets'> {
  const rooms: Pick<Values, 'rooms' | 'bedrooms' | 'bathrooms' | 'toilets'> = {}
  if (familyOf(kind) === 'land') return rooms
  const count = (target: 'rooms' | 'bedrooms' | 'bathrooms' | 'toilets', judge: (value: number, kind: PropertyKind) => string, most: number): number | null => {
    const text = cell(target)
    const code = target === 'rooms' ? /^[ft] ?(\d{1,2})$/i.exec(text) : null
    const value = code ? Number(code[1]) : readCount(text)
    if (value === null) return null
    if (value === unreadable) problem('unreadable_number', 'warning', target, text)
    else if (value > most || judge(value, kind) === 'impossible') problem('unlikely_number', 'warning', target, text)
    else return value
    return null
  }
  const inTitle = roomsOf(title)
  const bedrooms = count('bedrooms', judgeBedrooms, 200)
  const slept = bedrooms ?? (inTitle.bedrooms !== null && judgeBedrooms(inTitle.bedrooms, kind) === 'fine' ? inTitle.bedrooms : null)
  if (slept !== null) rooms.bedrooms = slept
  const all = count('rooms', (value, of) => judgeBedrooms(value - 1, of), 500)
  // the title's F4 counts only where it does not quarrel with the bedrooms of the file
  const named = inTitle.rooms !== null && (slept === null || inTitle.rooms === slept + 1) ? inTitle.rooms : null
  const total = all ?? named
  if (total !== null) rooms.rooms = total
  const bathrooms = count('bathrooms', judgeBathrooms, 200)
  if (bathrooms !== null) rooms.bathrooms = bathrooms
  const toilets = count('toilets', judgeBathrooms, 200)
  if (toilets !== null) rooms.toilets = toilets
  return rooms
}

function readArea(text: string, kind: PropertyKind, target: 'surface' | 'landArea', problem: Report): number | null {
  const area = readSurface(text)
  if (area === null) return null
  if (area === unreadable) problem('unreadable_surface', 'warning', target, text)
  else if (judgeSurface(area, kind) === 'impossible') problem('unlikely_surface', 'warning', target, text)
  else return area
  return null
}

function readPosition(latitude: string, longitude: string, values: Values, problem: Report): void {
  const pair = longitude === '' ? /^(-?\d{1,2}\.\d+)\s*[,;\s]\s*(-?\d{1,3}\.\d+)$/.exec(latitude) : null
  const north = readCoordinate(pair ? pair[1]! : latitude)
  const east = readCoordinate(pair ? pair[2]! : longitude)
  if (north === null && east === null) return
  if (typeof north === 'number' && typeof east === 'number' && Math.abs(north) <= 90 && Math.abs(east) <= 180 && (north !== 0 || east !== 0)) {
    values.latitude = north
    values.longitude = east
  } else problem('unreadable_coordinates', 'warning', 'latitude', `${latitude} ${longitude}`.trim())
}

function setPrice(values: Values, price: Read<PriceRead>, cell: string, periodCell: string, problem: Report): void {
  values.priceCurrency = 'XOF'
  values.pricePeriod = usualPeriod(values.transaction)
  if (price === null) return problem('missing_price', 'warning', 'price', cell === '' ? null : cell)
  if (price === unreadable) return problem('unreadable_price', 'warning', 'price', cell)
  const period = price.period ?? (/mois|month|mensuel/.test(periodCell) ? 'month' : /nuit|jour|night|day/.test(periodCell) ? 'night' : /semaine|week/.test(periodCell) ? 'week' : /\ban\b|annee|year|annuel/.test(periodCell) ? 'year' : null)
  if (values.transaction !== 'sale' && period !== null) values.pricePeriod = period
  if (price.negotiable) values.priceNegotiable = true
  let { amount } = price
  const surface = values.surfaceArea ?? null
  if (price.perSquareMetre) {
    if (surface === null) return problem('price_per_metre', 'warning', 'price', cell)
    amount = Math.round(amount * surface)
  }
  const francs = price.currency === 'XOF' || price.currency === 'XAF'
  const verdict = francs ? judgePrice({ amount, transaction: values.transaction, kind: values.kind, period: values.pricePeriod, surface }) : 'fine'
  if (verdict === 'impossible' || amount > 1_000_000_000_000_000) return problem('unlikely_price', 'warning', 'price', cell)
  if (verdict === 'surprising') problem('surprising_price', 'warning', 'price', cell)
  values.priceAmount = amount
  values.priceCurrency = price.currency
}

function readFurnished(cell: string | undefined, unreadableCell: () => void): Values['furnished'] | null {
  if (cell === undefined) return null
  const folded = fold(cell)
  if (/^(?:oui|yes|true|vrai|1|x|o|y|full|tout|entierement)$/.test(folded)) return 'full'
  if (/^(?:non|no|false|faux|0|n|none|nu)$/.test(folded)) return 'none'
  if (/^(?:semi|partiel|partial|partiellement|en partie)$/.test(folded)) return 'partial'
  const found = furnishedOf(folded)
  if (found === null) unreadableCell()
  return found
}

/**
 * Only columns of their own name an owner: the numbers in a portal's card are the advertiser's. Of several numbers in
 * the cell the first good one is the owner's, the others go to the notes.
 */
function readOwner(name: string | undefined, phone: string | undefined, problem: Report): { owner: ImportRow['owner']; spare: string[] } {
  const spare: string[] = []
  let found: string | null = null
  for (const part of (phone ?? '').split(/[/;,|\n]|\bet\b|\bou\b/).map((text) => text.trim()).filter((text) => text !== '')) {
    const number = parsePhone(part)
    if (!number || isPlaceholderPhone(number.e164)) {
      problem('bad_phone', 'warning', 'ownerPhone', part)
      continue
    }
    if (found === null) found = part.slice(0, 40)
    else spare.push(part)
  }
  const called = name?.replace(/\n/g, ' ') ?? null
  if (called !== null && called.length > 200) problem('too_long', 'error', 'ownerName', called, { length: called.length, maximum: 200 })
  return { owner: found === null && called === null ? null : { name: called, phone: found }, spare }
}
