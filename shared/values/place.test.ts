import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fold } from './fold.ts'
import {
  allQuartiers, communes, communesOf, departments, departmentsOf, foldPlace, formatPlace, namesPlace, marketSpellings, placeDistance,
  placeKey, placesCredit,
  placeSchema, quartierPoint, quartiersOf, quartiersOfDepartment, quartiersWithin, regions, resolvePlace,
} from './place.ts'
import { quartierRows } from './places-quartiers.ts'
import { communeRows, departmentRows } from './places-senegal.ts'

describe('the gazetteer', () => {
  it('has the 14 regions and 46 departments, and every commune of the region of Dakar', () => {
    expect(regions).toHaveLength(14)
    expect(departments).toHaveLength(46)
    const counts = ['Dakar', 'Guédiawaye', 'Keur Massar', 'Pikine', 'Rufisque'].map((department) => communesOf(department).length)
    expect(counts).toEqual([19, 5, 6, 12, 11])
    expect(departmentsOf('Thiès').map((department) => department.name)).toEqual(['Mbour', 'Thiès', 'Tivaouane'])
  })

  it('puts everything in something that exists, once', () => {
    const regionNames = new Set(regions.map((region) => region.name))
    const departmentNames = new Set(departments.map((department) => department.name))
    const communeNames = new Set(communes.map((commune) => commune.name))
    for (const [name, region] of departmentRows) expect(regionNames, name).toContain(region)
    for (const [name, department] of communeRows) expect(departmentNames, name).toContain(department)
    for (const { name, department, commune, within } of allQuartiers) {
      expect(departmentNames, name).toContain(department)
      if (commune !== null) expect(communesOf(department).map((one) => one.name), name).toContain(commune)
      if (within !== null) expect(allQuartiers.map((one) => one.name), name).toContain(within)
    }
    expect(departmentNames.size).toBe(departmentRows.length)
    expect(communeNames.size).toBe(communeRows.length)
    expect(new Set(quartierRows.map((row) => row.name)).size).toBe(quartierRows.length)
  })

  it('has points inside the country and near the place that holds them', () => {
    for (const place of [...regions, ...departments, ...communes, ...allQuartiers]) {
      if (place.latitude === null || place.longitude === null) continue
      expect(place.latitude, place.name).toBeGreaterThan(12.2)
      expect(place.latitude, place.name).toBeLessThan(16.8)
      expect(place.longitude, place.name).toBeGreaterThan(-17.56)
      expect(place.longitude, place.name).toBeLessThan(-11.3)
    }
    for (const quartier of allQuartiers) {
      if (quartier.region === 'Dakar') expect(placeDistance({ quartier: quartier.name }, { department: quartier.department }),
        quartier.name).toBeLessThan(18)
    }
    for (const department of departments) expect(placeDistance(department, { region: department.region }),
      department.name).toBeLessThan(200)
  })

  it('credits its sources', () => {
    expect(placesCredit).toMatch(/OpenStreetMap contributors/)
    expect(placesCredit).toMatch(/ODbL/)
    expect(placesCredit).toMatch(/GeoNames/)
  })

  it('lists quartiers for pickers, and the parts of one', () => {
    expect(quartiersOf('Ngor').map((quartier) => quartier.name)).toEqual(['Almadies', 'Ngor', 'Virage'])
    expect(quartiersOfDepartment('Dakar').map((quartier) => quartier.name)).toContain('VDN')
    expect(quartiersWithin('Sacré-Cœur')).toEqual(expect.arrayContaining(['Sacré-Cœur', 'Sacré-Cœur 1', 'Sacré-Cœur 3']))
    expect(quartiersWithin('Liberté')).toContain('Liberté 6 extension')
    expect(quartiersWithin('Almadies')).toEqual(['Almadies'])
  })
})

