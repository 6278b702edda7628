import { createStore } from '../../../data/store.ts'
import { usualSort } from './list-state.ts'
import type { ListSort } from './list-state.ts'
import type { Filter } from '../../../../shared/values/filter.ts'

/** The list that was looked at last, so that "next" on a record's own page walks that list. */
export const lastList = createStore<{ filters: Filter[]; search: string; sort: ListSort[] }>({
  filters: [],
  search: '',
  sort: [...usualSort],
})
