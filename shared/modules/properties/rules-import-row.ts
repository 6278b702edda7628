import { fold } from '../../values/fold.ts'
import type { Day } from '../../values/period.ts'
import { parsePhone } from '../../values/phone.ts'
import type { ImportChoices, ImportColumn, ImportProblem, ImportProblemCode, ImportTarget } from './model-import.ts'
import type { ImportRow } from './model-inputs.ts'
import type { PropertyKind, Transaction } from './model.ts'
import { familyOf, property } from './model.ts'
import { amenitiesOf } from './rules-import-amenities.ts'
import { readCard, readFacts } from './rules-import-card.ts'
import { cleanCell, disarmedFormula, isFormula, isSilent, readCount, readPrice, unreadable } from './rules-import-cells.ts'
import type { PriceRead, Read } from './rules-import-cells.ts'
import { readDay } from './rules-import-dates.ts'
import { kindOf } from './rules-import-kinds.ts'
import { readPlace } from './rules-import-place.ts'
import type { PlaceRead } from './rules-import-place.ts'
import { transactionByPrice } from './rules-import-sanity.ts'
import type { TableRecord } from './rules-import-table.ts'
import { composedTitle } from './rules-import-title.ts'
import {
  isPlaceholderPhone, readArea, readFurnished, readOwner, readPosition, readRooms, setPrice,
} from './rules-import-values.ts'
import type { CellOf, Report, RowValues } from './rules-import-values.ts'
import { furnishedOf, isWanted, titleTypeOf, transactionOf } from './rules-import-words.ts'

export type ImportContext = {
  /** The day that "hier" is counted from where the file does not say when it was made. */
  today: Day
  /** Makes the id of the property that a line becomes (UUID). */
  newId: (line: number) => string
}

export type RowRead = { row: ImportRow | null; problems: ImportProblem[] }
export type RowReader = (record: TableRecord) => RowRead
type Defaults = Pick<ImportChoices, 'defaultKind' | 'defaultTransaction'>

/** The column that a text field comes from; the longest text each takes is the entity's own affair. */
const textFields: Partial<Record<keyof RowValues & keyof typeof property.fields, ImportTarget>> = {
  title: 'title', description: 'description', address: 'address', landmark: 'landmark', quartier: 'place', commune: 'commune',
  region: 'region', floor: 'floor', notes: 'notes', sourceUrl: 'sourceUrl',
}
const longest = Object.keys(textFields).map((name) => {
  const field = name as keyof typeof textFields
  return { field, target: textFields[field]!, maximum: maximumOf(property.fields[field].schema) }
})

function maximumOf(schema: unknown): number {
  const inner = schema as { maxLength?: number | null; unwrap?: () => unknown }
  return inner.maxLength ?? (inner.unwrap ? maximumOf(inner.unwrap()) : Number.POSITIVE_INFINITY)
}

/**
 * Reads the rows of one table: `columns` and `defaults` say what stands where. One reader per file, because what it
 * knows of the columns is worked out once. A row that cannot be imported has at least one problem of severity `error`.
 */
