import { Link, useNavigate } from '@tanstack/react-router'
import type { DayOfWork } from '../../../shared/modules/crm/model-views.ts'
import { Panel } from '../../components/show/panel.tsx'
import { useWords } from '../../language/words.tsx'
import { TaskLine } from '../crm/tasks/task-line.tsx'
import { useTaskActs } from '../crm/tasks/use-task-acts.ts'
import styles from './today.module.css'

/** What is late and what is due today, of the reader: done by a tick, here as in the list. */
export function TasksDuePanel({ tasks }: { tasks: DayOfWork['tasks'] }) {
  const { t } = useWords()
  const navigate = useNavigate()
  const acts = useTaskActs()
  const parts = [
    ...(tasks.overdue > 0 ? [t('dashboard.tasks.overdue', { count: tasks.overdue })] : []),
    ...(tasks.today > 0 ? [t('dashboard.tasks.today', { count: tasks.today })] : []),
  ]
  return (
    <Panel
      title={t('dashboard.tasks.title')}
      aside={
        <Link to="/tasks" search={{}}>
          {parts.length > 0 ? parts.join(' · ') : t('dashboard.tasks.all')}
        </Link>
      }
    >
      {tasks.rows.length === 0 ? (
        <p className={styles.quiet}>{t('dashboard.tasks.none')}</p>
      ) : (
        <ul className={styles.tasks}>
          {tasks.rows.map((task) => (
            <li key={task.id}>
              <TaskLine
                task={task}
                onToggle={() => void acts.toggle(task)}
                onOpen={() => void navigate({ to: '/tasks', search: { open: task.id } })}
              />
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}
