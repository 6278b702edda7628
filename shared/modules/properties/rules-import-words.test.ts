import { describe, expect, it } from 'vitest'
import { fold } from '../../values/fold.ts'
import { amenitiesOf } from './rules-import-amenities.ts'
import { kindOf } from './rules-import-kinds.ts'
import { furnishedOf, isWanted, roomsOf, titleTypeOf, transactionOf } from './rules-import-words.ts'

const kind = (text: string) => kindOf(fold(text))?.kind ?? null

describe('the kind of property in a title', () => {
  it('is the first that is named, however it is spelt', () => {
    const told: Record<string, string | null> = {
      'Bel appart à louer': 'apartment', 'Apparemment neuf': 'apartment', 'Grand appatement de luxe': 'apartment',
      'Penthouss sur la corniche': 'penthouse', 'Magasin en duplex': 'store',
      'villa louer bureaux': 'villa', 'Plateau de bureaux à louer': 'floor', 'Appartement au Plateau': 'apartment',
      'Chambre meublée à louer': 'room', 'Champs à vendre': 'farmland',
      'Terrain agricole à vendre': 'farmland', 'Parcelles de 150 m²': 'land', 'Local commercial': 'commercial',
      'Résidence Tamaris': null, 'Maison à louer': 'house',
    }
    for (const [title, wanted] of Object.entries(told)) expect([title, kind(title)]).toEqual([title, wanted])
  })

  it('is made finer by what follows, unless that is another property', () => {
    expect([
      kind('Appartement duplex à Yoff'), kind('Appartement en duplex'), kind('Appartements et studio neufs'),
      kind('Appartement pour bureau'),
    ])
      .toEqual(['duplex', 'duplex', 'apartment', 'apartment'])
  })

  it('is not the landmark nor the house around it', () => {
    expect([
      kind('3 chambres salon en face hôtel Fana'), kind('T2 neuf immeuble avec salle de sport'), kind('F3 habitation ou bureau'),
      kind('Villa à démolir'),
    ])
      .toEqual(['apartment', 'apartment', 'apartment', 'land'])
  })

  it('is weak when only rooms or hectares suggest it', () => {
    expect([kindOf('f4 a louer')?.weak, kindOf('2 ha a popenguine')?.weak, kindOf('villa f5')?.weak]).toEqual([true, true, false])
  })
})

describe('what else a title says', () => {
  it('sale, rent or stay; the first where it says two', () => {
    const said = (text: string) => transactionOf(fold(text))
    expect([
      said('Villa à vendre'), said('F4 à louer'), said('a loué'), said('Studio meublé 25 000 par nuit'),
      said('à louer ou à vendre'), said('F5 FOR RENT'), said('Villa Les Palmiers'),
    ])
      .toEqual(['sale', 'rent', 'rent', 'shortStay', 'rent', 'rent', null])
    expect(said('location longue durée, courte durée possible')).toBe('rent')
  })

  it('that somebody is looking, not offering', () => {
    for (const text of [
      'Recherche appartement vide', 'Urgent ! Recherchons 1 appartement', 'Cherche villa à Yoff',
    ]) expect([text, isWanted(fold(text))]).toEqual([text, true])
    expect(isWanted(fold('Appartement très recherché'))).toBe(false)
  })

  it('furnished, empty or both', () => {
    const said = (text: string) => furnishedOf(fold(text))
    expect([
      said('F3 meublé'), said('F3 vide'), said('vide ou meublé'), said('semi-meublé'), said('non meublé'), said('Immeuble'),
      said('avec les meubles'),
    ])
      .toEqual(['full', 'none', null, 'partial', 'none', null, 'full'])
  })

  it('the right to the land', () => {
    const said = (text: string) => titleTypeOf(fold(text))
    expect([
      said('Terrain TF à Yoff'), said('bail individuel'), said('bail en cours'), said('délibération'), said('acte de cession'),
      said('permis d’occuper'), said('Villa'),
    ])
      .toEqual(['titreFoncier', 'bail', 'inProgress', 'deliberation', 'acteDeCession', 'permisDOccuper', null])
  })

  it('rooms as they are counted here, the living room with them', () => {
    const said = (text: string) => roomsOf(fold(text))
    expect(said('F4 à louer')).toEqual({ rooms: 4, bedrooms: 3 })
    expect(said('Appartement de 3 chambres salon')).toEqual({ rooms: 4, bedrooms: 3 })
    expect(said('deux chambres à louer')).toEqual({ rooms: null, bedrooms: 2 })
    expect(said('Appartement T3')).toEqual({ rooms: 3, bedrooms: 2 })
    expect(said('Magnifique F3 et F4')).toEqual({ rooms: null, bedrooms: null })
    expect(said('Appartements 3/4 ch')).toEqual({ rooms: null, bedrooms: null })
    expect(said('Liberté 6, appartement neuf')).toEqual({ rooms: null, bedrooms: null })
  })

  it('amenities, unless it says there are none', () => {
    expect(amenitiesOf(fold('Vue sur mer, piscine et groupe électrogène'))).toEqual(['generator', 'pool', 'seaView'])
    expect(amenitiesOf(fold('sans ascenseur, pas de parking'))).toEqual([])
    expect(amenitiesOf(fold('Terrain d’angle clôturé'), { land: true })).toEqual(['fenced', 'corner'])
    expect(amenitiesOf(fold('canapé d’angle'))).toEqual([])
  })
})
