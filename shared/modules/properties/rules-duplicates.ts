import { editDistance } from '../../values/fold.ts'
import { allQuartiers, communes, foldPlace } from '../../values/place.ts'
import type { DuplicateReason } from './model-views.ts'
import type { PropertyKind, Transaction } from './model.ts'

/**
 * When two listings are probably the same property entered twice: same transaction and kind, same quartier, and the
 * same telephone of the owner, or titles alike with price and surface within 5 %. It warns; a person decides.
 */
export type DuplicateFacts = {
  title: string
  kind: PropertyKind
  transaction: Transaction
  quartier: string | null
  /** Stands in where no quartier is known. */
  commune?: string | null
  /** Minor units, both in one currency. */
  priceAmount: number | null
  /** Square metres. */
  surfaceArea: number | null
  bedrooms?: number | null
  /** E.164. */
  ownerPhones?: readonly string[]
}

export type DuplicateJudgement = {
  duplicate: boolean
  reasons: DuplicateReason[]
  /** 0 to 1: how sure. Above 0.9 the two say the same in all they say. */
  likeness: number
  /** Something the two say differently, so that only the owner links them: one owner's two flats, most often. */
  contradicted: boolean
}

/** Price and surface may differ by this share of the larger. */
export const duplicateTolerance = 0.05

/**
 * Listings that can be duplicates of each other have equal keys; null when no place is known, for then nothing is
 * compared. Stored or computed, it is what candidates are searched by.
 */
export function duplicateKey(facts: Pick<DuplicateFacts, 'transaction' | 'kind' | 'quartier' | 'commune'>): string | null {
  const place = foldPlace(facts.quartier || facts.commune || '')
  return place === '' ? null : `${facts.transaction}|${facts.kind}|${place}`
}

/** The prices, ends included, among which a duplicate by title is to be looked for; null when the price is not known. */
export function duplicatePrices(amount: number | null): { from: number; to: number } | null {
  return amount === null ? null : {
    from: Math.floor(amount * (1 - duplicateTolerance)), to: Math.ceil(amount / (1 - duplicateTolerance)),
  }
}

// ---- titles

/** Words that nearly every title has: they prove nothing, whether shared or not. */
const plainWords = wordSet(`
  appartement appartements appart apparts apart apt apts appt appts apprt apartement apartment apartments apparemment flat
  studio studios duplex triplex penthouse villa maison immeuble bureau
  bureaux plateau plateaux magasin boutique terrain terrains parcelle parcelles lot lots lotissement champ champs chambre
  chambres louer loue louee location vendre vente vend vends loyer
  rent sale mois disponible visible urgent opportunite promo offre
  bel bels beau beaux belle belles joli jolie jolis magnifique magnifiques superbe superbes sublime sublimes splendide
  splendides somptueux luxueux luxueuse luxe chic standing standings haut haute grand
  grande grands grd tres spacieux spacieuse lumineux lumineuse moderne modernes neuf neufs neuve neuves nouveau nouvelle tout
  touts toute residentiel calme bien place dakar senegal ville quartier zone cite`)
/** Words of many titles: sharing one proves little, but two titles that differ in one are less alike. */
const commonWords = wordSet(`
  corniche residence residences vue vu mer face bord terrasse piscine jardin garage ascenseur meridien route vdn rue avenue
  titre titres foncier fonciers individuel tf tfi tfg bail angle hectare hectares ha
  etage rdc rez chaussee ocean plage cloture viabilise payable possibilite recasement extension centre standing prive privee
  equipe equipee cuisine entree salle sport bureau commercial agricole
  onomo renaissance monument apix cheikh amar sotrac sipres autoroute peage sortie aeroport rond croisement`)
let placeWordsKnown: ReadonlySet<string> | undefined

/** Words of the names of known places: "Ngor Almadies" is in as many titles as "corniche". */
function isPlaceWord(word: string): boolean {
  placeWordsKnown ??= new Set([...allQuartiers, ...communes].flatMap(({ name }) => foldPlace(name).split(' ')))
  return placeWordsKnown.has(word)
}
const skipped = wordSet(`
  a au aux de des du d la le les l en et ou un une sur avec pour par dans sis sise situe situes type types ce non
  the in for to of and`)
const plainWeight = 0.2
const commonWeight = 0.6

function wordSet(words: string): ReadonlySet<string> {
  return new Set(words.trim().split(/\s+/))
}

/** What a title says, ready to be compared many times. */
export type TitleProfile = {
  /** Words that could tell one property from another, sorted. */
  readonly telling: readonly string[]
  readonly common: readonly string[]
  readonly plain: readonly string[]
  /** Figures that are no rooms: surfaces, floors, street numbers. */
  readonly figures: readonly string[]
  readonly bedrooms: number | null
  readonly furnished: 'full' | 'none' | null
  /** The agency's own code for the listing, where the title begins with it. */
  readonly code: string | null
  readonly folded: string
}

