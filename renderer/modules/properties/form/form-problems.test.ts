import { expect, it } from 'vitest'
import { problemsOf } from './form-problems.ts'
import { freshDraft } from './property-draft.ts'

const draft = freshDraft({ country: 'SN', currency: 'XOF', agentId: '01930000-0000-7000-8000-000000000001' })
const named = { ...draft, values: { ...draft.values, title: 'Villa' } }
const withValues = (values: Partial<typeof draft.values>) => problemsOf({ ...draft, values: { ...draft.values, ...values } })

it('asks for a title or a place, so that it can be found again', () => {
  expect(problemsOf(draft)).toEqual({ title: 'propertyForm.nameNeeded' })
  expect(withValues({ quartier: 'Ngor' })).toEqual({})
})

it('says which fields cannot be saved', () => {
  expect(withValues({ title: 'Villa', yearBuilt: 1200, rooms: 900, surfaceArea: -1 })).toEqual({
    yearBuilt: 'propertyRecord.badYear',
    rooms: 'propertyForm.badValue',
    surfaceArea: 'propertyForm.badValue',
  })
})

it('knows that no flat lies above its building', () => {
  expect(withValues({ title: 'Villa', floor: '6', totalFloors: 4 })).toEqual({ floor: 'propertyForm.floorTooHigh' })
  expect(withValues({ title: 'Villa', floor: 'RDC', totalFloors: 4 })).toEqual({})
})

it('does not take a number without a name for an owner', () => {
  expect(problemsOf({ ...named, newOwner: { name: ' ', phone: '77 123 45 67' } })).toEqual({
    newOwner: 'propertyForm.ownerNameNeeded',
  })
  expect(problemsOf({ ...named, newOwner: { name: '', phone: '' } })).toEqual({})
})
