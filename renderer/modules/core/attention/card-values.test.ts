import { describe, expect, it } from 'vitest'
import { createTranslator } from '../../../../shared/language/index.ts'
import type { ReadingFrame } from '../../properties/record/field-values.ts'
import { pairsAsText, pairsOf } from './card-values.ts'
import { actInWords, reasonInWords } from './reason.ts'

const t = createTranslator('fr')
const frame: ReadingFrame = { t, language: 'fr', currency: 'XOF', zone: 'Africa/Dakar', now: 0, nameOf: (id) => (id === 'a' ? 'Awa Diop' : null) }
const field = (name: string, label = `property.${name}`) => ({ name, label })
const price = [field('priceAmount', 'property.price'), field('priceCurrency', 'property.currency'), field('pricePeriod')]
const plain = (text: string | null | undefined) => text?.replaceAll(/\s/g, ' ') ?? null

describe('values of a card in words', () => {
  it('a price is one thing, said with its currency and period', () => {
    const [pair, ...more] = pairsOf('property', price, { priceAmount: 150_000, priceCurrency: 'XOF', pricePeriod: 'month' }, { priceAmount: 900, priceCurrency: 'EUR', pricePeriod: 'month' }, frame)
    expect([more, pair!.what, plain(pair!.left), plain(pair!.right)]).toEqual([[], t('property.price'), '150 000 F CFA / mois', '9 € / mois'])
  })

  it('only what differs is told; one side alone is told as far as it says something', () => {
    const fields = [field('quartier'), field('commune'), field('landmark'), field('country')]
    expect(pairsOf('property', fields, { quartier: 'Ngor', commune: 'Ngor', landmark: null, country: 'SN' }, { quartier: 'Yoff', commune: 'Ngor', landmark: null, country: 'FR' }, frame))
      .toEqual([{ what: 'Quartier', left: 'Ngor', right: 'Yoff' }])
    expect(pairsOf('property', fields, { quartier: 'Ngor', commune: null }, null, frame)).toEqual([{ what: 'Quartier', left: 'Ngor', right: null }])
  })

  it('words, people, percents and days of other records read as there, and a long text whole', () => {
    const one = (entity: string, name: string, label: string, value: unknown) => plain(pairsOf(entity, [field(name, label)], { [name]: value }, null, frame)[0]?.left)
    expect(one('contact', 'kind', 'contact.kind', 'company')).toBe('Société')
    expect(one('contactRole', 'role', 'contact.role', 'owner')).toBe('Propriétaire')
    expect(one('propertyAmenity', 'amenity', 'property.amenities', 'pool')).toBe('Piscine')
    expect(one('contact', 'birthDate', 'contact.birthDate', '1980-05-02')).toMatch(/1980/)
    expect(one('agency', 'commissionRate', 'agency.commissionRate', 750)).toBe('7,5 %')
    expect(one('property', 'agentId', 'property.agent', 'a')).toBe('Awa Diop')
    expect(one('property', 'description', 'property.description', 'x'.repeat(500))).toHaveLength(500)
  })

  it('can be pasted elsewhere', () => {
    expect(pairsAsText('Modifier un bien : Villa', [{ what: 'Pièces', left: '3', right: '4' }, { what: 'Repère', left: null, right: 'x' }], 'vide')).toBe('Modifier un bien : Villa\nPièces : 3\nRepère : vide')
  })
})

describe('a refusal in words', () => {
  const refused = (code: string, params: Record<string, unknown>) => reasonInWords({ code, params, changes: [{ entity: 'property', entityId: 'x', kind: 'update', fields: [field('rooms')], wanted: {}, present: {} }] }, t)

  it('says the rule, the field and what is wrong with it, or that it was refused', () => {
    expect(refused('rule_broken', { rule: 'coordinates' })).toBe(t('cards.rule.coordinates'))
    expect(refused('rule_broken', { rule: 'of tomorrow' })).toBe(t('error.rule_broken'))
    expect(refused('invalid_input', { fields: [{ path: 'patch.rooms', problem: 'too_big' }, { path: 'patch.unheard', problem: 'too_big' }] }))
      .toBe(`${t('error.invalid_input')} ${t('property.rooms')} : ${t('problem.too_big')}`)
    expect(refused('reference_missing', { field: 'rooms' })).toContain(t('problem.reference_missing'))
    expect(refused('forbidden', {})).toBe(t('error.forbidden'))
    expect(refused('of a newer server', {})).toBe(t('error.internal'))
  })

  it('and the act as the table of rights calls it', () => {
    expect(actInWords('property.setStatus', t)).toBe(t('team.can.property.setStatus'))
    expect(actInWords('spaceship.launch', t)).toBe('spaceship.launch')
  })
})
