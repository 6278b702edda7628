/**
 * Quartiers as the market names them, with the commune they are commonly said to be in (some straddle two; null where
 * that is unclear) and the other spellings met. Points and credit: see places-senegal.ts. `within`: a part of another
 * quartier, which lends it its point.
 */
export type QuartierRow = {
  readonly name: string
  readonly department: string
  readonly commune: string | null
  readonly point?: readonly [latitude: number, longitude: number]
  readonly also?: readonly string[]
  readonly within?: string
  /** Other names that are everyday words, taken under the same condition as `common`. */
  readonly commonAlso?: readonly string[]
  /** Also an everyday word ("plateau", "golf"): only taken for the place when nothing unknown stands around it. */
  readonly common?: true
}

type Detail = Omit<QuartierRow, 'name' | 'department' | 'commune'>

function inCommune(department: string, commune: string | null, rows: Readonly<Record<string, Detail>>): QuartierRow[] {
  return Object.entries(rows).map(([name, detail]) => ({ name, department, commune, ...detail }))
}

/** `Amitié 1` to `Amitié 3`, each also said with the other names (`Sicap Amitié 3`). */
function numbered(name: string, count: number, others: readonly string[] = []): Record<string, Detail> {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => (
    [`${name} ${index + 1}`, { within: name, also: others.map((other) => `${other} ${index + 1}`) }]
  )))
}

/** The 26 units of Parcelles Assainies, `Parcelles Assainies U17`. */
const units = Object.fromEntries(Array.from({ length: 26 },
  (_, index) => [`Parcelles Assainies U${index + 1}`, { within: 'Parcelles Assainies' }]))

