import type { Filter } from '../../../../shared/values/filter.ts'
import { createStore } from '../../../data/store.ts'
import { usualSort } from './list-state.ts'
import type { LeadSort } from './list-state.ts'

/** The leads that were looked at last, so that "next" on a lead's own page walks those. */
export const lastLeads = createStore<{ filters: Filter[]; search: string; sort: LeadSort[] }>({ filters: [], search: '', sort: [...usualSort] })
