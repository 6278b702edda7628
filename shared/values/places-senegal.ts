/**
 * Where places of Senegal are. Seats of regions and departments and towns: GeoNames (CC BY 4.0). Quartiers of Dakar:
 * OpenStreetMap by Nominatim (ODbL). A place without a point has none that two sources agree on, and is shown at the
 * place that holds it. Rows are `[name, holder, latitude, longitude]`.
 */
export const placesCredit =
  'Places: © OpenStreetMap contributors (ODbL 1.0, openstreetmap.org/copyright); GeoNames (CC BY 4.0, geonames.org)'

export type PlaceRow = readonly [name: string, holder: string, latitude?: number, longitude?: number]

export const regionRows: readonly (readonly [name: string, latitude: number, longitude: number])[] = [
  ['Dakar', 14.6937, -17.4441], ['Diourbel', 14.6479, -16.2436], ['Fatick', 14.3324, -16.4051], ['Kaffrine', 14.1059, -15.5508],
  ['Kaolack', 14.152, -16.0726], ['Kédougou', 12.5556, -12.1808], ['Kolda', 12.8939, -14.9413], ['Louga', 15.6187, -16.2244],
  ['Matam', 15.6559, -13.2554], ['Saint-Louis', 16.0179, -16.4896], ['Sédhiou', 12.7081, -15.5569],
  ['Tambacounda', 13.7707, -13.6673],
  ['Thiès', 14.7894, -16.926], ['Ziguinchor', 12.568, -16.2733],
]

/** The 46 departments by region. Keur Massar was created in 2021. */
export const departmentRows: readonly PlaceRow[] = [
  ['Dakar', 'Dakar', 14.6937, -17.4441], ['Guédiawaye', 'Dakar', 14.7761, -17.3956], ['Keur Massar', 'Dakar', 14.7823, -17.3112],
  ['Pikine', 'Dakar', 14.7646, -17.3907], ['Rufisque', 'Dakar', 14.7164, -17.2738],
  ['Bambey', 'Diourbel', 14.7007, -16.4591], ['Diourbel', 'Diourbel', 14.6479, -16.2436],
  ['Mbacké', 'Diourbel', 14.7903, -15.908],
  ['Fatick', 'Fatick', 14.3324, -16.4051], ['Foundiougne', 'Fatick', 14.1333, -16.4667], ['Gossas', 'Fatick', 14.4956, -16.0656],
  ['Birkelane', 'Kaffrine', 14.1293, -15.7441], ['Kaffrine', 'Kaffrine', 14.1059, -15.5508],
  ['Koungheul', 'Kaffrine', 13.9833, -14.8],
  ['Malem Hodar', 'Kaffrine', 14.0887, -15.292],
  ['Guinguinéo', 'Kaolack', 14.2695, -15.9451], ['Kaolack', 'Kaolack', 14.152, -16.0726],
  ['Nioro du Rip', 'Kaolack', 13.75, -15.8],
  ['Kédougou', 'Kédougou', 12.5556, -12.1808], ['Salémata', 'Kédougou', 12.6285, -12.8166],
  ['Saraya', 'Kédougou', 12.8317, -11.7538],
  ['Kolda', 'Kolda', 12.8939, -14.9413], ['Médina Yoro Foulah', 'Kolda', 13.3, -14.7167], ['Vélingara', 'Kolda', 13.15, -14.1167],
  ['Kébémer', 'Louga', 15.365, -16.4339], ['Linguère', 'Louga', 15.3953, -15.1193], ['Louga', 'Louga', 15.6187, -16.2244],
  ['Kanel', 'Matam', 15.4916, -13.1763], ['Matam', 'Matam', 15.6559, -13.2554], ['Ranérou Ferlo', 'Matam', 15.3, -13.9667],
  ['Dagana', 'Saint-Louis', 16.5167, -15.5], ['Podor', 'Saint-Louis', 16.6533, -14.9594],
  ['Saint-Louis', 'Saint-Louis', 16.0179, -16.4896],
  ['Bounkiling', 'Sédhiou', 13.05, -15.7], ['Goudomp', 'Sédhiou', 12.5778, -15.8722], ['Sédhiou', 'Sédhiou', 12.7081, -15.5569],
  ['Bakel', 'Tambacounda', 14.9024, -12.4594], ['Goudiry', 'Tambacounda', 14.1815, -12.718],
  ['Koumpentoum', 'Tambacounda', 13.9833, -14.5667],
  ['Tambacounda', 'Tambacounda', 13.7707, -13.6673],
  ['Mbour', 'Thiès', 14.422, -16.9638], ['Thiès', 'Thiès', 14.7894, -16.926], ['Tivaouane', 'Thiès', 14.9519, -16.8152],
  ['Bignona', 'Ziguinchor', 12.8103, -16.2264], ['Oussouye', 'Ziguinchor', 12.485, -16.5469],
  ['Ziguinchor', 'Ziguinchor', 12.568, -16.2733],
]

