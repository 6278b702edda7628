import { fold } from '../../values/fold.ts'
import { resolvePlace } from '../../values/place.ts'
import type { ImportColumn, ImportTarget } from './model-import.ts'
import { cleanCell, isSilent, readPrice, readSurface, unreadable } from './rules-import-cells.ts'
import { readDay } from './rules-import-dates.ts'
import type { TableRecord } from './rules-import-table.ts'
import { kindOf, transactionOf } from './rules-import-words.ts'

/** Names that columns of listing files have, in the folded words of agencies, portals and scrapers; the first fitting line wins. */
const names: readonly { readonly target: ImportTarget; readonly is: RegExp; readonly sure: boolean }[] = [
  { target: 'ignore', is: /^(?:ligne|line|raison|reason|web scraper order|web scraper start url|scraper order|id|index|n|no|num|unnamed(?: \d+)?|order)$/, sure: true },
  { target: 'photoUrl', is: /^(?:image|images|img|photo|photos|picture|pictures|thumbnail|vignette)\b/, sure: true },
  { target: 'sourceUrl', is: /^(?:url|lien|liens|link|links|href|source|page|adresse web|adresse internet|site)$|\b(?:href|url)$/, sure: true },
  { target: 'titleType', is: /^(?:titre de propriete|titre foncier|type (?:de |du )?titre|nature juridique|statut juridique|situation juridique|regime foncier|papiers?|title type|type de papier|statut foncier)$/, sure: true },
  { target: 'title', is: /^(?:titre|title|titre (?:de l )?annonce|intitule|designation|libelle|nom du bien|nom de l annonce|listing|listing title|headline|property name)$/, sure: true },
  { target: 'title', is: /^(?:annonce|annonces|objet|bien|biens|article|articles|(?:liens?|articles?|annonces?) (?:liens?|links?|articles?|annonces?)|nom|name|property)$/, sure: false },
  { target: 'description', is: /^(?:description|descriptif|details?|detail de l annonce|texte|texte de l annonce|text|contenu|caracteristiques|presentation|body)$/, sure: true },
  { target: 'transaction', is: /^(?:transaction|operation|type (?:de |d )?(?:transaction|operation|offre|annonce|contrat)|offre|vente location|location vente|purpose|listing type|contrat|statut de l annonce)$/, sure: true },
  { target: 'kind', is: /^(?:type|types|type (?:de |du )?(?:bien|biens|logement|propriete|local|immeuble)|nature(?: du bien)?|categorie|category|property type|kind|genre)$/, sure: true },
  { target: 'pricePeriod', is: /^(?:periode|periodicite|frequence|period|par|price period|periode du prix)$/, sure: true },
  { target: 'price', is: /^(?:prix|price|loyer|loyers|montant|tarif|rent|amount|cout|valeur|asking price|mensualite)(?: (?:de (?:vente|location)|demande|mensuel|du bien|fcfa|f cfa|cfa|xof|en fcfa|en f cfa|total|de base|affiche|ttc|ht|par mois|francs?))*$/, sure: true },
  { target: 'landArea', is: /^(?:(?:surface|superficie) (?:du |de |de la )?(?:terrain|parcelle)|land area|plot size|plot area|terrain m2|surface terrain m2)$/, sure: true },
  { target: 'surface', is: /^(?:superficie|surface|superficies|surfaces|area|size|m2|metres carres|surface habitable|sqm|square meters?)(?: (?:m2|m|en m2|habitable|utile|totale|bati|batie))*$/, sure: true },
  { target: 'bedrooms', is: /^(?:chambre|chambres|bedrooms?|beds?|ch|chbre|chbres)(?: a coucher)?$/, sure: true },
  { target: 'bathrooms', is: /^(?:salles? de bains?|sdb|salles? d eaux?|bathrooms?|baths?|bains?|douches?)$/, sure: true },
  { target: 'toilets', is: /^(?:toilettes?|wc|toilets?|sanitaires)$/, sure: true },
  { target: 'rooms', is: /^(?:pieces?|rooms?|typologie|f|type f)(?: principales?)?$/, sure: true },
  { target: 'floor', is: /^(?:etages?|floor|niveau)$/, sure: true },
  { target: 'yearBuilt', is: /^(?:annee(?: de)? construction|annee|year built|construit en)$/, sure: true },
  { target: 'furnished', is: /^(?:meuble|meubles|meublee|furnished|ameublement|mobilier|meuble ou vide|vide meuble)$/, sure: true },
  { target: 'amenities', is: /^(?:equipements?|commodites?|amenities|options?|features?|prestations?|atouts?)$/, sure: true },
  { target: 'ownerPhone', is: /^(?:tel|tels|telephones?|phones?|mobile|gsm|portable|numero|contacts?|whatsapp|num tel|numeros?(?: de)? telephone)(?: (?:du |de l |de |des )?(?:proprietaires?|bailleurs?|vendeurs?|owners?|contact))?$|^(?:proprietaire|bailleur|owner|vendeur|contact) (?:tel|telephone|phone|mobile|numero)$/, sure: true },
  { target: 'ownerName', is: /^(?:(?:nom (?:du |de l |de )?)?(?:proprietaire|bailleur|bailleresse|vendeur|owner|landlord)(?: name| nom)?|proprio)$/, sure: true },
  { target: 'availableFrom', is: /^(?:disponible|disponibilite|libre|available|availability)(?: (?:le|des|a partir du|a partir de|from|au))?$|^date de disponibilite$/, sure: true },
  { target: 'date', is: /^(?:date|dates|publie|publie le|publication|posted|posted on|created|cree le|mise en ligne)(?: (?:de |d |de l )?(?:publication|annonce|parution|creation|mise en ligne|ajout))?$/, sure: true },
  { target: 'quartier', is: /^(?:quartiers?|neighbou?rhood|quarter|cite)$/, sure: true },
  { target: 'commune', is: /^(?:communes?|villes?|city|town|municipality)$/, sure: true },
  { target: 'region', is: /^(?:regions?|province|departement|state)$/, sure: true },
  { target: 'latitude', is: /^(?:lat|latitude|gps lat)$/, sure: true },
  { target: 'longitude', is: /^(?:lon|lng|long|longitude|gps lon|gps lng)$/, sure: true },
  { target: 'landmark', is: /^(?:reperes?|points? de repere|landmark|a proximite|proximite|indications?)$/, sure: true },
  { target: 'place', is: /^(?:localisation|lieu|lieux|emplacement|location|localite|place|situation geographique|situation|adresse du bien|adresse|address|zone|secteur|endroit)$/, sure: true },
  { target: 'reference', is: /^(?:ref|refs|reference|references|code|code bien|numero bien|mandat|n mandat|numero de mandat)$/, sure: true },
  { target: 'notes', is: /^(?:notes?|observations?|remarques?|commentaires?|comments?|infos?|informations?(?: complementaires)?|memo)$/, sure: true },
]