const lettered = wordSet('residence bloc block zone batiment bat immeuble tour lot villa porte entree')
const wordNumbers: Readonly<Record<string, string>> = { un: '1', deux: '2', trois: '3', quatre: '4', cinq: '5', six: '6' }

/** `place` is the listing's quartier or commune: its words are in every title of the quartier. */
export function titleProfile(title: string, place: string | null): TitleProfile {
  let folded = foldPlace(title)
  const code = /^ref (\d{2,6}) ?(\p{L}{1,4})?\b/u.exec(folded)
  if (code) folded = folded.slice(code[0].length).trim()
  const placeWords = new Set(place === null ? [] : foldPlace(place).split(' '))
  const sizes = new Set<number>()
  const figures = new Set<string>()
  const telling = new Set<string>()
  const common = new Set<string>()
  const plain = new Set<string>()
  let furnished: TitleProfile['furnished'] = null
  const words = folded.split(' ')
  for (let index = 0; index < words.length; index++) {
    let word = words[index]!
    const before = words[index - 1] ?? ''
    // "bloc B" is not "bloc C"; other single letters are crumbs ("n° 12", "R+1")
    if (/^[b-km-z]$/.test(word) && word !== 'd' && lettered.has(before)) figures.add(word)
    if (word === '' || skipped.has(word) || (word.length === 1 && !/\d/.test(word))) continue
    const rooms = /^[ft](\d{1,2})\p{L}?$/u.exec(word)
    const joined = /^0?(\d{1,2})(?:ch\p{L}*|chambres?)$/u.exec(word)
    if (rooms) sizes.add(Math.max(Number(rooms[1]) - 1, 1))
    else if (joined) sizes.add(Number(joined[1]))
    else if (/^(?:ch|chs|chbres?|chambres?|chamnres|bedrooms?)$/.test(word) && /^\d{1,2}$/.test(wordNumbers[before] ?? before)) {
      sizes.add(Number(wordNumbers[before] ?? before))
      figures.delete(before.replace(/^0+(?=\d)/, ''))
    } else if (/^\d+$/.test(word)) {
      // "a liberte 6" in Liberté 6 says nothing more
      const number = word.replace(/^0+(?=\d)/, '')
      if (!placeWords.has(number)) figures.add(words[index + 1] === 'm2' ? `${number}m2` : number)
    } else if (/^\d/.test(word)) figures.add(word)
    else if (/^(?:ch|chs|chbres?|salon|salons|pieces?|m2|[ft])$/.test(word) || wordNumbers[word] !== undefined) continue
    else if (/^meuble(?:s|e|es)?$/.test(word)) furnished = 'full'
    else if (/^vides?$/.test(word)) furnished = 'none'
    else {
      if (word.length > 4) word = word.replace(/(?:es|s|x)$/, '')
      const whole = words[index]!
      if (placeWords.has(word) || placeWords.has(whole) || plainWords.has(word) || plainWords.has(whole)) plain.add(word)
      else if (commonWords.has(word) || commonWords.has(whole) || isPlaceWord(whole)) common.add(word)
      else telling.add(word)
    }
  }
  return {
    telling: [...telling].sort(), common: [...common].sort(), plain: [...plain].sort(), figures: [...figures].sort(),
    bedrooms: sizes.size === 1 ? [...sizes][0]! : null, furnished,
    code: code ? `${code[1]}${code[2] ?? ''}` : null, folded,
  }
}

/** Words of one list that the other has too, a slip of the pen forgiven in long ones. */
function shared(a: readonly string[], b: readonly string[]): number {
  let count = 0
  let missed: string[] | null = null
  for (const word of a) {
    if (b.includes(word)) count++
    else if (word.length >= 5) (missed ??= []).push(word)
  }
  if (missed === null || count === b.length) return count
  const free = b.filter((word) => word.length >= 5 && !a.includes(word))
  for (const word of missed) {
    const found = free.findIndex((other) => editDistance(word, other, word.length >= 8 ? 2 : 1) <= (word.length >= 8 ? 2 : 1))
    if (found < 0) continue
    free.splice(found, 1)
    count++
  }
  return count
}

/**
 * 0 to 1: twice what two titles share over all they say, telling words five times as heavy as plain ones; 0 where they
 * contradict each other.
 */
export function titleLikeness(a: TitleProfile, b: TitleProfile): number {
  if (a.folded === b.folded && a.code === b.code) return 1
  if (a.code !== null && b.code !== null && a.code !== b.code) return 0
  if (a.bedrooms !== null && b.bedrooms !== null && a.bedrooms !== b.bedrooms) return 0
  if (a.furnished !== null && b.furnished !== null && a.furnished !== b.furnished) return 0
  const bothFigured = a.figures.length > 0 && b.figures.length > 0
  if (bothFigured && a.figures.join() !== b.figures.join()) return 0
  const sharedFigures = bothFigured ? a.figures.length : 0
  const saidByOne = (a.furnished !== b.furnished ? 1 : 0) + (a.bedrooms !== b.bedrooms ? 0.4 : 0)
  const sharedSize = a.bedrooms !== null && b.bedrooms !== null ? 0.2 : 0
  const whole = weightOf(a) + weightOf(b) + saidByOne + sharedSize * 2
  if (whole === 0) return 0
  const both = shared(a.telling, b.telling) + shared(a.common, b.common) * commonWeight + shared(a.plain, b.plain) * plainWeight
    + sharedFigures * 0.5 + sharedSize
  return Math.min((2 * both) / whole, 1)
}

