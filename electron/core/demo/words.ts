import { familyOf } from '../../../shared/modules/properties/model.ts'
import type { Amenity } from '../../../shared/modules/properties/model-amenities.ts'
import type { Listing } from './listings.ts'
import type { Random } from './random.ts'

/** How agencies write: short titles, then what a caller would ask. */

const rooms = (listing: Listing) => (listing.bedrooms ?? 0) + 1
const has = (listing: Listing, amenity: Amenity) => listing.amenities.includes(amenity)
const metres = (value: number) => `${value.toLocaleString('fr-FR').replaceAll('\u202f', '\u00a0')}\u00a0m²`
const levels = (storeys: number) => (storeys === 1 ? 'basse' : `R+${storeys - 1}`)
/** `R+2` of a building with three storeys. */
const named = { titreFoncier: 'titre foncier', bail: 'bail', deliberation: 'délibération', acteDeCession: 'acte de cession',
  permisDOccuper: 'permis d’occuper', attestation: 'attestation', inProgress: 'titre en cours', none: 'sans titre' } as const

export function titleOf(listing: Listing, random: Random): string {
  const { kind, transaction, place } = listing
  const furnished = listing.furnished === 'full' && transaction !== 'sale'
  const fresh = (listing.yearBuilt ?? 0) >= 2022
  const at = place.at
  switch (kind) {
    case 'apartment': {
      const form = `F${rooms(listing)}`
      const more = listing.seaView ? ' vue mer' : furnished ? ' meublé' : fresh ? ' neuf' : has(listing, 'terrace')
        && random.chance(0.4) ? ' avec terrasse' : listing.storey === 0 && random.chance(0.3) ? ' au rez-de-chaussée' : ''
      return random.weighted([
        [`Appartement ${form}${more}`, 42],
        [`Appartement ${form}${more} ${at}`, 24],
        [`${random.pick(['Bel', 'Grand', 'Joli'])} ${form}${more} ${transaction === 'sale' ? 'à vendre' : transaction === 'rent'
          ? 'à louer' : 'en court séjour'} ${at}`, 16],
        [`Appartement ${listing.bedrooms! > 1 ? `${listing.bedrooms} chambres` : 'une chambre'}${more} ${at}`, 12],
        [`${form}${more}, ${metres(listing.surface)}`, 6],
      ])
    }
    case 'studio':
      return random.pick([`Studio${furnished ? ' meublé' : ''}`, `Studio${furnished ? ' meublé' : ''} ${at}`,
        `${listing.surface < 28 ? 'Mini-studio' : 'Grand studio'} ${at}`])
    case 'room':
      return listing.bathrooms ? random.pick(['Chambre avec salle d’eau', `Chambre avec salle d’eau ${at}`,
        'Chambre individuelle, toilette intérieure']) : random.pick([`Chambre ${at}`, 'Chambre, salle d’eau commune',
        `Chambre d’étudiant ${at}`])
    case 'villa': {
      const more = has(listing, 'pool') ? ' avec piscine' : listing.seaView ? ' vue mer' : random.chance(0.2) ? ' d’angle' : ''
      return random.pick([`Villa ${levels(listing.storeys)}${more}`, `Villa ${levels(listing.storeys)}${more} ${at}`,
        `Villa ${listing.bedrooms} chambres${more}`, `${random.pick(['Belle', 'Grande'])} villa${more} ${at}`])
    }
    case 'house':
      return random.pick([`Maison ${listing.storeys > 1 ? levels(listing.storeys) : 'basse'}, ${listing.bedrooms} chambres`,
        `Maison ${at}`, `Maison familiale ${at}`,
        `Maison ${listing.storeys > 1 ? levels(listing.storeys) : 'de plain-pied'} sur ${metres(listing.land!)}`])
    case 'compound':
      return random.pick([`Concession ${at}`, `Concession de ${metres(listing.land!)}`, `Grande concession à rénover ${at}`])
    case 'building':
      return random.pick([`Immeuble R+${listing.storeys - 1}, ${listing.lots} lots`, `Immeuble de rapport ${at}`,
        `Immeuble R+${listing.storeys - 1} ${at}`])
    case 'land':
      return random.weighted([
        [`Terrain ${metres(listing.land!)}${listing.titleType && listing.titleType !== 'none' ? `, ${named[listing.titleType]}`
          : ''}`, 46],
        [`Terrain de ${metres(listing.land!)} ${at}`, 30],
        [`Terrain${has(listing, 'corner') ? ' d’angle' : ''}${has(listing, 'fenced') ? ' clôturé' : ''} ${at}`, 24],
      ])
    case 'farmland':
      return listing.land! >= 10_000 ? `${random.pick(['Terrain agricole', 'Verger'])} ${listing.land! / 10_000} ha ${at}`
        : `Champ de ${metres(listing.land!)} ${at}`
    case 'office':
      return random.pick([`Bureau ${metres(listing.surface)} ${at}`, `Bureaux ${at}`,
        `Bureau ${listing.surface > 90 ? 'cloisonné' : 'lumineux'} ${at}`])
    case 'floor':
      return `${random.pick(['Bureau plateau', 'Plateau de bureaux'])} ${metres(listing.surface)}${place.quartier === 'Plateau'
        ? '' : ` ${at}`}`
    case 'shop':
      return random.pick([`Boutique ${at}`, `Magasin d’angle ${at}`, `Magasin ${metres(listing.surface)}`,
        `Boutique sur rue passante, ${metres(listing.surface)}`])
    case 'store':
      return random.pick([`Magasin de stockage ${at}`, `Dépôt ${metres(listing.surface)} ${at}`])
    case 'commercial':
      return `Local commercial ${metres(listing.surface)} ${at}`
    case 'warehouse':
      return random.pick([`Entrepôt ${metres(listing.surface)} ${at}`, `Hangar ${at}, ${metres(listing.surface)}`])
    case 'hotel':
      return `${random.pick(['Hôtel', 'Auberge', 'Campement hôtelier'])} ${listing.bedrooms} chambres ${at}`
    case 'duplex':
    case 'triplex':
    case 'penthouse':
    case 'loft':
      return `${{ duplex: 'Duplex', triplex: 'Triplex', penthouse: 'Penthouse',
        loft: 'Loft' }[kind]} ${rooms(listing)} pièces${listing.seaView ? ' vue mer' : ''}${random.chance(0.5) ? ` ${at}` : ''}`
    case 'parking':
    case 'garage':
      return `Place de parking ${at}`
    case 'cellar':
    case 'other':
      return `Bien ${at}`
  }
}

