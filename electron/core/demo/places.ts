import { quartierPoint } from '../../../shared/values/place.ts'
import type { Random } from './random.ts'

/** Which kinds of property a place has, and how it is spoken of. */
export type Profile = 'chic' | 'centre' | 'middle' | 'popular' | 'growing' | 'beach' | 'town'

export type MarketPlace = {
  quartier: string
  commune: string | null
  department: string
  region: string
  /** As it follows a noun: "un appartement aux Almadies". */
  at: string
  /** How often the agency has something there. */
  weight: number
  /** Francs a month for an unfurnished flat of 100 m². */
  rent: number
  /** Francs for a square metre of a flat, and of land. */
  flat: number
  land: number
  profile: Profile
  /** Degrees towards land for a place on the sea, so that a point scattered round it does not swim. */
  inland?: readonly [latitude: number, longitude: number]
  landmarks: readonly string[]
  /** Letters of the land registry behind a title number. */
  registry: string
}

type Row = readonly [quartier: string, commune: string | null, at: string, weight: number, rent: number, flat: number,
  land: number, profile: Profile, landmarks: readonly string[], inland?: readonly [number, number]]

function inDepartment(region: string, department: string, registry: string, rows: readonly Row[]): MarketPlace[] {
  return rows.map(([quartier, commune, at, weight, rent, flat, land, profile, landmarks, inland]) => ({
    quartier, commune, department, region, registry, at, weight, rent, flat, land, profile, landmarks,
      ...(inland ? { inland } : {}),
  }))
}

