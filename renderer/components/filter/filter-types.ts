import type { Filter, FilterField, FilterNames, Sort } from '../../../shared/values/filter.ts'

/** Values offered for a field that has no fixed options: members, quartiers in use. */
export type FilterChoices = (field: FilterField) => readonly { value: string; label: string }[] | null

export type FilterChipsProps = {
  fields: readonly FilterField[]
  filters: readonly Filter[]
  onChange: (filters: Filter[]) => void
  /** Words of ids (members, imports). */
  names?: FilterNames
  choices?: FilterChoices
}

/** What a saved view keeps; the screen reads it from its address. */
export type ViewState = {
  filters: Filter[]
  search: string
  sort: Sort[]
  columns: string[]
  layout: 'table' | 'cards' | 'map'
}

/** Tabs: "all", then the member's own; a changed view offers "Enregistrer"; rename, order and delete in the tab's menu. */
export type SavedViewsProps = {
  list: 'properties' | 'contacts' | 'leads'
  /** The first tab: "Tous les biens". */
  allLabel: string
  /** Views that the house offers besides the member's own ("À compléter"), by a stable id. */
  builtIn?: readonly { id: string; name: string; state: Partial<ViewState> }[]
  /** Id of a saved view, of a built-in, or null for all. */
  active: string | null
  current: ViewState
  onSelect: (id: string | null, state: ViewState) => void
  initial: ViewState
}