const praise: Readonly<Record<string, readonly string[]>> = {
  dwelling: ['Séjour lumineux donnant sur un balcon.', 'Les pièces sont bien distribuées et toutes éclairées.',
    'Finitions soignées, carrelage grand format.', 'Peintures refaites récemment.', 'Quartier calme, voisinage familial.',
    'Proche des écoles et des commerces.', 'Accès facile, taxi et bus à deux minutes.',
    'Belle circulation d’air dans tout le logement.', 'Cuisine séparée avec arrière-cour.', 'Placards dans toutes les chambres.'],
  small: ['Peintures refaites récemment.', 'Entrée indépendante.', 'Convient à un étudiant ou à un jeune travailleur.',
    'Proche des transports.', 'Quartier calme.', 'Eau et électricité sans coupure.'],
  land: ['Terrain plat, prêt à construire.', 'Zone en plein développement.', 'Accès par une piste praticable toute l’année.',
    'Voisinage déjà habité.', 'Idéal pour une villa ou un petit immeuble.', 'Bornes visibles, visite tous les jours.'],
  business: ['Bonne visibilité depuis la rue.', 'Compteur individuel.', 'Convient à un siège, un cabinet ou une boutique.',
    'Espaces faciles à recloisonner.', 'Stationnement devant le local.', 'Disponible tout de suite.'],
  building: ['Rendement régulier, tous les lots sont occupés.', 'Gros œuvre sain, façade à rafraîchir.',
    'Compteurs séparés par lot.', 'Possibilité de surélever.'],
  annex: ['Accès sécurisé, ouvert jour et nuit.'],
  other: ['À voir sur place.'],
}

