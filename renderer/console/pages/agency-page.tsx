import { Button } from '@mantine/core'
import { useState } from 'react'
import { consoleAgencyRecord, consoleAuditLine, consolePage } from '../../../shared/contract/console.ts'
import type { ConsoleAgencyRecord } from '../../../shared/contract/console.ts'
import { EmptyState } from '../../components/show/empty-state.tsx'
import { Panel } from '../../components/show/panel.tsx'
import { ScreenHeader } from '../../components/show/screen-header.tsx'
import { Tag } from '../../components/show/status-badge.tsx'
import { showNotice } from '../../feedback/show.tsx'
import { usePlaceTitle } from '../../frame/place-title.ts'
import { useWords } from '../../language/words.tsx'
import { addressOf } from '../address.ts'
import { Answer } from '../parts/answer.tsx'
import { AuditTable } from '../parts/audit-table.tsx'
import { Facts } from '../parts/facts.tsx'
import styles from '../parts/parts.module.css'
import { ReasonDialog } from '../parts/reason-dialog.tsx'
import type { Question } from '../parts/reason-dialog.tsx'
import { RowLink, Table } from '../parts/table.tsx'
import type { Column } from '../parts/table.tsx'
import { AgencyStateTag, usePlanName, useRoleName } from '../parts/tags.tsx'
import { UsageMeters } from '../parts/usage.tsx'
import { When } from '../parts/when.tsx'
import { useAct, useData } from '../session/use-data.ts'
import { SubscriptionDialog } from './subscription-dialog.tsx'

const auditPage = consolePage(consoleAuditLine)

export function AgencyPage({ id }: { id: string }) {
  const agency = useData(consoleAgencyRecord, `agencies/${id}/`)
  return (
    <div className={styles.page}>
      <Answer of={agency}>{(record) => <Record agency={record} />}</Answer>
    </div>
  )
}

/** One agency: what it may use and uses, who works there, and what was done about it. Never what it works on. */
function Record({ agency }: { agency: ConsoleAgencyRecord }) {
  const { t, language } = useWords()
  const planName = usePlanName()
  const act = useAct()
  const [question, setQuestion] = useState<Question | null>(null)
  const [changing, setChanging] = useState(false)
  const { name } = agency
  usePlaceTitle(name)

  const suspend: Question = {
    title: t('console.agency.suspend_title', { name }), text: t('console.agency.suspend_text'), confirm: t('console.agency.suspend'), danger: true,
    act: async (reason) => {
      await act(consoleAgencyRecord, `agencies/${agency.id}/suspend/`, { body: { reason } })
      showNotice(t('console.agency.suspended', { name }))
    },
  }
  const resume: Question = {
    title: t('console.agency.resume_title', { name }), text: t('console.agency.resume_text'), confirm: t('console.agency.resume'),
    act: async (reason) => {
      await act(consoleAgencyRecord, `agencies/${agency.id}/resume/`, { body: { reason } })
      showNotice(t('console.agency.resumed', { name }))
    },
  }

  return (
    <>
      <ScreenHeader
        title={name}
        aside={<AgencyStateTag state={agency.state} />}
        actions={
          <>
            {agency.suspended_at === null && agency.state !== 'unsubscribed' ? (
              <Button variant="default" onClick={() => setQuestion(suspend)}>
                {t('console.agency.suspend')}
              </Button>
            ) : null}
            <Button onClick={() => setChanging(true)}>{t('console.agency.change')}</Button>
          </>
        }
      />
      {agency.suspended_at === null ? null : (
        <div className={styles.note}>
          <div>
            <p>
              <strong>
                <Since at={agency.suspended_at} />
              </strong>{' '}
              {t('console.agency.suspended_text')}
            </p>
            <p>{agency.suspended_reason}</p>
          </div>
          <Button variant="default" onClick={() => setQuestion(resume)}>
            {t('console.agency.resume')}
          </Button>
        </div>
      )}
      <div className={styles.columns}>
        <Panel title={t('console.agency.subscription')}>
          <Facts facts={[
            { label: t('console.agency.plan'), value: planName(agency.plan) },
            { label: t('console.agency.ends'), value: <When at={agency.ends_at} dayOnly /> },
            { label: t('console.agency.starts'), value: <When at={agency.starts_at} dayOnly /> },
            { label: t('console.agency.license'), value: agency.license_number },
          ]} />
        </Panel>
        <Panel title={t('console.agency.usage')}>
          <UsageMeters agency={agency} />
        </Panel>
      </div>
      <Panel title={t('console.agency.members')} flush>
        <Members agency={agency} />
      </Panel>
      <Panel title={t('console.agency.facts')}>
        <Facts facts={[
          { label: t('console.agency.legal_name'), value: agency.legal_name },
          { label: t('console.agency.email'), value: agency.email },
          { label: t('console.agency.phone'), value: agency.phone },
          { label: t('console.agency.website'), value: agency.website },
          { label: t('console.agency.address'), value: agency.address },
          { label: t('console.agency.city'), value: agency.city },
          { label: t('console.agency.country'), value: new Intl.DisplayNames(language, { type: 'region' }).of(agency.country) ?? agency.country },
          { label: t('console.agency.created'), value: <When at={agency.created_at} dayOnly /> },
          { label: t('console.agency.last_activity'), value: <When at={agency.last_activity} empty={t('console.list.never')} /> },
        ]} />
      </Panel>
      <LatestActs agency={agency} />
      <ReasonDialog question={question} onClose={() => setQuestion(null)} />
      <SubscriptionDialog agency={agency} opened={changing} onClose={() => setChanging(false)} />
    </>
  )
}