describe('reading a place', () => {
  it.each<[string, string]>([
    ['Almadies,\n Dakar', 'Almadies'], ['Almadies\n            \n      Dakar', 'Almadies'], ['almadie', 'Almadies'],
    ['Alamdies', 'Almadies'], ['Les Almadies', 'Almadies'],
    ['Ngor-Almadies', 'Almadies'], ['almdies', 'Almadies'], ['Almadies 2, Dakar', 'Almadies 2'], ['Sacré-Cœur', 'Sacré-Cœur'],
    ['Sacre Coeur', 'Sacré-Cœur'],
    ['Sacré-cœur, Dakar', 'Sacré-Cœur'], ['Sicap Sacré-cœur Dakar', 'Sacré-Cœur'], ['SC3', 'Sacré-Cœur 3'],
    ['sacré coeur 3', 'Sacré-Cœur 3'], ['Sacrée Coeur 2', 'Sacré-Cœur 2'],
    ['S.C. 1', 'Sacré-Cœur 1'], ['SACRE COEUR III', 'Sacré-Cœur 3'], ['Liberté 6 extention', 'Liberté 6 extension'],
    ['Liberte 6 extension, Dakar', 'Liberté 6 extension'],
    ['liberté6', 'Liberté 6'], ['Liberté VI', 'Liberté 6'], ['Sicap Liberté 4', 'Liberté 4'],
    ['Sicap Liberté, Dakar', 'Liberté'], ['parcelles U17', 'Parcelles Assainies U17'],
    ['PA U17', 'Parcelles Assainies U17'], ['Parcelles assainies unité 07', 'Parcelles Assainies U7'],
    ['Parcelles', 'Parcelles Assainies'], ['Point-e, Dakar', 'Point E'],
    ['point E', 'Point E'], ['Pointe E', 'Point E'], ['Cité keur gorgui, Dakar', 'Cité Keur Gorgui'],
    ['keur gorgui', 'Cité Keur Gorgui'], ['Ouest foire', 'Ouest Foire'],
    ['West Foire', 'Ouest Foire'], ['Nord foire, Dakar', 'Nord Foire'], ['Sicap foire', 'Sicap Foire'],
    ['Fann Résidence', 'Fann'], ['fan hock', 'Fann Hock'],
    ['Fenêtre mermoz, Dakar', 'Fenêtre Mermoz'], ['Mermos', 'Mermoz'], ['Mamelle', 'Mamelles'], ['Ouakam', 'Ouakam'],
    ['wakam', 'Ouakam'], ['Virage, Dakar', 'Virage'],
    ['Yoff aéroport', 'Yoff'], ['Cité biagui', 'Cité Biagui'], ['cité mbackiyoufaye', 'Cité Mbackiyou Faye'],
    ['Plateau, Dakar', 'Plateau'], ['centre-ville', 'Plateau'],
    ['Médina Dakar', 'Médina'], ['Patte d‘oie, Dakar', 'Patte d’Oie'], ['patte doie', 'Patte d’Oie'],
    ['Hann mariste', 'Hann Maristes'], ['Maristes 2', 'Hann Maristes 2'],
    ['Hann marinas', 'Hann Marinas'], ['Bel air, Dakar', 'Hann Bel-Air'], ['Zone de captage', 'Zone de captage'],
    ['Avenue Bourguiba, Dakar', 'Avenue Bourguiba'],
    ['VDN', 'VDN'], ['VDN, Dakar', 'VDN'], ['Amitié', 'Amitié'], ['Sicap Amitié III, villa N° 12', 'Amitié 3'],
    ['HLM5', 'HLM 5'], ['Derkle', 'Derklé'], ['Castor', 'Castors'],
    ['Golf, Dakar', 'Golf Sud'], ['Guediawaye Dakar', 'Guédiawaye'], ['Zac Mbao', 'Zac Mbao'], ['keurmassar', 'Keur Massar'],
    ['Tivaouane peulh Dakar', 'Tivaouane Peulh'],
    ['Niague Dakar', 'Niaga'], ['Lac Rose', 'Lac Rose'], ['Lac Retba', 'Lac Rose'], ['Ndiakhirate', 'Ndiakhirate'],
    ['Bambylor', 'Bambilor'], ['Niakoul rap', 'Niakoul Rap'],
    ['Keur ndiaye lô, Dakar', 'Keur Ndiaye Lô'], ['Yenne', 'Yène'], ['Saly', 'Saly'], ['Nguering Thiès', 'Nguérigne'],
    ['Cap skiring Ziguinchor', 'Cap Skirring'],
    ['Ndangane Sine saloum', 'Ndangane'], ['Rufisque, Dakar', 'Rufisque'], ['Touba Diourbel', 'Touba'],
    ['Mermoz, en face de l’école', 'Mermoz'],
  ])('%j is the quartier %s', (text, quartier) => {
    const place = resolvePlace(text)
    expect(place?.quartier).toBe(quartier)
    const row = allQuartiers.find((one) => one.name === quartier)!
    expect(place).toMatchObject({ region: row.region, department: row.department })
  })

  it.each<[string, string, string]>([
    ['Pout, Thiès', 'Pout', 'Thiès'], ['Somone Thiès', 'Somone', 'Mbour'], ['M’bour', 'Mbour', 'Mbour'],
    ['Thiès, Mbour', 'Mbour', 'Mbour'], ['Saly Portudal Thiès', 'Saly Portudal', 'Mbour'],
    ['Ngaparu', 'Ngaparou', 'Mbour'], ['Thiès\n\n   Thiès', 'Thiès', 'Thiès'], ['Louga Louga', 'Louga', 'Louga'],
    ['St Louis', 'Saint-Louis', 'Saint-Louis'], ['Joal', 'Joal-Fadiouth', 'Mbour'],
    ['Kaolak', 'Kaolack', 'Kaolack'], ['Mboro Thiès', 'Mboro', 'Tivaouane'], ['Médina Gounass', 'Médina Gounass', 'Guédiawaye'],
    ['Villa à Ngaparou près de la plage', 'Ngaparou', 'Mbour'],
  ])('%j is the commune %s', (text, commune, department) => {
    expect(resolvePlace(text)).toMatchObject({ commune, department, quartier: null })
  })

  it('says how sure it is', () => {
    const sure = (text: string) => resolvePlace(text)?.confidence
    expect(sure('Almadies,\n Dakar')).toBe(1)
    expect(sure('Almadies chez Baboy')).toBe(0.8)
    expect(sure('almdies')).toBe(0.6)
    expect(sure('Dakar')).toBe(0.5)
  })

  it('keeps the place where it is when the listing puts it in another region', () => {
    expect(resolvePlace('Toubab Dialaw, Thiès')).toMatchObject({ region: 'Dakar', department: 'Rufisque', confidence: 0.7 })
  })

  it('takes the commune from the text where the quartier leaves it open', () => {
    expect(resolvePlace('Keur Massar, Keur Massar Nord')).toMatchObject({ quartier: 'Keur Massar', commune: 'Keur Massar Nord' })
  })

  it.each(['', ' \n', 'xyz', 'Abidjan', 'Sénégal', 'Liberté 7', 'plateau de bureaux à louer', 'terrain de golf', 'zone à bâtir',
    '2 parcelles viabilisées', '3 chambres', '80 m²', '123'])(
    'does not see a place in %j', (text) => {
      expect(resolvePlace(text)).toBeNull()
    })

  it('resolves the name of every place it knows to that place', () => {
    for (const quartier of allQuartiers) {
      expect(resolvePlace(`${quartier.name}, ${quartier.region}`),
        quartier.name).toMatchObject({ quartier: quartier.name, commune: quartier.commune, confidence: 1 })
    }
    for (const commune of communes) expect(resolvePlace(`${commune.name}, ${commune.department}, ${commune.region}`),
      commune.name).toMatchObject({ department: commune.department, region: commune.region })
  })

  it('never throws', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (text) => {
      expect(() => resolvePlace(text)).not.toThrow()
    }))
  })
})

