import { describe, expect, it } from 'vitest'
import { guessChoices } from './rules-import-choices.ts'
import { createRowReader } from './rules-import-row.ts'
import { isPlaceholderPhone } from './rules-import-values.ts'
import { readTable } from './rules-import-table.ts'

const context = { today: '2025-06-01', newId: (line: number) => `00000000-0000-7000-8000-${String(line).padStart(12, '0')}` }

function read(text: string, fileName = 'biens.csv') {
  const records = [...readTable(text, { delimiter: ';' })]
  const { choices, columns } = guessChoices({ fileName, records }, { encoding: 'utf-8', delimiter: ';', sheet: null })
  const reader = createRowReader(columns, choices, context)
  return records.slice(choices.headerLine).map((record) => {
    const { row, problems } = reader(record)
    return { row, values: row?.values, codes: problems.map(({ code }) => code), problems }
  })
}
const one = (text: string, fileName?: string) => read(text, fileName)[0]!

describe('a row of an agency’s own table', () => {
  it('becomes a property with everything it says', () => {
    const { row, codes } = one('Titre;Type;Opération;Prix;Quartier;Surface;Chambres;Meublé;'
      + 'Propriétaire;Tél propriétaire;Disponible le;Réf\n'
      + 'Belle villa avec piscine;Villa;Location;1,2 million;Almadies;300 m²;4;oui;Mme Ndiaye;77 123 45 67;01/07/2025;A-12')
    expect(codes).toEqual([])
    expect(row).toEqual({
      id: '00000000-0000-7000-8000-000000000002', line: 2, listedOn: null, amenities: ['pool'], owner: {
        name: 'Mme Ndiaye', phone: '77 123 45 67',
      },
      values: {
        title: 'Belle villa avec piscine', kind: 'villa', transaction: 'rent', country: 'SN', region: 'Dakar',
        department: 'Dakar', commune: 'Ngor', quartier: 'Almadies', bedrooms: 4,
        surfaceArea: 300, priceAmount: 1_200_000, priceCurrency: 'XOF', pricePeriod: 'month', furnished: 'full',
        availableFrom: '2025-07-01', notes: 'Réf. A-12',
      },
    })
  })

  it('is named after what it says when it has no title', () => {
    expect(one('Type;Opération;Prix;Quartier;Pièces\n'
      + 'Appartement;Vente;90M;Mermoz;F4').values?.title).toBe('Appartement F4 à vendre, Mermoz')
    expect(one('Type;Opération;Prix;Quartier\nAppartement;Vente;90M;').codes).toContain('missing_title')
  })

  it('keeps a place that nobody knows as it was typed, and says so', () => {
    const { values, codes } = one('Titre;Prix;Quartier;Ville\nVilla à louer;500000;Cité Bidon Nouvelle;Thiès')
    expect(values).toMatchObject({ quartier: 'Cité Bidon Nouvelle', commune: 'Thiès', region: 'Thiès' })
    expect(codes).toEqual(['unknown_place'])
  })

  it('takes the place from the title when no column says it', () => {
    expect(one('Titre;Prix\nAppartement F4 à louer à Liberté 6;500000').values).toMatchObject({
      quartier: 'Liberté 6', region: 'Dakar',
    })
  })
})

describe('a row of a scraped portal', () => {
  const card = '"VIP\n\n      F4 meublé à louer\n     3 chambre120 m²\n    Mermoz,\n    Dakar\n   14. janv., 07:38\n'
    + '  Vendeur vérifié\n  450 000 F Cfa\n   770000000\n  33 820 12 34"'

  it('is read from its card: title under the badges, and the rest where no column says it', () => {
    const { row, codes } = one(`liens_articles;liens_articles-href\n${card};https://exemple.sn/annonce/f4-1`)
    expect(codes).toEqual([])
    expect(row!.values).toMatchObject({
      title: 'F4 meublé à louer', kind: 'apartment', transaction: 'rent', quartier: 'Mermoz', bedrooms: 3, rooms: 4,
      surfaceArea: 120, priceAmount: 450_000, furnished: 'full',
      sourceUrl: 'https://exemple.sn/annonce/f4-1',
    })
    expect(row!.listedOn).toBe('2025-01-14')
  })

  it('never makes the advertiser’s number the owner’s; a real one goes to the notes', () => {
    const { row } = one(`liens_articles;liens_articles-href\n${card};https://exemple.sn/annonce/f4-1`)
    expect(row!.owner).toBeNull()
    expect(row!.values.notes).toBe('33 820 12 34')
  })

  it('counts "hier" from the second at which the scraper read the page', () => {
    const { row } = one('web-scraper-order;Titre;Prix;Date\n1738145003-1;Villa à louer à Yoff;500000;Hier, 10:00')
    expect(row!.listedOn).toBe('2025-01-28')
  })

  it('takes kind and transaction from the section of the site where the title does not say them', () => {
    const rows = read('web-scraper-start-url;Titre;Prix\n'
      + 'https://x.sn/terrains-a-vendre?page=4;Opportunité à Diamniadio;15000000\n'
      + 'https://x.sn/appartements-a-louer;Villa à vendre à Yoff;90000000')
    expect(rows.map(({ values }) => [values?.kind, values?.transaction])).toEqual([['land', 'sale'], ['villa', 'sale']])
  })

  it('reads a cell of facts, and writes it so that a person can', () => {
    const { values } = one('Titre;Prix;details\nF3 à louer à Yoff;250000;"Chambres\n   2\n  Salle de Bain\n  1\n'
      + ' Mètres carrés\n  80 m²"')
    expect(values).toMatchObject({
      bedrooms: 2, bathrooms: 1, surfaceArea: 80, description: 'Chambres : 2\nSalle de Bain : 1\nMètres carrés : 80 m²',
    })
  })
})

