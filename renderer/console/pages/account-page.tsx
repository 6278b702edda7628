import { Button } from '@mantine/core'
import { useState } from 'react'
import { z } from 'zod'
import { consoleAccount, consoleSession } from '../../../shared/contract/console.ts'
import type { ConsoleAccount, ConsoleSession } from '../../../shared/contract/console.ts'
import { EmptyState } from '../../components/show/empty-state.tsx'
import { Panel } from '../../components/show/panel.tsx'
import { ScreenHeader } from '../../components/show/screen-header.tsx'
import { Tag } from '../../components/show/status-badge.tsx'
import { showNotice } from '../../feedback/show.tsx'
import { usePlaceTitle } from '../../frame/place-title.ts'
import { useWords } from '../../language/words.tsx'
import { addressOf } from '../address.ts'
import { Answer } from '../parts/answer.tsx'
import { Facts } from '../parts/facts.tsx'
import { Figure } from '../parts/figure.tsx'
import styles from '../parts/parts.module.css'
import { ReasonDialog } from '../parts/reason-dialog.tsx'
import type { Question } from '../parts/reason-dialog.tsx'
import { Table } from '../parts/table.tsx'
import type { Column } from '../parts/table.tsx'
import { AccountStateTag, useRoleName } from '../parts/tags.tsx'
import { When } from '../parts/when.tsx'
import { useSession } from '../session/use-session.ts'
import { useAct, useData } from '../session/use-data.ts'
import { browserOf } from './browser-of.ts'

const sessionsAnswer = z.object({ sessions: z.array(consoleSession) })

export function AccountPage({ id }: { id: string }) {
  const account = useData(consoleAccount, `accounts/${id}/`)
  return (
    <div className={styles.page}>
      <Answer of={account}>{(record) => <Record account={record} />}</Answer>
    </div>
  )
}

function Record({ account }: { account: ConsoleAccount }) {
  const { t } = useWords()
  const { me } = useSession()
  const roleName = useRoleName()
  const act = useAct()
  const [question, setQuestion] = useState<Question | null>(null)
  const { id, name } = account
  usePlaceTitle(name)
  const isMe = id === me.account_id
  const onAccount = (path: string, done: string) => async (reason: string) => {
    await act(consoleAccount, `accounts/${id}/${path}/`, { body: { reason } })
    showNotice(done)
  }
  const close: Question = { title: t('console.account.close_title', { name }), text: t('console.account.close_text'), confirm: t('console.account.close'), danger: true, act: onAccount('close', t('console.account.closed', { name })) }
  const reopen: Question = { title: t('console.account.reopen_title', { name }), text: t('console.account.reopen_text'), confirm: t('console.account.reopen'), act: onAccount('reopen', t('console.account.reopened', { name })) }
  const unlock: Question = { title: t('console.account.unlock_title', { name }), text: t('console.account.unlock_text'), confirm: t('console.account.unlock'), act: onAccount('unlock', t('console.account.unlocked', { name })) }
  const dropFactor: Question = { title: t('console.account.drop_factor_title', { name }), text: t('console.account.drop_factor_text'), confirm: t('console.account.drop_factor'), danger: true, act: onAccount('drop-factor', t('console.account.dropped_factor', { name })) }
  const endAll: Question = { title: t('console.account.end_all_title', { name }), text: t('console.account.end_all_text'), confirm: t('console.account.end_all'), danger: true, act: onAccount('end-sessions', t('console.account.ended_all', { name })) }
  return (
    <>
      <ScreenHeader
        title={name}
        aside={<AccountStateTag state={account.state} />}
        actions={
          isMe ? (
            <span className={styles.muted}>{t('console.account.yourself')}</span>
          ) : (
            <Button variant="default" onClick={() => setQuestion(account.state === 'closed' ? reopen : close)}>
              {account.state === 'closed' ? t('console.account.reopen') : t('console.account.close')}
            </Button>
          )
        }
      />
      {account.locked_until === null ? null : (
        <div className={styles.note} data-tone="amber">
          <p>
            <LockedUntil at={account.locked_until} />
          </p>
          <Button variant="default" onClick={() => setQuestion(unlock)}>
            {t('console.account.unlock')}
          </Button>
        </div>
      )}
      <Panel title={t('console.account.facts')} aside={<a href={addressOf('/audit', { account: id })}>{t('console.account.audit')}</a>}>
        <Facts facts={[
          { label: t('console.account.email'), value: (
            <>
              {account.email} <Tag tone={account.verified ? 'lagoon' : 'amber'}>{t(account.verified ? 'console.account.verified' : 'console.account.unverified')}</Tag>
            </>
          ) },
          { label: t('console.account.username'), value: account.username },
          { label: t('console.account.phone'), value: account.phone },
          { label: t('console.account.role'), value: (
            <>
              {roleName(account.role)} {account.operator && account.role !== 'operator' ? <Tag tone="terracotta">{t('console.account.also_operator')}</Tag> : null}
            </>
          ) },
          { label: t('console.account.agency'), value: account.agency ? <a href={addressOf(`/agencies/${account.agency.id}`)}>{account.agency.name}</a> : null },
          { label: t('console.account.second_factor'), value: account.second_factor ? (
            <>
              {t('common.answer.yes')}{' '}
              <Button size="compact-xs" variant="default" onClick={() => setQuestion(dropFactor)}>
                {t('console.account.drop_factor')}
              </Button>
            </>
          ) : t('common.answer.no') },
          { label: t('console.account.sign_ins'), value: <Figure value={account.sign_ins} /> },
          { label: t('console.account.created'), value: <When at={account.created_at} dayOnly /> },
          { label: t('console.account.last_activity'), value: <When at={account.last_activity} empty={t('console.list.never')} /> },
        ]} />
      </Panel>
      <Sessions account={account} ask={setQuestion} endAll={endAll} />
      <ReasonDialog question={question} onClose={() => setQuestion(null)} />
    </>
  )
}

