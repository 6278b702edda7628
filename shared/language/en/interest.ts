import type { interest as french } from '../fr/interest.ts'

export const interest: typeof french = {
  contact: 'Client',
  property: 'Property',
  step: 'Step',
  at: 'On',
  level: 'Interest',
  state: 'State',
  notes: 'Notes',
  steps: {
    view: 'Viewed', favorite: 'Favourite', inquiry: 'Asked about', visitRequest: 'Visit asked for', visitScheduled: 'Visit planned', offerMade: 'Offer made', offerRejected: 'Offer refused', purchaseCompleted: 'Closed',
  },
  levels: { low: 'Slight', medium: 'Medium', high: 'Strong', veryHigh: 'Very strong' },
  states: { active: 'Active', archived: 'Archived', converted: 'Closed', lost: 'Lost' },
}
