import type { activity as french } from '../fr/activity.ts'

export const activity: typeof french = {
  title: 'History',
  intro: 'Everything that changed in the agency, the latest first.',
  none: 'Nothing has changed in the agency yet.',
  more: 'See older',
  someone: 'Somebody',
  undo: 'Undo',
  undo_act: 'Undo: {{what}}',
  undone: 'undone',
  undo_done: 'Undone: {{what}}',
  only_mine: 'Only my actions',
  unnamed: 'untitled',
  did: {
    agency: { found: 'founded the agency', update: 'changed the record of the agency' },
    member: { create: 'added to the team', update: 'changed the record of', setRole: 'changed the role of', setActive: 'changed the access of', link: 'linked to the server the account of' },
    contact: {
      create: 'added the contact', update: 'changed the contact', delete: 'deleted the contact', setRoles: 'changed the roles of', setPhones: 'changed the numbers of',
      setConsent: 'noted a consent of', setTags: 'changed the tags of', merge: 'merged two records of',
    },
    clientSearch: { create: 'added a search of', update: 'changed a search of', delete: 'deleted a search of' },
    lead: {
      create: 'added the lead', update: 'changed the lead', delete: 'deleted the lead', setStatus: 'moved the lead', qualify: 'qualified the lead', assign: 'assigned the lead',
      distribute: 'shared out leads, among them', convert: 'made a client of',
    },
    interaction: { create: 'noted an exchange with', update: 'changed an exchange with', delete: 'deleted an exchange with', setStatus: 'followed up an exchange with' },
    clientNote: { create: 'took a note about', update: 'changed a note about', delete: 'deleted a note about' },
    task: { create: 'added the task', update: 'changed the task', delete: 'deleted the task', setState: 'moved on the task' },
    interest: { track: 'followed the interest of', update: 'changed the interest of', delete: 'deleted the interest of' },
    alertMessage: { tell: 'looked for news for', setState: 'followed up a message to' },
    property: {
      create: 'added', update: 'changed', edit: 'changed', updateMany: 'changed several properties, among them', delete: 'deleted', deleteMany: 'deleted several properties, among them',
      setStatus: 'changed the status of', setAmenities: 'changed the amenities of', setPrimaryPhoto: 'chose the main photo of',
    },
    propertyPhoto: { create: 'added a photo to', update: 'arranged a photo of', delete: 'deleted a photo of' },
    propertyDocument: { create: 'added the document', update: 'changed the document', delete: 'deleted the document' },
    importBatch: { start: 'began the import', addRows: 'imported properties, among them', finish: 'finished the import' },
    file: { create: 'saved the file' },
    savedView: { create: 'saved the view', update: 'changed the view', delete: 'deleted the view' },
    conflict: { settle: 'chose between two entries of' },
    core: { undo: 'undid an action on' },
  },
}
