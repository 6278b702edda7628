import type { view as french } from '../fr/view.ts'

export const view: typeof french = {
  member: 'Member',
  list: 'List',
  name: 'Name',
  filters: 'Filters',
  search: 'Search',
  sort: 'Order',
  columns: 'Columns',
  layout: 'Layout',
  position: 'Place among the views',
}
