/** Talks, notes and things to do: names of the fields, words of their values. */
export const followUp = {
  contact: 'Client',
  lead: 'Prospect',
  property: 'Bien',
  priorities: { low: 'Basse', medium: 'Normale', high: 'Haute', urgent: 'Urgente' },
  channels: { phone: 'Téléphone', whatsapp: 'WhatsApp', sms: 'SMS', email: 'E-mail', inPerson: 'En personne', videoCall: 'Visio', portal: 'Portail' },
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
  statuses: { scheduled: 'Prévu', inProgress: 'En cours', completed: 'Fait', cancelled: 'Annulé', noShow: 'Absent' },
  outcomes: {
    successful: 'Concluant', unsuccessful: 'Sans suite', callbackRequested: 'À rappeler', followUpRequired: 'À relancer', meetingScheduled: 'Rendez-vous pris', noResponse: 'Pas de réponse',
  },
}
export const note = {
  title: 'Titre',
  content: 'Note',
  type: 'Type',
  isImportant: 'Importante',
  isPinned: 'Épinglée',
  remindAt: 'Rappel',
  types: { general: 'Générale', meeting: 'Rendez-vous', call: 'Appel', followUp: 'Relance', alert: 'Alerte', opportunity: 'Opportunité' },
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
