/** What somebody thinks of one property. */
export const interest = {
  contact: 'Client',
  property: 'Bien',
  step: 'Étape',
  at: 'Le',
  level: 'Intérêt',
  state: 'État',
  notes: 'Notes',
  steps: {
    view: 'Consulté', favorite: 'Favori', inquiry: 'Renseignement demandé', visitRequest: 'Visite demandée', visitScheduled: 'Visite prévue', offerMade: 'Offre faite', offerRejected: 'Offre refusée', purchaseCompleted: 'Conclu',
  },
  levels: { low: 'Faible', medium: 'Moyen', high: 'Fort', veryHigh: 'Très fort' },
  states: { active: 'En cours', archived: 'Archivé', converted: 'Conclu', lost: 'Perdu' },
}
