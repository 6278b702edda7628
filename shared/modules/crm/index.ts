import { crmCommands as contactCommands } from './commands.ts'
import { alertCommands } from './commands-alert.ts'
import { followUpCommands, followUpInvariants } from './commands-follow-up.ts'
import { interestCommands } from './commands-interest.ts'
import { leadCommands, leadPhone } from './commands-lead.ts'
import { mergeContacts } from './commands-merge.ts'
import { searchCommands, searchInvariants } from './commands-search.ts'
import { alertEntry, alertMessage, alertTold } from './model-alert.ts'
import { clientNote, interaction, task } from './model-follow-up.ts'
import { interest } from './model-interest.ts'
import { lead } from './model-lead.ts'
import { clientSearch } from './model-search.ts'
import { alertRoundQuery } from './queries-alert-round.ts'
import { alertQueries } from './queries-alerts.ts'
import { clientQueries } from './queries-client.ts'
import { followUpQueries } from './queries-follow-up.ts'
import { leadQueries } from './queries-leads.ts'
import { agencyMatchQueries } from './queries-matching-agency.ts'
import { contactQueries } from './queries.ts'
import { remind, reminderQueries } from './reminders.ts'
import { crmTells } from './tells.ts'
import { contact, contactConsent, contactPhone, contactRole, contactTag } from './model.ts'

export { createContact, setContactPhones, setContactRoles } from './commands.ts'
export { alertEntry, alertMessage, alertTold, clientNote, clientSearch, contact, contactConsent, contactPhone, contactRole, contactTag, interaction, interest, lead, task }
export { reminderId } from './reminders.ts'
export type { DueReminder } from './reminders.ts'
export { leadProjection } from './projection.ts'
export { alertAgenciesDue, runAlerts } from './alert-run.ts'
export { createMatchingQueries } from './queries-matching.ts'
export { contactBriefs, contactIds } from './queries.ts'

export const crmEntities = [contact, contactRole, contactPhone, contactTag, contactConsent, clientSearch, lead, interaction, clientNote, task, interest, alertMessage, alertTold, alertEntry]
export const crmCommands = [...contactCommands, mergeContacts, ...searchCommands, ...leadCommands, ...followUpCommands, ...interestCommands, remind, ...alertCommands]
export const crmQueries = [...contactQueries, ...clientQueries, ...leadQueries, ...followUpQueries, ...reminderQueries, ...alertQueries, alertRoundQuery, ...agencyMatchQueries]
export const crmInvariants = [...searchInvariants, ...followUpInvariants]
export const crmConsequences = [leadPhone, ...crmTells]