export function createRowReader(columns: readonly ImportColumn[], defaults: Defaults, context: ImportContext): RowReader {
  const used = columns.filter((column) => column.target !== 'ignore')
  const unused = columns.filter((column) => column.target === 'ignore')
  // this scraper writes the second at which it read the page: "hier" is counted from there
  const readAt = columns.find((column) => fold(column.name) === 'web scraper order')?.index ?? -1
  const nameOf = new Map(used.map((column) => [column.target, column.name]))

  return (record) => {
    const problems: ImportProblem[] = []
    const note = (problem: Omit<ImportProblem, 'line'>) => {
      problems.push({ ...problem, line: record.line, value: problem.value === null ? null : problem.value.slice(0, 200) })
    }
    const report: Report = (code, severity, target, value, params = {}) => {
      note({ column: target === null ? null : nameOf.get(target) ?? null, code, severity, value, params })
    }
    const reject = (code: ImportProblemCode, target: ImportTarget | null, value: string | null, params = {}): RowRead => {
      report(code, 'error', target, value, params)
      return { row: null, problems }
    }

    if (record.broken) return reject('broken_quotes', null, record.cells.join(' ').trim())
    const surplus = record.cells.slice(columns.length).find((cell) => cell.trim() !== '')
    const widths = { cells: record.cells.length, columns: columns.length }
    if (surplus !== undefined) return reject('too_many_cells', null, surplus.trim(), widths)
    const cells: Partial<Record<ImportTarget, string>> = {}
    for (const column of used) {
      const cell = readCell(record.cells[column.index] ?? '', (formula) => {
        note({ column: column.name, code: 'formula', severity: 'warning', value: formula, params: {} })
      })
      if (isSilent(cell)) continue
      const before = cells[column.target]
      cells[column.target] = before === undefined ? cell : `${before}\n${cell}`
    }
    if (Object.keys(cells).length === 0) return reject('empty_row', null, null)

    // what stands in cells of several lines counts where no column says it
    const card = readCard(cells.title ?? '')
    const details = readFacts(cells.description ?? '')
    const said = { ...details.facts, ...card.facts }
    const cell: CellOf = (target) => cells[target] ?? said[target] ?? ''
    const oneLine: CellOf = (target) => cell(target).replace(/\n/g, ' ')
    const title = fold(card.title)
    if (isWanted(title)) return reject('not_a_listing', 'title', card.title)

    const pages = [...unused.map((column) => record.cells[column.index] ?? ''), cells.sourceUrl ?? ''].flatMap(wordsOfAddress)
    const price = readPrice(cell('price'))
    const kind = readKind(cell('kind'), title, pages, defaults.defaultKind, report)
    const saying: Saying = { cell, title, pages, details: details.text, kind, price }
    const transaction = readTransaction(saying, defaults.defaultTransaction, report)
    const place = readPlace({
      place: cell('place'), quartier: oneLine('quartier'), commune: oneLine('commune'), region: oneLine('region'),
      address: oneLine('address'), title: card.title,
    })
    const told = (['quartier', 'place', 'commune'] as const).find((target) => cells[target] !== undefined) ?? 'place'
    if (!place.known) report('unknown_place', 'warning', told, place.quartier)
    if (kind === null) return reject('missing_kind', 'kind', cells.kind ?? null)
    if (transaction === null) return reject('missing_transaction', 'transaction', cells.transaction ?? null)

    const rooms = readRooms(cell, title, kind, report)
    const named = card.title !== '' ? card.title : composedTitle({
      kind, transaction, rooms: rooms.rooms, place: place.quartier ?? place.commune,
    })
    if (named === null) return reject('missing_title', 'title', null)
    const values: RowValues = { title: named, kind, transaction, country: 'SN', ...placeValues(place), ...rooms }
    if (cells.landmark !== undefined) values.landmark = cells.landmark.replace(/\n/g, ', ')
    setAreas(values, cell, report)
    Object.assign(values, readPosition(cell('latitude'), cell('longitude'), report))
    if (cell('floor') !== '') values.floor = oneLine('floor')
    const today = scrapedOn(readAt < 0 ? '' : record.cells[readAt] ?? '') ?? context.today
    setDays(values, cell, today, report)
    setPrice(values, price, cell('price'), fold(cell('pricePeriod')), report)

    const land = familyOf(kind) === 'land'
    const text = `${title} ${fold(details.text)}`
    const furnished = readFurnished(cells.furnished, report) ?? furnishedOf(text)
      ?? (pages.some((page) => /\bmeubles?\b/.test(page)) ? 'full' : null)
    if (furnished !== null) values.furnished = furnished
    setTitleType(values, cells.titleType, text, report)
    if (details.text !== '') values.description = details.text
    if (/^https?:\/\//i.test(cell('sourceUrl'))) values.sourceUrl = cell('sourceUrl').split('\n')[0]!

    const listed = readDay(cell('date'), today)
    if (listed === unreadable && cells.date !== undefined) report('unreadable_date', 'warning', 'date', cells.date)
    const { owner, spare } = readOwner(cells.ownerName, cells.ownerPhone, report)
    // what has no field of its own is not lost: reference, spare numbers, addresses of photos
    const advertised = card.phones.filter((phone) => !isPlaceholderPhone(parsePhone(phone)?.e164 ?? ''))
    const reference = cells.reference === undefined ? '' : `Réf. ${cells.reference}`
    const notes = new Set([reference, cells.notes ?? '', ...spare, ...advertised, cells.photoUrl ?? ''])
    notes.delete('')
    if (notes.size > 0) values.notes = [...notes].join('\n')

    for (const { field, target, maximum } of longest) {
      const value = values[field]
      const length = typeof value === 'string' ? value.length : 0
      if (length > maximum) report('too_long', 'error', target, String(value), { length, maximum })
    }
    if (problems.some(({ severity }) => severity === 'error')) return { row: null, problems }
    const amenities = amenitiesOf(`${fold(cells.amenities ?? '')} ${text}`, { land })
    const listedOn = typeof listed === 'string' ? listed : null
    return { row: { id: context.newId(record.line), line: record.line, values, amenities, owner, listedOn }, problems }
  }
}

/** A cell cleaned; our own armour comes off, a formula is disarmed and told. */
function readCell(raw: string, tellFormula: (formula: string) => void): string {
  const clean = cleanCell(raw)
  const cell = clean.charCodeAt(0) === 0x27 && isFormula(clean.slice(1)) ? clean.slice(1) : clean
  if (!isFormula(cell)) return cell
  tellFormula(cell)
  return disarmedFormula(cell)
}

/** `1738145003-1` -> the day of that second. */
function scrapedOn(cell: string): Day | null {
  const seconds = /^(1\d{9})-\d+$/.exec(cell)?.[1]
  return seconds === undefined ? null : new Date(Number(seconds) * 1000).toISOString().slice(0, 10)
}

/**
 * The folded words in the path of an address: `…/terrains-a-vendre?page=47` -> `terrains a vendre`. None for what is no
 * address.
 */
function wordsOfAddress(text: string): string[] {
  if (!/^https?:\/\//i.test(text)) return []
  return [fold(text.replace(/^https?:\/\/[^/]*/i, '').replace(/[?#].*$/, '').replace(/\/annonces?\//g, ' '))]
}

function firstOf<T>(texts: readonly string[], read: (text: string) => T | null): T | null {
  for (const text of texts) {
    const found = read(text)
    if (found !== null) return found
  }
  return null
}

/**
 * The column first, then the title's own word, then the section of the site, then what the title only suggests, then what
 * was chosen.
 */
function readKind(
  cell: string,
  title: string,
  pages: readonly string[],
  otherwise: PropertyKind | null,
  report: Report,
): PropertyKind | null {
  if (cell !== '') {
    const found = kindOf(fold(cell))
    if (found) return found.kind
    report('unreadable_choice', 'warning', 'kind', cell)
  }
  const own = kindOf(title)
  if (own && !own.weak) return own.kind
  const page = firstOf(pages, kindOf)
  if (own && (!page || page.weak)) return own.kind
  return page?.kind ?? otherwise
}

type Saying = {
  cell: CellOf
  title: string
  pages: readonly string[]
  details: string
  kind: PropertyKind | null
  price: Read<PriceRead>
}

/**
 * As the row says it; else as the site's section, the description or the user's choice have it, unless the price proves
 * otherwise.
 */
function readTransaction(saying: Saying, otherwise: Transaction | null, report: Report): Transaction | null {
  const { cell, title, pages, details, kind, price } = saying
  const column = cell('transaction')
  const told = transactionOf(fold(column)) ?? transactionOf(title) ?? transactionOf(fold(cell('kind')))
  if (told === null && column !== '') report('unreadable_choice', 'warning', 'transaction', column)
  if (told !== null) return told
  const assumed = firstOf(pages, transactionOf) ?? transactionOf(fold(details)) ?? otherwise ?? transactionOfPeriod(price)
  // land is not let here
  if (kind !== null && familyOf(kind) === 'land') return assumed ?? 'sale'
  if (kind === null || price === null || price === unreadable || price.currency !== 'XOF' || price.perSquareMetre) return assumed
  const proven = transactionByPrice(price.amount, kind, assumed)
  if (proven) report(proven === 'sale' ? 'sale_by_price' : 'rent_by_price', 'warning', 'price', cell('price'))
  return proven ?? assumed
}

function transactionOfPeriod(price: Read<PriceRead>): Transaction | null {
  if (price === null || price === unreadable || price.period === null) return null
  return price.period === 'night' ? 'shortStay' : price.period === 'month' || price.period === 'year' ? 'rent' : null
}

function placeValues(place: PlaceRead): Pick<RowValues, 'region' | 'department' | 'commune' | 'quartier' | 'address'> {
  const { region, department, commune, quartier, address } = place
  return Object.fromEntries(Object.entries({
    region, department, commune, quartier, address,
  }).filter(([, value]) => value !== null))
}

/** A plot's surface stands under both names: lists, prices per metre and duplicates look at `surfaceArea`. */
function setAreas(values: RowValues, cell: CellOf, report: Report): void {
  const land = familyOf(values.kind) === 'land'
  const surface = readArea(cell('surface'), values.kind, 'surface', report)
  const plot = readArea(cell('landArea'), 'land', 'landArea', report)
  const area = surface ?? (land ? plot : null)
  const ground = plot ?? (land ? surface : null)
  if (area !== null) values.surfaceArea = area
  if (ground !== null) values.landArea = ground
}

function setDays(values: RowValues, cell: CellOf, today: Day, report: Report): void {
  const year = readCount(cell('yearBuilt'))
  if (typeof year === 'number' && year >= 1850 && year <= Number(today.slice(0, 4)) + 10) values.yearBuilt = year
  else if (year !== null) report('unreadable_number', 'warning', 'yearBuilt', cell('yearBuilt'))
  const free = cell('availableFrom')
  const available = /^(?:imm[ée]diat|libre|disponible|de suite|oui|yes|now)/i.test(free) ? null : readDay(free, today)
  if (typeof available === 'string') values.availableFrom = available
  else if (available !== null) report('unreadable_date', 'warning', 'availableFrom', free)
}

/** In a title only where something is sold: a "bail" of a flat to let is its lease. */
function setTitleType(values: RowValues, cell: string | undefined, text: string, report: Report): void {
  const asked = cell !== undefined || familyOf(values.kind) === 'land' || values.transaction === 'sale'
  const found = asked ? titleTypeOf(cell === undefined ? text : fold(cell)) : null
  if (found !== null) values.titleType = found
  else if (cell !== undefined) report('unreadable_choice', 'warning', 'titleType', cell)
}