describe('folding for search', () => {
  it('writes what the market calls a place in one way', () => {
    expect(foldPlace('SC3')).toBe('sacre coeur 3')
    expect(foldPlace('Sacré-Cœur III')).toBe('sacre coeur 3')
    expect(foldPlace('PA U17')).toBe('parcelles assainies u17')
    expect(foldPlace('parcelles unité 17')).toBe('parcelles assainies u17')
    expect(foldPlace('Bel appartement, Liberté6 extention')).toBe('bel appartement liberte 6 extension')
    expect(foldPlace('au N’gor')).toBe('au ngor')
  })

  it('leaves other words alone', () => {
    for (const text of ['2 parcelles à vendre', 'villa R+1 avec piscine', 'pa', 'sc', 'unité 3',
      'Fatou Sall']) expect(foldPlace(text)).toBe(fold(text))
  })

  it('makes a search find the other spelling', () => {
    const words = (text: string) => foldPlace(text).split(' ')
    const finds = (query: string, row: string) => words(query).every((word) => words(row).includes(word))
    expect(finds('sacre coeur', 'F4 à SC3')).toBe(true)
    expect(finds('parcelles', 'Studio PA U17')).toBe(true)
    expect(finds('SC 3', 'Sacré-Cœur 3')).toBe(true)
    expect(finds('almadie', 'Villa aux Almadies')).toBe(true)
  })

  it('changes nothing the second time, for any text and every spelling', () => {
    const pieces = [...marketSpellings.flat(), 'sc3', 'pa u17', 'liberte', 'v', 'vi', '6', 'ext', 'u', 'le']
    fc.assert(fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 5 }), (words) => {
      const once = foldPlace(words.join(' '))
      expect(foldPlace(once)).toBe(once)
    }), { numRuns: 2000 })
    for (const [spelling, meant] of marketSpellings) {
      expect([fold(spelling), fold(meant)]).toEqual([spelling, meant])
      expect(foldPlace(spelling)).toBe(meant)
    }
  })
})

