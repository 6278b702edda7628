import type { TaskPage } from '../../../../shared/modules/crm/model-views.ts'

export const taskGroups = ['overdue', 'today', 'tomorrow', 'week', 'later', 'done'] as const
export type TaskGroup = (typeof taskGroups)[number]
export type TaskItem = { kind: 'group'; group: TaskGroup; count: number } | { kind: 'task'; index: number }

/** Open tasks come in the order of their days, so how many stand in each says where each group begins. Empty ones are left out. */
export function itemsOf(counts: TaskPage['counts']): TaskItem[] {
  const sizes = { overdue: counts.overdue, today: counts.today, tomorrow: counts.tomorrow, week: counts.week - counts.tomorrow, later: counts.later }
  let index = 0
  return Object.entries(sizes).flatMap(([group, count]): TaskItem[] =>
    count === 0 ? [] : [{ kind: 'group', group: group as TaskGroup, count }, ...Array.from({ length: count }, (): TaskItem => ({ kind: 'task', index: index++ }))],
  )
}

/** What is done stands in one group, the latest first. */
export function doneItems(count: number): TaskItem[] {
  return count === 0 ? [] : [{ kind: 'group', group: 'done', count }, ...Array.from({ length: count }, (_, index): TaskItem => ({ kind: 'task', index }))]
}