/** A handful of sentences: what it is, where, what it has, on what conditions. `deposit` in months of rent. */
export function descriptionOf(listing: Listing, landmark: string | null, deposit: number | null, random: Random): string {
  const { kind, transaction, place } = listing
  const family = familyOf(kind)
  const sentences: string[] = []
  const what = transaction === 'sale' ? random.pick(['À vendre', 'En vente', 'Nous proposons à la vente'])
    : transaction === 'rent' ? random.pick(['À louer', 'En location', 'Nous proposons à la location'])
    : random.pick(['À louer en court séjour', 'Location à la nuit'])
  sentences.push(`${what} ${place.at}${landmark && random.chance(0.6) ? `, ${landmark}` : ''} : ${body(listing)}.`)
  if (family === 'dwelling' && listing.bedrooms && kind !== 'room' && kind !== 'studio') {
    const parts = [`un salon`, listing.bedrooms > 1
      ? `${listing.bedrooms} chambres${listing.bathrooms! >= listing.bedrooms ? ' avec salles d’eau' : ''}` : 'une chambre']
    if (listing.bathrooms && listing.bathrooms < listing.bedrooms) parts.push(listing.bathrooms > 1
      ? `${listing.bathrooms} salles de bain` : 'une salle de bain')
    parts.push(has(listing, 'fittedKitchen') ? 'une cuisine équipée' : 'une cuisine')
    if (has(listing, 'terrace')) parts.push('une terrasse')
    if (has(listing, 'maidRoom')) parts.push('une chambre de bonne')
    sentences.push(`Il y a ${parts.slice(0, -1).join(', ')} et ${parts.at(-1)!}.`)
  }
  for (const sentence of random.shuffled(praise[kind === 'room' || kind === 'studio' ? 'small' : family]!).slice(0,
    random.whole(1, family === 'dwelling' ? 3 : 2))) sentences.push(sentence)
  const plus = [
    has(listing, 'waterReserve') && (has(listing, 'waterPump') ? 'réserve d’eau avec surpresseur' : 'réserve d’eau'),
      has(listing, 'generator') && 'groupe électrogène', has(listing, 'guard') && 'gardien jour et nuit',
    has(listing, 'elevator') && 'ascenseur', has(listing, 'airConditioning') && 'climatisation', has(listing, 'parking')
      && 'parking', has(listing, 'pool') && 'piscine', has(listing, 'prepaidMeter') && 'compteur prépayé (Woyofal)',
      has(listing, 'solarPanels') && 'panneaux solaires',
  ].filter((text): text is string => text !== false)
  if (plus.length > 1) sentences.push(`Les plus : ${plus.slice(0, -1).join(', ')} et ${plus.at(-1)!}.`)
  if (listing.titleType
    && listing.titleType !== 'none') sentences.push(`${listing.titleType === 'inProgress' ? 'Titre en cours de constitution'
    : `Le vendeur présente ${{ titreFoncier: 'un titre foncier individuel', bail: 'un bail', deliberation: 'une délibération',
    acteDeCession: 'un acte de cession', permisDOccuper: 'un permis d’occuper',
    attestation: 'une attestation' }[listing.titleType]}`}${random.chance(0.3) ? ', vérifié par l’agence' : ''}.`)
  if (transaction === 'rent' && deposit !== null
    && random.chance(0.7)) sentences.push(`Conditions : ${deposit === 1 ? 'un mois'
    : `${deposit} mois`} de caution, loyer payable d’avance.`)
  if (transaction === 'sale' && random.chance(0.35)) sentences.push(random.pick(['Prix légèrement négociable.',
    'Paiement par notaire.', 'Visite sur rendez-vous.', 'Documents consultables à l’agence.']))
  if (transaction === 'shortStay') sentences.push(random.pick(['Deux nuits au minimum.', 'Tarif dégressif à la semaine.',
    'Arrivée à toute heure, remise des clés sur place.']))
  return sentences.join(random.chance(0.25) ? '\n' : ' ')
}