const remembered = new Map<string, { target: ImportTarget; sure: boolean } | null>()

/** What a column of this name holds; null when the name says nothing to us. Scrapers write `nbre_salle_de_bain`, `liens_articles-href`. */
export function targetOfName(name: string): { target: ImportTarget; sure: boolean } | null {
  const known = remembered.get(name)
  if (known !== undefined) return known
  const folded = fold(name.replace(/m²/g, 'm2'))
  const words = folded.replace(/^(?:nbre|nbr|nb|nombre|number|no|n)(?: (?:de|d|of|des))? (?=\p{L})/u, '').replace(/^(?:le|la|les|l|du|de|the) /, '')
  const found = words === '' ? null : names.find(({ is }) => is.test(folded) || is.test(words)) ?? null
  if (remembered.size > 500) remembered.clear()
  remembered.set(name, found)
  return found
}

/**
 * Which of the first rows holds the names of the columns: the one with most names that we know, else the first when it
 * alone is without figures; 0 when there is none. As in `ImportChoices.headerLine`.
 */
export function guessHeader(rows: readonly TableRecord[]): number {
  let best = 0
  let most = 0
  for (const [index, row] of rows.slice(0, 15).entries()) {
    const filled = row.cells.filter((cell) => cell.trim() !== '')
    const known = filled.filter((cell) => cell.length <= 60 && targetOfName(cleanCell(cell)) !== null).length
    if (known > most && (known >= 2 || filled.length === 1 || known === filled.length) && known * 4 >= filled.length) {
      most = known
      best = index + 1
    }
  }
  if (best > 0) return best
  const [first, ...others] = rows.slice(0, 10)
  const plain = (row: TableRecord | undefined) => row !== undefined && row.cells.every((cell) => cell.trim() !== '' && cell.length <= 60 && !/\d/.test(cell))
  return first && others.length > 0 && plain(first) && !others.some(plain) ? 1 : 0
}

