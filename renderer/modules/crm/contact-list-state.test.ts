import { describe, expect, it } from 'vitest'
import { contactAddressOf, contactStateOf } from './contact-list-state.ts'

describe('the list of contacts in its address', () => {
  it('is the usual one when nothing is said, and says nothing then', () => {
    const state = contactStateOf({})
    expect(state).toEqual({ view: null, filters: [], search: '', sort: [{ field: 'updatedAt', direction: 'desc' }], add: false })
    expect(contactAddressOf(state)).toEqual({})
  })
  it('comes back as it was', () => {
    const state = { view: 'v', filters: [{ field: 'tag', operator: 'is' as const, value: 'vip' }], search: 'sarr', sort: [{ field: 'score' as const, direction: 'desc' as const }, { field: 'name' as const, direction: 'asc' as const }], add: true }
    expect(contactStateOf(contactAddressOf(state))).toEqual(state)
  })
  it('leaves out what is no list', () => {
    expect(contactStateOf({ filters: 'x', sort: 'height', search: 4, add: 'yes' })).toEqual(contactStateOf({}))
  })
})
