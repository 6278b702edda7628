import type { Catalogue } from './index.ts'
import { common } from './en/common.ts'
import { error } from './en/error.ts'
import { filter } from './en/filter.ts'
import { property } from './en/property.ts'

export const en: Catalogue = {
  common,
  error,
  filter,
  property,
}
