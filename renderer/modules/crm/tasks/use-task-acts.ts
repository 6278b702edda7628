import { useMemo } from 'react'
import type { Task } from '../../../../shared/modules/crm/model-follow-up.ts'
import type { TaskRow } from '../../../../shared/modules/crm/model-views.ts'
import { nextDue } from '../../../../shared/modules/crm/rules-task.ts'
import { dayOfInstant, formatDay } from '../../../../shared/values/period.ts'
import { useCommand } from '../../../data/use-command.ts'
import { showError, showNotice } from '../../../feedback/show.tsx'
import { showUndo } from '../../../feedback/show-undo.tsx'
import { useWords } from '../../../language/words.tsx'
import { useAgencyFrame, useSession } from '../../../session/session.tsx'

type Owned = Pick<Task, 'assigneeId' | 'createdBy'>

/** Whether this member may change a task: his own, or any for whoever leads. */
export function useMayEditTask(): (task: Owned) => boolean {
  const { member } = useSession()
  return (task) => member.role !== 'agent' || (task.assigneeId ?? task.createdBy) === member.id
}

/** What is done to a task with one key. Each says what became of it and offers to take it back. */
export function useTaskActs() {
  const { t, language } = useWords()
  const { zone } = useAgencyFrame()
  const { run } = useCommand()
  const mayEdit = useMayEditTask()
  return useMemo(
    () => ({
      /** Done, or to do again. */
      async toggle(task: TaskRow): Promise<void> {
        if (!mayEdit(task)) return showNotice(t('tasks.foreign', { name: task.memberName ?? '–' }))
        const done = task.state === 'open'
        try {
          const { commandId } = await run('task.setState', { id: task.id, to: done ? 'done' : 'open' })
          const next = done && task.repeat && task.dueOn ? nextDue(task.dueOn, task.repeat, dayOfInstant(Date.now(), zone)) : null
          const message = next
            ? t('tasks.completed_next', { title: task.title, day: formatDay(next, { language }) })
            : t(done ? 'tasks.completed' : 'tasks.reopened', { title: task.title })
          showUndo({ message, commandId })
        } catch (error) {
          showError(error)
        }
      },
      async remove(task: TaskRow): Promise<void> {
        try {
          const { commandId } = await run('task.delete', { id: task.id })
          showUndo({ message: t('tasks.deleted', { title: task.title }), commandId })
        } catch (error) {
          showError(error)
        }
      },
    }),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `mayEdit` follows from the member, who does not change under a screen
    [run, t, language, zone],
  )
}
