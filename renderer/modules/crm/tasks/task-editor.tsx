import { Button } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { task as taskEntity } from '../../../../shared/modules/crm/model-follow-up.ts'
import type { Task } from '../../../../shared/modules/crm/model-follow-up.ts'
import type { TaskRow } from '../../../../shared/modules/crm/model-views.ts'
import { priorities } from '../../../../shared/modules/crm/model.ts'
import { dayOfInstant, instantOf, timeOfInstant } from '../../../../shared/values/period.ts'
import { InlineLongText, InlineSelect, InlineText } from '../../../components/fields/inline-kinds.tsx'
import { seenUnits, useCommand } from '../../../data/use-command.ts'
import { useCore } from '../../../data/use-core.ts'
import { useWords } from '../../../language/words.tsx'
import { useAgencyFrame } from '../../../session/session.tsx'
import { InlineDue } from './inline-due.tsx'
import { repeatChoices, repeatKey, repeatOf, useRepeatInWords } from './repeat-choices.ts'
import { TaskAbout } from './task-about.tsx'
import { useMayEditTask, useTaskActs } from './use-task-acts.ts'
import styles from './tasks.module.css'

/** A reminder that says no hour comes when the day's work begins. */
const usualHour = '09:00'

/** Everything of one task, each fact edited where it stands. */
export function TaskEditor({ task, onDeleted }: { task: TaskRow; onDeleted?: () => void }) {
  const { t } = useWords()
  const { zone } = useAgencyFrame()
  const { run } = useCommand()
  const acts = useTaskActs()
  const team = useCore(['team', 'list'], {})
  const repeatInWords = useRepeatInWords()
  const readOnly = !useMayEditTask()(task)
  const save = (patch: Partial<Pick<Task, keyof typeof taskEntity.fields>>) => {
    const units = [...new Set(Object.keys(patch).map((name) => taskEntity.fields[name as keyof typeof taskEntity.fields].unit))]
    return run('task.update', { id: task.id, patch }, { base: seenUnits(task, units) })
  }
  const members = (team.data ?? [])
    .filter((member) => member.active || member.id === task.assigneeId)
    .map((member) => ({ value: member.id, label: member.name }))
  const reminder = task.remindAt === null ? { dueOn: null, dueTime: null } : { dueOn: dayOfInstant(task.remindAt, zone), dueTime: timeOfInstant(task.remindAt, zone) }
  const known = repeatKey(task.repeat)
  return (
    <div className={styles.editor}>
      {readOnly ? <p className={styles.quiet}>{t('tasks.read_only')}</p> : null}
      <InlineText
        label={t('task.title')}
        value={task.title}
        readOnly={readOnly}
        check={(value) => (value === null ? t('tasks.title_required') : null)}
        save={(value) => save({ title: value ?? task.title })}
      />
      <InlineDue
        label={t('task.dueOn')}
        value={{ dueOn: task.dueOn, dueTime: task.dueTime }}
        readOnly={readOnly}
        check={({ dueOn }) => (dueOn === null && task.repeat !== null ? t('tasks.day_needed') : null)}
        save={save}
      />
      <InlineDue
        label={t('task.remindAt')}
        value={reminder}
        readOnly={readOnly}
        hint={t('tasks.reminder_hint')}
        save={({ dueOn, dueTime }) => save({ remindAt: dueOn === null ? null : instantOf(dueOn, dueTime ?? usualHour, zone) })}
      />
      <InlineSelect
        label={t('task.repeat')}
        value={known}
        options={[...new Set([...repeatChoices, ...(known ? [known] : [])])].map((value) => ({ value, label: repeatInWords(repeatOf(value, null)) }))}
        clearable
        readOnly={readOnly}
        check={(value) => (value !== null && task.dueOn === null ? t('tasks.repeat_needs_day') : null)}
        save={(value) => save({ repeat: value === null ? null : repeatOf(value, task.repeat?.until ?? null) })}
      />
      {task.repeat ? (
        <InlineDue
          label={t('tasks.repeat_until')}
          value={{ dueOn: task.repeat.until, dueTime: null }}
          readOnly={readOnly}
          save={({ dueOn }) => save({ repeat: { ...task.repeat!, until: dueOn } })}
        />
      ) : null}
      <InlineSelect
        label={t('task.priority')}
        value={task.priority}
        options={priorities.map((value) => ({ value, label: t(`followUp.priorities.${value}`) }))}
        readOnly={readOnly}
        save={(value) => save({ priority: value ?? task.priority })}
      />
      <InlineSelect
        label={t('task.assignee')}
        value={task.assigneeId}
        options={members}
        clearable
        searchable={members.length > 8}
        readOnly={readOnly}
        save={(assigneeId) => save({ assigneeId })}
      />
      <TaskAbout task={task} readOnly={readOnly} save={save} />
      <InlineLongText label={t('task.notes')} value={task.notes} maxLength={5000} readOnly={readOnly} save={(notes) => save({ notes })} />
      {readOnly ? null : (
        <div className={styles.editorActs}>
          <Button
            size="compact-sm"
            variant="subtle"
            color="red"
            leftSection={<IconTrash size={15} />}
            onClick={async () => {
              await acts.remove(task)
              onDeleted?.()
            }}
          >
            {t('common.action.delete')}
          </Button>
        </div>
      )}
    </div>
  )
}
