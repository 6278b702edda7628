import { editDistance, fold } from './fold.ts'
import { allQuartiers, communes, departments, regions } from './gazetteer.ts'
import { foldPlace } from './place-spellings.ts'
import { quartierRows } from './places-quartiers.ts'
import { townNames } from './places-senegal.ts'

export type ResolvedPlace = {
  readonly region: string
  readonly department: string | null
  readonly commune: string | null
  readonly quartier: string | null
  /**
   * 1: every word is known. 0.8: some words are not. 0.7: the place is elsewhere than said. 0.6: a misspelling.
   * 0.5: only its region or department.
   */
  readonly confidence: number
}

type Level = 'quartier' | 'commune' | 'department' | 'region'
type Entry = Omit<ResolvedPlace, 'confidence'> & { readonly level: Level; readonly common: boolean }
type Span = { readonly entries: readonly Entry[]; readonly exact: boolean }

const weights: Record<Level, number> = { quartier: 40, commune: 30, department: 20, region: 10 }
const fillers = new Set(['a', 'au', 'aux', 'de', 'du', 'des', 'd', 'la', 'le', 'les', 'l', 'en', 'et', 'quartier', 'commune',
  'ville', 'region', 'departement', 'senegal', 'sn', 'vers', 'pres', 'cote'])
const maxWords = 6

type Gazetteer = { readonly names: ReadonlyMap<string, readonly Entry[]>; readonly glued: ReadonlyMap<string, readonly Entry[]> }
let built: Gazetteer | undefined

function isSame(a: Entry, b: Entry): boolean {
  return a.level === b.level && a.quartier === b.quartier && a.commune === b.commune && a.department === b.department
}

function gazetteer(): Gazetteer {
  if (built) return built
  const names = new Map<string, Entry[]>()
  const add = (name: string, entry: Entry) => {
    const key = foldPlace(name)
    const entries = names.get(key)
    if (!entries) names.set(key, [entry])
    else if (!entries.some((other) => isSame(other, entry))) entries.push(entry)
  }
  const town = { commune: null, quartier: null, common: false }
  for (const { name } of regions) add(name, { ...town, level: 'region', region: name, department: null })
  add('Sine Saloum', { ...town, level: 'region', region: 'Fatick', department: null })
  add('Petite Côte', { ...town, level: 'department', region: 'Thiès', department: 'Mbour' })
  for (const { name, region } of departments) add(name, { ...town, level: 'department', region, department: name })
  for (const { name, department, region } of communes) add(name, { ...town, level: 'commune', region, department, commune: name })
  for (const [name, official] of townNames) {
    const { department, region } = communes.find((commune) => commune.name === official)!
    add(name, { ...town, level: 'commune', region, department, commune: official })
  }
  for (const [index, { name, commune, department, region }] of allQuartiers.entries()) {
    const row = quartierRows[index]!
    const entry: Entry = { level: 'quartier', region, department, commune, quartier: name, common: false }
    add(name, row.common ? { ...entry, common: true } : entry)
    for (const other of row.also ?? []) add(other, entry)
    for (const other of row.commonAlso ?? []) add(other, { ...entry, common: true })
  }
  const glued = new Map([...names].filter(([key]) => key.length >= 6).map(([key, entries]) => [key.replaceAll(' ', ''), entries]))
  return (built = { names, glued })
}

const digitsOf = (text: string) => text.replace(/\D/g, '')

/** The known name that a phrase misspells, if one alone is nearest. */
function misspelt(phrase: string): Span | null {
  if (phrase.length < 5 || gazetteer().names.has(phrase)) return null
  const slips = phrase.length >= 8 ? 2 : 1
  let best: readonly Entry[] | null = null
  let distance = slips + 1
  for (const [key, entries] of gazetteer().names) {
    if (key.length < 5 || Math.abs(key.length - phrase.length) > slips) continue
    const found = editDistance(phrase, key, slips)
    // Liberté 5 is not a misspelling of Liberté 6
    if (found > slips || digitsOf(key) !== digitsOf(phrase)) continue
    if (found < distance) {
      best = entries
      distance = found
    } else if (found === distance && best && best[0]!.quartier !== entries[0]!.quartier) best = null
  }
  return best && { entries: best, exact: false }
}

type Reading = { readonly spans: Span[]; unknown: number }

