import type { furnishings, titleTypes, Transaction } from './model.ts'
import { pattern } from './rules-import-pattern.ts'

/**
 * What the words of a title, a category, an address of a page or a file name say about a property. Everything here
 * takes folded text (shared/values/fold.ts): no case, no accents, no punctuation.
 */
export type Furnishing = (typeof furnishings)[number]
export type TitleType = (typeof titleTypes)[number]

const roomCode = /^[ft](\d{1,2})\p{L}{0,2}$/u

const saleWords = pattern`
  \b(?:vendre|vente|ventes|vend|vends|vendons|vendu|vendus|vendue|vendues|sale|sales|selling|achat|acheter|cession
  |ceder)\b
`
const rentWords = pattern`
  \b(?:louer|loue|louee|loues|louons|lour|location|locations|locatif|loyer|loyers|rent|rental|rentals|renting|let
  |mensuel|mensuelle|bailler|par mois|longue duree)\b
`
const stayWords = pattern`
  \b(?:par nuit|la nuit|nuit|nuitee|nuitees|par jour|journalier|journaliere|courte duree|courts? sejours?|saisonniere?
  |vacances|airbnb|short stays?|per night|nightly|holiday)\b
`

/** Sale, rent or short stay, as a folded text says it; the one said first where it says two. */
export function transactionOf(folded: string): Transaction | null {
  if (stayWords.test(folded) && !/\blongue duree\b/.test(folded)) return 'shortStay'
  const sale = saleWords.exec(folded)
  const rent = rentWords.exec(folded)
  if (sale && rent) return sale.index < rent.index ? 'sale' : 'rent'
  return sale ? 'sale' : rent ? 'rent' : null
}

const wantedWords = pattern`
  ^(?:(?:urgente?|tres|svp|bonjour|avis|client|nous|je|on) )*(?:recherch\p{L}*|cherch\p{L}*|besoin|wanted|looking for)\b
`

/** Somebody looking for a property, not offering one: an agency files it as a request, not as a listing. */
export function isWanted(folded: string): boolean {
  return wantedWords.test(folded)
}

/** `none` for "vide", `full` for "meublé"; null when not said, or when both are ("vide ou meublé"). */
export function furnishedOf(folded: string): Furnishing | null {
  if (/\b(?:semi|partiellement) (?:meuble|furnished)/.test(folded)) return 'partial'
  if (/\b(?:non|pas|sans) meuble|\bunfurnished\b|\bnon equipe/.test(folded)) return 'none'
  const furnished = /\bmeuble(?:s|e|es)?\b|\bfurnished\b|\bavec (?:les |ses |des )?meubles\b/.test(folded)
  const bare = /\bvides?\b/.test(folded)
  return furnished && bare ? null : furnished ? 'full' : bare ? 'none' : null
}

const unsettledTitle = pattern`
  \b(?:bail|tf|titre)\b.*\ben cours\b
  |\ben cours de (?:bail|titre|regularisation|mutation)
  |\bnotification de bail\b
`

/** What right to the land a folded text claims (market page §4.6). */
export function titleTypeOf(folded: string): TitleType | null {
  if (unsettledTitle.test(folded)) return 'inProgress'
  if (/\btitres? fonciers?\b|\btf[ig]?\b|\bt f\b/.test(folded)) return 'titreFoncier'
  if (/\bbail\b(?! (?:commercial|d habitation|a loyer|de location))|\bbaux\b/.test(folded)) return 'bail'
  if (/\bdeliberations?\b|\baffectation\b/.test(folded)) return 'deliberation'
  if (/\bactes? de (?:cession|vente)\b/.test(folded)) return 'acteDeCession'
  if (/\bpermis d (?:occuper|habiter)\b/.test(folded)) return 'permisDOccuper'
  if (/\battestations?\b/.test(folded)) return 'attestation'
  return null
}

const counts: Readonly<Record<string, number>> = {
  un: 1, une: 1, deux: 2, trois: 3, quatre: 4, cinq: 5, six: 6, two: 2, three: 3, four: 4, five: 5,
}

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
      if (!joined && /^\d{1,2}$/.test(words[index - 2] ?? '')
        && !/^[ft]$/.test(words[index - 3] ?? '')) bedrooms.add(Number(words[index - 2]))
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
