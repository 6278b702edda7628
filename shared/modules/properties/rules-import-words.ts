import { editDistance } from '../../values/fold.ts'
import type { furnishings, PropertyKind, titleTypes, Transaction } from './model.ts'

/**
 * What the words of a title, a category, an address of a page or a file name say about a property. Everything here
 * takes folded text (shared/values/fold.ts): no case, no accents, no punctuation.
 */
export type Furnishing = (typeof furnishings)[number]
export type TitleType = (typeof titleTypes)[number]

const kindWords: Readonly<Record<string, PropertyKind>> = {
  appartement: 'apartment', appartements: 'apartment', appart: 'apartment', apparts: 'apartment', apart: 'apartment', aparts: 'apartment', appt: 'apartment', appts: 'apartment',
  apt: 'apartment', apts: 'apartment', apprt: 'apartment', apprts: 'apartment', app: 'apartment', apartment: 'apartment', apartments: 'apartment', apartement: 'apartment',
  flat: 'apartment', flats: 'apartment', condo: 'apartment', simplex: 'apartment',
  studio: 'studio', studios: 'studio', ministudio: 'studio', studette: 'studio',
  duplex: 'duplex', triplex: 'triplex', penthouse: 'penthouse', penthouses: 'penthouse', attique: 'penthouse', loft: 'loft', lofts: 'loft',
  villa: 'villa', villas: 'villa', maison: 'house', maisons: 'house', house: 'house', houses: 'house', pavillon: 'house', bungalow: 'house', case: 'house',
  immeuble: 'building', immeubles: 'building', batiment: 'building', batiments: 'building', concession: 'compound', concessions: 'compound',
  bureau: 'office', bureaux: 'office', office: 'office', offices: 'office', coworking: 'office',
  boutique: 'shop', boutiques: 'shop', shop: 'shop', shops: 'shop', cantine: 'shop',
  magasin: 'store', magasins: 'store', store: 'store', stores: 'store',
  entrepot: 'warehouse', entrepots: 'warehouse', hangar: 'warehouse', hangars: 'warehouse', depot: 'warehouse', warehouse: 'warehouse', warehouses: 'warehouse',
  showroom: 'commercial', showrooms: 'commercial', commerce: 'commercial', commerces: 'commercial', restaurant: 'commercial', commercial: 'commercial', commerciale: 'commercial',
  commerciales: 'commercial',
  hotel: 'hotel', hotels: 'hotel', auberge: 'hotel', auberges: 'hotel', motel: 'hotel',
  terrain: 'land', terrains: 'land', parcelle: 'land', parcelles: 'land', lotissement: 'land', lotissements: 'land', land: 'land', lands: 'land', plot: 'land', plots: 'land',
  champ: 'farmland', champs: 'farmland', verger: 'farmland', vergers: 'farmland', ferme: 'farmland', fermes: 'farmland', farm: 'farmland', farmland: 'farmland', agricole: 'farmland',
  agricoles: 'farmland',
  parking: 'parking', parkings: 'parking', garage: 'garage', garages: 'garage', cave: 'cellar', caves: 'cellar',
}

/** After these words a building is only a landmark: "en face hôtel Fana". */
const landmarkWords = new Set(['face', 'derriere', 'pres', 'proche', 'cote', 'loin', 'devant', 'proximite', 'chez', 'near', 'behind', 'mn', 'km', 'min', 'minutes'])
const joining = new Set(['et', 'ou', 'and', 'or', 'avec', 'with', 'plus', 'pour', 'for', 'usage', 'a', 'au'])
/** What "F3" may still turn out to be: "F3 habitation ou bureau" stays a flat, "F5 villa basse" is a villa. */
const housing: ReadonlySet<PropertyKind> = new Set(['duplex', 'triplex', 'penthouse', 'loft', 'studio', 'apartment', 'villa', 'house'])
/** Kinds that say more precisely what "appartement" said already. */
const finer: ReadonlySet<PropertyKind> = new Set(['duplex', 'triplex', 'penthouse', 'loft', 'studio'])
const misspelt: readonly { readonly start: RegExp; readonly word: string; readonly kind: PropertyKind }[] = [
  { start: /^app?ar/, word: 'appartement', kind: 'apartment' },
  { start: /^appat/, word: 'appartement', kind: 'apartment' },
  { start: /^pen/, word: 'penthouse', kind: 'penthouse' },
  { start: /^terr?/, word: 'terrains', kind: 'land' },
  { start: /^im+eu/, word: 'immeuble', kind: 'building' },
  { start: /^s[tu]/, word: 'studios', kind: 'studio' },
]