function readSegment(segment: string, reading: Reading): void {
  const { names, glued } = gazetteer()
  const words = segment.split(' ')
  const rest: string[][] = [[]]
  const common: Span[] = []
  for (let start = 0; start < words.length;) {
    let length = Math.min(maxWords, words.length - start)
    let entries: readonly Entry[] | undefined
    for (; length > 0; length--) {
      const phrase = words.slice(start, start + length).join(' ')
      entries = names.get(phrase) ?? glued.get(phrase.replaceAll(' ', ''))
      if (entries) break
    }
    if (entries) {
      const span: Span = { entries, exact: true }
      if (entries.some((entry) => entry.common)) common.push(span)
      else reading.spans.push(span)
      if (rest.at(-1)!.length > 0) rest.push([])
      start += length
    } else {
      if (!fillers.has(words[start]!)) rest.at(-1)!.push(words[start]!)
      start++
    }
  }
  let unknown = rest.reduce((sum, run) => sum + run.length, 0)
  if (unknown <= 4 && words.length <= maxWords) {
    for (const run of rest) {
      const span = run.length > 0 ? misspelt(run.join(' ')) : null
      if (!span) continue
      reading.spans.push(span)
      unknown -= run.length
    }
  }
  // an everyday word is the place only when nothing unknown stands around it
  if (unknown === 0) reading.spans.push(...common)
  else unknown += common.length
  reading.unknown += unknown
}

function holds(outer: Entry, inner: Entry): boolean {
  if (outer.region !== inner.region || weights[outer.level] >= weights[inner.level]) return false
  if (outer.department !== null && outer.department !== inner.department) return false
  return outer.commune === null || outer.commune === inner.commune
}

/** 5 when all other names hold this one, 0 when they are in its region, -5 when one is elsewhere. */
function agreement(entry: Entry, others: readonly Span[]): number {
  let lowest = 5
  for (const other of others) {
    if (other.entries.some((outer) => holds(outer, entry) || isSame(outer, entry))) continue
    lowest = Math.min(lowest, other.entries.some((outer) => outer.region === entry.region) ? 0 : -5)
  }
  return lowest
}

function resolve(text: string): ResolvedPlace | null {
  const reading: Reading = { spans: [], unknown: 0 }
  for (const segment of text.slice(0, 300).split(/[,;\n\r/|()]+|\s[-–—]\s/)) {
    const folded = foldPlace(segment)
    if (folded !== '') readSegment(folded, reading)
  }
  let best: { entry: Entry; span: Span; score: number; agrees: number } | null = null
  for (const [index, span] of reading.spans.entries()) {
    const others = reading.spans.filter((other) => other !== span)
    for (const entry of span.entries) {
      const agrees = agreement(entry, others)
      const score = weights[entry.level] + agrees - index - (span.exact ? 0 : 15)
      if (!best || score > best.score) best = { entry, span, score, agrees }
    }
  }
  if (!best) return null
  const { entry, span, agrees } = best
  // "Keur Massar" alone leaves open which of its communes; another word of the text may say it
  const said = entry.level !== 'quartier' ? undefined : reading.spans.flatMap((other) => other.entries)
    .find((other) => other.level === 'commune' && other.department === entry.department)
  const commune = entry.commune ?? said?.commune ?? null
  const coarse = entry.level === 'region' || entry.level === 'department'
  const confidence = Math.min(reading.unknown > 0 ? 0.8 : 1, agrees < 0 ? 0.7 : 1, span.exact ? 1 : 0.6, coarse ? 0.5 : 1)
  return { region: entry.region, department: entry.department, commune, quartier: entry.quartier, confidence }
}

const remembered = new Map<string, ResolvedPlace | null>()
const rememberedAtMost = 5000

/**
 * The place in Senegal that a text of a listing means ("Almadies,\n Dakar", "SC3", "PA U17", "Liberte 6 extention");
 * null when it names none that is known. Texts repeat by the thousand in an import, so answers are remembered.
 */
export function resolvePlace(text: string): ResolvedPlace | null {
  const known = remembered.get(text)
  if (known !== undefined) return known
  const place = fold(text) === '' ? null : resolve(text)
  if (remembered.size >= rememberedAtMost) remembered.clear()
  remembered.set(text, place)
  return place
}
