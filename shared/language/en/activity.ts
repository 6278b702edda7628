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
      setConsent: 'noted a consent of',
    },
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
