import { leadSortFields } from '../../../../shared/modules/crm/model-filters.ts'
import type { LeadSortField } from '../../../../shared/modules/crm/model-filters.ts'
import { filtersSchema } from '../../../../shared/values/filter.ts'
import type { Filter } from '../../../../shared/values/filter.ts'
import { isId } from '../../../../shared/values/id.ts'

/** What the screen shows. All of it stands in the address, so that back, forward and a reload bring the same again. */
export type LeadLayout = 'cards' | 'table'
export type LeadSort = { field: LeadSortField; direction: 'asc' | 'desc' }
export type LeadsState = {
  /** The saved view this began as. */
  view: string | null
  filters: Filter[]
  search: string
  sort: LeadSort[]
  /** Null: as it was last time. */
  layout: LeadLayout | null
  /** The lead open in the panel. */
  open: string | null
  /** The form of a new lead is open. */
  add: boolean
}

export const usualSort: readonly LeadSort[] = [{ field: 'score', direction: 'desc' }]

const sortToText = (sort: readonly LeadSort[]): string => sort.map(({ field, direction }) => (direction === 'desc' ? `-${field}` : field)).join(',')

function sortFromText(text: unknown): LeadSort[] {
  if (typeof text !== 'string') return []
  return text
    .split(',')
    .slice(0, 3)
    .flatMap((part) => {
      const field = leadSortFields.find((known) => known === part.replace(/^-/, ''))
      return field ? [{ field, direction: part.startsWith('-') ? 'desc' : 'asc' }] : []
    })
}

/** Reads whatever stands in an address; what is no state of the list is left out rather than refused. */
export function stateOf(address: Record<string, unknown>): LeadsState {
  const filters = filtersSchema.safeParse(address['filters'])
  const sort = sortFromText(address['sort'])
  const { layout, view, open, search } = address
  return {
    view: isId(view) || builtInIds.some((id) => id === view) ? String(view) : null,
    filters: filters.success ? filters.data : [],
    search: typeof search === 'string' ? search.slice(0, 200) : '',
    sort: sort.length > 0 ? sort : [...usualSort],
    layout: layout === 'cards' || layout === 'table' ? layout : null,
    open: isId(open) ? open : null,
    add: address['add'] === true,
  }
}

/** The same for an address: what is usual is left out. */
export function addressOf(state: LeadsState): Record<string, unknown> {
  const sort = sortToText(state.sort)
  return {
    ...(state.view !== null && { view: state.view }),
    ...(state.filters.length > 0 && { filters: state.filters }),
    ...(state.search !== '' && { search: state.search }),
    ...(sort !== sortToText(usualSort) && { sort }),
    ...(state.layout !== null && { layout: state.layout }),
    ...(state.open !== null && { open: state.open }),
    ...(state.add && { add: true }),
  }
}

/** Views that the house offers before anybody has made one. */
export const builtInIds = ['mine', 'unassigned', 'hot', 'due'] as const
export const builtInFilters: Readonly<Record<(typeof builtInIds)[number], Filter[]>> = {
  mine: [{ field: 'agentId', operator: 'is', value: 'me' }],
  unassigned: [{ field: 'agentId', operator: 'isEmpty' }],
  hot: [{ field: 'qualification', operator: 'is', value: 'hot' }],
  due: [{ field: 'nextActionOn', operator: 'before', value: 'today+1' }],
}
