import { contactSortFields } from '../../../shared/modules/crm/model-filters.ts'
import type { ContactSortField } from '../../../shared/modules/crm/model-filters.ts'
import { filtersSchema } from '../../../shared/values/filter.ts'
import type { Filter } from '../../../shared/values/filter.ts'

export type ContactSort = { field: ContactSortField; direction: 'asc' | 'desc' }
/** What the list shows; all of it stands in its address. */
export type ContactListState = { view: string | null; filters: Filter[]; search: string; sort: ContactSort[]; add: boolean }

export const usualContactSort: readonly ContactSort[] = [{ field: 'updatedAt', direction: 'desc' }]

/** Reads whatever stands in an address; what is no list state is left out rather than refused. */
export function contactStateOf(address: Record<string, unknown>): ContactListState {
  const filters = filtersSchema.safeParse(address['filters'])
  const sort = typeof address['sort'] === 'string' ? sortOf(address['sort']) : []
  return {
    view: typeof address['view'] === 'string' ? address['view'] : null,
    filters: filters.success ? filters.data : [],
    search: typeof address['search'] === 'string' ? address['search'].slice(0, 200) : '',
    sort: sort.length > 0 ? sort : [...usualContactSort],
    add: address['add'] === true,
  }
}

export function contactAddressOf({ view, filters, search, sort, add }: ContactListState): Record<string, unknown> {
  const words = sort.map(({ field, direction }) => (direction === 'desc' ? `-${field}` : field)).join(',')
  return {
    ...(view !== null && { view }), ...(filters.length > 0 && { filters }), ...(search !== '' && { search }), ...(words !== '-updatedAt' && words !== '' && { sort: words }), ...(add && { add }),
  }
}

function sortOf(text: string): ContactSort[] {
  return text.split(',').slice(0, 3).flatMap((part) => {
    const field = contactSortFields.find((one) => one === part.replace(/^-/, ''))
    return field ? [{ field, direction: part.startsWith('-') ? ('desc' as const) : ('asc' as const) }] : []
  })
}
