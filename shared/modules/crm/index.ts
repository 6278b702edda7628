export { createContact, crmCommands, setContactPhones, setContactRoles } from './commands.ts'
export { contact, contactConsent, contactPhone, contactRole } from './model.ts'
export { contactBriefs, contactIds, crmQueries } from './queries.ts'
