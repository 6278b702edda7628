import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createTranslator, type Translate } from '../language/index.ts'
import { AppError } from './error.ts'
import {
  checkFilters, checkSort, filterInWords, filterKinds, filterOperators, filterProblem, filtersSchema, operatorsOf, sortSchema,
  type Filter, type FilterField,
} from './filter.ts'

const fields = {
  kind: { name: 'kind', kind: 'enum', label: 'test.Type', options: ['villa', 'land'], optionLabels: 'test.kinds' },
  price: { name: 'price', kind: 'amount', label: 'test.Prix' },
  rooms: { name: 'rooms', kind: 'number', label: 'test.Pièces' },
  surface: { name: 'surface', kind: 'number', label: 'test.Surface', unit: 'm²' },
  title: { name: 'title', kind: 'text', label: 'test.Titre' },
  from: { name: 'from', kind: 'day', label: 'test.Disponible' },
  created: { name: 'created', kind: 'instant', label: 'test.Ajouté' },
  photo: { name: 'photo', kind: 'flag', label: 'test.Photos' },
  agent: { name: 'agent', kind: 'member', label: 'test.Agent' },
  quartier: { name: 'quartier', kind: 'place', label: 'test.Quartier' },
} as const satisfies Record<string, FilterField>
const all: readonly FilterField[] = Object.values(fields)

function problemOf(filter: Filter) {
  return filterProblem(filter, all.find((field) => field.name === filter.field))
}

describe('checking', () => {
  it.each<Filter>([
    { field: 'kind', operator: 'is', value: 'villa' }, { field: 'kind', operator: 'in', value: ['villa', 'land'] },
    { field: 'kind', operator: 'isEmpty' },
    { field: 'price', operator: 'atMost', value: 150_000_000 }, { field: 'price', operator: 'between', value: [1, 1] },
    { field: 'price', operator: 'isNotEmpty', value: null },
    { field: 'surface', operator: 'atLeast', value: 80.5 }, { field: 'title', operator: 'contains', value: 'mer' },
    { field: 'photo', operator: 'is', value: false },
    { field: 'from', operator: 'since', value: '2026-11-12' }, { field: 'created', operator: 'since', value: 'today-7' },
    { field: 'created', operator: 'between', value: ['today-7', 'today'] },
    { field: 'created', operator: 'between', value: ['2026-01-01', 'today'] },
    { field: 'agent', operator: 'is', value: 'me' }, { field: 'quartier', operator: 'in', value: ['Ngor'] },
  ])('lets pass $field $operator $value', (filter) => {
    expect(problemOf(filter)).toBeNull()
    expect(checkFilters([filter], all)).toEqual([filter])
  })

  it.each<[Filter, string]>([
    [{ field: 'colour', operator: 'is', value: 'red' }, 'unknown_field'],
    [{ field: '__proto__', operator: 'is', value: 'x' }, 'unknown_field'],
    [{ field: 'kind', operator: 'atLeast', value: 'villa' }, 'operator'], [{ field: 'photo', operator: 'isEmpty' }, 'operator'],
    [{ field: 'kind', operator: 'is', value: 'castle' }, 'value'], [{ field: 'kind', operator: 'is', value: ['villa'] }, 'value'],
    [{ field: 'kind', operator: 'in', value: [] }, 'value'], [{ field: 'kind', operator: 'in', value: 'villa' }, 'value'],
    [{ field: 'price', operator: 'atMost', value: 1.5 }, 'value'],
    [{ field: 'price', operator: 'atMost', value: '150M' }, 'value'],
    [{ field: 'price', operator: 'between', value: [2, 1] }, 'value'],
    [{ field: 'price', operator: 'between', value: [1] }, 'value'],
    [{ field: 'price', operator: 'is' }, 'value'], [{ field: 'price', operator: 'isEmpty', value: 3 }, 'value'],
    [{ field: 'rooms', operator: 'is', value: Number.NaN }, 'value'],
    [{ field: 'title', operator: 'contains', value: ' ' }, 'value'],
    [{ field: 'from', operator: 'since', value: '12/11/2026' }, 'value'],
    [{ field: 'from', operator: 'before', value: 'soon' }, 'value'],
    [{ field: 'created', operator: 'between', value: ['today', 'today-7'] }, 'value'],
    [{ field: 'photo', operator: 'is', value: 'yes' }, 'value'],
  ])('refuses %j for its %s', (filter, reason) => {
    expect(problemOf(filter)).toBe(reason)
    const attempt = () => checkFilters([filter], all)
    expect(attempt).toThrow(AppError)
    try {
      attempt()
    } catch (error) {
      expect(error).toMatchObject({ code: 'invalid_input', params: { field: filter.field, reason } })
    }
  })

  it('takes at most twenty', () => {
    const filter: Filter = { field: 'photo', operator: 'is', value: true }
    expect(filtersSchema.safeParse(new Array(20).fill(filter)).success).toBe(true)
    expect(filtersSchema.safeParse(new Array(21).fill(filter)).success).toBe(false)
    expect(() => checkFilters(new Array<Filter>(21).fill(filter), all)).toThrow(AppError)
  })

  it('refuses junk before it reaches a list', () => {
    for (const junk of [null, 'x', {}, [{ field: '', operator: 'is', value: 1 }], [{ field: 'a', operator: 'like', value: 1 }],
      [{ field: 'a', operator: 'is', value: { $gt: 1 } }], [{ field: 'a', operator: 'in', value: [['x']] }],
      [{ field: 'a', operator: 'is', value: 'x'.repeat(201) }]]) {
      expect(filtersSchema.safeParse(junk).success).toBe(false)
    }
  })

  it('sorts only by what the list sorts by', () => {
    expect(sortSchema.safeParse({ field: 'price', direction: 'up' }).success).toBe(false)
    expect(checkSort({ field: 'price', direction: 'desc' }, ['price'])).toEqual({ field: 'price', direction: 'desc' })
    expect(() => checkSort({ field: 'password', direction: 'asc' }, ['price'])).toThrow(AppError)
  })
})