function Since({ at }: { at: string }) {
  const { t } = useWords()
  const [before, after] = t('console.agency.suspended_since', { date: '\n' }).split('\n')
  return (
    <>
      {before}
      <When at={at} />
      {after}.
    </>
  )
}

type Member = ConsoleAgencyRecord['members'][number]

function Members({ agency }: { agency: ConsoleAgencyRecord }) {
  const { t } = useWords()
  const roleName = useRoleName()
  const columns: readonly Column<Member>[] = [
    { name: 'name', label: t('console.accounts.name'), width: 'minmax(12rem, 2fr)', show: (member) => (
      <span className={styles.stack}>
        <RowLink href={addressOf(`/accounts/${member.account_id}`)}>{member.name}</RowLink>
        <span className={styles.small}>{member.email}</span>
      </span>
    ) },
    { name: 'role', label: t('console.agency.role'), width: 'minmax(8rem, 1fr)', show: (member) => (member.active ? roleName(member.role) : <Tag tone="grey">{t('console.agency.inactive')}</Tag>) },
    { name: 'last', label: t('console.accounts.last_activity'), width: 'minmax(9rem, 1fr)', align: 'right', show: (member) => <When at={member.last_activity} empty={t('console.list.never')} /> },
  ]
  if (agency.members.length === 0) return <EmptyState drawing="people" message={t('console.agency.members_empty')} />
  return <Table label={t('console.agency.members')} columns={columns} rows={agency.members} keyOf={(member) => member.id} flush />
}

function LatestActs({ agency }: { agency: ConsoleAgencyRecord }) {
  const { t } = useWords()
  const acts = useData(auditPage, 'audit/', { query: { agency: agency.id, page_size: 5 } })
  return (
    <Panel title={t('console.agency.latest')} flush aside={<a href={addressOf('/audit', { agency: agency.id })}>{t('console.agency.all_audit')}</a>}>
      <Answer of={acts} lines={3}>
        {({ results }) => (results.length === 0 ? <EmptyState drawing="history" message={t('console.agency.latest_empty')} /> : <AuditTable lines={results} flush />)}
      </Answer>
    </Panel>
  )
}
