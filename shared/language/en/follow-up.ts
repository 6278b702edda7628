import type { followUp as frenchFollowUp, interaction as frenchInteraction, note as frenchNote, task as frenchTask } from '../fr/follow-up.ts'

export const followUp: typeof frenchFollowUp = {
  contact: 'Client',
  lead: 'Lead',
  property: 'Property',
  priorities: { low: 'Low', medium: 'Normal', high: 'High', urgent: 'Urgent' },
  channels: { phone: 'Phone', whatsapp: 'WhatsApp', sms: 'SMS', email: 'E-mail', inPerson: 'In person', videoCall: 'Video call', portal: 'Portal' },
}
export const interaction: typeof frenchInteraction = {
  agent: 'Agent',
  type: 'Type',
  channel: 'Channel',
  subject: 'Subject',
  content: 'Report',
  status: 'State',
  outcome: 'Outcome',
  completedAt: 'Done on',
  at: 'Date and time',
  durationMinutes: 'Duration',
  priority: 'Priority',
  types: { call: 'Call', message: 'Message', email: 'E-mail', meeting: 'Meeting', visit: 'Visit', inquiry: 'Inquiry', followUp: 'Follow-up', complaint: 'Complaint', feedback: 'Feedback' },
  statuses: { scheduled: 'Scheduled', inProgress: 'In progress', completed: 'Done', cancelled: 'Cancelled', noShow: 'No-show' },
  outcomes: {
    successful: 'Successful', unsuccessful: 'Unsuccessful', callbackRequested: 'Call back', followUpRequired: 'Follow up', meetingScheduled: 'Meeting arranged', noResponse: 'No answer',
  },
}
export const note: typeof frenchNote = {
  title: 'Title',
  content: 'Note',
  type: 'Type',
  isImportant: 'Important',
  isPinned: 'Pinned',
  remindAt: 'Reminder',
  types: { general: 'General', meeting: 'Meeting', call: 'Call', followUp: 'Follow-up', alert: 'Alert', opportunity: 'Opportunity' },
}
export const task: typeof frenchTask = {
  title: 'To do',
  notes: 'Details',
  assignee: 'For',
  priority: 'Priority',
  dueOn: 'Due',
  dueTime: 'Time',
  remindAt: 'Reminder',
  repeat: 'Repeats',
  interaction: 'Following',
  state: 'State',
  doneAt: 'Done on',
}
