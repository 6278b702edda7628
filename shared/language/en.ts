import type { Catalogue } from './index.ts'
import { activity } from './en/activity.ts'
import { agency } from './en/agency.ts'
import { alert } from './en/alert.ts'
import { cards } from './en/cards.ts'
import { client } from './en/client.ts'
import { common } from './en/common.ts'
import { conflict } from './en/conflict.ts'
import { console } from './en/console.ts'
import { contact } from './en/contact.ts'
import { contacts } from './en/contacts.ts'
import { dashboard } from './en/dashboard.ts'
import { desktop } from './en/desktop.ts'
import { document } from './en/document.ts'
import { error } from './en/error.ts'
import { exchange } from './en/exchange.ts'
import { file } from './en/file.ts'
import { filter } from './en/filter.ts'
import { followUp, interaction, note, task } from './en/follow-up.ts'
import { interest } from './en/interest.ts'
import { lead } from './en/lead.ts'
import { history } from './en/history.ts'
import { importBatch } from './en/import.ts'
import { importWizard } from './en/import-wizard.ts'
import { leads } from './en/leads.ts'
import { letter } from './en/letter.ts'
import { matching } from './en/matching.ts'
import { member } from './en/member.ts'
import { notice } from './en/notice.ts'
import { photo } from './en/photo.ts'
import { problem } from './en/problem.ts'
import { property } from './en/property.ts'
import { propertyForm } from './en/property-form.ts'
import { propertyList } from './en/property-list.ts'
import { propertyMap } from './en/property-map.ts'
import { propertyRecord } from './en/property-record.ts'
import { report } from './en/report.ts'
import { search } from './en/search.ts'
import { server } from './en/server.ts'
import { session } from './en/session.ts'
import { settings } from './en/settings.ts'
import { shell } from './en/shell.ts'
import { start } from './en/start.ts'
import { tasks } from './en/tasks.ts'
import { team } from './en/team.ts'
import { view } from './en/view.ts'

export const en: Catalogue = {
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
