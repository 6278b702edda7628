import { SegmentedControl } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useMemo, useRef } from 'react'
import type { TaskRow } from '../../../../shared/modules/crm/model-views.ts'
import { isId } from '../../../../shared/values/id.ts'
import { useRowWindow } from '../../../components/list/use-row-window.ts'
import { ListFrame } from '../../../components/list/list-frame.tsx'
import { EmptyState } from '../../../components/show/empty-state.tsx'
import { SidePanel } from '../../../components/show/side-panel.tsx'
import { useCore } from '../../../data/use-core.ts'
import { ErrorNote } from '../../../feedback/error-note.tsx'
import { useScreenKeys } from '../../../frame/use-screen-keys.ts'
import { isTyping } from '../../../frame/use-shortcuts.ts'
import { useWords } from '../../../language/words.tsx'
import { useMay } from '../../../session/session.tsx'
import { QuickTask } from './quick-task.tsx'
import { TaskEditor } from './task-editor.tsx'
import { doneItems, itemsOf } from './task-groups.ts'
import { TaskList } from './task-list.tsx'
import { useTaskActs } from './use-task-acts.ts'
import styles from './tasks.module.css'

type State = { everybody: boolean; done: boolean; open: string | null; /** The line for a new one is wanted. */ add: boolean }

/** What of the list stands in its address. */
function readAddress(address: Record<string, unknown>): State {
  return { everybody: address['whose'] === 'all', done: address['state'] === 'done', open: isId(address['open']) ? address['open'] : null, add: address['add'] === true }
}

export function TasksScreen() {
  const { t, language } = useWords()
  const navigate = useNavigate()
  const mayAdd = useMay('task.create')
  const acts = useTaskActs()
  const state = readAddress(useSearch({ strict: false }))
  const { everybody, done, open } = state
  const screen = useRef<HTMLDivElement>(null)
  const asked = useMemo(
    () => ({ state: done ? ('done' as const) : ('open' as const), assignee: everybody ? null : ('me' as const) }),
    [done, everybody],
  )
  const rows = useRowWindow<'tasks', 'page', TaskRow>(['tasks', 'page'], asked)
  const page = useCore(['tasks', 'page'], { ...asked, limit: 1 })
  const items = useMemo(() => {
    if (!page.data) return []
    return done ? doneItems(page.data.count) : itemsOf(page.data.counts)
  }, [page.data, done])

  const change = (patch: Partial<State>, replace = true) => {
    const next = { ...state, ...patch }
    void navigate({
      to: '/tasks',
      search: { ...(next.everybody && { whose: 'all' }), ...(next.done && { state: 'done' }), ...(next.open !== null && { open: next.open }) },
      replace,
    })
  }
  const { add } = state
  useEffect(() => {
    if (!add) return
    screen.current?.querySelector<HTMLElement>('[data-quick-task]')?.focus()
    void navigate({ to: '/tasks', search: {}, replace: true })
  }, [add, navigate])
  const focusList = () => screen.current?.querySelector<HTMLElement>('[data-list]')?.focus()
  const close = () => {
    change({ open: null })
    focusList()
  }
  useScreenKeys(screen, (event) => {
    if (event.key === 'Escape' && open !== null) {
      event.preventDefault()
      close()
    } else if (event.key.toLowerCase() === 'n' && !isTyping(event.target) && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault()
      screen.current?.querySelector<HTMLElement>('[data-quick-task]')?.focus()
    }
  })

  return (
    <ListFrame
      screen={screen}
      title={t('tasks.title')}
      actions={
        <>
          <SegmentedControl
            size="xs"
            aria-label={t('tasks.whose')}
            data={[
              { value: 'mine', label: t('tasks.mine') },
              { value: 'all', label: t('tasks.everybody') },
            ]}
            value={everybody ? 'all' : 'mine'}
            onChange={(value) => change({ everybody: value === 'all' })}
          />
          <SegmentedControl
            size="xs"
            aria-label={t('tasks.which')}
            data={[
              { value: 'open', label: t('tasks.open') },
              { value: 'done', label: t('tasks.done') },
            ]}
            value={done ? 'done' : 'open'}
            onChange={(value) => change({ done: value === 'done' })}
          />
        </>
      }
      above={
        mayAdd && !done ? (
          <div
            className={styles.quickRow}
            onKeyDown={(event) => {
              if (event.key !== 'ArrowDown' || event.defaultPrevented) return
              event.preventDefault()
              focusList()
            }}
          >
            <QuickTask draft="quick" />
          </div>
        ) : null
      }
      below={
        <div className={styles.foot}>
          <span role="status">
            {page.data ? t('tasks.count', { count: page.data.count, number: new Intl.NumberFormat(language).format(page.data.count) }) : ''}
          </span>
          <span aria-hidden>{t('tasks.keys')}</span>
        </div>
      }
      panel={open === null ? null : <TaskPanel id={open} onClose={close} />}
    >
      <TaskList
        items={items}
        rows={rows}
        openId={open}
        withMember={everybody}
        onOpen={(task) => change({ open: task.id }, open !== null)}
        onToggle={(task) => void acts.toggle(task)}
        empty={<EmptyState drawing="rest" message={t(done ? 'tasks.none_done' : 'tasks.none')} />}
      />
    </ListFrame>
  )
}

function TaskPanel({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useWords()
  const { data, error, refetch } = useCore(['tasks', 'get'], { id })
  return (
    <SidePanel title={data?.title ?? t('tasks.title')} onClose={onClose}>
      {error ? <ErrorNote error={error} onRetry={() => void refetch()} /> : null}
      {data && !error ? <TaskEditor key={data.id} task={data} onDeleted={onClose} /> : null}
    </SidePanel>
  )
}
