import type { Filter } from '../../shared/values/filter.ts'

/** What is asked, stated once: in the words of the contract for us, in SQL for the plain code. Shares are of the demonstration's rows. */
export type ListQuestion = { filters: Filter[]; search: string; where: string; sort: Sort; offset: number }
type Sort = { field: 'updatedAt' | 'title' | 'priceAmount' | 'surfaceArea' | 'quartier'; direction: 'asc' | 'desc' }
export type FilterSet = { name: string; filters: Filter[]; where: string }

/** About 1 row in 300: rents of one quartier. */
export const selective: FilterSet = {
  name: 'selective',
  filters: [{ field: 'quartier', operator: 'is', value: 'Sicap Baobab' }, { field: 'transaction', operator: 'is', value: 'rent' }],
  where: `l.quartier = 'Sicap Baobab' and l."transaction" = 'rent'`,
}
/** More than half of the rows: what is on offer. */
export const broad: FilterSet = {
  name: 'broad', filters: [{ field: 'status', operator: 'is', value: 'available' }], where: `l.status = 'available'`,
}
/** About 1 row in 20: what a tenant asks for. */
export const four: FilterSet = {
  name: 'four filters',
  filters: [
    { field: 'transaction', operator: 'is', value: 'rent' }, { field: 'kind', operator: 'in', value: ['apartment', 'duplex', 'villa'] },
    { field: 'priceAmount', operator: 'between', value: [300_000, 700_000] }, { field: 'bedrooms', operator: 'atLeast', value: 2 },
  ],
  where: `l."transaction" = 'rent' and l.kind in ('apartment', 'duplex', 'villa') and l.price_amount between 300000 and 700000 and l.bedrooms >= 2`,
}
export const everything: FilterSet = { name: 'everything', filters: [], where: '1' }

export const sorts: readonly Sort[] = [
  { field: 'updatedAt', direction: 'desc' }, { field: 'title', direction: 'asc' }, { field: 'priceAmount', direction: 'asc' },
  { field: 'surfaceArea', direction: 'desc' }, { field: 'quartier', direction: 'asc' },
]

/** Each set sorted in each way, at each offset. */
export function listQuestions(set: FilterSet, offsets: readonly number[]): ListQuestion[] {
  return sorts.flatMap((sort) => offsets.map((offset) => ({ filters: set.filters, where: set.where, search: '', sort, offset })))
}

/** Both words stand in about one row of three. */
export const commonWords = 'appartement cuisine'
/** Sacré-Cœur and Almadies as a hurried hand types them. */
export const misspeltWords = ['sacre keur', 'almadis']

/** The list is asked and answered by each in turn, `rounds` times, so that neither has the quieter machine. */
export function repeated<T>(inputs: readonly T[], rounds: number): T[] {
  return Array.from({ length: rounds }, () => inputs).flat()
}
