import { crmCommands as contactCommands } from './commands.ts'
import { followUpCommands, followUpInvariants } from './commands-follow-up.ts'
import { interestCommands } from './commands-interest.ts'
import { leadCommands, leadPhone } from './commands-lead.ts'
import { mergeContacts } from './commands-merge.ts'
import { searchCommands, searchInvariants } from './commands-search.ts'
import { clientNote, interaction, task } from './model-follow-up.ts'
import { interest } from './model-interest.ts'
import { lead } from './model-lead.ts'
import { clientSearch } from './model-search.ts'
import { clientQueries } from './queries-client.ts'
import { duplicateQueries } from './queries-duplicates.ts'
import { followUpQueries } from './queries-follow-up.ts'
import { leadQueries } from './queries-leads.ts'
import { searchQueries } from './queries-matching.ts'
import { contactQueries } from './queries.ts'
import { contact, contactConsent, contactPhone, contactRole, contactTag } from './model.ts'

export { createContact, setContactPhones, setContactRoles } from './commands.ts'
export { clientNote, clientSearch, contact, contactConsent, contactPhone, contactRole, contactTag, interaction, interest, lead, task }
export { leadProjection } from './projection.ts'
export { createMatchingQueries } from './queries-matching.ts'
export { contactBriefs, contactIds } from './queries.ts'

export const crmEntities = [contact, contactRole, contactPhone, contactTag, contactConsent, clientSearch, lead, interaction, clientNote, task, interest]
export const crmCommands = [...contactCommands, mergeContacts, ...searchCommands, ...leadCommands, ...followUpCommands, ...interestCommands]
export const crmQueries = [...contactQueries, ...clientQueries, ...leadQueries, ...followUpQueries, ...searchQueries, ...duplicateQueries]
export const crmInvariants = [...searchInvariants, ...followUpInvariants]
export const crmConsequences = [leadPhone]