function LockedUntil({ at }: { at: string }) {
  const { t } = useWords()
  const [before, after] = t('console.account.locked_until', { date: '\n' }).split('\n')
  return (
    <>
      {before}
      <When at={at} />
      {after}
    </>
  )
}

function Sessions({ account, ask, endAll }: { account: ConsoleAccount; ask: (question: Question) => void; endAll: Question }) {
  const { t } = useWords()
  const act = useAct()
  const sessions = useData(sessionsAnswer, `accounts/${account.id}/sessions/`)
  const deviceName = (session: ConsoleSession): string => session.device ?? browserOf(session.user_agent) ?? t('console.account.unknown_device')
  const end = (session: ConsoleSession): Question => ({
    title: t('console.account.end_title'), text: t('console.account.end_text', { device: deviceName(session) }), confirm: t('console.account.end'), danger: true,
    act: async (reason) => {
      await act(z.null(), `sessions/${session.id}/end/`, { body: { reason } })
      showNotice(t('console.account.ended'))
    },
  })
  const columns: readonly Column<ConsoleSession>[] = [
    { name: 'device', label: t('console.account.device'), width: 'minmax(10rem, 2fr)', show: (session) => (
      <span className={styles.stack}>
        <span>
          <strong>{deviceName(session)}</strong> {session.current ? <Tag tone="lagoon">{t('console.account.current')}</Tag> : null}
        </span>
        <span className={styles.small}>{session.device === null ? '' : browserOf(session.user_agent)}</span>
      </span>
    ) },
    { name: 'from', label: t('console.account.from'), width: 'minmax(7rem, 1fr)', show: (session) => session.address ?? '–' },
    { name: 'begun', label: t('console.account.begun'), width: 'minmax(9rem, 1fr)', align: 'right', show: (session) => <When at={session.begun_at} /> },
    { name: 'used', label: t('console.account.used'), width: 'minmax(9rem, 1fr)', align: 'right', show: (session) => <When at={session.used_at} /> },
    { name: 'end', label: t('console.account.end'), width: '7rem', align: 'right', show: (session) =>
      session.current ? '–' : (
        <Button size="xs" variant="default" onClick={() => ask(end(session))}>
          {t('console.account.end')}
        </Button>
      ) },
  ]
  const others = sessions.data?.sessions.some((session) => !session.current) ?? false
  return (
    <Panel
      title={t('console.account.sessions')}
      flush
      aside={
        others ? (
          <Button size="xs" variant="default" onClick={() => ask(endAll)}>
            {t('console.account.end_all')}
          </Button>
        ) : null
      }
    >
      <Answer of={sessions} lines={3}>
        {({ sessions: rows }) =>
          rows.length === 0 ? <EmptyState drawing="rest" message={t('console.account.sessions_empty')} /> : <Table label={t('console.account.sessions')} columns={columns} rows={rows} keyOf={(session) => session.id} flush />
        }
      </Answer>
    </Panel>
  )
}