function body(listing: Listing): string {
  const size = metres(listing.surface)
  const furnished = listing.furnished === 'full' && listing.transaction !== 'sale' ? ' entièrement meublé' : ''
  const where = listing.storey === null || listing.storeys < 2 ? '' : listing.storey === 0 ? ' au rez-de-chaussée'
    : ` au ${listing.storey === 1 ? '1er' : `${listing.storey}e`} étage`
  switch (listing.kind) {
    case 'apartment':
      return `un appartement F${rooms(listing)}${furnished} de ${size}${where}${listing.seaView ? ', vue sur la mer' : ''}`
    case 'studio':
      return `un studio${furnished} de ${size}${where}`
    case 'room':
      return `une chambre de ${size}${listing.bathrooms ? ' avec sa salle d’eau' : ', salle d’eau à partager'}`
    case 'villa':
      return `une villa ${levels(listing.storeys)} de ${size} bâtis sur un terrain de ${metres(listing.land!)}${listing.seaView
        ? ', face à la mer' : ''}`
    case 'house':
      return `une maison ${listing.storeys > 1 ? `à étage (${levels(listing.storeys)})`
        : 'de plain-pied'} sur ${metres(listing.land!)}`
    case 'compound':
      return `une concession de ${metres(listing.land!)} avec ${listing.bedrooms} chambres autour d’une cour`
    case 'building':
      return `un immeuble R+${listing.storeys - 1} de ${listing.lots} lots, ${size} bâtis sur ${metres(listing.land!)}`
    case 'hotel':
      return `un établissement de ${listing.bedrooms} chambres sur ${metres(listing.land!)}`
    case 'land':
      return `un terrain de ${metres(listing.land!)}${has(listing, 'corner') ? ', en angle' : ''}${has(listing, 'fenced')
        ? ', clôturé' : ''}${has(listing, 'serviced') ? ', viabilisé' : ''}`
    case 'farmland':
      return `${listing.land! >= 10_000 ? `${listing.land! / 10_000} hectare${listing.land! > 10_000 ? 's' : ''}`
        : metres(listing.land!)} de terre agricole${has(listing, 'borehole') ? ' avec forage' : ''}`
    case 'office':
      return `des bureaux de ${size}${where}`
    case 'floor':
      return `un plateau de bureaux de ${size}${where}`
    case 'shop':
      return `une boutique de ${size} sur rue`
    case 'store':
      return `un magasin de stockage de ${size}`
    case 'commercial':
      return `un local commercial de ${size}`
    case 'warehouse':
      return `un entrepôt de ${size}, cour de ${metres(listing.land!)}`
    case 'duplex':
    case 'triplex':
    case 'penthouse':
    case 'loft':
      return `un ${listing.kind === 'penthouse' ? 'penthouse' : listing.kind} de ${size}${listing.seaView ? ', vue sur la mer'
        : ''}`
    case 'parking':
    case 'garage':
    case 'cellar':
    case 'other':
      return `une place de ${size}`
  }
}

export function landmarkOf(listing: Listing, random: Random): string {
  if (random.chance(0.72)) return random.pick(listing.place.landmarks)
  return random.pick(['derrière la pharmacie', 'à côté de la boulangerie', 'en face de l’école', 'près de la mosquée',
    'à 100 m du goudron', 'deuxième rue à gauche après la station-service', 'près du terrain de football',
    'au rond-point, côté droit'])
}

export function addressOf(listing: Listing, random: Random): string | null {
  const family = familyOf(listing.kind)
  if (family === 'land') return random.chance(0.5) ? `Lot n° ${random.whole(12, 940)}` : null
  if (random.chance(0.45)) return null
  if (listing.kind === 'villa' || listing.kind === 'house') return `Villa n° ${random.whole(3, 9800)}`
  const storey = listing.storey === null ? '' : listing.storey === 0 ? ', rez-de-chaussée'
    : `, ${listing.storey === 1 ? '1er' : `${listing.storey}e`} étage`
  return random.pick([`Immeuble ${random.pick(['Fatou Kiné', 'Keur Serigne', 'Yacine', 'Les Manguiers', 'Diama', 'Rosa',
    'Elimane', 'Le Flamboyant', 'Nabou'])}${storey}`, `Rue ${random.pick(['NG', 'MZ', 'OKM', 'SC', 'PE', 'YF',
    'GY'])}-${random.whole(10, 420)}${storey}`])
}

export const inNotes = [
  'Clés chez le gardien.', 'Clés à l’agence.', 'Le bailleur veut visiter avec le locataire.',
    'Rappeler le bailleur avant chaque visite.', 'Vérifier l’état des droits réels avant de proposer.',
    'Ne pas afficher le numéro de la villa.', 'Le prix peut descendre de 5 %.', 'Compteur d’eau à changer.',
] as const
