import { common } from './fr/common.ts'
import { document } from './fr/document.ts'
import { error } from './fr/error.ts'
import { filter } from './fr/filter.ts'
import { photo } from './fr/photo.ts'
import { property } from './fr/property.ts'
import { propertyList } from './fr/property-list.ts'
import { propertyMap } from './fr/property-map.ts'
import { shell } from './fr/shell.ts'

/** The French catalogue, the one others are measured against. One import and one name per area, in alphabetical order. */
export const fr = {
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