export const quartierRows: readonly QuartierRow[] = [
  ...inCommune('Dakar', 'Ngor', {
    'Almadies': { point: [14.7442, -17.5175],
      also: ['Les Almadies', 'Ngor Almadies', 'Almadies Ngor', 'Corniche des Almadies', 'Corniche Almadies',
      'Pointe des Almadies', 'Zone des Almadies'] },
    'Ngor': { point: [14.7488, -17.515], also: ['Ngor Village', 'Ngor Extension', 'Ile de Ngor'] },
    'Virage': { point: [14.7549, -17.4955], also: ['Ngor Virage', 'Yoff Virage', 'Le Virage', 'Virages'], common: true },
  }),
  ...inCommune('Dakar', 'Ouakam', {
    'Mamelles': { point: [14.7312, -17.5003],
      also: ['Les Mamelles', 'Mamelles Extension', 'Ouakam Mamelles', 'Cité Mamelles', 'Mamelle', 'Mamelles Aviation'] },
    'Ouakam': { point: [14.7247, -17.4851], also: ['Wakam', 'Ouakam Village'] },
    'Cité Comico': { also: ['Comico Ouakam', 'Ouakam Comico'] },
    'Cité Avion': { also: ['Ouakam Cité Avion'] },
    'Cité Assemblée': { also: ['Ouakam Cité Assemblée'] },
    'Cité Africa': {},
  }),
  ...inCommune('Dakar', 'Mermoz-Sacré-Cœur', {
    'Mermoz': { point: [14.7074, -17.4744], also: ['Sotrac Mermoz', 'Mermoz Sotrac', 'Mermoz Pyrotechnie', 'Cité Mermoz'] },
    'Fenêtre Mermoz': {},
    'Sacré-Cœur': { point: [14.7115, -17.4689], also: ['Sicap Sacré-Cœur', 'Cité Sacré-Cœur'] },
    ...numbered('Sacré-Cœur', 3, ['Sicap Sacré-Cœur', 'Cité Sacré-Cœur']),
    'Sacré-Cœur 3 VDN': { within: 'Sacré-Cœur' },
    'Sacré-Cœur 3 Extension': { within: 'Sacré-Cœur' },
    'Cité Keur Gorgui': { point: [14.7117, -17.4687], also: ['Keur Gorgui'] },
    'Sicap Baobab': { point: [14.7065, -17.4758], also: ['Baobab', 'Baobabs', 'Sicap Baobabs', 'Mermoz Baobab'] },
  }),
  ...inCommune('Dakar', 'Fann-Point E-Amitié', {
    'Fann': { point: [14.6908, -17.4666], also: ['Fann Résidence', 'Fann Corniche', 'Fane', 'Faan'] },
    'Fann Hock': { point: [14.6801, -17.4628], also: ['Fann Hoc', 'Fann Oc'] },
    'Point E': { point: [14.6965, -17.4642] },
    'Amitié': { point: [14.703, -17.4587], also: ['Sicap Amitié'] },
    ...numbered('Amitié', 3, ['Sicap Amitié']),
    'Zone A': { common: true }, 'Zone B': { common: true },
  }),
  ...inCommune('Dakar', 'Dakar-Plateau', {
    'Plateau': { point: [14.6768, -17.4393],
      also: ['Dakar Plateau', 'Le Plateau', 'Haut Plateau', 'Centre ville', 'Dakar ville', 'Dakar Centre'], common: true },
    'Rebeuss': {}, 'Sandaga': {}, 'Cap Manuel': {},
  }),
  ...inCommune('Dakar', 'Gorée', { 'Gorée': { also: ['Ile de Gorée'] } }),
  ...inCommune('Dakar', 'Médina', { 'Médina': { point: [14.6805, -17.4509], also: ['Dakar Médina', 'La Médina'], common: true },
    'Gibraltar': {} }),
  ...inCommune('Dakar', 'Gueule Tapée-Fass-Colobane',
    { 'Gueule Tapée': {}, 'Fass': { also: ['Fass Delorme', 'HLM Fass', 'Fass Paillote'] }, 'Colobane': {} }),
  ...inCommune('Dakar', 'Grand Dakar', { 'Grand Dakar': {}, 'Bopp': {},
    'Niarry Tally': { also: ['Niary Tally', 'Niari Tali'] } }),
  ...inCommune('Dakar', 'Biscuiterie', { 'Biscuiterie': {}, 'Ouagou Niayes': {} }),
  ...inCommune('Dakar', 'HLM', { 'HLM': { also: ['Cité HLM'] }, ...numbered('HLM', 6, ['Cité HLM']) }),
  ...inCommune('Dakar', 'Dieuppeul-Derklé',
    { 'Dieuppeul': { also: ['Dieupeul', 'Sicap Dieuppeul'] }, ...numbered('Dieuppeul', 4, ['Sicap Dieuppeul']),
    'Derklé': { also: ['Sicap Derklé'] }, 'Castors': { also: ['Castor'], common: true } }),
  ...inCommune('Dakar', 'Sicap-Liberté', {
    'Liberté': { point: [14.7207, -17.4643], also: ['Sicap Liberté'], common: true },
    'Liberté 1': { within: 'Liberté', also: ['Sicap Liberté 1'] },
    'Liberté 2': { point: [14.7164, -17.4529], within: 'Liberté', also: ['Sicap Liberté 2'] },
    'Liberté 3': { within: 'Liberté', also: ['Sicap Liberté 3'] },
    'Liberté 4': { within: 'Liberté', also: ['Sicap Liberté 4'] },
    'Liberté 5': { point: [14.7207, -17.4643], within: 'Liberté', also: ['Sicap Liberté 5'] },
    'Liberté 6': { point: [14.731, -17.461], within: 'Liberté', also: ['Sicap Liberté 6', 'Rond point Liberté 6', 'Camp pénal'] },
    'Liberté 6 extension': { point: [14.7335, -17.4672], within: 'Liberté 6', also: ['Sicap Liberté 6 extension'] },
    'Jet d’Eau': { also: ['Rond point Jet d’Eau'] },
  }),
  ...inCommune('Dakar', 'Grand Yoff', {
    'Grand Yoff': {},
    'Zone de captage': { point: [14.7272, -17.4446], also: ['Captage'] },
    'Sicap Foire': { point: [14.7408, -17.4637] },
    'Sud Foire': { point: [14.7403, -17.4624] },
    'Scat Urbam': { also: ['Scat Urbain'] },
    'HLM Grand Yoff': {}, 'Cité Millionnaire': {},
  }),
  ...inCommune('Dakar', 'Yoff', {
    'Yoff': { point: [14.7604, -17.4681],
      also: ['Yoff Village', 'Yoff Aéroport', 'Aéroport Yoff', 'Yoff Apecsy', 'Yoff Layène', 'Yoff Onomo', 'Yoff Toundoup Rya'] },
    'Ouest Foire': { point: [14.7494, -17.4702] },
    'Nord Foire': { point: [14.7527, -17.4601], also: ['Nord Foire Azur'] },
    'Cité Biagui': { point: [14.7598, -17.4854], also: ['Biagui'] },
    'Cité Mbackiyou Faye': { also: ['Cité Mbackiyoufaye', 'Cité Mackyiou Faye', 'Cité Mbackiou Faye', 'Mbackiyou Faye',
      'Cité Mackiyou Faye'] },
    'Cité Djily Mbaye': {}, 'Cité Asecna': { also: ['Asecna'] },
  }),
  ...inCommune('Dakar', 'Parcelles Assainies', {
    'Parcelles Assainies': { point: [14.7594, -17.4385], also: ['Les Parcelles Assainies', 'Dakar Parcelles'],
      commonAlso: ['Parcelles'] },
    ...units,
  }),
  ...inCommune('Dakar', 'Patte d’Oie', { 'Patte d’Oie': { point: [14.7465, -17.4407], also: ['La Patte d’Oie'] },
    'Patte d’Oie Builders': { within: 'Patte d’Oie' }, 'Grand Médine': {} }),
  ...inCommune('Dakar', 'Cambérène', { 'Cambérène': { point: [14.771, -17.4237] }, 'Cambérène 2': { within: 'Cambérène' } }),
  ...inCommune('Dakar', 'Hann Bel-Air', {
    'Hann Bel-Air': { point: [14.7022, -17.4285], also: ['Bel-Air', 'Hann', 'Hann Village'] },
    'Hann Maristes': { point: [14.7303, -17.4328],
      also: ['Maristes', 'Mariste', 'Hann Mariste', 'Les Maristes', 'Cité Maristes'] },
    ...numbered('Hann Maristes', 2, ['Maristes', 'Cité Maristes']),
    'Hann Marinas': { point: [14.708, -17.4295], also: ['Marinas'] },
    'Hann Montagne': {}, 'Yarakh': {},
  }),
  // their commune is not settled, or they are an avenue that crosses several
  ...inCommune('Dakar', null, {
    'Almadies 2': {}, 'VDN': { also: ['Voie de dégagement Nord'] }, 'Avenue Bourguiba': { also: ['Bourguiba', 'Cité Bourguiba'] },
    'Cité Damel': { also: ['Cité Keur Damel', 'Keur Damel'] }, 'Cité Magistrat': { also: ['Cité des Magistrats'] },
    'Sicap Karack': { also: ['Karack'] },
    'Sicap Rue 10': {}, 'Corniche Ouest': {}, 'Front de Terre': {},
  }),
  ...inCommune('Guédiawaye', null, { 'Guédiawaye': { also: ['Guediawaye ville'] },
    'Hamo': { also: ['Hamo 1', 'Hamo 2', 'Hamo 3', 'Hamo 4', 'Hamo 5', 'Hamo 6'] } }),
  ...inCommune('Guédiawaye', 'Golf Sud', { 'Golf Sud': { point: [14.7672, -17.4136], also: ['Cité Golf'], commonAlso: ['Golf'] },
    'Cité Aliou Sow': {}, 'Cité Fadia': { also: ['Fadia'] } }),
  ...inCommune('Guédiawaye', 'Sam Notaire', { 'Sam Notaire': {} }),
  ...inCommune('Pikine', null, { 'Pikine': { point: [14.7646, -17.3907] }, 'Thiaroye': {},
    'Icotaf': { also: ['Pikine Icotaf'] } }),
  ...inCommune('Pikine', 'Dalifort-Foirail', { 'Dalifort': { also: ['Dalifort Foirail'] }, 'Cité Soprim': { also: ['Soprim'] } }),
  ...inCommune('Pikine', 'Diamaguène-Sicap Mbao', { 'Sicap Mbao': {}, 'Diamaguène': {} }),
  ...inCommune('Pikine', 'Mbao', {
    'Mbao': { point: [14.7415, -17.3261], also: ['Grand Mbao', 'Petit Mbao', 'Mbao Villeneuve'] },
    'Zac Mbao': { point: [14.7304, -17.3021], also: ['Zac de Mbao'] },
    'Keur Mbaye Fall': {}, 'Fass Mbao': {}, 'Kamb': {},
  }),
  ...inCommune('Keur Massar', null, { 'Keur Massar': { point: [14.7823, -17.3112],
    also: ['Keur Massar Village', 'Cité Keur Massar'] }, 'Yeumbeul': {} }),
  ...inCommune('Keur Massar', 'Malika', { 'Malika': { also: ['Malika sur Mer', 'Malika Plage'] } }),
  ...inCommune('Keur Massar', 'Jaxaay-Parcelles',
    { 'Jaxaay': { also: ['Jaxaay Parcelles'] },
    'Niakoul Rap': { point: [14.7842, -17.2736], also: ['Niakoul Rab', 'Niakoulrap'] } }),
  ...inCommune('Rufisque', null, {
    'Rufisque': { point: [14.7164, -17.2738], also: ['Rufisque ville', 'Rufisque Centre'] },
    'Ndiakhirate': { also: ['Ndiakhirat', 'Ndiakhirate Digue'] }, 'Noflaye': {}, 'Kounoune': { also: ['Kounoune Ngalam'] },
    'Keur Ndiaye Lô': {}, 'Gorom': { also: ['Gorom 1', 'Gorom 2', 'Gorom 3'] }, 'Déni Biram Ndao': { also: ['Deni Birame Ndao'] },
  }),
  ...inCommune('Rufisque', 'Bambilor', { 'Bambilor': {} }),
  ...inCommune('Rufisque', 'Sangalkam', { 'Sangalkam': { point: [14.7793, -17.2283] } }),
  ...inCommune('Rufisque', 'Tivaouane Peulh-Niaga', {
    'Tivaouane Peulh': { point: [14.8302, -17.266] }, 'Lac Rose': { also: ['Lac Retba', 'Le Lac Rose'] },
    'Niaga': { also: ['Niaga Wolof', 'Niaga Peulh'] },
  }),
  ...inCommune('Rufisque', 'Diamniadio', { 'Diamniadio': { point: [14.7205, -17.1816],
    also: ['Pôle urbain de Diamniadio', 'Diamniadio ville nouvelle'] } }),
  ...inCommune('Rufisque', 'Sébikotane', { 'Sébikotane': { point: [14.7452, -17.1378] } }),
  ...inCommune('Rufisque', 'Bargny', { 'Bargny': { point: [14.6971, -17.2302] } }),
  ...inCommune('Rufisque', 'Yène', { 'Yène': { also: ['Yène Guedj', 'Yène Todd', 'Yène sur Mer'] }, 'Toubab Dialaw': {},
    'Kelle': {} }),
  // the coast and the road to it
  ...inCommune('Mbour', 'Saly Portudal', { 'Saly': { point: [14.4411, -17.0194],
    also: ['Saly Station', 'Saly Niakhniakhal', 'Saly Niakh Niakhal', 'Saly Carrefour', 'Saly Joseph', 'Saly Vélingara',
    'Saly Tapée'] } }),
  ...inCommune('Mbour', 'Malicounda', { 'Nianing': {}, 'Warang': { point: [14.3735, -16.9437] },
    'Pointe Sarène': { also: ['Sarène'] } }),
  ...inCommune('Mbour', 'Nguéniène', { 'Mbodiène': {} }),
  ...inCommune('Mbour', 'Sindia', { 'Nguérigne': { also: ['Nguerigne Bambara', 'Nguerigne Serere'] }, 'Guéréo': {} }),
  ...inCommune('Mbour', 'Popenguine-Ndayane', { 'Popenguine': { point: [14.5574, -17.114] }, 'Ndayane': {} }),
  ...inCommune('Mbour', 'Mbour', { 'Mbour Sérère': {}, 'Grand Mbour': {}, 'Tefess': {} }),
  ...inCommune('Mbour', 'Diass', { 'Kirène': {}, 'AIBD': { also: ['Aéroport AIBD', 'Aéroport Blaise Diagne'] } }),
  ...inCommune('Thiès', 'Diender Guedj', { 'Bayakh': {} }),
  ...inCommune('Fatick', 'Fimela', { 'Ndangane': {} }),
  ...inCommune('Oussouye', 'Diembéring', { 'Cap Skirring': { point: [12.3501, -16.7171] } }),
  ...inCommune('Mbacké', 'Touba Mosquée', { 'Touba': { point: [14.8623, -15.8753] } }),
]
