import type { Catalogue } from './index.ts'
import { common } from './en/common.ts'
import { desktop } from './en/desktop.ts'
import { document } from './en/document.ts'
import { error } from './en/error.ts'
import { filter } from './en/filter.ts'
import { history } from './en/history.ts'
import { photo } from './en/photo.ts'
import { property } from './en/property.ts'
import { propertyList } from './en/property-list.ts'
import { propertyMap } from './en/property-map.ts'
import { shell } from './en/shell.ts'
import { start } from './en/start.ts'

export const en: Catalogue = {
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
