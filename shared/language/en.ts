import type { Catalogue } from './index.ts'
import { common } from './en/common.ts'
import { document } from './en/document.ts'
import { error } from './en/error.ts'
import { filter } from './en/filter.ts'
import { photo } from './en/photo.ts'
import { property } from './en/property.ts'
import { propertyList } from './en/property-list.ts'
import { propertyMap } from './en/property-map.ts'
import { shell } from './en/shell.ts'

export const en: Catalogue = {
  common,
  document,
  error,
  filter,
  photo,
  property,
  propertyList,
  propertyMap,
  shell,
}
