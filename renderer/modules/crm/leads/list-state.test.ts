import { describe, expect, it } from 'vitest'
import { leadFilterFields } from '../../../../shared/modules/crm/model-filters.ts'
import { checkFilters } from '../../../../shared/values/filter.ts'
import { addressOf, builtInFilters, stateOf, usualSort } from './list-state.ts'

describe('the address of the leads', () => {
  it('is empty for what is usual', () => {
    expect(addressOf(stateOf({}))).toEqual({})
    expect(stateOf({})).toEqual({ view: null, filters: [], search: '', sort: [...usualSort], layout: null, open: null, add: false })
  })

  it('brings the same state again', () => {
    const id = '01932c07-5b6d-7a10-8a6f-0c5d3f2b1a90'
    const state = stateOf({ view: 'hot', filters: builtInFilters.hot, search: 'diop', sort: '-urgency,name', layout: 'table', open: id, add: true })
    expect(state).toMatchObject({ view: 'hot', search: 'diop', sort: [{ field: 'urgency', direction: 'desc' }, { field: 'name', direction: 'asc' }], layout: 'table', open: id, add: true })
    expect(stateOf(addressOf(state))).toEqual(state)
  })

  it('leaves out what is none', () => {
    expect(stateOf({ view: 7, filters: 'all', search: 3, sort: 'shoe', layout: 'map', open: 'x', add: 'yes' })).toEqual(stateOf({}))
  })

  it('offers views whose filters the list knows', () => {
    for (const filters of Object.values(builtInFilters)) expect(() => checkFilters(filters, leadFilterFields)).not.toThrow()
  })
})