/** The share of the filled cells for which a test holds. */
function share(cells: readonly string[], holds: (cell: string) => boolean): number {
  return cells.length === 0 ? 0 : cells.filter(holds).length / cells.length
}

const isUrl = (cell: string) => /^https?:\/\//i.test(cell)
const isPicture = (cell: string) => isUrl(cell) && /\.(?:jpe?g|png|webp|avif|gif)(?:$|[?#])/i.test(cell)
const isPhone = (cell: string) => /^[+(]?[\d\s().\-/]{8,40}$/.test(cell) && /^(?:00|\+)?(?:221)?[37]\d{8}/.test(cell.replace(/[^\d+]/g, ''))
const isPriceText = (cell: string) => /\d/.test(cell) && /f\s*\.?cfa|fcfa|xof|€|euro|\bfrancs?\b|\d\s*(?:m|k|millions?|mille)\b|\d{1,3}(?:[ .]\d{3}){1,}\s*f?$/i.test(cell) && !/m²|m2/i.test(cell) && readPrice(cell) !== unreadable
const isSurfaceText = (cell: string) => /m²|m2|hectare|\bha\b|sqm/i.test(cell) && typeof readSurface(cell) === 'number'

/** What the cells of a column without a telling name look like, surest first. */
function targetOfContent(cells: readonly string[]): ImportTarget | null {
  if (cells.length === 0) return null
  if (share(cells, isPicture) >= 0.7) return 'photoUrl'
  if (share(cells, isUrl) >= 0.7) return 'sourceUrl'
  if (share(cells, isPhone) >= 0.7) return 'ownerPhone'
  if (share(cells, isSurfaceText) >= 0.6) return 'surface'
  if (share(cells, isPriceText) >= 0.6) return 'price'
  if (share(cells, (cell) => /^\d{1,2} ?(?:ch\p{L}*|bedrooms?)\.?$/iu.test(cell)) >= 0.6) return 'bedrooms'
  if (share(cells, (cell) => cell.length <= 40 && /\d|hier|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche/i.test(cell) && typeof readDay(cell, '2025-01-01') === 'string') >= 0.6) return 'date'
  const short = share(cells, (cell) => cell.length <= 30)
  if (short >= 0.8) {
    if (share(cells, (cell) => fold(cell).split(' ').length <= 2 && transactionOf(fold(cell)) !== null) >= 0.7) return 'transaction'
    if (share(cells, (cell) => fold(cell).split(' ').length <= 3 && kindOf(fold(cell))?.weak === false) >= 0.7) return 'kind'
  }
  if (share(cells, (cell) => cell.length <= 200 && fold(cell).split(' ').length >= 3 && kindOf(fold(cell)) !== null) >= 0.5) return 'title'
  if (share(cells, (cell) => cell.length <= 80 && (resolvePlace(cell)?.confidence ?? 0) >= 0.6) >= 0.6) return 'place'
  if (share(cells, (cell) => cell.length > 120) >= 0.5) return 'description'
  return null
}

/** Whether the cells contradict what the name promised: a column "Prix" full of words is none. */
function contradicts(target: ImportTarget, cells: readonly string[]): boolean {
  if (cells.length === 0) return false
  if (target === 'price') return share(cells, (cell) => /\d/.test(cell)) < 0.2
  if (target === 'surface' || target === 'bedrooms' || target === 'bathrooms') return share(cells, (cell) => /\d/.test(cell)) < 0.2 && cells.length > 3
  if (target === 'sourceUrl' || target === 'photoUrl') return share(cells, (cell) => /^(?:https?:|www\.|\/)/i.test(cell)) < 0.5
  if (target === 'ownerPhone') return share(cells, (cell) => /\d{2}/.test(cell)) < 0.3
  if (target === 'title') return share(cells, (cell) => !/^[\d\s.,]+$/.test(cell)) < 0.5 || share(cells, isUrl) > 0.5
  return false
}

const many: ReadonlySet<ImportTarget> = new Set(['ignore', 'amenities', 'notes', 'photoUrl'])
/** When two columns claim one meaning, where the other may still go. */
const second: Partial<Record<ImportTarget, ImportTarget>> = { place: 'address', description: 'notes', quartier: 'place', kind: 'ignore' }

/**
 * What each column means, from its name (`header`) and its first cells (`rows`, without the header). Every meaning is
 * given to one column only, the surest; a column nobody understands is `ignore`.
 */
export function guessColumns(header: readonly string[], rows: readonly TableRecord[]): ImportColumn[] {
  const width = widthOf(header, rows.slice(0, 50))
  const columns: ImportColumn[] = []
  const scores: number[] = []
  for (let index = 0; index < width; index++) {
    const name = cleanCell(header[index] ?? '').replace(/\n/g, ' ').slice(0, 200)
    const all = rows.slice(0, 50).map((row) => cleanCell(row.cells[index] ?? ''))
    const cells = all.filter((cell) => !isSilent(cell))
    const named = name === '' ? null : targetOfName(name)
    const byName = named && !contradicts(named.target, cells) ? named : null
    const byContent = byName ? null : targetOfContent(cells)
    const target = byName?.target ?? byContent ?? 'ignore'
    const certainty = byName ? (byName.sure ? 'sure' : 'likely') : byContent ? 'guess' : name === '' ? 'guess' : 'likely'
    columns.push({ index, name: name === '' ? `#${index + 1}` : name, target, certainty, examples: [...new Set(cells)].slice(0, 3).map((cell) => cell.slice(0, 120)) })
    scores.push((byName ? (byName.sure ? 3 : 2) : 1) + Math.min(cells.length / 50, 0.9))
  }
  settle(columns, scores)
  const has = (target: ImportTarget) => columns.some((column) => column.target === target)
  // an address beside a quartier is an address; alone it is where the place is told
  const place = columns.find((column) => column.target === 'place')
  if (place && has('quartier') && /^(?:adresse|address)/.test(fold(place.name))) place.target = 'address'
  if (!has('title')) {
    const free = columns.filter((column) => column.target === 'ignore' && column.certainty !== 'sure' && looksLikeTitles(rows, column.index))
    const wordiest = free[0]
    if (wordiest) Object.assign(wordiest, { target: 'title', certainty: 'guess' })
  }
  return columns
}

/** As many as the header names, and those beyond that many rows fill: a cell too many in one row is that row's mistake. */
function widthOf(header: readonly string[], rows: readonly TableRecord[]): number {
  const widest = Math.max(header.length, ...rows.map((row) => row.cells.length))
  if (header.length === 0) return widest
  for (let width = widest; width > header.length; width--) {
    const filled = rows.filter((row) => (row.cells[width - 1] ?? '').trim() !== '').length
    if (filled >= 5 && filled * 5 >= rows.length) return width
  }
  return header.length
}

function settle(columns: ImportColumn[], scores: readonly number[]): void {
  const order = columns.map((_, index) => index).sort((a, b) => scores[b]! - scores[a]! || a - b)
  const taken = new Set<ImportTarget>()
  for (const index of order) {
    const column = columns[index]!
    if (many.has(column.target)) continue
    if (!taken.has(column.target)) {
      taken.add(column.target)
      continue
    }
    const other = second[column.target] ?? 'ignore'
    column.target = taken.has(other) && !many.has(other) ? 'ignore' : other
    column.certainty = 'guess'
    taken.add(column.target)
  }
}

function looksLikeTitles(rows: readonly TableRecord[], index: number): boolean {
  const cells = rows.slice(0, 50).map((row) => cleanCell(row.cells[index] ?? '')).filter((cell) => !isSilent(cell))
  return share(cells, (cell) => /\p{L}{3,}/u.test(cell) && cell.split(/\s/).length >= 2 && cell.length <= 2000 && !isUrl(cell)) >= 0.7
}
