import type { alert as french } from '../fr/alert.ts'

export const alert: typeof french = {
  search: 'Search',
  message: 'Message',
  channel: 'Channel',
  state: 'State of the message',
  sentAt: 'Sent on',
  text: 'Text',
  beyond: 'Other properties',
  property: 'Property',
  properties: 'Properties',
  score: 'Match',
  at: 'Date',
  reason: 'Reason',
  count: 'Number of properties',

  greeting: 'Hello {{name}},',
  found_one: 'A property matches your search:',
  found_other: '{{count}} properties match your search:',
  more_one: 'and {{count}} other property.',
  more_other: 'and {{count}} other properties.',
  invitation: 'Would you like to know more, or to visit?',
  signedByAgent: '{{agent}}, {{agency}}',
  reference: 'ref. {{reference}}',
}