function kindOfWord(word: string): PropertyKind | null {
  if (Object.hasOwn(kindWords, word)) return kindWords[word]!
  if (word.length < 6) return null
  for (const { start, word: meant, kind } of misspelt) if (start.test(word) && editDistance(word, meant, 2) <= 2) return kind
  return null
}

const roomCode = /^[ft](\d{1,2})\p{L}{0,2}$/u

/**
 * The kind of property that a folded text names: the first that is named, made finer by a word that follows
 * ("appartement duplex"), landmarks aside. `weak` when only a number of rooms or hectares suggests it.
 */
export function kindOf(folded: string): { kind: PropertyKind; weak: boolean } | null {
  const words = folded.split(' ')
  let found: PropertyKind | null = null
  let foundAt = -1
  let weak: PropertyKind | null = null
  let landmark = -10
  for (let index = 0; index < words.length; index++) {
    const word = words[index]!
    if (landmarkWords.has(word)) landmark = index
    let kind = kindOfWord(word)
    if (word === 'plateau' || word === 'plateaux') kind = /^(?:de )?(?:bureaux?|commercia|nus?\b)/.test(words.slice(index + 1, index + 3).join(' ')) ? 'floor' : null
    if (word === 'local' || word === 'locaux') kind = 'commercial'
    if ((word === 'lot' || word === 'lots') && !/^(?:\d+ )?(?:appart|villa|maison)/.test(words.slice(index + 1).join(' ').replace(/^(?:de|d|des) /, ''))) kind = 'land'
    if ((word === 'chambre' || word === 'chambres' || word === 'room' || word === 'rooms') && found === null && weak === null) {
      const after = words.slice(index + 1, index + 3).join(' ')
      const counted = index > 0 && /^(?:\d+|une|deux|two|trois|three|quatre|four|cinq|six)$/.test(words[index - 1]!)
      if (!counted && (after === '' || /^(?:a |meuble|sdb|individuel|pour|en |avec|climatise|salle|for|to )/.test(after))) kind = 'room'
    }
    if (kind !== null && index - landmark <= 3 && found === null && weak === null && index > 0) kind = null
    if (kind === null) {
      if (found === null && (roomCode.test(word) || /^\d{1,2}ch\p{L}*$/u.test(word))) weak ??= 'apartment'
      else if (found === null && /^(?:ch|chambres?|chbres?|bedrooms?|pieces)$/.test(word) && index > 0) weak ??= 'apartment'
      else if (/^(?:hectares?|\d+ha|ha|tf|tfi|tfg|viabilise|viabilises)$/.test(word)) weak ??= 'land'
      else if (word === 'r' && /^[2-9]\d?$/.test(words[index + 1] ?? '')) weak ??= 'building'
      else if (word === 'titre' && words[index + 1] === 'foncier') weak ??= 'land'
      continue
    }
    if (found === null) {
      // "T2 neuf, immeuble avec salle de sport" is a flat in that building
      if (weak === 'apartment' && !housing.has(kind)) break
      found = kind
      foundAt = index
    } else if (found === 'apartment' && finer.has(kind) && index - landmark > 3 && !words.slice(foundAt + 1, index).some((between) => joining.has(between) && between !== 'a')) {
      found = kind
      break
    } else if (found === 'land' && kind === 'farmland') {
      found = kind
      break
    }
  }
  // a villa sold to be pulled down is sold for its land
  if (found !== null && /\ba demolir\b/.test(folded)) return { kind: 'land', weak: false }
  if (found !== null) return { kind: found, weak: false }
  return weak === null ? null : { kind: weak, weak: true }
}

const saleWords = /\b(?:vendre|vente|ventes|vend|vends|vendons|vendu|vendus|vendue|vendues|sale|sales|selling|achat|acheter|cession|ceder)\b/
const rentWords = /\b(?:louer|loue|louee|loues|louons|lour|location|locations|locatif|loyer|loyers|rent|rental|rentals|renting|let|mensuel|mensuelle|bailler|par mois|longue duree)\b/
const stayWords = /\b(?:par nuit|la nuit|nuit|nuitee|nuitees|par jour|journalier|journaliere|courte duree|courts? sejours?|saisonniere?|vacances|airbnb|short stays?|per night|nightly|holiday)\b/

/** Sale, rent or short stay, as a folded text says it; the one said first where it says two. */
export function transactionOf(folded: string): Transaction | null {
  if (stayWords.test(folded) && !/\blongue duree\b/.test(folded)) return 'shortStay'
  const sale = saleWords.exec(folded)
  const rent = rentWords.exec(folded)
  if (sale && rent) return sale.index < rent.index ? 'sale' : 'rent'
  return sale ? 'sale' : rent ? 'rent' : null
}

