/** Talks, notes and things to do: names of the fields, words of their values. */
export const followUp = {
  contact: 'Client',
  lead: 'Prospect',
  property: 'Bien',
  priorities: { low: 'Basse', medium: 'Normale', high: 'Haute', urgent: 'Urgente' },
}
export const interaction = {
  agent: 'Agent',
  type: 'Type',
  channel: 'Moyen',
  subject: 'Objet',
  content: 'Compte rendu',
  status: 'État',
  outcome: 'Résultat',
  completedAt: 'Fait le',
  at: 'Date et heure',
  durationMinutes: 'Durée',
  priority: 'Priorité',
  types: { call: 'Appel', message: 'Message', email: 'E-mail', meeting: 'Rendez-vous', visit: 'Visite', inquiry: 'Demande', followUp: 'Relance', complaint: 'Réclamation', feedback: 'Avis' },
}
export const note = {
  title: 'Titre',
  content: 'Note',
  type: 'Type',
  isImportant: 'Importante',
  isPinned: 'Épinglée',
  remindAt: 'Rappel',
}
export const task = {
  title: 'À faire',
  notes: 'Détails',
  assignee: 'Pour',
  priority: 'Priorité',
  dueOn: 'Échéance',
  dueTime: 'Heure',
  remindAt: 'Rappel',
  repeat: 'Se répète',
  interaction: 'À la suite de',
  state: 'État',
  doneAt: 'Fait le',
}