describe('in words', () => {
  const catalogued = (language: 'fr' | 'en'): Translate => {
    const translate = createTranslator(language)
    return (key, params) => (key.startsWith('test.') ? key.slice(key.lastIndexOf('.') + 1) : translate(key, params))
  }
  const spaces = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ')
  const names = (value: string) => (value === 'm1' ? 'Awa Ndiaye' : null)

  it.each<[Filter, string, string]>([
    [{ field: 'price', operator: 'atMost', value: 150_000_000 }, 'Prix ≤ 150 M', 'Prix ≤ 150M'],
    [{ field: 'price', operator: 'atLeast', value: 150_250_000 }, 'Prix ≥ 150 250 000 F CFA', 'Prix ≥ 150,250,000 F CFA'],
    [{ field: 'price', operator: 'between', value: [500_000, 1_200_000] }, 'Prix : de 500 k à 1,2 M', 'Prix: 500k to 1.2M'],
    [{ field: 'quartier', operator: 'in', value: ['Almadies', 'Ngor'] }, 'Quartier : Almadies, Ngor', 'Quartier: Almadies, Ngor'],
    [{ field: 'surface', operator: 'atLeast', value: 80.5 }, 'Surface ≥ 80,5 m²', 'Surface ≥ 80.5 m²'],
    [{ field: 'kind', operator: 'notIn', value: ['land'] }, 'Type ≠ land', 'Type ≠ land'],
    [{ field: 'photo', operator: 'is', value: true }, 'Photos : oui', 'Photos: yes'],
    [{ field: 'title', operator: 'contains', value: 'vue mer' }, 'Titre contient « vue mer »', 'Titre contains “vue mer”'],
    [{ field: 'price', operator: 'isEmpty' }, 'Prix : non renseigné', 'Prix: not given'],
    [{ field: 'from', operator: 'before', value: '2026-12-01' }, 'Disponible avant : 1er déc. 2026',
      'Disponible before: 1 Dec 2026'],
    [{ field: 'created', operator: 'since', value: 'today-7' }, 'Ajouté depuis : il y a 7 jours', 'Ajouté since: 7 days ago'],
    [{ field: 'created', operator: 'is', value: 'today' }, 'Ajouté : aujourd’hui', 'Ajouté: today'],
    [{ field: 'agent', operator: 'in', value: ['m1', 'me', 'm2'] }, 'Agent : Awa Ndiaye, moi, une personne partie',
      'Agent: Awa Ndiaye, me, someone who left'],
  ])('says %j', (filter, fr, en) => {
    const field = all.find((one) => one.name === filter.field)!
    expect(spaces(filterInWords(filter, field, catalogued('fr'), 'fr', names))).toBe(fr)
    expect(spaces(filterInWords(filter, field, catalogued('en'), 'en', names))).toBe(en)
  })

  it('has words for every operator that a kind allows', () => {
    fc.assert(fc.property(fc.constantFrom(...filterKinds), fc.constantFrom(...filterOperators), (kind, operator) => {
      fc.pre(operatorsOf[kind].includes(operator))
      const samples: Partial<Record<typeof kind, boolean | number | string>> = {
        flag: true, number: 5, amount: 5, day: '2026-11-12', instant: '2026-11-12',
      }
      const one = samples[kind] ?? 'x'
      const value = operator === 'between' ? [one,
        one] : operator === 'in' || operator === 'notIn' ? [one] : operator.endsWith('mpty') ? null : one
      const field: FilterField = { name: 'f', kind, label: 'test.Champ' }
      const filter = { field: 'f', operator, value } as Filter
      expect(filterProblem(filter, field)).toBeNull()
      expect(filterInWords(filter, field, catalogued('fr'), 'fr')).toMatch(/^Champ[\u00a0 ]\S/)
    }))
  })
})
