import type { propertyList as french } from '../fr/property-list.ts'

export const propertyList: typeof french = {
  title: 'Properties',
  all: 'All properties',
  add: 'Add a property',
  import: 'Import',
  export: 'Export',
  exportAll: 'Export the list as shown',
  search: 'Search the list',
  searchHint: 'Title, neighbourhood, reference, owner…',
  clearSearch: 'Clear the search',
  layouts: { table: 'Table', cards: 'Picture cards', map: 'Map' },
  layout: 'Layout',
  views: { toComplete: 'To complete', mine: 'My properties', toRent: 'To rent', forSale: 'For sale' },

  column: { name: 'Property', price: 'Price {{unit}}', surface: 'm²', pricePerSquareMetre: 'Price / m²', photos: 'Photos' },

  none: 'No property yet: add the first one, or import your list.',
  noneFound: 'No property matches these filters.',
  clearFilters: 'Clear the filters',

  footer: { of: 'of {{total}}', median: 'Median price', to: '{{amount}} {{transaction}}', withoutPrice_one: '{{number}} without a price', withoutPrice_other: '{{number}} without a price', keys: '↑↓ browse · Enter opens · E edits' },

  selected_one: '{{number}} property selected',
  selected_other: '{{number}} properties selected',
  clearSelection: 'Clear the selection',
  status: 'Status',
  agent: 'Agent',
  noAgent: 'No agent',
  delete: 'Delete',
  deleted_one: '{{number}} property deleted',
  deleted_other: '{{number}} properties deleted',
  statusChanged_one: '{{number}} property: {{status}}',
  statusChanged_other: '{{number}} properties: {{status}}',
  agentChanged_one: '{{number}} property given to {{name}}',
  agentChanged_other: '{{number}} properties given to {{name}}',
  someRefused_one: '{{number}} property could not change',
  someRefused_other: '{{number}} properties could not change',
  moveRefused: 'None of the selected properties can make this change.',
  movable: '{{number}} of {{total}}',
  exported: 'List saved: {{name}}',

  panel: {
    label: 'Record of {{title}}',
    openPage: 'Open the record',
    edit: 'Edit',
    close: 'Close the panel',
    previous: 'Previous property',
    next: 'Next property',
    lastChange: 'Last change',
    noPhoto: 'No photo yet',
  },
}
