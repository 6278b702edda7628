import { agency } from './fr/agency.ts'
import { common } from './fr/common.ts'
import { contact } from './fr/contact.ts'
import { desktop } from './fr/desktop.ts'
import { document } from './fr/document.ts'
import { error } from './fr/error.ts'
import { file } from './fr/file.ts'
import { filter } from './fr/filter.ts'
import { history } from './fr/history.ts'
import { importBatch } from './fr/import.ts'
import { member } from './fr/member.ts'
import { photo } from './fr/photo.ts'
import { property } from './fr/property.ts'
import { propertyList } from './fr/property-list.ts'
import { propertyMap } from './fr/property-map.ts'
import { shell } from './fr/shell.ts'
import { start } from './fr/start.ts'
import { view } from './fr/view.ts'

/** The French catalogue, the one others are measured against. One import and one name per area, in alphabetical order. */
export const fr = {
  agency,
  common,
  contact,
  desktop,
  document,
  error,
  file,
  filter,
  history,
  import: importBatch,
  member,
  photo,
  property,
  propertyList,
  propertyMap,
  shell,
  start,
  view,
}
