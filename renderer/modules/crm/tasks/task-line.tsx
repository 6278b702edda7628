import { IconCheck, IconRepeat } from '@tabler/icons-react'
import type { TaskRow } from '../../../../shared/modules/crm/model-views.ts'
import { dayOfInstant } from '../../../../shared/values/period.ts'
import { Tag } from '../../../components/show/status-badge.tsx'
import { useWords } from '../../../language/words.tsx'
import { useAgencyFrame } from '../../../session/session.tsx'
import { useDueInWords } from './due-field.tsx'
import styles from './tasks.module.css'

type TaskLineProps = {
  task: TaskRow
  onToggle: () => void
  onOpen: () => void
  /** Whom and what it is about is known where the panel stands on their page. */
  withoutAbout?: boolean
  expanded?: boolean
  /** Whose it is, where those of several people stand together. */
  withMember?: boolean
  /** Tick and words are one stop of a list with its own keys, and not two. */
  inList?: boolean
}

/** A tick, what is to be done, about whom, for when. */
export function TaskLine({ task, onToggle, onOpen, withoutAbout = false, withMember = false, expanded, inList = false }: TaskLineProps) {
  const { t } = useWords()
  const { zone } = useAgencyFrame()
  const inWords = useDueInWords()
  const done = task.state === 'done'
  const late = task.state === 'open' && task.dueOn !== null && task.dueOn < dayOfInstant(Date.now(), zone)
  const about = withoutAbout ? [] : [task.contactName ?? task.leadName, task.propertyTitle].filter(Boolean)
  const stop = inList ? -1 : 0
  return (
    <div className={styles.line} data-done={done || undefined}>
      <button
        type="button"
        role="checkbox"
        aria-checked={done}
        tabIndex={stop}
        className={styles.tick}
        aria-label={t(done ? 'tasks.reopen' : 'tasks.complete', { title: task.title })}
        onClick={onToggle}
      >
        {done ? <IconCheck size={14} stroke={2.6} aria-hidden /> : null}
      </button>
      <button type="button" className={styles.words} data-in-list={inList || undefined} tabIndex={stop} aria-expanded={expanded} onClick={onOpen}>
        <span className={styles.taskTitle}>{task.title}</span>
        {about.length > 0 ? <span className={styles.about}>{about.join(' · ')}</span> : null}
      </button>
      {task.priority === 'high' || task.priority === 'urgent' ? (
        <Tag tone={task.priority === 'urgent' ? 'red' : 'terracotta'}>{t(`followUp.priorities.${task.priority}`)}</Tag>
      ) : null}
      {task.repeat ? <IconRepeat size={14} role="img" aria-label={t('tasks.repeats')} className={styles.repeat} /> : null}
      {task.memberName !== null && withMember ? <span className={styles.who}>{task.memberName}</span> : null}
      <span className={styles.due} data-late={late || undefined}>
        {inWords(task)}
      </span>
    </div>
  )
}