describe('points', () => {
  it('are those of the quartier, else of what holds it, and say which', () => {
    expect(quartierPoint('Almadies')).toEqual({ latitude: 14.7442, longitude: -17.5175, precision: 'quartier' })
    expect(quartierPoint('sacre coeur 3')).toMatchObject({ latitude: 14.7115, precision: 'quartier' })
    expect(quartierPoint('Fenêtre Mermoz')).toMatchObject({ latitude: 14.7074, precision: 'commune' })
    expect(quartierPoint('VDN')).toMatchObject({ precision: 'department', latitude: 14.6937 })
    expect(quartierPoint('Ndiakhirate')).toMatchObject({ precision: 'department', latitude: 14.7164 })
    expect(quartierPoint('Cité nouvelle', 'Somone')).toMatchObject({ precision: 'commune', latitude: 14.4865 })
    expect(quartierPoint(null, null, null, 'Thiès')).toMatchObject({ precision: 'region' })
    expect(quartierPoint(null)).toBeNull()
    expect(quartierPoint('Cocody', 'Abidjan')).toBeNull()
  })

  it('exist for every quartier', () => {
    for (const quartier of allQuartiers) expect(quartierPoint(quartier.name), quartier.name).not.toBeNull()
  })

  it('give distances in kilometres', () => {
    expect(placeDistance({ region: 'Dakar' }, { region: 'Saint-Louis' })).toBeCloseTo(179, -1)
    expect(placeDistance({ quartier: 'Almadies' }, { quartier: 'Ngor' })).toBeLessThan(1)
    expect(placeDistance({ latitude: 0, longitude: 0 }, { latitude: 0, longitude: 1 })).toBeCloseTo(111.195, 2)
    expect(placeDistance({ quartier: 'Almadies' }, { quartier: null })).toBeNull()
    const degrees = fc.record({ latitude: fc.double({ min: -90, max: 90, noNaN: true }),
      longitude: fc.double({ min: -180, max: 180, noNaN: true }) })
    fc.assert(fc.property(degrees, degrees, degrees, (a, b, c) => {
      expect(placeDistance(a, b)).toBeCloseTo(placeDistance(b, a)!, 6)
      expect(placeDistance(a, a)).toBe(0)
      // Towards the other side of the earth the haversine is exact to some decimetres: asin near 1 knows half the digits.
      expect(placeDistance(a, c)!).toBeLessThanOrEqual(placeDistance(a, b)! + placeDistance(b, c)! + 1e-3)
    }))
  })
})

it('shows a place by its finest name and its region', () => {
  expect(formatPlace({ region: 'Dakar', department: 'Dakar', commune: 'Ngor', quartier: 'Almadies' })).toBe('Almadies, Dakar')
  expect(formatPlace({ region: 'Thiès', department: 'Mbour', commune: 'Somone', quartier: null })).toBe('Somone, Thiès')
  expect(formatPlace({ region: 'Thiès', department: 'Thiès', commune: 'Thiès' })).toBe('Thiès')
  expect(formatPlace({ region: 'Dakar' })).toBe('Dakar')
  expect(formatPlace({})).toBe('')
  expect(formatPlace({ country: 'CI', region: 'Abidjan', quartier: 'Cocody' }, 'fr')).toBe('Cocody, Abidjan, Côte d’Ivoire')
})

it('knows whether a title says the place already', () => {
  const ngor = { region: 'Dakar', commune: 'Ngor', quartier: 'Almadies' }
  expect(['Villa à NGOR', 'F4 aux Almadies', 'Villa à Dakar', 'Ngoran'].map((title) => namesPlace(title, ngor))).toEqual([true, true, false, false])
  expect([namesPlace('Villa de Kolda', { region: 'Kolda' }), namesPlace('Villa', {})]).toEqual([true, false])
})

it('knows two writings of the same quartier for one', () => {
  expect(placeKey({ region: 'Dakar', quartier: 'SC3' })).toBe(placeKey({ region: 'dakar', quartier: 'Sacré-Cœur 3' }))
  expect(placeKey({ region: 'Thiès', commune: 'Somone' })).toBe('thies/somone')
  expect(placeKey({ region: 'Dakar' })).toBeNull()
})

it('accepts a place with only a country, and refuses impossible points', () => {
  const place = { country: 'SN', region: null, department: null, commune: null, quartier: null, address: null, landmark: null,
    postalCode: null, latitude: null, longitude: null, plusCode: null }
  expect(placeSchema.safeParse(place).success).toBe(true)
  expect(placeSchema.safeParse({ ...place, latitude: 91 }).success).toBe(false)
  expect(placeSchema.safeParse({ ...place, country: 'Senegal' }).success).toBe(false)
})
