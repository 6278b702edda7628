import { expect, it } from 'vitest'
import { doneItems, itemsOf } from './task-groups.ts'

it('groups begin where the days before them end; tomorrow is told apart from the week that holds it', () => {
  expect(itemsOf({ overdue: 1, today: 0, tomorrow: 1, week: 3, later: 1 })).toEqual([
    { kind: 'group', group: 'overdue', count: 1 }, { kind: 'task', index: 0 }, { kind: 'group', group: 'tomorrow', count: 1 }, { kind: 'task', index: 1 },
    { kind: 'group', group: 'week', count: 2 }, { kind: 'task', index: 2 }, { kind: 'task', index: 3 }, { kind: 'group', group: 'later', count: 1 }, { kind: 'task', index: 4 },
  ])
  expect(itemsOf({ overdue: 0, today: 0, tomorrow: 0, week: 0, later: 0 })).toEqual([])
})

it('what is done is one group', () => {
  expect(doneItems(2)).toEqual([{ kind: 'group', group: 'done', count: 2 }, { kind: 'task', index: 0 }, { kind: 'task', index: 1 }])
  expect(doneItems(0)).toEqual([])
})
