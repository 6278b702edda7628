import { common } from './fr/common.ts'
import { desktop } from './fr/desktop.ts'
import { document } from './fr/document.ts'
import { error } from './fr/error.ts'
import { filter } from './fr/filter.ts'
import { history } from './fr/history.ts'
import { photo } from './fr/photo.ts'
import { property } from './fr/property.ts'
import { propertyList } from './fr/property-list.ts'
import { propertyMap } from './fr/property-map.ts'
import { shell } from './fr/shell.ts'
import { start } from './fr/start.ts'

/** The French catalogue, the one others are measured against. One import and one name per area, in alphabetical order. */
export const fr = {
  common,
  desktop,
  document,
  error,
  filter,
  history,
  photo,
  property,
  propertyList,
  propertyMap,
  shell,
  start,
}
