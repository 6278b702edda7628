import { expect, it } from 'vitest'
import { problemsOf } from './form-problems.ts'
import { freshDraft } from './property-draft.ts'

const draft = freshDraft({ country: 'SN', currency: 'XOF', agentId: '01930000-0000-7000-8000-000000000001' })
const withValues = (values: Partial<typeof draft.values>) => problemsOf({ ...draft, values: { ...draft.values, ...values } })

it('has nothing to say of a fresh form', () => {
  expect(problemsOf(draft)).toEqual({})
})

it('says which fields cannot be saved', () => {
  expect(withValues({ yearBuilt: 1200, rooms: 900, surfaceArea: -1 })).toEqual({
    yearBuilt: 'propertyRecord.badYear',
    rooms: 'propertyForm.badValue',
    surfaceArea: 'propertyForm.badValue',
  })
})

it('knows that no flat lies above its building', () => {
  expect(withValues({ floor: '6', totalFloors: 4 })).toEqual({ floor: 'propertyForm.floorTooHigh' })
  expect(withValues({ floor: 'RDC', totalFloors: 4 })).toEqual({})
})

it('does not take a number without a name for an owner', () => {
  expect(problemsOf({ ...draft, newOwner: { name: ' ', phone: '77 123 45 67' } })).toEqual({
    newOwner: 'propertyForm.ownerNameNeeded',
  })
  expect(problemsOf({ ...draft, newOwner: { name: '', phone: '' } })).toEqual({})
})
