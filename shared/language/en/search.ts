import type { search as french } from '../fr/search.ts'

export const search: typeof french = {
  contact: 'Client',
  title: 'Title',
  state: 'State of the search',
  transaction: 'Buy or rent',
  budgetMin: 'Budget, at least',
  budgetMax: 'Budget, at most',
  currency: 'Currency',
  kinds: 'Kinds of property',
  places: 'Places',
  maxDistance: 'Distance around',
  bedroomsMin: 'Bedrooms, at least',
  bedroomsMax: 'Bedrooms, at most',
  areaMin: 'Area, at least',
  areaMax: 'Area, at most',
  mustHave: 'Must have',
  dealBreakers: 'Deal-breakers',
  financing: 'Financing',
  timeframe: 'Timeframe',
  notes: 'Details',
  alerts: 'Alerts',
  timeframes: {
    immediate: 'Right away', withinMonth: 'Within a month', withinThreeMonths: 'Within three months', withinSixMonths: 'Within six months', withinYear: 'Within a year', exploring: 'Looking around',
  },
}
