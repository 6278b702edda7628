import { Button } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useNavigate } from '@tanstack/react-router'
import type { Dashboard } from '../../../shared/modules/core/model-views.ts'
import { dayOfInstant } from '../../../shared/values/period.ts'
import { EmptyState } from '../../components/show/empty-state.tsx'
import { useCore } from '../../data/use-core.ts'
import { ErrorNote } from '../../feedback/error-note.tsx'
import { useWords } from '../../language/words.tsx'
import { useAgencyFrame, useMay, useSession } from '../../session/session.tsx'
import { DocumentsPanel } from './documents-panel.tsx'
import { FigureCards } from './figure-cards.tsx'
import { LeadsDuePanel } from './leads-due-panel.tsx'
import { ListedPanel } from './listed-panel.tsx'
import { MatchesPanel } from './matches-panel.tsx'
import { RecentPanel } from './recent-panel.tsx'
import { RentsPanel } from './rents-panel.tsx'
import { TalksDuePanel } from './talks-due-panel.tsx'
import { TasksDuePanel } from './tasks-due-panel.tsx'
import { ToCompletePanel } from './to-complete-panel.tsx'
import styles from './today.module.css'
import { ViewedPanel } from './viewed-panel.tsx'

/** The first screen of the day: what there is, what is missing, what moved. */
export function TodayScreen() {
  const { data, error, refetch } = useCore(['core', 'dashboard'], {})
  return (
    <div className={styles.screen}>
      <Greeting data={data} />
      {error && !data ? <ErrorNote error={error} onRetry={() => void refetch()} /> : null}
      {data ? (
        data.properties.total === 0 && data.contacts === 0 ? (
          <FirstSteps />
        ) : (
          <Panels data={data} />
        )
      ) : (
        <div className={styles.waiting} aria-busy />
      )}
    </div>
  )
}

function Greeting({ data }: { data: Dashboard | undefined }) {
  const { t, language } = useWords()
  const { member } = useSession()
  const { zone } = useAgencyFrame()
  const [most] = [...(data?.toComplete ?? [])].sort((a, b) => b.count - a.count)
  const now = Date.now()
  const today = dayOfInstant(now, zone)
  const day = new Intl.DateTimeFormat(language === 'fr' ? 'fr-FR' : 'en-GB', {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    timeZone: zone,
  }).format(now)
  const parts = [
    day,
    ...(most && most.count > 0
      ? [t('dashboard.summary_missing', { count: most.count, what: t(`dashboard.complete.${most.kind}`).toLowerCase() })]
      : []),
    ...(data && data.expiringDocuments.length > 0
      ? [t('dashboard.summary_documents', { count: data.expiringDocuments.length })]
      : []),
  ]
  const [firstName] = member.name.trim().split(/\s+/)
  return (
    <header className={styles.greeting}>
      <h1 className={styles.hello}>{t('dashboard.hello', { name: firstName })}</h1>
      <p className={styles.summary}>
        <time dateTime={today}>{parts.join(' · ')}</time>
      </p>
    </header>
  )
}

function Panels({ data }: { data: Dashboard }) {
  const isWide = useMediaQuery('(min-width: 1361px)', true, { getInitialValueInEffect: false })
  const panels = {
    tasks: <TasksDuePanel key="tasks" tasks={data.work.tasks} />,
    talks: <TalksDuePanel key="talks" talks={data.work.talks} />,
    leads: <LeadsDuePanel key="leads" leads={data.work.leads} />,
    matches: <MatchesPanel key="matches" />,
    recent: <RecentPanel key="recent" rows={data.recent} />,
    viewed: <ViewedPanel key="viewed" rows={data.mostViewed} />,
    listed: <ListedPanel key="listed" weeks={data.listedPerWeek} />,
    rents: <RentsPanel key="rents" rents={data.medianRentByQuartier} />,
    complete: <ToCompletePanel key="complete" lines={data.toComplete} />,
    documents: <DocumentsPanel key="documents" documents={data.expiringDocuments} />,
  }
  // What asks for something first, then what moved, then what there is to know.
  const columns = isWide
    ? [
        [panels.tasks, panels.matches, panels.recent, panels.viewed],
        [panels.talks, panels.listed, panels.rents],
        [panels.leads, panels.complete, panels.documents],
      ]
    : [
        [panels.tasks, panels.leads, panels.complete, panels.recent, panels.viewed],
        [panels.talks, panels.matches, panels.documents, panels.listed, panels.rents],
      ]
  return (
    <>
      <FigureCards data={data} />
      <div className={styles.grid} data-wide={isWide || undefined}>
        {columns.map((column) => (
          <div key={column[0]!.key} className={styles.column}>
            {column}
          </div>
        ))}
      </div>
    </>
  )
}

function FirstSteps() {
  const { t } = useWords()
  const navigate = useNavigate()
  const mayAdd = useMay('property.create')
  return (
    <EmptyState
      drawing="properties"
      message={t('dashboard.empty.message')}
      action={
        mayAdd ? (
          <div className={styles.steps}>
            <Button onClick={() => void navigate({ to: '/properties/new', search: {} })}>{t('dashboard.empty.add')}</Button>
            <Button variant="default" onClick={() => void navigate({ to: '/properties/import', search: {} })}>
              {t('dashboard.empty.import')}
            </Button>
          </div>
        ) : null
      }
    />
  )
}