describe('what cannot be', () => {
  const row = (cells: string) => one(`Titre;Prix;Quartier;Chambres;Surface\n${cells}`)

  it('is left out, and the row imported', () => {
    expect(row('Duplex à louer;1500000;Yoff;42 chambre;150').values).not.toHaveProperty('bedrooms')
    expect(row('F4 à louer;15;Yoff;3;150')).toMatchObject({ codes: ['unlikely_price'] })
    expect(row('F4 à louer;15;Yoff;3;150').values).not.toHaveProperty('priceAmount')
    expect(row('F4 à louer;500000;Yoff;3;3 m²')).toMatchObject({ codes: ['unlikely_surface'] })
    expect(row('Terrain à vendre;1 F Cfa;Yoff;;200')).toMatchObject({ codes: ['unlikely_price'] })
  })

  it('is kept with a remark when it is only rare', () => {
    expect(row('F4 meublé à louer;35000;Yoff;3;')).toMatchObject({ codes: ['surprising_price'], values: { priceAmount: 35_000 } })
    expect(row('Terrain à vendre;400 000;Almadies;;241')).toMatchObject({
      codes: ['surprising_price'], values: { priceAmount: 400_000 },
    })
  })

  it('is told by the price where nothing else says sale or rent', () => {
    const rows = read('Titre;Prix;Quartier\nBel appartement neuf;190 000 000;Yoff\n'
      + 'Bel appartement ancien;250 000;Yoff\nBel appartement à louer;190 000 000;Yoff', 'locations.csv')
    expect(rows.map(({ values, codes }) => [values?.transaction, codes[0]])).toEqual([
      ['sale', 'sale_by_price'], ['rent', undefined], ['rent', 'surprising_price'],
    ])
  })

  it('is told by the price, or by its being land, where even the file does not say', () => {
    const rows = read(
      'Type;Prix;Quartier\nAppartement;350 000;Yoff\nVilla;150M;Ngor\nTerrain;4 500 000;Diass\nVilla;12M;Ngor', 'x.csv',
    )
    expect(rows.map(({ values, codes }) => [values?.transaction, codes[0]])).toEqual([
      ['rent', 'rent_by_price'], ['sale', 'sale_by_price'], ['sale', undefined], [undefined, 'missing_transaction'],
    ])
  })

  it('price by the square metre is multiplied, or left out where there is nothing to multiply', () => {
    expect(row('Terrain à vendre;15 000 F le m²;Diass;;500').values).toMatchObject({
      priceAmount: 7_500_000, landArea: 500, surfaceArea: 500,
    })
    expect(row('Terrain à vendre;15 000 F le m²;Diass;;')).toMatchObject({ codes: ['price_per_metre'] })
  })

  it('a telephone written only to fill the field is nobody’s', () => {
    expect([
      isPlaceholderPhone('+221770000000'), isPlaceholderPhone('+221777777777'), isPlaceholderPhone('+221771234567'),
      isPlaceholderPhone('+221338000012'),
    ]).toEqual([true, true, false, false])
    expect(one('Titre;Prix;Bailleur;Tel\nVilla à louer à Yoff;500000;Sarr;77 000 00 00')).toMatchObject({
      codes: ['bad_phone'], row: { owner: { name: 'Sarr', phone: null } },
    })
    expect(one('Titre;Prix;Tel\nVilla à louer à Yoff;500000;77 123 45 67 / 78 123 45 67').row).toMatchObject({
      owner: { phone: '77 123 45 67' }, values: { notes: '78 123 45 67' },
    })
  })
})

describe('rows that cannot be imported', () => {
  it('say the line, the column and why', () => {
    const rows = read(
      'Titre;Prix;Quartier\nRecherche villa à louer;1;Yoff\nOpportunité;5;Yoff\n;;\n"Villa à louer;5;Yoff\n', 'x.csv',
    )
    const errors = rows.flatMap(({ problems }) => problems.filter(({ severity }) => severity === 'error'))
    expect(errors.map(({ line, column, code }) => [line, column, code])).toEqual([
      [2, 'Titre', 'not_a_listing'], [3, null, 'missing_kind'], [4, null, 'empty_row'], [5, null, 'broken_quotes'],
    ])
  })

  it('have too many cells, or a text longer than its field', () => {
    expect(one('Titre;Prix\nVilla à louer;500000;Yoff').problems).toEqual([
      { line: 2, column: null, code: 'too_many_cells', severity: 'error', value: 'Yoff', params: { cells: 3, columns: 2 } },
    ])
    const long = one(`Titre;Prix\nVilla à louer ${'x'.repeat(200)};500000`)
    expect(long.row).toBeNull()
    expect(long.problems[0]).toMatchObject({ line: 2, column: 'Titre', code: 'too_long', params: { length: 214, maximum: 200 } })
    expect(long.problems[0]!.value).toHaveLength(200)
  })

  it('do not come from a formula: it is disarmed, kept as text and told', () => {
    const { values, problems } = one('Titre;Prix;Notes\n"=HYPERLINK(""http://mal.sn"";""Villa à louer à Yoff"")";500000;\'=1+1')
    expect(values?.title).toBe('HYPERLINK("http://mal.sn";"Villa à louer à Yoff")')
    expect(values?.notes).toBe('1+1')
    expect(problems.map(({ column, code, severity }) => [column, code, severity])).toEqual([
      ['Titre', 'formula', 'warning'], ['Notes', 'formula', 'warning'],
    ])
  })
})
