import { describe, expect, it } from 'vitest'
import { guessChoices } from './rules-import-choices.ts'
import { targetOfName } from './rules-import-column-names.ts'
import { guessColumns, guessHeader } from './rules-import-columns.ts'
import { readTable } from './rules-import-table.ts'

const records = (text: string) => [...readTable(text, { delimiter: ';' })]
const targets = (header: string, ...rows: string[]) => guessColumns(
  header === '' ? [] : header.split(';'), records(rows.join('\n')),
).map(({ target }) => target)

describe('names of columns', () => {
  it('are known in French, in English and as scrapers write them', () => {
    const known: Record<string, string> = {
      'Titre': 'title', 'Désignation': 'title', 'liens_articles': 'title', 'liens_articles-href': 'sourceUrl',
      'image_lien-src': 'photoUrl', 'web-scraper-order': 'ignore',
      'details': 'description', 'nbre_chambre': 'bedrooms', 'nbre_salle_de_bain': 'bathrooms', 'Nombre de pièces': 'rooms',
      'adresse': 'place', 'Localisation': 'place',
      'Quartier': 'quartier', 'Ville': 'commune', 'Région': 'region', 'prix': 'price', 'Loyer mensuel (FCFA)': 'price',
      'Prix de vente': 'price', 'superficie': 'surface',
      'Surface (m²)': 'surface', 'Superficie du terrain': 'landArea', 'Type de bien': 'kind',
      'Type de transaction': 'transaction', 'Titre foncier': 'titleType', 'Meublé': 'furnished',
      'Téléphone propriétaire': 'ownerPhone', 'Bailleur': 'ownerName', 'Nom du propriétaire': 'ownerName',
      'Disponible à partir du': 'availableFrom', 'Réf': 'reference',
      'Observations': 'notes', 'Price': 'price', 'Bedrooms': 'bedrooms', 'ligne': 'ignore', 'raison': 'ignore', 'Étage': 'floor',
      'Équipements': 'amenities', 'Date de publication': 'date',
    }
    expect(Object.fromEntries(Object.keys(known).map((name) => [name, targetOfName(name)?.target]))).toEqual(known)
    expect(targetOfName('Couleur des rideaux')).toBeNull()
  })
})

describe('the header', () => {
  it('is the row with most names that we know, wherever it stands', () => {
    expect(guessHeader(records('Liste des biens au 12 mars\n\nTitre;Prix;Quartier\nVilla;10;Yoff'))).toBe(2)
    expect(guessHeader(records('Titre;Prix;Quartier\nVilla;10;Yoff'))).toBe(1)
  })

  it('is the first row when it alone is without figures', () => {
    expect(guessHeader(records('Aaa;Bbb;Ccc\nVilla;10;Yoff 2\nStudio;20;Ngor 3'))).toBe(1)
  })

  it('is none where the first row is like the others', () => {
    expect(guessHeader(records('Villa à vendre;10 000 000;Yoff\nStudio à louer;200 000;Ngor'))).toBe(0)
  })
})

describe('columns', () => {
  it('mean one thing each: the surer of two wins', () => {
    expect(targets(
      'Annonce;Titre;Prix;Prix de vente', 'x;Villa à Yoff;1000;2000',
    )).toEqual(['ignore', 'title', 'price', 'ignore'])
  })

  it('tell an address from the quartier beside it', () => {
    expect(targets('Titre;Quartier;Adresse', 'Villa;Yoff;villa 12, près de la mosquée')).toEqual(['title', 'quartier', 'address'])
    expect(targets('Titre;Adresse', 'Villa;Yoff, Dakar')).toEqual(['title', 'place'])
  })

  it('are not believed when their cells say otherwise', () => {
    expect(targets('Prix;Montant', 'à voir;250 000', 'cher;300 000', 'bof;1 500 000')).toEqual(['ignore', 'price'])
  })

  it('without a name are known by what they hold', () => {
    const rows = [
      'Appartement F4 à louer à Mermoz;350 000 F Cfa;Mermoz, Dakar;120 m²;https://exemple.sn/a.jpg;77 123 45 67',
      'Villa R+1 à vendre aux Almadies;150M;Almadies, Dakar;400 m²;https://exemple.sn/b.jpg;33 820 12 34',
    ]
    expect(targets('', ...rows)).toEqual(['title', 'price', 'place', 'surface', 'photoUrl', 'ownerPhone'])
  })

  it('keep what the user decided, and ignore what he did not name', () => {
    const start = { fileName: 'x.csv', records: records('Titre;Prix;Quartier\nVilla;10;Yoff') }
    const { columns, choices } = guessChoices(
      start, { encoding: 'utf-8', delimiter: ';', sheet: null }, { mapping: { 0: 'notes', 1: 'price' } },
    )
    expect(columns.map(({ target }) => target)).toEqual(['notes', 'price', 'ignore'])
    expect(choices.mapping).toEqual({ 0: 'notes', 1: 'price', 2: 'ignore' })
  })
})

describe('kind and transaction for rows that do not say theirs', () => {
  const defaults = (fileName: string, text: string) => {
    const { choices } = guessChoices({ fileName, records: records(text) }, { encoding: 'utf-8', delimiter: ';', sheet: null })
    return [choices.defaultKind, choices.defaultTransaction]
  }

  it('come from the name of the file', () => {
    expect(defaults('land-for-sale.csv', 'Titre\nX')).toEqual(['land', 'sale'])
    expect(defaults('Appartements_a_louer_2025.xlsx', 'Titre\nX')).toEqual(['apartment', 'rent'])
  })

  it('else from what the other rows say, when they agree', () => {
    expect(defaults(
      'export.csv', 'Titre\nStudio à louer\nStudio à louer\nStudio à Yoff\nStudio à louer',
    )).toEqual(['studio', 'rent'])
    expect(defaults(
      'export.csv', 'Titre\nStudio à louer\nVilla à vendre\nTerrain à vendre\nBureau à louer',
    )).toEqual([null, null])
  })
})