function weightOf(profile: TitleProfile): number {
  return profile.telling.length + profile.common.length * commonWeight + profile.plain.length * plainWeight
    + profile.figures.length * 0.5
}

// ---- the judgement

export type PreparedFacts = DuplicateFacts & {
  readonly key: string | null
  readonly profile: TitleProfile
  /** Bedrooms as the row or its title says them. */
  readonly slept: number | null
}

/** Works out once what comparing needs many times. */
export function prepareDuplicate(facts: DuplicateFacts): PreparedFacts {
  const profile = titleProfile(facts.title, facts.quartier || facts.commune || null)
  return { ...facts, key: duplicateKey(facts), profile, slept: facts.bedrooms ?? profile.bedrooms }
}

type Agreement = 'same' | 'near' | 'unknown' | 'different'

function agreement(a: number | null, b: number | null): Agreement {
  if (a === null || b === null) return 'unknown'
  if (a === b) return 'same'
  return Math.abs(a - b) <= duplicateTolerance * Math.max(a, b) ? 'near' : 'different'
}

export function judgePrepared(a: PreparedFacts, b: PreparedFacts): DuplicateJudgement {
  const none: DuplicateJudgement = { duplicate: false, reasons: [], likeness: 0, contradicted: false }
  if (a.key === null || a.key !== b.key) return none
  const sameOwner = a.ownerPhones?.some((phone) => b.ownerPhones?.includes(phone)) ?? false
  const price = agreement(a.priceAmount, b.priceAmount)
  const surface = agreement(a.surfaceArea, b.surfaceArea)
  const rooms = agreement(a.slept, b.slept)
  const apart = price === 'different' || surface === 'different' || rooms === 'different' || rooms === 'near'
  const alike = apart ? 0 : titleLikeness(a.profile, b.profile)
  const byTitle = alike >= neededLikeness(a, b, price, surface)
  if (!byTitle && !sameOwner) return { ...none, likeness: round(alike * 0.5), contradicted: apart }
  const reasons: DuplicateReason[] = []
  if (sameOwner) reasons.push('ownerPhone')
  if (byTitle) reasons.push('title')
  const figures = (closeness(price) + closeness(surface) + closeness(rooms)) / 3
  const likeness = byTitle ? 0.5 + 0.3 * alike + 0.2 * figures + (sameOwner ? 0.1 : 0) : apart ? 0.5 : 0.6 + 0.2 * figures
  return { duplicate: true, reasons, likeness: round(Math.min(likeness, 1)), contradicted: apart }
}

/** Compares two listings in the same currency. */
export function judgeDuplicate(a: DuplicateFacts, b: DuplicateFacts): DuplicateJudgement {
  return judgePrepared(prepareDuplicate(a), prepareDuplicate(b))
}

/**
 * How alike titles must be, by what the figures prove. Surface is left out of half of all listings, so a missing one
 * cannot clear a repeat; but the less is said, the more alike the rest must be. Where a price is missing nothing holds the
 * two together but the words: they must be the same, telling, and the surfaces must agree.
 */
function neededLikeness(a: PreparedFacts, b: PreparedFacts, price: Agreement, surface: Agreement): number {
  const telling = shared(a.profile.telling, b.profile.telling)
    + (a.profile.figures.some(isTellingFigure) && b.profile.figures.some(isTellingFigure) ? 1 : 0)
  const measured = surface === 'same' || surface === 'near'
  if (price === 'unknown') return telling > 0 && measured ? 0.95 : never
  if (telling > 0) return price === 'same' ? 0.7 : measured ? 0.75 : 0.85
  if (price === 'same') {
    if (measured) return 0.85
    // the sea, the corniche, the next quartier: not telling, but few titles share them in the same words
    if (shared(a.profile.common, b.profile.common) > 0) return 0.9
    // "Appartement à louer aux Almadies" is the title of hundreds: only the very words and equal figures make two of them one
    return (a.slept === null) === (b.slept === null) ? 0.95 : never
  }
  return measured ? 0.95 : never
}

/** A surface or a long number; the 3 of "Sacré-Cœur 3" belongs to a place. */
export function isTellingFigure(figure: string): boolean {
  return /m2$|^\d{3}/.test(figure)
}

/** More than any likeness. */
const never = 2

function closeness(agreed: Agreement): number {
  return agreed === 'same' ? 1 : agreed === 'near' ? 0.8 : agreed === 'unknown' ? 0.4 : 0
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000
}
