import { ActionIcon, Tabs, Tooltip } from '@mantine/core'
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useRef } from 'react'
import type { LeadView } from '../../../../shared/modules/crm/model-views.ts'
import { AppError } from '../../../../shared/values/error.ts'
import { isId } from '../../../../shared/values/id.ts'
import { InlineText } from '../../../components/fields/inline-kinds.tsx'
import { Day } from '../../../components/show/day.tsx'
import { Panel } from '../../../components/show/panel.tsx'
import { useStore } from '../../../data/store.ts'
import { useCommand } from '../../../data/use-command.ts'
import { useCore } from '../../../data/use-core.ts'
import { ErrorNote } from '../../../feedback/error-note.tsx'
import { showError } from '../../../feedback/show.tsx'
import { showUndo } from '../../../feedback/show-undo.tsx'
import { usePlaceTitle } from '../../../frame/place-title.ts'
import { useScreenKeys } from '../../../frame/use-screen-keys.ts'
import { useWords } from '../../../language/words.tsx'
import { CardsNote } from '../../core/attention/cards-note.tsx'
import { TasksPanel } from '../tasks/tasks-panel.tsx'
import { lastLeads } from './last-leads.ts'
import { useSaveLead, WantsFacts, WhoFacts } from './lead-facts.tsx'
import { LeadActions, LeadMenus } from './lead-head.tsx'
import { LeadHistory } from './lead-history.tsx'
import { LeadTalks } from './lead-talks.tsx'
import { NextSteps } from './next-steps.tsx'
import { ScorePanel } from './score-panel.tsx'
import { useLeadActs } from './use-lead-acts.tsx'
import styles from './leads.module.css'

export function LeadScreen() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const known = isId(id)
  const { data, error, refetch } = useCore(['leads', 'get'], { id }, { keep: false, enabled: known })
  usePlaceTitle(data?.lead.name ?? null)
  if (!known) return <ErrorNote error={new AppError('not_found')} />
  if (error) return <ErrorNote error={error} onRetry={() => void refetch()} />
  return data ? <Opened key={id} view={data} /> : null
}

function Opened({ view }: { view: LeadView }) {
  const { t } = useWords()
  const { run } = useCommand()
  const navigate = useNavigate()
  const acts = useLeadActs()
  const search = useSearch({ strict: false }) as Record<string, unknown>
  const tab = search['tab'] === 'history' ? 'history' : 'talks'
  const list = useStore(lastLeads)
  const { lead } = view
  const neighbours = useCore(['leads', 'neighbours'], { ...list, id: lead.id })
  const save = useSaveLead(lead)
  const screen = useRef<HTMLDivElement>(null)
  const open = (id: string) => void navigate({ to: '/leads/$id', params: { id }, search: {} })
  const [previous, next] = [neighbours.data?.previous ?? null, neighbours.data?.next ?? null]
  useScreenKeys(screen, (event) => {
    const target = event.altKey && event.key === 'ArrowUp' ? previous : event.altKey && event.key === 'ArrowDown' ? next : null
    if (target === null) return
    event.preventDefault()
    open(target)
  })
  async function remove() {
    try {
      const { commandId } = await run('lead.delete', { id: lead.id })
      void navigate({ to: '/leads', search: {} })
      showUndo({ message: t('leads.page.deleted', { name: lead.name }), commandId, onUndone: () => open(lead.id) })
    } catch (error) {
      showError(error)
    }
  }
  const step = (label: string, to: string | null, icon: React.ReactNode) => (
    <Tooltip label={label}>
      <ActionIcon size={30} aria-label={label} disabled={to === null} onClick={() => to !== null && open(to)}>
        {icon}
      </ActionIcon>
    </Tooltip>
  )
  return (
    <div className={styles.page} ref={screen}>
      <CardsNote recordId={lead.id} inset />
      <header className={styles.pageHead}>
        <div className={styles.pageTitle}>
          <h1 className={styles.pageName}>
            <InlineText
              layout="bare"
              label={t('lead.name')}
              value={lead.name}
              readOnly={!view.mayEdit}
              check={(value) => (value === null ? t('leads.page.name_needed') : null)}
              save={(name) => save({ name: name ?? lead.name })}
            />
          </h1>
          <LeadMenus view={view} acts={acts} />
        </div>
        <LeadActions view={view} acts={acts} onDelete={() => void remove()} />
        <span className={styles.walk}>
          {step(t('leads.page.previous'), previous, <IconChevronUp size={18} />)}
          {step(t('leads.page.next'), next, <IconChevronDown size={18} />)}
        </span>
      </header>
      {view.mayEdit ? null : <p className={styles.readOnly}>{t('leads.page.read_only')}</p>}
      {view.contact ? (
        <p className={styles.converted}>
          {t('leads.page.converted')} <Day at={lead.convertedAt} />.{' '}
          <Link to="/contacts/$id" params={{ id: view.contact.id }} search={{}}>
            {t('leads.page.see_client', { name: view.contact.name })}
          </Link>
        </p>
      ) : null}
      <div className={styles.columns}>
        <div className={styles.column}>
          <Panel title={t('leads.page.wants')}>
            <WantsFacts view={view} />
          </Panel>
          <Panel title={t('leads.page.who')}>
            <WhoFacts view={view} />
          </Panel>
        </div>
        <div className={styles.column}>
          <Panel>
            <ScorePanel view={view} />
          </Panel>
          <Panel title={t('leads.page.steps')}>
            <NextSteps view={view} acts={acts} />
          </Panel>
          <TasksPanel leadId={lead.id} />
          <Panel>
            <Tabs
              value={tab}
              keepMounted={false}
              onChange={(to) => void navigate({ to: '.', search: (to === 'history' ? { tab: 'history' } : {}) as never, replace: true })}
            >
              <Tabs.List>
                <Tabs.Tab value="talks">{t('leads.page.talks')}</Tabs.Tab>
                <Tabs.Tab value="history">{t('leads.page.history')}</Tabs.Tab>
              </Tabs.List>
              <Tabs.Panel value="talks" className={styles.tab!}>
                <LeadTalks view={view} />
              </Tabs.Panel>
              <Tabs.Panel value="history" className={styles.tab!}>
                <LeadHistory view={view} />
              </Tabs.Panel>
            </Tabs>
          </Panel>
        </div>
      </div>
      {acts.dialog}
    </div>
  )
}