/** Somebody looking for a property, not offering one: an agency files it as a request, not as a listing. */
export function isWanted(folded: string): boolean {
  return /^(?:(?:urgente?|tres|svp|bonjour|avis|client|nous|je|on) )*(?:recherch\p{L}*|cherch\p{L}*|besoin|wanted|looking for)\b/u.test(folded)
}

/** `none` for "vide", `full` for "meublé"; null when not said, or when both are ("vide ou meublé"). */
export function furnishedOf(folded: string): Furnishing | null {
  if (/\b(?:semi|partiellement) (?:meuble|furnished)/.test(folded)) return 'partial'
  if (/\b(?:non|pas|sans) meuble|\bunfurnished\b|\bnon equipe/.test(folded)) return 'none'
  const furnished = /\bmeuble(?:s|e|es)?\b|\bfurnished\b|\bavec (?:les |ses |des )?meubles\b/.test(folded)
  const bare = /\bvides?\b/.test(folded)
  return furnished && bare ? null : furnished ? 'full' : bare ? 'none' : null
}

/** What right to the land a folded text claims (market page §4.6). */
export function titleTypeOf(folded: string): TitleType | null {
  if (/\b(?:bail|tf|titre)\b.*\ben cours\b|\ben cours de (?:bail|titre|regularisation|mutation)|\bnotification de bail\b/.test(folded)) return 'inProgress'
  if (/\btitres? fonciers?\b|\btf[ig]?\b|\bt f\b/.test(folded)) return 'titreFoncier'
  if (/\bbail\b(?! (?:commercial|d habitation|a loyer|de location))|\bbaux\b/.test(folded)) return 'bail'
  if (/\bdeliberations?\b|\baffectation\b/.test(folded)) return 'deliberation'
  if (/\bactes? de (?:cession|vente)\b/.test(folded)) return 'acteDeCession'
  if (/\bpermis d (?:occuper|habiter)\b/.test(folded)) return 'permisDOccuper'
  if (/\battestations?\b/.test(folded)) return 'attestation'
  return null
}

const counts: Readonly<Record<string, number>> = { un: 1, une: 1, deux: 2, trois: 3, quatre: 4, cinq: 5, six: 6, two: 2, three: 3, four: 4, five: 5 }

/**
 * Rooms as this market counts them: F4 (or T4, or "4 pièces") is three bedrooms and the living room. Null where the
 * text says nothing or offers several sizes ("F3 et F4").
 */
export function roomsOf(folded: string): { rooms: number | null; bedrooms: number | null } {
  const words = folded.split(' ')
  const codes = new Set<number>()
  const bedrooms = new Set<number>()
  let salon = false
  for (let index = 0; index < words.length; index++) {
    const word = words[index]!
    const code = roomCode.exec(word) ?? (/^[ft]$/.test(word) ? /^(\d{1,2})$/.exec(words[index + 1] ?? '') : null)
    if (code) codes.add(Number(code[1]))
    if (word === 'salon' || word === 'living') salon = true
    const joined = /^(\d{1,2})(ch\p{L}*|bedrooms?|pieces?)$/u.exec(word)
    const name = joined ? joined[2]! : word
    const before = words[index - 1] ?? ''
    const amount = joined ? Number(joined[1]) : /^\d{1,2}$/.test(before) ? Number(before) : counts[before] ?? null
    if (amount === null) continue
    if (/^(?:ch|chs|chb\p{L}*|cham\p{L}*|chm\p{L}*|bedrooms?|beds?)$/u.test(name)) {
      bedrooms.add(amount)
      // "3/4 ch": two sizes
      if (!joined && /^\d{1,2}$/.test(words[index - 2] ?? '') && !/^[ft]$/.test(words[index - 3] ?? '')) bedrooms.add(Number(words[index - 2]))
    } else if (/^pieces?$/.test(name)) codes.add(amount)
  }
  const sane = (number: number | undefined) => (number !== undefined && number > 0 && number <= 50 ? number : null)
  const code = codes.size === 1 ? sane([...codes][0]) : null
  const slept = bedrooms.size === 1 ? sane([...bedrooms][0]) : null
  if (codes.size > 1 || bedrooms.size > 1) return { rooms: null, bedrooms: null }
  return {
    rooms: code ?? (slept !== null && salon ? slept + 1 : null),
    bedrooms: slept ?? (code !== null ? Math.max(code - 1, 1) : null),
  }
}
