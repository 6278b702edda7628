import { fold } from '../../values/fold.ts'
import { resolvePlace } from '../../values/place.ts'
import { kindOf } from './rules-import-kinds.ts'

/** The parts of a property's place that a row gives. */
export type PlaceRead = {
  region: string | null
  department: string | null
  commune: string | null
  quartier: string | null
  address: string | null
  /** False where the place is none we know: kept as it was typed, and shown. */
  known: boolean
}

const nowhere: PlaceRead = { region: null, department: null, commune: null, quartier: null, address: null, known: true }

/** What a row says about place, cleaned; empty texts where it says nothing. */
export type PlaceCells = { place: string; quartier: string; commune: string; region: string; address: string; title: string }

/**
 * From the cells of a row to region, department, commune and quartier. What is typed is kept where it is not known:
 * a new cité is no mistake. The title is asked only when no cell says anything.
 */
export function readPlace(cells: PlaceCells): PlaceRead {
  const typed = [
    cells.quartier, cells.place, cells.commune, cells.region,
  ].filter((part) => part !== '').join(', ').replace(/\n/g, ', ')
  if (typed === '') {
    const fromAddress = cells.address === '' ? null : resolvePlace(cells.address)
    const found = fromAddress ?? placeOfTitle(cells.title)
    return { ...nowhere, ...found, address: cells.address || null }
  }
  const found = resolvePlace(typed)
  const parts = typed.split(',').map((part) => part.trim()).filter((part) => part !== '')
  const finest = cells.quartier || parts[0]!
  if (found && (found.quartier !== null || found.commune !== null) && found.confidence > 0.5) {
    const precise = {
      region: found.region, department: found.department, commune: found.commune, quartier: found.quartier, known: true,
    }
    // a quartier column whose word is unknown, in a commune that is known
    if (found.quartier === null && cells.quartier !== '' && fold(cells.quartier) !== fold(found.commune ?? '')) {
      return { ...precise, quartier: cells.quartier, address: cells.address || null, known: false }
    }
    const more = found.confidence === 0.8 && cells.place !== '' ? cells.place.replace(/\n/g, ' ') : ''
    return { ...precise, address: cells.address || more || null }
  }
  const onlyCoarse = found !== null && parts.length === 1
  return {
    region: found?.region ?? (cells.region || null),
    department: found?.department ?? null,
    commune: cells.commune || null,
    quartier: onlyCoarse ? null : finest,
    address: cells.address || null,
    known: onlyCoarse,
  }
}

/** Words of titles that are no part of a place's name. */
const titleNoise = new Set((
  'a au aux de des du la le les un une louer loue vendre vente vend location bel bels beau beaux belle joli jolie magnifique '
  + 'magnifiques superbe superbes grand grande grands tres neuf neufs neuve moderne luxe luxueux spacieux haut standing avec '
  + 'type meuble meubles vide titre foncier tf chambre chambres ch salon piece pieces m2'
).split(' '))

function isNoise(word: string): boolean {
  return titleNoise.has(word) || /^[ft]?\d+(?:m2)?$/.test(word)
}

/** A quartier or commune that a title names beyond doubt; null rather than a guess. */
function placeOfTitle(title: string): Omit<PlaceRead, 'address' | 'known'> | null {
  const folded = fold(title)
  if (folded === '' || folded.length > 200) return null
  const words = folded.split(' ').filter((word) => kindOf(word) === null)
  // numbers may belong to a name ("liberte 6"), so they are only taken off where the whole says nothing
  for (const text of [words.join(' '), words.filter((word) => !isNoise(word)).join(' ')]) {
    const found = text === '' ? null : resolvePlace(text)
    if (found && (found.quartier ?? found.commune) !== null && found.confidence >= 0.8) {
      return { region: found.region, department: found.department, commune: found.commune, quartier: found.quartier }
    }
  }
  return null
}
