import type { propertyForm as french } from '../fr/property-form.ts'

export const propertyForm: typeof french = {
  newTitle: 'New property',
  editTitle: 'Edit the property',
  titleHint: 'Left empty, it will be called “{{title}}”.',
  bedrooms_one: '{{count}} bedroom',
  bedrooms_other: '{{count}} bedrooms',
  amount: 'Amount',
  texts: 'Description and notes',
  newOwner: 'New owner',
  keys: 'Ctrl + Enter saves · what you type is kept',
  badValue: 'This value does not fit.',
  nameNeeded: 'Give at least a title or a place.',
  floorTooHigh: 'The floor is above the number of storeys.',
  ownerNameNeeded: 'Give the owner a name.',
  toMend_one: '{{count}} field to correct',
  toMend_other: '{{count}} fields to correct',
  created: 'Property added',
  duplicatesHint: 'Open it to compare; what you typed is kept.',
}
