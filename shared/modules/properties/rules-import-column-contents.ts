import { fold } from '../../values/fold.ts'
import { resolvePlace } from '../../values/place.ts'
import type { ImportTarget } from './model-import.ts'
import { readPrice, readSurface, unreadable } from './rules-import-cells.ts'
import { readDay } from './rules-import-dates.ts'
import { kindOf } from './rules-import-kinds.ts'
import { transactionOf } from './rules-import-words.ts'

/** The share of the cells for which a test holds. */
function share(cells: readonly string[], holds: (cell: string) => boolean): number {
  return cells.length === 0 ? 0 : cells.filter(holds).length / cells.length
}

const isUrl = (cell: string): boolean => /^https?:\/\//i.test(cell)
const isPicture = (cell: string): boolean => isUrl(cell) && /\.(?:jpe?g|png|webp|avif|gif)(?:$|[?#])/i.test(cell)
const looksLikeDay = /\d|hier|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche/i
const currency = /f\s*\.?cfa|fcfa|xof|€|euro|\bfrancs?\b/i
const largeAmount = /\d\s*(?:m|k|millions?|mille)\b|\d{1,3}(?:[ .]\d{3})+\s*f?$/i
const wordsIn = (cell: string): number => fold(cell).split(' ').length

function isPhone(cell: string): boolean {
  return /^[+(]?[\d\s().\-/]{8,40}$/.test(cell) && /^(?:00|\+)?(?:221)?[37]\d{8}/.test(cell.replace(/[^\d+]/g, ''))
}

function isPrice(cell: string): boolean {
  return /\d/.test(cell) && (currency.test(cell) || largeAmount.test(cell)) && !/m²|m2/i.test(cell)
    && readPrice(cell) !== unreadable
}

function isSurface(cell: string): boolean {
  return /m²|m2|hectare|\bha\b|sqm/i.test(cell) && typeof readSurface(cell) === 'number'
}

function isDay(cell: string): boolean {
  return cell.length <= 40 && looksLikeDay.test(cell) && typeof readDay(cell, '2025-01-01') === 'string'
}

/** What a column holds by the look of its cells, the surest look first, and the share of cells that must have it. */
const looks: readonly (readonly [target: ImportTarget, share: number, is: (cell: string) => boolean])[] = [
  ['photoUrl', 0.7, isPicture],
  ['sourceUrl', 0.7, isUrl],
  ['ownerPhone', 0.7, isPhone],
  ['surface', 0.6, isSurface],
  ['price', 0.6, isPrice],
  ['bedrooms', 0.6, (cell) => /^\d{1,2} ?(?:ch\p{L}*|bedrooms?)\.?$/iu.test(cell)],
  ['date', 0.6, isDay],
  ['transaction', 0.7, (cell) => cell.length <= 30 && wordsIn(cell) <= 2 && transactionOf(fold(cell)) !== null],
  ['kind', 0.7, (cell) => cell.length <= 30 && wordsIn(cell) <= 3 && kindOf(fold(cell))?.weak === false],
  ['title', 0.5, (cell) => cell.length <= 200 && wordsIn(cell) >= 3 && kindOf(fold(cell)) !== null],
  ['place', 0.6, (cell) => cell.length <= 80 && (resolvePlace(cell)?.confidence ?? 0) >= 0.6],
  ['description', 0.5, (cell) => cell.length > 120],
]

/** `cells` are the filled ones, cleaned. Null when they look like nothing we know. */
export function targetOfContent(cells: readonly string[]): ImportTarget | null {
  return looks.find(([, enough, is]) => cells.length > 0 && share(cells, is) >= enough)?.[0] ?? null
}

/** Whether the cells contradict what the name promised: a column "Prix" full of words is none. */
export function contradicts(target: ImportTarget, cells: readonly string[]): boolean {
  if (cells.length === 0) return false
  const figures = share(cells, (cell) => /\d/.test(cell))
  switch (target) {
    case 'price':
      return figures < 0.2
    case 'surface':
    case 'bedrooms':
    case 'bathrooms':
      return figures < 0.2 && cells.length > 3
    case 'sourceUrl':
    case 'photoUrl':
      return share(cells, (cell) => /^(?:https?:|www\.|\/)/i.test(cell)) < 0.5
    case 'ownerPhone':
      return share(cells, (cell) => /\d{2}/.test(cell)) < 0.3
    case 'title':
      return share(cells, (cell) => /^[\d\s.,]+$/.test(cell)) > 0.5 || share(cells, isUrl) > 0.5
    default:
      return false
  }
}

/** Words rather than figures or addresses: what may stand in for a title where nothing else does. */
export function looksLikeTitles(cells: readonly string[]): boolean {
  return share(cells, (cell) => /\p{L}{3,}/u.test(cell) && /\S\s\S/.test(cell) && cell.length <= 2000 && !isUrl(cell)) >= 0.7
}
