import { describe, expect, it } from 'vitest'
import type { ClientSearch } from '../../../../shared/modules/crm/model-search.ts'
import { changesOf, draftOf, freshDraft, wishOf, wrongRanges } from './search-draft.ts'

const search = { ...freshDraft('XOF'), id: 's', contactId: 'c', state: 'active', budgetMax: 150_000_000, kinds: ['villa'], title: 'Famille', versions: {} } as unknown as ClientSearch

describe('a search while it is being said', () => {
  it('begins without a wish, in the money of the agency', () => {
    expect(freshDraft('GNF')).toMatchObject({ transaction: 'sale', currency: 'GNF', kinds: [], budgetMax: null, alerts: 'never' })
    expect(freshDraft('XOF')).not.toHaveProperty('contactId')
  })
  it('of one that is saved holds what it says, and sends only what was changed', () => {
    const draft = draftOf(search)
    expect(draft).toMatchObject({ title: 'Famille', budgetMax: 150_000_000 })
    expect(changesOf(search, draft)).toEqual({})
    expect(changesOf(search, { ...draft, kinds: ['villa', 'house'], budgetMax: null })).toEqual({ kinds: ['villa', 'house'], budgetMax: null })
  })
  it('its wish holds no more than a wish', () => expect(Object.keys(wishOf(draftOf(search)))).not.toContain('title'))
  it('names ranges that are upside down', () => {
    expect(wrongRanges({ ...draftOf(search), budgetMin: 200_000_000, areaMin: 10, areaMax: 10 })).toEqual(['budget'])
    expect(wrongRanges(draftOf(search))).toEqual([])
  })
})
