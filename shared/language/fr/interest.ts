/** What somebody thinks of one property. */
export const interest = {
  contact: 'Client',
  property: 'Bien',
  step: 'Étape',
  at: 'Le',
  level: 'Intérêt',
  state: 'État',
  notes: 'Notes',
}
