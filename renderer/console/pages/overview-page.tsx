import type { ReactNode } from 'react'
import { consoleOverview } from '../../../shared/contract/console.ts'
import type { ConsoleOverview } from '../../../shared/contract/console.ts'
import { EmptyState } from '../../components/show/empty-state.tsx'
import { Panel } from '../../components/show/panel.tsx'
import { ScreenHeader } from '../../components/show/screen-header.tsx'
import { Tag } from '../../components/show/status-badge.tsx'
import { useWords } from '../../language/words.tsx'
import { addressOf } from '../address.ts'
import { Answer } from '../parts/answer.tsx'
import { figureIn } from '../parts/figure.tsx'
import styles from '../parts/parts.module.css'
import { RowLink, Table } from '../parts/table.tsx'
import type { Column } from '../parts/table.tsx'
import { usePlanName } from '../parts/tags.tsx'
import { UsageMeter } from '../parts/usage.tsx'
import { When } from '../parts/when.tsx'
import { useData } from '../session/use-data.ts'

type Attention = ConsoleOverview['attention'][number]
const tones = { suspended: 'red', expired: 'terracotta', limit: 'amber', ending: 'amber' } as const

/** The platform in a few figures, each leading to what it counts, and who needs somebody to look. */
export function OverviewPage() {
  const { t, language } = useWords()
  const overview = useData(consoleOverview, 'overview/', { every: 30_000 })
  const number = (value: number): string => figureIn(language, value)
  return (
    <div className={styles.page}>
      <ScreenHeader title={t('console.overview.title')} />
      <Answer of={overview}>
        {({ agencies, accounts, properties, sessions, sign_ins_today: today, mails, jobs_failing: failing, attention }) => (
          <>
            <div className={styles.tiles}>
              <Tile to={addressOf('/agencies')} label={t('console.overview.agencies')} value={number(agencies.total)}>
                {t('console.overview.agencies_detail', { active: number(agencies.active), suspended: number(agencies.suspended), expired: number(agencies.expired) })}
              </Tile>
              <Tile to={addressOf('/accounts')} label={t('console.overview.accounts')} value={number(accounts.total)}>
                {t('console.overview.accounts_detail', { members: number(accounts.members), clients: number(accounts.clients), closed: number(accounts.closed) })}
              </Tile>
              <Tile label={t('console.overview.activity')} value={number(accounts.active_this_week)}>
                {t('console.overview.activity_detail', { added: number(accounts.new_this_week) })}
              </Tile>
              <Tile to={addressOf('/audit', { action: 'session.begun' })} label={t('console.overview.sign_ins')} value={number(today)}>
                {t('console.overview.sign_ins_detail', { sessions: number(sessions) })}
              </Tile>
              <Tile label={t('console.overview.properties')} value={number(properties.total)}>
                {t('console.overview.properties_detail', { published: number(properties.published) })}
              </Tile>
              <Tile to={addressOf('/work')} label={t('console.overview.mails')} value={number(mails.waiting)}>
                {t('console.overview.mails_detail')}
              </Tile>
              <Tile to={addressOf('/work')} label={t('console.overview.mails_failed')} value={number(mails.failed)} attention={mails.failed > 0}>
                {t('console.overview.mails_failed_detail')}
              </Tile>
              <Tile to={addressOf('/work')} label={t('console.overview.jobs')} value={number(failing)} attention={failing > 0}>
                {t('console.overview.jobs_detail')}
              </Tile>
            </div>
            <Panel title={t('console.overview.attention')} flush>
              {attention.length === 0 ? <EmptyState drawing="rest" message={t('console.overview.calm')} /> : <AttentionTable rows={attention} />}
            </Panel>
          </>
        )}
      </Answer>
    </div>
  )
}

type TileProps = { label: string; value: string; children: ReactNode; to?: string; attention?: boolean }

function Tile({ label, value, children, to, attention = false }: TileProps) {
  const inside = (
    <>
      <span className={styles.tileLabel}>{label}</span>
      <span className={`${styles.tileValue} figures`}>{value}</span>
      <span className={styles.tileDetail}>{children}</span>
    </>
  )
  const tone = attention ? 'attention' : undefined
  return to === undefined ? (
    <div className={styles.tile} data-tone={tone}>
      {inside}
    </div>
  ) : (
    <a className={styles.tile} data-tone={tone} href={to}>
      {inside}
    </a>
  )
}

function AttentionTable({ rows }: { rows: readonly Attention[] }) {
  const { t } = useWords()
  const planName = usePlanName()
  const columns: readonly Column<Attention>[] = [
    { name: 'name', label: t('console.agencies.name'), width: 'minmax(8rem, 2fr)', show: ({ agency }) => <RowLink href={addressOf(`/agencies/${agency.id}`)}>{agency.name}</RowLink> },
    { name: 'why', label: t('console.agencies.state'), width: 'minmax(9.5rem, 1.2fr)', show: ({ why }) => <Tag tone={tones[why]}>{t(`console.overview.why.${why}`)}</Tag> },
    { name: 'plan', label: t('console.agencies.plan'), width: 'minmax(5.5rem, 0.8fr)', show: ({ agency }) => planName(agency.plan) },
    { name: 'ends', label: t('console.agencies.ends'), width: 'minmax(6.5rem, 1fr)', align: 'right', show: ({ agency }) => <When at={agency.ends_at} dayOnly /> },
    { name: 'agents', label: t('console.limits.agents'), width: 'minmax(4.5rem, 0.8fr)', align: 'right', show: ({ agency }) => <UsageMeter agency={agency} kind="agents" /> },
    { name: 'properties', label: t('console.limits.properties'), width: 'minmax(6rem, 1fr)', align: 'right', show: ({ agency }) => <UsageMeter agency={agency} kind="properties" /> },
    { name: 'clients', label: t('console.limits.clients'), width: 'minmax(6rem, 1fr)', align: 'right', show: ({ agency }) => <UsageMeter agency={agency} kind="clients" /> },
  ]
  return <Table label={t('console.overview.attention')} columns={columns} rows={rows} keyOf={({ agency }) => agency.id} flush />
}