/** Levels are round figures in the order of what is asked on the market, not taken from any listing. */
export const marketPlaces: readonly MarketPlace[] = [
  ...inDepartment('Dakar', 'Dakar', 'NGA', [
    ['Almadies', 'Ngor', 'aux Almadies', 30, 950_000, 1_450_000, 900_000, 'chic',
      ['derrière l’hôtel du cap', 'à 200 m de la pointe', 'près de l’école internationale', 'route de la plage'], [0, 0.004]],
    ['Ngor', 'Ngor', 'à Ngor', 16, 720_000, 1_150_000, 650_000, 'chic',
      ['face à l’île', 'près du terrain de football', 'derrière le marché du village', 'à côté de l’embarcadère'],
      [-0.003, 0.002]],
    ['Virage', 'Ngor', 'au Virage', 10, 650_000, 1_050_000, 600_000, 'chic',
      ['à deux pas de la plage', 'derrière la station-service', 'près du camp militaire'], [-0.003, 0.001]],
    ['Mamelles', 'Ouakam', 'aux Mamelles', 18, 680_000, 1_100_000, 620_000, 'chic',
      ['en contrebas du phare', 'près du monument', 'derrière le supermarché'], [0.001, 0.003]],
    ['Ouakam', 'Ouakam', 'à Ouakam', 12, 350_000, 680_000, 380_000, 'middle',
      ['près de la grande mosquée', 'derrière la caserne', 'au bout de la ligne de bus', 'à côté du terrain Ouest Foire']],
    ['Cité Comico', 'Ouakam', 'à la Cité Comico', 4, 380_000, 700_000, 400_000, 'middle',
      ['derrière la pharmacie', 'deuxième porte de la cité']],
    ['Yoff', 'Yoff', 'à Yoff', 10, 280_000, 560_000, 320_000, 'middle',
      ['près du mausolée', 'derrière l’ancien aéroport', 'face au terrain de Diamalaye'], [-0.002, 0]],
    ['Ouest Foire', 'Yoff', 'à Ouest Foire', 10, 350_000, 640_000, 360_000, 'middle',
      ['derrière le CICES', 'près du rond-point', 'à 100 m de la VDN']],
    ['Nord Foire', 'Yoff', 'à Nord Foire', 8, 330_000, 620_000, 340_000, 'middle',
      ['près de la station-service', 'derrière la boulangerie', 'à côté du jardin public']],
  ]),
  ...inDepartment('Dakar', 'Dakar', 'GRD', [
    ['Mermoz', 'Mermoz-Sacré-Cœur', 'à Mermoz', 16, 600_000, 980_000, 600_000, 'chic',
      ['près de la passerelle', 'derrière l’ambassade', 'à 50 m de la corniche', 'face à la pharmacie']],
    ['Sacré-Cœur 3', 'Mermoz-Sacré-Cœur', 'à Sacré-Cœur 3', 16, 520_000, 880_000, 560_000, 'chic',
      ['près de la VDN', 'derrière la boulangerie', 'à côté de la polyclinique', 'face au jardin']],
    ['Cité Keur Gorgui', 'Mermoz-Sacré-Cœur', 'à la Cité Keur Gorgui', 8, 560_000, 920_000, 580_000, 'chic',
      ['derrière l’immeuble de verre', 'près du rond-point']],
    ['Sicap Baobab', 'Mermoz-Sacré-Cœur', 'à Sicap Baobab', 4, 420_000, 760_000, 480_000, 'middle',
      ['près du marché', 'derrière le collège']],
    ['Liberté 6', 'Sicap-Liberté', 'à Liberté 6', 12, 300_000, 590_000, 380_000, 'middle',
      ['près du rond-point', 'derrière le dispensaire', 'au terminus des bus', 'à côté du marché']],
    ['Liberté 6 extension', 'Sicap-Liberté', 'à Liberté 6 extension', 8, 330_000, 620_000, 400_000, 'middle',
      ['derrière le camp', 'près de la mosquée blanche']],
    ['Liberté 5', 'Sicap-Liberté', 'à Liberté 5', 5, 300_000, 580_000, 380_000, 'middle',
      ['près de la cinquième avenue', 'à côté de l’école primaire']],
    ['Sicap Foire', 'Grand Yoff', 'à Sicap Foire', 5, 340_000, 620_000, 360_000, 'middle',
      ['derrière le CICES', 'près de l’échangeur']],
    ['Grand Yoff', 'Grand Yoff', 'à Grand Yoff', 5, 190_000, 420_000, 260_000, 'popular',
      ['près de l’hôpital', 'derrière le stade', 'à côté du marché']],
    ['Zone de captage', 'Grand Yoff', 'à la Zone de captage', 5, 320_000, 600_000, 360_000, 'middle',
      ['près de la station d’eau', 'derrière la pharmacie']],
    ['Dieuppeul', 'Dieuppeul-Derklé', 'à Dieuppeul', 4, 260_000, 520_000, 330_000, 'middle',
      ['près de l’allée Khalifa', 'derrière le lycée']],
    ['Parcelles Assainies U17', 'Parcelles Assainies', 'aux Parcelles Assainies, U17', 6, 175_000, 400_000, 210_000, 'popular',
      ['près du marché Dior', 'derrière la case des tout-petits', 'à côté du terrain Acapes']],
    ['Parcelles Assainies U26', 'Parcelles Assainies', 'aux Parcelles Assainies, U26', 6, 165_000, 390_000, 200_000, 'popular',
      ['à deux pas de la plage', 'près du terminus', 'derrière la pharmacie']],
    ['Patte d’Oie Builders', 'Patte d’Oie', 'à la Patte d’Oie', 5, 230_000, 460_000, 270_000, 'popular',
      ['près de l’échangeur', 'derrière la station-service']],
    ['Hann Maristes 2', 'Hann Bel-Air', 'à Hann Maristes 2', 8, 310_000, 600_000, 300_000, 'middle',
      ['près du parc forestier', 'derrière la clinique', 'face au jardin d’enfants']],
  ]),
  ...inDepartment('Dakar', 'Dakar', 'DK', [
    ['Fann', 'Fann-Point E-Amitié', 'à Fann Résidence', 10, 820_000, 1_300_000, 850_000, 'chic',
      ['près de l’hôpital', 'derrière l’ambassade', 'à 100 m de la corniche']],
    ['Point E', 'Fann-Point E-Amitié', 'au Point E', 14, 720_000, 1_200_000, 820_000, 'chic',
      ['près de la piscine olympique', 'derrière la tour de l’Œuf', 'rue calme plantée d’arbres']],
    ['Amitié 2', 'Fann-Point E-Amitié', 'à Amitié 2', 6, 480_000, 820_000, 520_000, 'chic',
      ['près de l’allée', 'derrière l’institut', 'à côté de la banque']],
    ['Plateau', 'Dakar-Plateau', 'au Plateau', 22, 760_000, 1_200_000, 1_250_000, 'centre',
      ['à deux pas de la place de l’Indépendance', 'près du marché Kermel', 'derrière la cathédrale', 'face au lycée',
      'près du palais']],
    ['Médina', 'Médina', 'à la Médina', 8, 260_000, 560_000, 520_000, 'centre',
      ['près du marché Tilène', 'derrière la grande mosquée', 'à l’angle de la rue 22']],
    ['Gueule Tapée', 'Gueule Tapée-Fass-Colobane', 'à la Gueule Tapée', 4, 270_000, 560_000, 480_000, 'centre',
      ['près de la corniche', 'derrière le canal']],
  ]),
  ...inDepartment('Dakar', 'Guédiawaye', 'DP', [
    ['Golf Sud', 'Golf Sud', 'à Golf Sud', 7, 180_000, 400_000, 200_000, 'popular',
      ['près du stade', 'derrière la mairie', 'face au marché']],
    ['Hamo', null, 'à Hamo', 4, 150_000, 360_000, 180_000, 'popular',
      ['Hamo 4, près de la mosquée', 'derrière le centre de santé']],
  ]),
  ...inDepartment('Dakar', 'Pikine', 'DP', [
    ['Pikine', null, 'à Pikine', 5, 120_000, 300_000, 140_000, 'popular',
      ['près du marché Zinc', 'derrière le terrain Alassane Djigo', 'au rond-point']],
    ['Zac Mbao', 'Mbao', 'à la Zac Mbao', 8, 150_000, 320_000, 120_000, 'growing',
      ['derrière l’entrée de l’autoroute', 'près du château d’eau', 'cité en voie d’achèvement']],
    ['Keur Mbaye Fall', 'Mbao', 'à Keur Mbaye Fall', 4, 140_000, 300_000, 90_000, 'growing',
      ['près de la gare', 'derrière la zone franche']],
  ]),
  ...inDepartment('Dakar', 'Keur Massar', 'DP', [
    ['Keur Massar', null, 'à Keur Massar', 9, 105_000, 260_000, 65_000, 'popular',
      ['près du rond-point', 'derrière l’hôpital', 'unité 3', 'face au marché']],
    ['Jaxaay', 'Jaxaay-Parcelles', 'à Jaxaay', 4, 85_000, 210_000, 38_000, 'growing',
      ['derrière la gendarmerie', 'près du terminus']],
  ]),
  ...inDepartment('Dakar', 'Rufisque', 'R', [
    ['Rufisque', null, 'à Rufisque', 7, 95_000, 240_000, 48_000, 'town',
      ['près de la gare', 'derrière l’ancienne cimenterie', 'quartier Keury Souf']],
    ['Sangalkam', 'Sangalkam', 'à Sangalkam', 8, 80_000, 200_000, 26_000, 'growing',
      ['à 800 m du goudron', 'près de la ferme', 'derrière le poste de santé']],
    ['Bambilor', 'Bambilor', 'à Bambilor', 9, 75_000, 190_000, 19_000, 'growing',
      ['au bord de la route du lac', 'derrière le village', 'près de la cité des enseignants']],
    ['Lac Rose', 'Tivaouane Peulh-Niaga', 'au Lac Rose', 6, 90_000, 230_000, 24_000, 'growing',
      ['entre le lac et la dune', 'près des campements', 'à 1 km du lac']],
    ['Tivaouane Peulh', 'Tivaouane Peulh-Niaga', 'à Tivaouane Peulh', 5, 90_000, 220_000, 30_000, 'growing',
      ['derrière la cité', 'près du château d’eau']],
    ['Diamniadio', 'Diamniadio', 'à Diamniadio', 7, 170_000, 480_000, 85_000, 'growing',
      ['près du pôle urbain', 'face au stade', 'à côté de la gare du TER']],
    ['Toubab Dialaw', 'Yène', 'à Toubab Dialaw', 4, 160_000, 420_000, 40_000, 'beach',
      ['sur la falaise', 'à 150 m de la plage', 'près du théâtre de verdure']],
  ]),
  ...inDepartment('Thiès', 'Mbour', 'MB', [
    ['Saly', 'Saly Portudal', 'à Saly', 20, 330_000, 750_000, 75_000, 'beach',
      ['près du golf', 'à 300 m de la plage', 'derrière le village artisanal', 'résidence gardée'], [0, 0.004]],
    ['Ngaparou', 'Ngaparou', 'à Ngaparou', 8, 240_000, 560_000, 42_000, 'beach',
      ['près du quai de pêche', 'à 10 minutes à pied de la mer', 'derrière la nouvelle école']],
    ['Somone', 'Somone', 'à la Somone', 7, 290_000, 680_000, 60_000, 'beach',
      ['au bord de la lagune', 'à 200 m de la plage', 'près du bois de filaos']],
    ['Nianing', 'Malicounda', 'à Nianing', 5, 190_000, 420_000, 28_000, 'beach',
      ['près de l’église', 'entre la route et la plage']],
    ['Warang', 'Malicounda', 'à Warang', 4, 170_000, 390_000, 22_000, 'beach',
      ['quartier calme, à 400 m de la mer', 'près de la distillerie']],
    ['Popenguine', 'Popenguine-Ndayane', 'à Popenguine', 4, 210_000, 480_000, 38_000, 'beach',
      ['au pied du cap', 'près du sanctuaire', 'vue sur la réserve']],
    ['Grand Mbour', 'Mbour', 'à Mbour', 6, 110_000, 260_000, 26_000, 'town',
      ['près du stade', 'derrière la préfecture', 'quartier Grand Mbour']],
  ]),
  ...inDepartment('Thiès', 'Thiès', 'TH', [
    ['Grand Standing', 'Thiès Nord', 'à Thiès, Grand Standing', 8, 120_000, 290_000, 32_000, 'town',
      ['près du lycée', 'derrière l’hôpital régional', 'cité résidentielle']],
    ['Randoulène', 'Thiès Nord', 'à Thiès, Randoulène', 4, 95_000, 240_000, 28_000, 'town',
      ['près du marché central', 'derrière la mosquée']],
    ['Nguinth', 'Thiès Est', 'à Thiès, Nguinth', 4, 80_000, 200_000, 18_000, 'town', ['près du terrain', 'à 300 m du goudron']],
  ]),
  ...inDepartment('Saint-Louis', 'Saint-Louis', 'SL', [
    ['Île Nord', 'Saint-Louis', 'à Saint-Louis, sur l’île Nord', 5, 200_000, 520_000, 110_000, 'town',
      ['maison de ville, près du pont', 'à deux pas de la cathédrale', 'face au fleuve']],
    ['Sor', 'Saint-Louis', 'à Saint-Louis, Sor', 5, 95_000, 240_000, 30_000, 'town',
      ['près de la gare', 'derrière le marché', 'à côté de l’hôpital']],
    ['Hydrobase', 'Saint-Louis', 'à l’Hydrobase', 4, 150_000, 380_000, 28_000, 'beach',
      ['entre le fleuve et l’océan', 'près des campements']],
  ]),
  ...inDepartment('Ziguinchor', 'Ziguinchor', 'ZG', [
    ['Escale', 'Ziguinchor', 'à Ziguinchor, Escale', 4, 110_000, 270_000, 30_000, 'town',
      ['près du port', 'derrière l’alliance', 'face au fleuve']],
    ['Boucotte', 'Ziguinchor', 'à Ziguinchor, Boucotte', 3, 75_000, 190_000, 18_000, 'town',
      ['près du marché Saint-Maur', 'derrière le stade']],
  ]),
  ...inDepartment('Ziguinchor', 'Oussouye', 'OUS', [
    ['Cap Skirring', 'Diembéring', 'au Cap Skirring', 4, 180_000, 430_000, 24_000, 'beach',
      ['à 200 m de la plage', 'près de l’aérodrome', 'sous les fromagers'], [0, 0.006]],
  ]),
  ...inDepartment('Kaolack', 'Kaolack', 'KL', [
    ['Léona', 'Kaolack', 'à Kaolack, Léona', 3, 90_000, 220_000, 24_000, 'town',
      ['près du marché central', 'derrière la grande mosquée']],
  ]),
  ...inDepartment('Diourbel', 'Mbacké', 'DB', [
    ['Touba', 'Touba Mosquée', 'à Touba', 3, 90_000, 230_000, 22_000, 'town',
      ['à 1 km de la grande mosquée', 'près du marché Ocass']],
  ]),
]

/** A point near the quartier's own, as a click on a map gives it: six decimals. Null for places without one. */
export function scatter(place: MarketPlace, random: Random): { latitude: number; longitude: number } | null {
  const point = quartierPoint(place.quartier, place.commune, place.department, place.region)
  const [dLatitude, dLongitude] = [random.bell() * 0.0011, random.bell() * 0.0013]
  const [inLatitude, inLongitude] = place.inland ?? [0, 0]
  const far = random.next()
  if (!point) return null
  const round = (value: number) => Math.round(value * 1e6) / 1e6
  // A town's point stands for all of it: its houses lie wider.
  const wide = point.precision === 'quartier' ? 1 : 6
  return { latitude: round(point.latitude + dLatitude * wide + inLatitude * far),
    longitude: round(point.longitude + dLongitude * wide + inLongitude * far) }
}
