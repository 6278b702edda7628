import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { filterProblem } from '../../../shared/values/filter.ts'
import { boundsOf, filterOfBounds } from './range-editor.tsx'

const field = { name: 'priceAmount', kind: 'amount', label: 'property.price' } as const

describe('bounds of a number', () => {
  it('become the shortest filter that says them', () => {
    expect(filterOfBounds('rooms', { low: 3, high: null })).toEqual({ field: 'rooms', operator: 'atLeast', value: 3 })
    expect(filterOfBounds('rooms', { low: null, high: 5 })).toEqual({ field: 'rooms', operator: 'atMost', value: 5 })
    expect(filterOfBounds('rooms', { low: 4, high: 4 })).toEqual({ field: 'rooms', operator: 'is', value: 4 })
    expect(filterOfBounds('rooms', { low: 3, high: 5 })).toEqual({ field: 'rooms', operator: 'between', value: [3, 5] })
  })

  it('make no filter while they cross or say nothing', () => {
    expect(filterOfBounds('rooms', { low: 5, high: 3 })).toBeNull()
    expect(filterOfBounds('rooms', { low: null, high: null })).toBeNull()
  })

  it('come back from the filter they made, which the core accepts', () => {
    const bound = fc.option(fc.nat(1_000_000_000), { nil: null })
    fc.assert(
      fc.property(bound, bound, (low, high) => {
        const filter = filterOfBounds(field.name, { low, high })
        if (filter === null) return
        expect(filterProblem(filter, field)).toBeNull()
        expect(boundsOf(filter)).toEqual({ low, high })
      }),
    )
  })
})
