import { editDistance } from '../../values/fold.ts'
import type { PropertyKind } from './model.ts'

/** The words by which listings name a kind of property, folded (shared/values/fold.ts). */
const spoken: Partial<Record<PropertyKind, string>> = {
  apartment: 'appartement appartements appart apparts apart aparts appt appts apt apts apprt apprts app apartement apartment '
    + 'apartments flat flats condo simplex',
  studio: 'studio studios ministudio studette',
  duplex: 'duplex',
  triplex: 'triplex',
  penthouse: 'penthouse penthouses attique',
  loft: 'loft lofts',
  villa: 'villa villas',
  house: 'maison maisons house houses pavillon bungalow case',
  building: 'immeuble immeubles batiment batiments',
  compound: 'concession concessions',
  office: 'bureau bureaux office offices coworking',
  shop: 'boutique boutiques shop shops cantine',
  store: 'magasin magasins store stores',
  warehouse: 'entrepot entrepots hangar hangars depot warehouse warehouses',
  commercial: 'showroom showrooms commerce commerces restaurant commercial commerciale commerciales local locaux',
  hotel: 'hotel hotels auberge auberges motel',
  land: 'terrain terrains parcelle parcelles lotissement lotissements land lands plot plots',
  farmland: 'champ champs verger vergers ferme fermes farm farmland agricole agricoles',
  parking: 'parking parkings',
  garage: 'garage garages',
  cellar: 'cave caves',
}
const kindOfWords = new Map(
  Object.entries(spoken).flatMap(([kind, words]) => words.split(' ').map((word) => [word, kind as PropertyKind])),
)

/** Long words are known by their beginning when they are misspelt: "apparemment", "penthouss", "terains". */
const misspelt: readonly { readonly start: RegExp; readonly word: string; readonly kind: PropertyKind }[] = [
  { start: /^app?ar|^appat/, word: 'appartement', kind: 'apartment' },
  { start: /^pen/, word: 'penthouse', kind: 'penthouse' },
  { start: /^terr?/, word: 'terrains', kind: 'land' },
  { start: /^im+eu/, word: 'immeuble', kind: 'building' },
  { start: /^s[tu]/, word: 'studios', kind: 'studio' },
]

/** After these words a building is only a landmark: "en face hôtel Fana". */
const landmarkWords = wordSet('face derriere pres proche cote loin devant proximite chez near behind mn km min minutes')
const landmarkReach = 3
/** Between two kinds, these name another property or use, not the same one more finely. */
const joining = wordSet('et ou and or avec with plus pour for usage au')
/** Kinds that say more precisely what "appartement" said already. */
const finer: ReadonlySet<PropertyKind> = new Set(['duplex', 'triplex', 'penthouse', 'loft', 'studio'])
/** What "F3" may still turn out to be: "F3 habitation ou bureau" stays a flat, "F5 villa basse" is a villa. */
const housing: ReadonlySet<PropertyKind> = new Set([...finer, 'apartment', 'villa', 'house'])

function wordSet(words: string): ReadonlySet<string> {
  return new Set(words.split(' '))
}

/** The kind that one word of a text names, seen with those after it. */
function namedAt(words: readonly string[], index: number): PropertyKind | null {
  const word = words[index]!
  const known = kindOfWords.get(word)
  if (known) return known
  const next = words.slice(index + 1, index + 3).join(' ')
  switch (word) {
    case 'plateau':
    case 'plateaux':
      // a quartier, unless it is one of offices
      return /^(?:de )?(?:bureaux?|commercia|nus?\b)/.test(next) ? 'floor' : null
    case 'lot':
    case 'lots':
      return /^(?:de |d |des )?(?:\d+ )?(?:appart|villa|maison)/.test(words.slice(index + 1).join(' ')) ? null : 'land'
    case 'chambre':
    case 'chambres':
    case 'room':
    case 'rooms':
      return isRoomToLet(words[index - 1], next) ? 'room' : null
  }
  if (word.length < 6) return null
  return misspelt.find(({ start, word: meant }) => start.test(word) && editDistance(word, meant, 2) <= 2)?.kind ?? null
}

/** "Chambre à louer" is a room; "3 chambres à louer" is the flat that has them. */
function isRoomToLet(before: string | undefined, next: string): boolean {
  if (before !== undefined && /^(?:\d+|une|deux|two|trois|three|quatre|four|cinq|six)$/.test(before)) return false
  return next === '' || /^(?:a |meuble|sdb|individuel|pour|en |avec|climatise|salle|for|to )/.test(next)
}

/** What a word suggests without naming it: rooms a flat, hectares land, "R+4" a building. */
function suggestedAt(words: readonly string[], index: number): PropertyKind | null {
  const word = words[index]!
  if (/^[ft]\d{1,2}\p{L}{0,2}$|^\d{1,2}ch\p{L}*$/u.test(word)) return 'apartment'
  if (index > 0 && /^(?:ch|chambres?|chbres?|bedrooms?|pieces)$/.test(word)) return 'apartment'
  if (/^(?:hectares?|\d+ha|ha|tf|tfi|tfg|viabilises?)$/.test(word)) return 'land'
  if (word === 'r' && /^[2-9]\d?$/.test(words[index + 1] ?? '')) return 'building'
  return word === 'titre' && words[index + 1] === 'foncier' ? 'land' : null
}

/**
 * The kind of property that a folded text names: the first that is named, made finer by a word that follows
 * ("appartement duplex"), landmarks aside. `weak` when only a number of rooms or hectares suggests it.
 */
export function kindOf(folded: string): { kind: PropertyKind; weak: boolean } | null {
  const words = folded.split(' ')
  let named: PropertyKind | null = null
  let namedFrom = -1
  let suggested: PropertyKind | null = null
  let landmark = Number.NEGATIVE_INFINITY
  for (let index = 0; index < words.length; index++) {
    if (landmarkWords.has(words[index]!)) landmark = index
    const byLandmark = index - landmark <= landmarkReach
    const first = named === null && suggested === null
    let kind = namedAt(words, index)
    if (kind === 'room' && !first) kind = null
    if (kind !== null && byLandmark && first) kind = null
    if (kind === null) {
      if (named === null) suggested ??= suggestedAt(words, index)
    } else if (named === null) {
      // "T2 neuf, immeuble avec salle de sport" is a flat in that building
      if (suggested === 'apartment' && !housing.has(kind)) break
      named = kind
      namedFrom = index
    } else if ((named === 'land' && kind === 'farmland')
      || (named === 'apartment' && finer.has(kind) && !byLandmark && !joined(words, namedFrom, index))) {
      named = kind
      break
    }
  }
  // a villa sold to be pulled down is sold for its land
  if (named !== null) return { kind: /\ba demolir\b/.test(folded) ? 'land' : named, weak: false }
  return suggested === null ? null : { kind: suggested, weak: true }
}

function joined(words: readonly string[], from: number, to: number): boolean {
  return words.slice(from + 1, to).some((between) => joining.has(between))
}
