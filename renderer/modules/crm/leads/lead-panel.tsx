import { ActionIcon, Tooltip } from '@mantine/core'
import { IconChevronDown, IconChevronUp, IconExternalLink, IconX } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import type { ReactNode } from 'react'
import { Panel } from '../../../components/show/panel.tsx'
import { useCore } from '../../../data/use-core.ts'
import { ErrorNote } from '../../../feedback/error-note.tsx'
import { useWords } from '../../../language/words.tsx'
import { TasksPanel } from '../tasks/tasks-panel.tsx'
import { WantsFacts, WhoFacts } from './lead-facts.tsx'
import { LeadActions, LeadMenus } from './lead-head.tsx'
import { LeadTalks } from './lead-talks.tsx'
import { NextSteps } from './next-steps.tsx'
import { ScorePanel } from './score-panel.tsx'
import type { LeadActs } from './use-lead-acts.tsx'
import styles from './leads.module.css'

type LeadPanelProps = { id: string; acts: LeadActs; onClose: () => void; onPage: (id: string) => void; onPrevious: (() => void) | null; onNext: (() => void) | null }

/** One lead beside the board or the list, without leaving it. */
export function LeadPanel({ id, acts, onClose, onPage, onPrevious, onNext }: LeadPanelProps) {
  const { t } = useWords()
  const { data, error, refetch } = useCore(['leads', 'get'], { id })
  const place = useRef<HTMLElement>(null)
  // Where a form stood before, nobody has the focus any more.
  useEffect(() => {
    if (document.activeElement === document.body) place.current?.focus()
  }, [])
  // Taken back, or removed: what was here a moment ago needs no words.
  const isGone = data !== undefined && (error as { code?: unknown } | null)?.code === 'gone'
  useEffect(() => {
    if (isGone) onClose()
  }, [isGone, onClose])
  const button = (label: string, icon: ReactNode, onClick: (() => void) | null) => (
    <Tooltip label={label}>
      <ActionIcon size={28} aria-label={label} disabled={onClick === null} onClick={() => onClick?.()}>
        {icon}
      </ActionIcon>
    </Tooltip>
  )
  return (
    <aside ref={place} tabIndex={-1} className={styles.panel} aria-label={t('leads.page.panel', { name: data?.lead.name ?? '' })}>
      <div className={styles.panelHead}>
        <h2 className={styles.panelTitle}>{data?.lead.name}</h2>
        {button(t('leads.page.previous'), <IconChevronUp size={17} />, onPrevious)}
        {button(t('leads.page.next'), <IconChevronDown size={17} />, onNext)}
        {button(t('leads.page.open_page'), <IconExternalLink size={17} />, () => onPage(id))}
        {button(t('common.action.close'), <IconX size={17} />, onClose)}
      </div>
      {error ? <ErrorNote error={error} onRetry={() => void refetch()} /> : null}
      {data && !error ? (
        <div className={styles.panelBody} key={data.lead.id}>
          <LeadMenus view={data} acts={acts} />
          <LeadActions view={data} acts={acts} />
          {data.mayEdit ? null : <p className={styles.quiet}>{t('leads.page.read_only')}</p>}
          <ScorePanel view={data} />
          <Panel title={t('leads.page.steps')} level={3}>
            <NextSteps view={data} acts={acts} />
          </Panel>
          <TasksPanel leadId={data.lead.id} />
          <Panel title={t('leads.page.wants')} level={3}>
            <WantsFacts view={data} />
          </Panel>
          <Panel title={t('leads.page.who')} level={3}>
            <WhoFacts view={data} />
          </Panel>
          <Panel title={t('leads.page.talks')} level={3}>
            <LeadTalks view={data} />
          </Panel>
        </div>
      ) : null}
    </aside>
  )
}
