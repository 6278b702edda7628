import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { OpenStore } from '../../command/testing/stores.ts'
import { testId } from '../../command/testing/desk.ts'
import { openAgency } from '../../modules/testing/agency.ts'
import type { TestAgency } from '../../modules/testing/agency.ts'
import { indexedWords, mostCandidates, searchCandidates } from '../search.ts'
import type { Store } from '../store.ts'

/** What may be typed and what is found by it, on whichever database `open` gives. */
export function searchSuite(kind: string, open: OpenStore, able = true): void {
  describe.runIf(able)(`search on ${kind}`, () => {
    let store: Store
    let agency: TestAgency
    let other: TestAgency
    const names = new Map<string, string>()
    beforeAll(async () => {
      store = await open()
      agency = await openAgency(store)
      names.set(testId('member', 'admin'), 'awa')
      other = await openAgency(store, 'other')
      const listings: [string, object][] = [
        ['almadies', { title: 'Villa avec piscine aux Almadies', quartier: 'Almadies', commune: 'Ngor' }],
        ['sacre', { title: 'Appartement F4 Sacré-Cœur 3', quartier: 'Sacré-Cœur 3' }],
        ['ouakam', { title: 'Studio meublé', quartier: 'Ouakam', landmark: 'derrière la mosquée de la Divinité' }],
        ['mamelles', { title: 'Duplex vue mer', quartier: 'Mamelles', description: 'Groupe électrogène et surpresseur.' }],
        ['goree', { title: 'Maison d’hôtes', quartier: 'Île de Gorée', address: '12 rue des Dongeons' }],
        ['thies', { title: 'Terrain 300 m²', commune: 'Thiès Nord' }],
      ]
      for (const [label, values] of listings) names.set(await agency.property(label, values), label)
      names.set(await agency.contact('sarr', { name: 'Aïssatou Sarr', email: 'aissatou.sarr@example.sn',
        phones: [{ typed: '77 123 45 67' }] }), 'sarr')
      names.set(await agency.contact('noel', { name: 'Noël N’Diaye',
        phones: [{ typed: '+33 6 12 34 56 78' }, { typed: 'bureau : demander Ali' }] }), 'noel')
      names.set(await agency.contact('teranga', { name: 'SCI Téranga', phones: [{ typed: '33 821 00 00' }] }), 'teranga')
      await other.property('almadies', { title: 'Villa secrète aux Almadies', quartier: 'Almadies' })
      await other.property('only theirs', { title: 'Chateau xylophone', quartier: 'Ngor' })
      await other.contact('hidden', { name: 'Aïssatou Cachée', phones: [{ typed: '77 123 45 67' }] })
    })
    afterAll(async () => store.close())

    const reading = (of = agency) => ({ executor: store.kysely, dialect: store.dialect, agencyId: of.agencyId })
    const everything = ['property', 'contact', 'contactPhone', 'member']
    const find = async (text: string, of = agency, entities = everything): Promise<string[]> => {
      const { rows } = await searchCandidates(reading(of), entities, text)
      const phones = new Map((await store.kysely.selectFrom('contactPhone').select(['id', 'contactId'])
        .where('agencyId', '=', of.agencyId).execute()).map((row) => [row.id, row.contactId]))
      return [...new Set(rows.map((row) => names.get(phones.get(row.entityId) ?? row.entityId) ?? row.entityId))].toSorted()
    }

    it.each([
      // as it is written, and without accents, capitals or hyphens
      ['Almadies', ['almadies']], ['almadies', ['almadies']], ['SACRÉ-CŒUR', ['sacre']], ['sacre coeur', ['sacre']],
        ['sacre coeur 3', ['sacre']], ['Ile de Gorée', ['goree']],
      ['thies', ['thies']], ['THIÈS', ['thies']], ['noel ndiaye', ['noel']], ["N'Diaye", ['awa', 'noel']],
        ['NDIAYE', ['awa', 'noel']], ['diaye', ['noel']], ['noel n diaye', ['noel']], ['teranga', ['teranga']],
      // spellings of the market
      ['almadie', ['almadies']], ['alamdies', ['almadies']], ['wakam', ['ouakam']], ['sacrecoeur', ['sacre']],
        ['mamelle', ['mamelles']],
      // misspelt otherwise
      ['almaddies', ['almadies']], ['ouakma', ['ouakam']], ['mammeles', ['mamelles']], ['piscinne', ['almadies']],
        ['surpreseur', ['mamelles']], ['electrogenne', ['mamelles']], ['villa almadiies', ['almadies']],
      // the last word may be unfinished, the others not
      ['alma', ['almadies']], ['villa pisc', ['almadies']], ['pisc villa', []], ['vil', ['almadies']], ['aissa', ['sarr']],
      // all words must be there, in whatever field
      ['studio divinite', ['ouakam']], ['studio piscine', []], ['mosquee divinite ouakam', ['ouakam']],
        ['dongeons goree', ['goree']],
      // references
      ['DKR-0001', ['almadies']], ['dkr 0002', ['sacre']], ['DKR0001', []],
      // e-mail
      ['aissatou.sarr@example.sn', ['sarr']],
      // nothing that can be searched
      ['', []], ['   ', []], ['!!! ???', []], ['zzzzzzzz', []],
    ])('%j finds %j', async (text, expected) => {
      expect(await find(text)).toEqual(expected)
    })

    it.each([
      '77 123 45 67', '771234567', '77.123.45.67', '77-123-45-67', '+221 77 123 45 67', '+221771234567', '00221 77 123 45 67',
        '221771234567', '(+221) 77 123 45 67', '77 123 45', '771234', '77 123',
    ])('a telephone is found however it is spaced: %j', async (text) => {
      expect(await find(text)).toEqual(['sarr'])
    })

    it.each(['+33 6 12 34 56 78', '0033612345678', '33612345678', '06 12 34 56 78', '612345678'])('one from abroad too: %j',
      async (text) => {
      expect(await find(text)).toEqual(['noel'])
    })

    it('a fixed line that begins like a country is found as it is written', async () => {
      expect(await find('33 821 00 00')).toEqual(['teranga'])
      expect(await find('338210000')).toEqual(['teranga'])
    })

    it('what was typed as a telephone and is none is found by its words', async () => {
      expect(await find('demander ali')).toEqual(['noel'])
    })

    it('nothing of another agency is found, and its words decide nothing here', async () => {
      expect(await find('secrete')).toEqual([])
      expect(await find('xylophone')).toEqual([])
      expect(await find('chateau')).toEqual([])
      expect(await find('cachee')).toEqual([])
      expect((await searchCandidates(reading(), everything, 'aissatou')).rows.map((row) => row.entityId))
        .toEqual([testId('contact', 'sarr')])
      expect((await searchCandidates(reading(other), everything, 'almadies')).rows.map((row) => row.folded.includes('secrete')))
        .toEqual([true])
    })

    it('a word that only another agency writes is misspelt here', async () => {
      await other.property('misspelt', { title: 'Appartement piscinne', quartier: 'Ngor' })
      expect(await find('piscinne')).toEqual(['almadies'])
    })

    it('a word that was corrected everywhere is a misspelling again', async () => {
      const id = await agency.property('typo', { title: 'Chambre ventilatuer', quartier: 'Fann' })
      names.set(id, 'typo')
      expect(await find('ventilatuer')).toEqual(['typo'])
      await agency.act('property.update', { id, patch: { title: 'Chambre ventilateur' } })
      expect(await find('ventilatuer')).toEqual(['typo'])
      expect(await find('ventilateurr')).toEqual(['typo'])
      await agency.act('property.delete', { id })
      expect(await find('ventilateur')).toEqual([])
      expect(await find('ventilatuer')).toEqual([])
    })

    it('words that came after the first misspelling are known to the next', async () => {
      expect(await find('magnifiqe')).toEqual([])
      names.set(await agency.property('fresh', { title: 'Terrasse magnifique', quartier: 'Yoff' }), 'fresh')
      expect(await find('magnifiqe')).toEqual(['fresh'])
    })

    it('what is deleted is not found, what is restored is', async () => {
      const id = await agency.property('gone', { title: 'Kiosque bleu', quartier: 'Médina' })
      names.set(id, 'gone')
      const { commandId } = await agency.act('property.delete', { id })
      expect(await find('kiosque')).toEqual([])
      await agency.act('core.undo', { commandId })
      expect(await find('kiosque')).toEqual(['gone'])
    })

    it('only the entities asked for', async () => {
      expect(await find('almadies', agency, ['contact'])).toEqual([])
      expect(await find('fatou', agency, ['member'])).toEqual([testId('member', 1)])
    })

    it('one letter finds whatever has a word that begins so', async () => {
      expect(await find('v')).toEqual(['almadies', 'mamelles'])
      expect(await find('villa a')).toEqual(['almadies'])
      expect(await find('q', agency, ['contact', 'contactPhone'])).toEqual([])
    })

    it('what a text is of is no word of it', async () => {
      for (const text of ['øcontact', 'ocontact', 'contact', 'øproperty', 'property', 'propertyy', 'ømember']) expect(await find(text), text).toEqual([])
    })

    it('letters that the index does not know break nothing', async () => {
      for (const text of ['\u19b0', 'vil\u19b0la', 'villa \u1cf2', 'a\u19c8', '\u{1e922}\u{1e923}', 'vil\u{1e922}la']) expect(Array.isArray(await find(text)), text).toBe(true)
      expect(await find('villa \u19b0')).toEqual([])
    })

    it('signs of the query language are only signs', async () => {
      for (const text of ['"', '\'', 'villa"', 'a:*', 'NOT villa', 'villa OR studio', 'villa AND', 'NEAR(a b)', '(', '^villa',
        '{villa}', '& | !', '<->', '%', '_', '\\', '\u0000', 'vil*la', 'é'.repeat(500)])
        expect(Array.isArray(await find(text)), text).toBe(true)
    })

    it('somebody whose name is a word of thousands of listings', async () => {
      const crowd = await openAgency(store, 'crowd')
      const id = await crowd.contact('villa', { name: 'Villa Diop' })
      const words = (from: number) => Array.from({ length: 500 }, (_, n) => ({ agencyId: crowd.agencyId, entity: 'property', entityId: testId('crowd', from + n), folded: 'villa a louer', sortKey: 'villa' }))
      for (let from = 0; from < 4500; from += 500) await store.kysely.insertInto('search').values(words(from) as never).execute()
      if (store.dialect === 'sqlite') await sql`insert into search_index (rowid, folded) select id, ${sql.raw(indexedWords)} from search where agency_id = ${crowd.agencyId} and entity = 'property' order by id`.execute(store.kysely)
      for (const text of ['villa', 'vil', 'villa diop']) expect((await searchCandidates(reading(crowd), ['contact', 'contactPhone'], text)).rows.map((row) => row.entityId), text).toEqual([id])
      expect((await searchCandidates(reading(crowd), ['property'], 'villa')).rows).toHaveLength(mostCandidates)
      expect((await searchCandidates(reading(agency), ['contact'], 'villa')).rows).toEqual([])
    })

    it('at most 500, the newest first', async () => {
      const many = await openAgency(store, 'many')
      for (let n = 0; n < 520; n += 1) await many.property(n, { title: `Bureau commun ${n}` })
      const { rows } = await searchCandidates(reading(many), ['property'], 'bureau commun')
      expect(rows).toHaveLength(mostCandidates)
      expect(rows[0]!.entityId).toBe(testId('property', 519))
      expect(rows.map((row) => row.id)).toEqual(rows.map((row) => row.id).toSorted((a, b) => b - a))
    })
  })
}
