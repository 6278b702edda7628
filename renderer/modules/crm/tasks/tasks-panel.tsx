import { useState } from 'react'
import { Panel } from '../../../components/show/panel.tsx'
import { useCore } from '../../../data/use-core.ts'
import { ErrorNote } from '../../../feedback/error-note.tsx'
import { useWords } from '../../../language/words.tsx'
import { useMay } from '../../../session/session.tsx'
import { QuickTask } from './quick-task.tsx'
import { TaskEditor } from './task-editor.tsx'
import { TaskLine } from './task-line.tsx'
import { useTaskActs } from './use-task-acts.ts'
import styles from './tasks.module.css'

type TasksPanelProps = { contactId: string } | { leadId: string } | { propertyId: string }

/** What is to be done about one person, lead or property: a line to add, a tick each, the rest behind a click. */
export function TasksPanel(about: TasksPanelProps) {
  const { t } = useWords()
  const acts = useTaskActs()
  const mayAdd = useMay('task.create')
  const [opened, setOpened] = useState<string | null>(null)
  const asked = { about, limit: 100 }
  const open = useCore(['tasks', 'page'], { ...asked, state: 'open' })
  const done = useCore(['tasks', 'page'], { ...asked, state: 'done', limit: 20 })
  const rows = [...(open.data?.rows ?? []), ...(done.data?.rows ?? [])]
  const key = Object.values(about)[0] ?? ''
  return (
    <Panel title={t('tasks.title')} aside={open.data && open.data.count > 0 ? open.data.count : null}>
      {mayAdd ? <QuickTask draft={`about-${key}`} about={about} /> : null}
      {open.error ? <ErrorNote error={open.error} onRetry={() => void open.refetch()} /> : null}
      {open.data && rows.length === 0 ? <p className={styles.quiet}>{t('tasks.none_about')}</p> : null}
      <ul className={styles.plain}>
        {rows.map((task) => (
          <li key={task.id}>
            <TaskLine
              task={task}
              withoutAbout
              expanded={opened === task.id}
              onToggle={() => void acts.toggle(task)}
              onOpen={() => setOpened(opened === task.id ? null : task.id)}
            />
            {opened === task.id ? (
              <div className={styles.inPlace}>
                <TaskEditor task={task} />
              </div>
            ) : null}
          </li>
        ))}
      </ul>
    </Panel>
  )
}
