import { describe, expect, it } from 'vitest'
import { editableFields } from '../../../../shared/values/entity.ts'
import { property } from '../../../../shared/modules/properties/model.ts'
import { propertyCreateInput, propertyUpdateInput } from '../../../../shared/modules/properties/model-inputs.ts'
import { amenityChanges, draftFields, freshDraft, patchBetween, withTransaction } from './property-draft.ts'

const frame = { country: 'SN', currency: 'XOF', agentId: '01930000-0000-7000-8000-000000000001' }
const id = '01930000-0000-7000-8000-000000000002'

describe('the form of a property', () => {
  it('holds every field that may be edited, and no other', () => {
    expect([...draftFields].sort()).toEqual(Object.keys(editableFields(property)).sort())
  })

  it('starts as something the core takes, but for the title', () => {
    const { values, amenities, status } = freshDraft(frame)
    expect(propertyCreateInput.safeParse({ id, values: { ...values, title: 'Villa' }, amenities, status }).error).toBeUndefined()
    expect(propertyCreateInput.safeParse({ id, values, amenities, status }).success).toBe(false)
  })

  it('says a rent by the month and a sale in full, until somebody chose otherwise', () => {
    const draft = freshDraft(frame)
    expect(withTransaction(draft, 'sale').values.pricePeriod).toBe('total')
    expect(withTransaction(draft, 'shortStay').values.pricePeriod).toBe('night')
    expect(
      withTransaction({ ...draft, periodChosen: true, values: { ...draft.values, pricePeriod: 'year' } }, 'sale').values
        .pricePeriod,
    ).toBe('year')
  })

  it('sends only what was changed', () => {
    const { values } = freshDraft(frame)
    const patch = patchBetween(values, { ...values, title: 'Villa', bedrooms: 3 })
    expect(patch).toEqual({ title: 'Villa', bedrooms: 3 })
    expect(propertyUpdateInput.safeParse({ id, patch }).success).toBe(true)
    expect(patchBetween(values, { ...values })).toEqual({})
  })

  it('tells which amenities came and went', () => {
    expect(amenityChanges(['pool', 'fans'], ['fans', 'guard'])).toEqual({ add: ['guard'], remove: ['pool'] })
  })
})
