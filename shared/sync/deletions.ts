import type { Change } from '../command/change.ts'

/** How many rows of each entity some changes delete: the server says it of a page, the post counts again. */
export function deletionsOf(changes: readonly Pick<Change, 'entity' | 'kind'>[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { entity, kind } of changes) if (kind === 'delete') counts[entity] = (counts[entity] ?? 0) + 1
  return counts
}
