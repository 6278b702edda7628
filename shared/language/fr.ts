import { activity } from './fr/activity.ts'
import { agency } from './fr/agency.ts'
import { alert } from './fr/alert.ts'
import { cards } from './fr/cards.ts'
import { client } from './fr/client.ts'
import { common } from './fr/common.ts'
import { conflict } from './fr/conflict.ts'
import { console } from './fr/console.ts'
import { contact } from './fr/contact.ts'
import { contacts } from './fr/contacts.ts'
import { dashboard } from './fr/dashboard.ts'
import { desktop } from './fr/desktop.ts'
import { document } from './fr/document.ts'
import { error } from './fr/error.ts'
import { exchange } from './fr/exchange.ts'
import { file } from './fr/file.ts'
import { filter } from './fr/filter.ts'
import { followUp, interaction, note, task } from './fr/follow-up.ts'
import { interest } from './fr/interest.ts'
import { lead } from './fr/lead.ts'
import { history } from './fr/history.ts'
import { importBatch } from './fr/import.ts'
import { importWizard } from './fr/import-wizard.ts'
import { leads } from './fr/leads.ts'
import { letter } from './fr/letter.ts'
import { matching } from './fr/matching.ts'
import { member } from './fr/member.ts'
import { notice } from './fr/notice.ts'
import { photo } from './fr/photo.ts'
import { problem } from './fr/problem.ts'
import { property } from './fr/property.ts'
import { propertyForm } from './fr/property-form.ts'
import { propertyList } from './fr/property-list.ts'
import { propertyMap } from './fr/property-map.ts'
import { propertyRecord } from './fr/property-record.ts'
import { report } from './fr/report.ts'
import { search } from './fr/search.ts'
import { server } from './fr/server.ts'
import { session } from './fr/session.ts'
import { settings } from './fr/settings.ts'
import { shell } from './fr/shell.ts'
import { start } from './fr/start.ts'
import { tasks } from './fr/tasks.ts'
import { team } from './fr/team.ts'
import { view } from './fr/view.ts'

/** The French catalogue, the one others are measured against. One import and one name per area, in alphabetical order. */
export const fr = {
  activity,
  agency,
  alert,
  cards,
  client,
  common,
  conflict,
  console,
  contact,
  contacts,
  dashboard,
  desktop,
  document,
  error,
  exchange,
  file,
  filter,
  followUp,
  history,
  import: importBatch,
  importWizard,
  interaction,
  interest,
  lead,
  leads,
  letter,
  matching,
  member,
  note,
  notice,
  photo,
  problem,
  property,
  propertyForm,
  propertyList,
  propertyMap,
  propertyRecord,
  report,
  search,
  server,
  session,
  settings,
  shell,
  start,
  task,
  tasks,
  team,
  view,
}
