import { fold } from '../../values/fold.ts'
import type { ImportTarget } from './model-import.ts'
import { pattern } from './rules-import-pattern.ts'

/** The folded words by which agencies, portals and scrapers name the columns of their files. The first line that fits wins. */
const sureNames: readonly (readonly [target: ImportTarget, name: RegExp])[] = [
  // ours, in files of rejected rows; numbers of rows; what scrapers add
  ['ignore', /^(?:ligne|line|raison|reason|id|index|n|no|num|order|unnamed(?: \d+)?)$/],
  ['ignore', /^(?:web )?scraper (?:order|start url)$/],
  ['photoUrl', /^(?:images?|img|photos?|pictures?|thumbnail|vignette)\b/],
  ['sourceUrl', /^(?:urls?|liens?|links?|href|source|page|site|adresse (?:web|internet))$|\b(?:href|url)$/],
  ['titleType', pattern`
    ^(?:titre de propriete|titre foncier|type (?:de |du )?titre|title type|type de papier|papiers?
    |(?:nature|statut|situation) juridique|(?:regime|statut) foncier)$
  `],
  ['title', /^(?:titre|title|intitule|designation|libelle|headline|listing|listing title|property name)$/],
  ['title', /^(?:titre de (?:l )?annonce|titre annonce|nom (?:du bien|de l annonce))$/],
  ['description', /^(?:description|descriptif|details?|texte|text|contenu|caracteristiques|presentation|body)$/],
  ['description', /^(?:detail|texte) de l annonce$/],
  ['transaction', /^(?:transaction|operation|offre|contrat|purpose|listing type|vente location|location vente)$/],
  ['transaction', /^type (?:de |d )?(?:transaction|operation|offre|annonce|contrat)$/],
  ['kind', /^(?:types?|nature(?: du bien)?|categorie|category|property type|kind|genre)$/],
  ['kind', /^type (?:de |du )?(?:biens?|logement|propriete|local|immeuble)$/],
  ['pricePeriod', /^(?:periode(?: du prix)?|periodicite|frequence|period|price period|par)$/],
  ['price', pattern`
    ^(?:prix|price|loyers?|montant|tarif|rent|amount|cout|valeur|asking price|mensualite)
    (?: (?:de vente|de location|du bien|demande|mensuel|total|de base|affiche|par mois|ttc|ht|(?:en )?f ?cfa|cfa|xof|francs?))*$
  `],
  [
    'landArea',
    /^(?:surface|superficie) (?:du |de |de la )?(?:terrain|parcelle)(?: m2)?$|^(?:land area|plot size|plot area|terrain m2)$/,
  ],
  ['surface', pattern`
    ^(?:superficies?|surfaces?|area|size|m2|metres carres|sqm|square meters?)
    (?: (?:m2|m|en m2|habitable|utile|totale|batie?))*$
  `],
  ['bedrooms', /^(?:chambres?|bedrooms?|beds?|ch|chbres?)(?: a coucher)?$/],
  ['bathrooms', /^(?:salles? de bains?|sdb|salles? d eaux?|bathrooms?|baths?|bains?|douches?)$/],
  ['toilets', /^(?:toilettes?|wc|toilets?|sanitaires)$/],
  ['rooms', /^(?:pieces?|rooms?|typologie|f|type f)(?: principales?)?$/],
  ['floor', /^(?:etages?|floor|niveau)$/],
  ['yearBuilt', /^(?:annee(?: (?:de )?construction)?|year built|construit en)$/],
  ['furnished', /^(?:meublee?s?|furnished|ameublement|mobilier|meuble ou vide|vide meuble)$/],
  ['amenities', /^(?:equipements?|commodites?|amenities|options?|features?|prestations?|atouts?)$/],
  ['ownerPhone', pattern`
    ^(?:tels?|telephones?|phones?|mobile|gsm|portable|contacts?|whatsapp|numero|num tel|numeros?(?: de)? telephone)
    (?: (?:du |de l |de |des )?(?:proprietaires?|bailleurs?|vendeurs?|owners?|contact))?$
    |^(?:proprietaire|bailleur|owner|vendeur|contact) (?:tel|telephone|phone|mobile|numero)$
  `],
  ['ownerName', pattern`
    ^(?:nom (?:du |de l |de )?)?(?:proprietaire|bailleur|bailleresse|vendeur|owner|landlord)(?: name| nom)?$|^proprio$
  `],
  ['availableFrom', pattern`
    ^(?:disponible|disponibilite|libre|available|availability)(?: (?:le|des|a partir du|a partir de|from|au))?$
    |^date de disponibilite$
  `],
  ['date', pattern`
    ^(?:dates?|publie|publie le|publication|posted|posted on|created|cree le|mise en ligne)
    (?: (?:de |d |de l )?(?:publication|annonce|parution|creation|mise en ligne|ajout))?$
  `],
  ['quartier', /^(?:quartiers?|neighbou?rhood|quarter|cite)$/],
  ['commune', /^(?:communes?|villes?|city|town|municipality)$/],
  ['region', /^(?:regions?|province|departement|state)$/],
  ['latitude', /^(?:gps )?lat(?:itude)?$/],
  ['longitude', /^(?:gps )?(?:lon|lng|long|longitude)$/],
  ['landmark', /^(?:reperes?|points? de repere|landmark|a proximite|proximite|indications?)$/],
  ['place', pattern`
    ^(?:localisation|lieux?|emplacement|location|localite|place|situation(?: geographique)?|adresse(?: du bien)?|address
    |zone|secteur|endroit)$
  `],
  ['reference', /^(?:refs?|references?|code(?: bien)?|numero (?:bien|de mandat)|(?:n )?mandat)$/],
  ['notes', /^(?:notes?|observations?|remarques?|commentaires?|comments?|infos?|informations?(?: complementaires)?|memo)$/],
]

/** Names that may mean something else too: only taken when no surer column says it. */
const likelyNames: typeof sureNames = [
  ['title', /^(?:annonces?|objet|biens?|articles?|nom|name|property)$/],
  ['title', /^(?:liens?|articles?|annonces?) (?:liens?|links?|articles?|annonces?)$/],
]

const remembered = new Map<string, { target: ImportTarget; sure: boolean } | null>()

/**
 * What a column of this name holds; null when the name says nothing to us. Scrapers write `nbre_salle_de_bain`,
 * `liens_articles-href`.
 */
export function targetOfName(name: string): { target: ImportTarget; sure: boolean } | null {
  const known = remembered.get(name)
  if (known !== undefined) return known
  const folded = fold(name.replace(/m²/g, 'm2'))
  const words = folded
    .replace(/^(?:nbre|nbr|nb|nombre|number|no|n)(?: (?:de|d|of|des))? (?=\p{L})/u, '')
    .replace(/^(?:le|la|les|l|du|de|the) /, '')
  const fitting = (list: typeof sureNames) => (words === '' ? undefined
    : list.find(([, is]) => is.test(folded) || is.test(words)))
  const sure = fitting(sureNames)
  const likely = sure ? undefined : fitting(likelyNames)
  const found = sure ? { target: sure[0], sure: true } : likely ? { target: likely[0], sure: false } : null
  if (remembered.size > 500) remembered.clear()
  remembered.set(name, found)
  return found
}
