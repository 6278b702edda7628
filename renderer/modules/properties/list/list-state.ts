import { propertySortFields } from '../../../../shared/modules/properties/model-filters.ts'
import type { PropertySortField } from '../../../../shared/modules/properties/model-filters.ts'
import { filtersSchema } from '../../../../shared/values/filter.ts'
import type { Filter } from '../../../../shared/values/filter.ts'
import { isId } from '../../../../shared/values/id.ts'

/** What the list shows. All of it stands in the address, so that back, forward and a reload bring the same list again. */
export type ListLayout = 'table' | 'cards' | 'map'
export type ListSort = { field: PropertySortField; direction: 'asc' | 'desc' }
export type ListState = {
  /** The saved view this began as. */
  view: string | null
  filters: Filter[]
  search: string
  sort: ListSort[]
  layout: ListLayout
  /** The record open in the panel. */
  open: string | null
}

/** The same in the address: what is usual is left out. */
export type ListAddress = {
  view?: string
  filters?: Filter[]
  search?: string
  sort?: string
  layout?: 'cards' | 'map'
  open?: string
}

export const usualSort: readonly ListSort[] = [{ field: 'updatedAt', direction: 'desc' }]

function sortFromText(text: unknown): ListSort[] {
  if (typeof text !== 'string') return []
  return text
    .split(',')
    .slice(0, 3)
    .flatMap((part) => {
      const direction = part.startsWith('-') ? ('desc' as const) : ('asc' as const)
      const name = part.replace(/^-/, '')
      const field = propertySortFields.find((known) => known === name)
      return field ? [{ field, direction }] : []
    })
}

function sortToText(sort: readonly ListSort[]): string {
  return sort.map(({ field, direction }) => (direction === 'desc' ? `-${field}` : field)).join(',')
}

/** Reads whatever stands in an address; what is no list state is left out rather than refused. */
export function readAddress(address: Record<string, unknown>): ListAddress {
  const filters = filtersSchema.safeParse(address['filters'])
  const sort = sortToText(sortFromText(address['sort']))
  return {
    ...(isId(address['view']) && { view: address['view'] }),
    ...(filters.success && filters.data.length > 0 && { filters: filters.data }),
    ...(typeof address['search'] === 'string' && address['search'] !== '' && { search: address['search'].slice(0, 200) }),
    ...(sort !== '' && { sort }),
    ...((address['layout'] === 'cards' || address['layout'] === 'map') && { layout: address['layout'] }),
    ...(isId(address['open']) && { open: address['open'] }),
  }
}

export function stateOf(address: ListAddress): ListState {
  const sort = sortFromText(address.sort)
  return {
    view: address.view ?? null,
    filters: address.filters ?? [],
    search: address.search ?? '',
    sort: sort.length > 0 ? sort : [...usualSort],
    layout: address.layout ?? 'table',
    open: address.open ?? null,
  }
}

export function addressOf(state: ListState): ListAddress {
  const sort = sortToText(state.sort)
  return readAddress({
    view: state.view,
    filters: state.filters,
    search: state.search,
    sort: sort === sortToText(usualSort) ? '' : sort,
    layout: state.layout,
    open: state.open,
  })
}

/** The part of the state that decides which rows are shown, as the queries take it. */
export function listQuery(state: Pick<ListState, 'filters' | 'search'>): { filters: Filter[]; search: string } {
  return { filters: state.filters, search: state.search.trim() }
}
