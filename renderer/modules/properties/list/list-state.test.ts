import { describe, expect, it } from 'vitest'
import { addressOf, readAddress, stateOf } from './list-state.ts'

const id = '01930000-0000-7000-8000-000000000001'

describe('the address of the list', () => {
  it('is empty for the list as it usually is', () => {
    expect(addressOf(stateOf({}))).toEqual({})
  })

  it('brings the same list again', () => {
    const state = {
      view: id,
      filters: [{ field: 'quartier', operator: 'in' as const, value: ['Ngor', 'Yoff'] }],
      search: 'vue mer',
      sort: [
        { field: 'priceAmount' as const, direction: 'desc' as const },
        { field: 'title' as const, direction: 'asc' as const },
      ],
      layout: 'map' as const,
      open: id,
    }
    expect(stateOf(readAddress(JSON.parse(JSON.stringify(addressOf(state)))))).toEqual(state)
  })

  it('leaves out what somebody made up', () => {
    expect(
      readAddress({ view: 'x', filters: [{ field: 1 }], sort: 'password,-title', layout: 'grid', open: 3, other: true }),
    ).toEqual({ sort: '-title' })
  })
})
