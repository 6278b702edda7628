import { consoleWork } from '../../../shared/contract/console.ts'
import type { ConsoleWork } from '../../../shared/contract/console.ts'
import { EmptyState } from '../../components/show/empty-state.tsx'
import { Panel } from '../../components/show/panel.tsx'
import { ScreenHeader } from '../../components/show/screen-header.tsx'
import { Tag } from '../../components/show/status-badge.tsx'
import { useWords } from '../../language/words.tsx'
import { addressOf } from '../address.ts'
import { Answer } from '../parts/answer.tsx'
import { Facts } from '../parts/facts.tsx'
import { Figure, figureIn } from '../parts/figure.tsx'
import styles from '../parts/parts.module.css'
import { Table } from '../parts/table.tsx'
import type { Column } from '../parts/table.tsx'
import { useJobName } from '../parts/tags.tsx'
import { When } from '../parts/when.tsx'
import { useData } from '../session/use-data.ts'

type Job = ConsoleWork['jobs'][number]
type Letter = ConsoleWork['mails']['letters'][number]

/** What the server does by itself: periodic jobs, and mail that has not left. */
export function WorkPage() {
  const { t } = useWords()
  const work = useData(consoleWork, 'work/', { every: 15_000 })
  return (
    <div className={styles.page}>
      <ScreenHeader title={t('console.work.title')} />
      <Answer of={work}>
        {({ jobs, mails }) => (
          <>
            <Panel title={t('console.work.jobs')} flush>
              {jobs.length === 0 ? <EmptyState drawing="rest" message={t('console.work.jobs_empty')} /> : <Jobs jobs={jobs} />}
            </Panel>
            {mails.on ? null : (
              <div className={styles.note} data-tone="amber">
                <p>{t('console.work.mails_off')}</p>
              </div>
            )}
            <Panel title={t('console.work.mails')}>
              <Facts facts={[
                { label: t('console.work.waiting'), value: <Figure value={mails.waiting} /> },
                { label: t('console.work.failing'), value: <Figure value={mails.failed} /> },
                { label: t('console.work.sent_today'), value: <Figure value={mails.sent_today} /> },
                { label: t('console.work.oldest'), value: <When at={mails.oldest_waiting} /> },
              ]} />
            </Panel>
            {mails.letters.length === 0 ? <EmptyState drawing="rest" message={t('console.work.letters_empty')} /> : <Letters letters={mails.letters} />}
          </>
        )}
      </Answer>
    </div>
  )
}

function Jobs({ jobs }: { jobs: readonly Job[] }) {
  const { t, language } = useWords()
  const jobName = useJobName()
  const took = ({ started_at: from, ended_at: to }: Job): string => {
    if (from === null || to === null || to < from) return '–'
    const milliseconds = Date.parse(to) - Date.parse(from)
    return milliseconds < 1000 ? `${figureIn(language, milliseconds)} ms` : `${new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(milliseconds / 1000)} s`
  }
  const columns: readonly Column<Job>[] = [
    { name: 'name', label: t('console.work.job'), width: 'minmax(8rem, 1.4fr)', show: (job) => <strong>{jobName(job.name)}</strong> },
    { name: 'result', label: t('console.work.result'), width: 'minmax(8rem, 2fr)', show: (job) => <Result job={job} /> },
    { name: 'last', label: t('console.work.last'), width: 'minmax(9rem, 1fr)', align: 'right', show: (job) => <When at={job.ended_at} empty={t('console.list.never')} /> },
    { name: 'took', label: t('console.work.took'), width: 'minmax(5rem, 0.6fr)', align: 'right', show: (job) => <span className="figures">{took(job)}</span> },
    { name: 'next', label: t('console.work.next'), width: 'minmax(9rem, 1fr)', align: 'right', show: (job) => <When at={job.next_at} /> },
    { name: 'runs', label: t('console.work.runs'), width: 'minmax(5rem, 0.6fr)', align: 'right', show: (job) => <Figure value={job.runs} /> },
  ]
  return <Table label={t('console.work.jobs')} columns={columns} rows={jobs} keyOf={(job) => job.name} flush />
}

function Result({ job }: { job: Job }) {
  const { t } = useWords()
  if (job.running) return <Tag tone="amber">{t('console.work.running')}</Tag>
  if (job.error !== null)
    return (
      <span className={styles.stack}>
        <span>
          <Tag tone="red">{t('console.work.failed')}</Tag>
        </span>
        <span className={styles.small}>{job.error}</span>
      </span>
    )
  return job.ended_at === null ? <span className={styles.muted}>{t('console.work.not_yet')}</span> : <Tag tone="lagoon">{t('console.work.good')}</Tag>
}

function Letters({ letters }: { letters: readonly Letter[] }) {
  const { t, tKey } = useWords()
  const columns: readonly Column<Letter>[] = [
    { name: 'kind', label: t('console.work.letter'), width: 'minmax(9rem, 1.6fr)', show: (letter) => <strong>{tKey(`letter.${letter.kind}.subject`)}</strong> },
    { name: 'to', label: t('console.work.to'), width: 'minmax(9rem, 1.4fr)', show: (letter) => <a href={addressOf('/accounts', { search: letter.email })}>{letter.email}</a> },
    { name: 'state', label: t('console.work.state'), width: 'minmax(6.5rem, 0.7fr)', show: (letter) => <Tag tone={letter.state === 'failed' ? 'red' : 'amber'}>{t(letter.state === 'failed' ? 'console.work.failing' : 'console.work.waiting')}</Tag> },
    { name: 'attempts', label: t('console.work.attempts'), width: 'minmax(4.5rem, 0.5fr)', align: 'right', show: (letter) => <Figure value={letter.attempts} /> },
    { name: 'created', label: t('console.work.created'), width: 'minmax(9rem, 1fr)', align: 'right', show: (letter) => <When at={letter.created_at} /> },
    { name: 'error', label: t('console.work.error'), width: 'minmax(8rem, 1.6fr)', show: (letter) => <span className={styles.small}>{letter.error ?? '–'}</span> },
  ]
  return <Table label={t('console.work.mails')} columns={columns} rows={letters} keyOf={(letter) => letter.id} />
}
