import { common } from './fr/common.ts'
import { error } from './fr/error.ts'
import { filter } from './fr/filter.ts'
import { property } from './fr/property.ts'

/** The French catalogue, the one others are measured against. One import and one name per area, in alphabetical order. */
export const fr = {
  common,
  error,
  filter,
  property,
}
