import { describe, expect, it } from 'vitest'
import { createTranslator } from '../../../../shared/language/index.ts'
import type { HistoryEntry } from '../../../../shared/modules/properties/model-views.ts'
import { actsOf, linesOf } from './history-lines.ts'
import type { ReadingFrame } from './field-values.ts'

const frame: ReadingFrame = {
  t: createTranslator('fr'),
  language: 'fr',
  currency: 'XOF',
  zone: 'Africa/Dakar',
  now: 0,
  nameOf: (id) => (id === 'awa' ? 'Awa Diop' : null),
}
const entry = (change: Partial<HistoryEntry>): HistoryEntry => ({
  commandId: 'c1',
  commandName: 'property.update',
  at: 1,
  typedAt: 1,
  seq: 1,
  actorId: 'awa',
  actorName: 'Awa Diop',
  deviceId: 'd',
  entity: 'property',
  entityId: 'p',
  kind: 'update',
  patch: {},
  before: {},
  mayUndo: true,
  undoneBy: null,
  undoes: null,
  rows: 1,
  ...change,
})
const told = (change: Partial<HistoryEntry>) => linesOf(entry(change), frame).map((line) => [line.what, line.from, line.to])

describe('history in words', () => {
  it('tells a price as one thing: amount, currency and period', () => {
    const lines = told({
      patch: { priceAmount: 850_000, priceCurrency: 'XOF', pricePeriod: 'month' },
      before: { priceAmount: 900_000, priceCurrency: 'XOF', pricePeriod: 'total' },
    })
    expect(lines).toEqual([['Prix', '900\u202f000\u00a0F\u202fCFA', '850\u202f000\u00a0F\u202fCFA\u00a0/ mois']])
  })

  it('tells that a price was not given before', () => {
    expect(told({ patch: { priceAmount: 5 }, before: { priceAmount: null } })).toEqual([['Prix', null, '5\u00a0F\u202fCFA']])
  })

  it('says choices, areas, days and people as people say them', () => {
    expect(
      told({
        patch: { kind: 'villa', surfaceArea: 1250.5, availableFrom: '2026-12-01', agentId: 'awa', ownerId: 'x', isPublic: true },
        before: { kind: 'house', surfaceArea: null, availableFrom: null, agentId: null, ownerId: null, isPublic: false },
      }),
    ).toEqual([
      ['Type', 'Maison', 'Villa'],
      ['Surface', null, '1\u202f250,5 m²'],
      ['Libre à partir du', null, '1er déc. 2026'],
      ['Agent', null, 'Awa Diop'],
      ['Propriétaire', null, 'quelqu’un'],
      ['Publié', 'Non', 'Oui'],
    ])
  })

  it('leaves out what did not change and what nobody reads', () => {
    expect(
      told({
        patch: { country: 'SN', quartier: 'Ngor', commune: 'Ngor' },
        before: { country: 'SN', quartier: 'Yoff', commune: 'Ngor' },
      }),
    ).toEqual([['Quartier', 'Yoff', 'Ngor']])
  })

  it('tells amenities, photos and documents by name', () => {
    expect(told({ entity: 'propertyAmenity', kind: 'create', patch: { amenity: 'pool' }, before: null })).toEqual([
      ['Équipement ajouté', null, 'Piscine'],
    ])
    expect(
      told({ entity: 'propertyDocument', kind: 'delete', patch: { deletedAt: 3 }, before: { title: 'Plan', deletedAt: null } }),
    ).toEqual([['Document supprimé', null, 'Plan']])
    expect(told({ kind: 'create', patch: { importId: 'b', title: 'x' }, before: null })).toEqual([['Bien importé', null, null]])
  })

  it('puts the changes of one act together', () => {
    const acts = actsOf(
      [
        entry({ commandId: 'a', entity: 'propertyAmenity', kind: 'create', patch: { amenity: 'pool' }, before: null }),
        entry({ commandId: 'a', entity: 'propertyAmenity', kind: 'delete', patch: {}, before: { amenity: 'fans' } }),
        entry({ commandId: 'b', patch: { title: 'B' }, before: { title: 'A' } }),
      ],
      frame,
    )
    expect(acts.map((act) => act.lines.length)).toEqual([2, 1])
  })
})