/** Every commune of the regions of Dakar and Thiès, and the towns of the others, by department. */
export const communeRows: readonly PlaceRow[] = [
  // Dakar: 19
  ['Biscuiterie', 'Dakar'], ['Cambérène', 'Dakar', 14.771, -17.4237], ['Dakar-Plateau', 'Dakar', 14.6768, -17.4393],
  ['Dieuppeul-Derklé', 'Dakar'],
  ['Fann-Point E-Amitié', 'Dakar', 14.6965, -17.4642], ['Gorée', 'Dakar'], ['Grand Dakar', 'Dakar'], ['Grand Yoff', 'Dakar'],
  ['Gueule Tapée-Fass-Colobane', 'Dakar'], ['Hann Bel-Air', 'Dakar', 14.7022, -17.4285], ['HLM', 'Dakar'],
  ['Médina', 'Dakar', 14.6805, -17.4509],
  ['Mermoz-Sacré-Cœur', 'Dakar', 14.7074, -17.4744], ['Ngor', 'Dakar', 14.7488, -17.515], ['Ouakam', 'Dakar', 14.7247, -17.4851],
  ['Parcelles Assainies', 'Dakar', 14.7594, -17.4385], ['Patte d’Oie', 'Dakar', 14.7465, -17.4407],
  ['Sicap-Liberté', 'Dakar', 14.7207, -17.4643],
  ['Yoff', 'Dakar', 14.7604, -17.4681],
  // Guédiawaye: 5
  ['Golf Sud', 'Guédiawaye', 14.7672, -17.4136], ['Médina Gounass', 'Guédiawaye'],
  ['Ndiarème Limamoulaye', 'Guédiawaye', 14.7815, -17.3841],
  ['Sam Notaire', 'Guédiawaye'], ['Wakhinane Nimzatt', 'Guédiawaye'],
  // Keur Massar: 6
  ['Jaxaay-Parcelles', 'Keur Massar', 14.7747, -17.2802], ['Keur Massar Nord', 'Keur Massar'],
  ['Keur Massar Sud', 'Keur Massar'], ['Malika', 'Keur Massar'],
  ['Yeumbeul Nord', 'Keur Massar'], ['Yeumbeul Sud', 'Keur Massar'],
  // Pikine: 12
  ['Dalifort-Foirail', 'Pikine'], ['Diamaguène-Sicap Mbao', 'Pikine'], ['Djidah Thiaroye Kao', 'Pikine'],
  ['Guinaw Rail Nord', 'Pikine'],
  ['Guinaw Rail Sud', 'Pikine'], ['Mbao', 'Pikine', 14.7415, -17.3261], ['Pikine Est', 'Pikine'], ['Pikine Nord', 'Pikine'],
  ['Pikine Ouest', 'Pikine'],
  ['Thiaroye Gare', 'Pikine'], ['Thiaroye sur Mer', 'Pikine'], ['Tivaouane Diacksao', 'Pikine'],
  // Rufisque: 11
  ['Bambilor', 'Rufisque'], ['Bargny', 'Rufisque', 14.6971, -17.2302], ['Diamniadio', 'Rufisque', 14.7205, -17.1816],
  ['Rufisque Est', 'Rufisque', 14.7162, -17.2728],
  ['Rufisque Nord', 'Rufisque'], ['Rufisque Ouest', 'Rufisque'], ['Sangalkam', 'Rufisque', 14.7793, -17.2283],
  ['Sébikotane', 'Rufisque', 14.7452, -17.1378],
  ['Sendou', 'Rufisque', 14.6719, -17.2048], ['Tivaouane Peulh-Niaga', 'Rufisque', 14.8302, -17.266], ['Yène', 'Rufisque'],
  // Thiès, all
  ['Diass', 'Mbour'], ['Fissel', 'Mbour'], ['Joal-Fadiouth', 'Mbour', 14.1731, -16.8493], ['Malicounda', 'Mbour'],
  ['Mbour', 'Mbour', 14.422, -16.9638],
  ['Ndiaganiao', 'Mbour'], ['Ngaparou', 'Mbour', 14.4642, -17.0562], ['Nguékhokh', 'Mbour', 14.5125, -17.0045],
  ['Nguéniène', 'Mbour'],
  ['Popenguine-Ndayane', 'Mbour', 14.5574, -17.114], ['Saly Portudal', 'Mbour', 14.4411, -17.0194], ['Sandiara', 'Mbour'],
  ['Séssène', 'Mbour'],
  ['Sindia', 'Mbour'], ['Somone', 'Mbour', 14.4865, -17.0752], ['Thiadiaye', 'Mbour', 14.4204, -16.7026],
  ['Diender Guedj', 'Thiès'], ['Fandène', 'Thiès'], ['Kayar', 'Thiès', 14.9189, -17.1198], ['Keur Moussa', 'Thiès'],
  ['Khombole', 'Thiès', 14.7636, -16.6916],
  ['Ndiéyène Sirakh', 'Thiès'], ['Ngoundiane', 'Thiès'], ['Notto', 'Thiès'], ['Pout', 'Thiès', 14.771, -17.0611],
  ['Tassette', 'Thiès'], ['Thiénaba', 'Thiès'],
  // the town of three communes goes by one name
  ['Thiès', 'Thiès', 14.7894, -16.926], ['Thiès Est', 'Thiès'], ['Thiès Nord', 'Thiès'], ['Thiès Ouest', 'Thiès'],
  ['Touba Toul', 'Thiès'],
  ['Chérif Lo', 'Tivaouane'], ['Darou Khoudoss', 'Tivaouane'], ['Koul', 'Tivaouane'], ['Mbayène', 'Tivaouane'],
  ['Mboro', 'Tivaouane', 15.1405, -16.8868],
  ['Mékhé', 'Tivaouane', 15.1097, -16.6218], ['Méouane', 'Tivaouane'], ['Mérina Dakhar', 'Tivaouane'],
  ['Mont Rolland', 'Tivaouane'], ['Ngandiouf', 'Tivaouane'],
  ['Niakhène', 'Tivaouane'], ['Notto Gouye Diama', 'Tivaouane'], ['Pambal', 'Tivaouane'], ['Pékesse', 'Tivaouane'],
  ['Pire Goureye', 'Tivaouane'],
  ['Taïba Ndiaye', 'Tivaouane'], ['Thilmakha', 'Tivaouane'], ['Tivaouane', 'Tivaouane', 14.9519, -16.8152],
  // towns elsewhere
  ['Bambey', 'Bambey', 14.7007, -16.4591], ['Diourbel', 'Diourbel', 14.6479, -16.2436], ['Mbacké', 'Mbacké', 14.7903, -15.908],
  ['Touba Mosquée', 'Mbacké', 14.8623, -15.8753],
  ['Diofior', 'Fatick', 14.1899, -16.6609], ['Fatick', 'Fatick', 14.3324, -16.4051], ['Fimela', 'Fatick'],
  ['Palmarin Facao', 'Fatick'], ['Dionewar', 'Foundiougne'],
  ['Foundiougne', 'Foundiougne', 14.1333, -16.4667], ['Karang Poste', 'Foundiougne', 13.6066, -16.4243],
  ['Passy', 'Foundiougne', 13.9859, -16.2618],
  ['Sokone', 'Foundiougne', 13.8782, -16.3682], ['Toubacouta', 'Foundiougne'], ['Gossas', 'Gossas', 14.4956, -16.0656],
  ['Birkelane', 'Birkelane', 14.1293, -15.7441], ['Kaffrine', 'Kaffrine', 14.1059, -15.5508],
  ['Nganda', 'Kaffrine', 13.8333, -15.4167],
  ['Koungheul', 'Koungheul', 13.9833, -14.8], ['Malem Hodar', 'Malem Hodar', 14.0887, -15.292],
  ['Gandiaye', 'Kaolack', 14.2436, -16.2723], ['Guinguinéo', 'Guinguinéo', 14.2695, -15.9451],
  ['Kahone', 'Kaolack', 14.1584, -16.0357],
  ['Kaolack', 'Kaolack', 14.152, -16.0726], ['Keur Madiabel', 'Nioro du Rip', 13.8472, -16.0577],
  ['Ndoffane', 'Kaolack', 13.9167, -15.9333],
  ['Nioro du Rip', 'Nioro du Rip', 13.75, -15.8], ['Sibassor', 'Kaolack', 14.1865, -16.1595],
  ['Kédougou', 'Kédougou', 12.5556, -12.1808], ['Salémata', 'Salémata', 12.6285, -12.8166],
  ['Saraya', 'Saraya', 12.8317, -11.7538],
  ['Dabo', 'Kolda', 12.8833, -14.4833], ['Diaobé-Kabendou', 'Vélingara', 12.9167, -14.1667],
  ['Kolda', 'Kolda', 12.8939, -14.9413],
  ['Kounkané', 'Vélingara', 12.9333, -14.0833], ['Médina Yoro Foulah', 'Médina Yoro Foulah', 13.3, -14.7167],
  ['Vélingara', 'Vélingara', 13.15, -14.1167],
  ['Dahra', 'Linguère', 15.3484, -15.4799], ['Guéoul', 'Kébémer', 15.4833, -16.35], ['Kébémer', 'Kébémer', 15.365, -16.4339],
  ['Linguère', 'Linguère', 15.3953, -15.1193], ['Louga', 'Louga', 15.6187, -16.2244],
  ['Kanel', 'Kanel', 15.4916, -13.1763], ['Matam', 'Matam', 15.6559, -13.2554], ['Ourossogui', 'Matam', 15.6059, -13.3223],
  ['Ranérou', 'Ranérou Ferlo', 15.3, -13.9667],
  ['Thilogne', 'Matam', 15.9239, -13.6578], ['Waoundé', 'Kanel', 15.2637, -12.8682],
  ['Dagana', 'Dagana', 16.5167, -15.5], ['Gandon', 'Saint-Louis'], ['Mpal', 'Saint-Louis', 15.9139, -16.2599],
  ['Ndioum', 'Podor', 16.5129, -14.6471],
  ['Podor', 'Podor', 16.6533, -14.9594], ['Richard-Toll', 'Dagana', 16.4625, -15.7008],
  ['Ross-Béthio', 'Dagana', 16.2733, -16.1378],
  ['Rosso-Sénégal', 'Dagana', 16.4203, -15.7983], ['Saint-Louis', 'Saint-Louis', 16.0179, -16.4896],
  ['Bounkiling', 'Bounkiling', 13.05, -15.7], ['Goudomp', 'Goudomp', 12.5778, -15.8722],
  ['Marsassoum', 'Sédhiou', 12.8275, -15.9806], ['Sédhiou', 'Sédhiou', 12.7081, -15.5569],
  ['Bakel', 'Bakel', 14.9024, -12.4594], ['Diawara', 'Bakel', 15.022, -12.5437], ['Goudiry', 'Goudiry', 14.1815, -12.718],
  ['Kidira', 'Bakel', 14.4567, -12.2166],
  ['Koumpentoum', 'Koumpentoum', 13.9833, -14.5667], ['Tambacounda', 'Tambacounda', 13.7707, -13.6673],
  ['Bignona', 'Bignona', 12.8103, -16.2264], ['Diembéring', 'Oussouye'], ['Diouloulou', 'Bignona', 13.0501, -16.5998],
  ['Kafountine', 'Bignona'],
  ['Oussouye', 'Oussouye', 12.485, -16.5469], ['Thionck-Essyl', 'Bignona', 12.7856, -16.5217],
  ['Ziguinchor', 'Ziguinchor', 12.568, -16.2733],
]

/** What communes are called besides their official name. */
export const townNames: readonly (readonly [name: string, commune: string])[] = [
  ['Joal', 'Joal-Fadiouth'], ['Cayar', 'Kayar'], ['Dara', 'Dahra'], ['Dahra Djolof', 'Dahra'], ['Karang', 'Karang Poste'],
  ['Palmarin', 'Palmarin Facao'],
  ['Rosso', 'Rosso-Sénégal'], ['Diaobé', 'Diaobé-Kabendou'], ['Thiès ville', 'Thiès'], ['Saint-Louis ville', 'Saint-Louis'],
  ['Pire', 'Pire Goureye'],
  ['Fass Gueule Tapée', 'Gueule Tapée-Fass-Colobane'], ['Fann Point E', 'Fann-Point E-Amitié'],
  ['Diamaguène', 'Diamaguène-Sicap Mbao'], ['Thionck Essyl', 'Thionck-Essyl'],
]
