import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { isMessageKey } from '../../../shared/language/index.ts'
import type { SyncState, WaitingCommand } from '../../../shared/modules/core/model-views.ts'
import { formatInstant } from '../../../shared/values/period.ts'
import { Panel } from '../../components/show/panel.tsx'
import { ScreenHeader } from '../../components/show/screen-header.tsx'
import { useCoreClient } from '../../data/client.tsx'
import { useCore } from '../../data/use-core.ts'
import { ErrorNote } from '../../feedback/error-note.tsx'
import { showError } from '../../feedback/show.tsx'
import { standInWords } from '../../frame/exchange-words.ts'
import { useWords } from '../../language/words.tsx'
import { useAgencyFrame } from '../../session/session.tsx'
import styles from './exchanges.module.css'
import { LeavePanel } from './leave-panel.tsx'
import { ReconnectPanel } from './reconnect-panel.tsx'

/** How this post stands with the agency's server: what waits, when they last spoke, and what to do. */
export function ExchangesScreen() {
  const { t } = useWords()
  const core = useCoreClient()
  const queries = useQueryClient()
  const { data: state, error, refetch } = useCore(['sync', 'state'], {})
  const [sending, setSending] = useState(false)
  async function send() {
    setSending(true)
    try {
      queries.setQueryData(['sync', 'state', {}], await core.sync.now({}))
    } catch (problem) {
      showError(problem)
    } finally {
      setSending(false)
    }
  }
  return (
    <div className={styles.screen}>
      <ScreenHeader
        title={t('exchange.title')}
        aside={t('exchange.intro')}
        actions={
          state?.server ? (
            <Button loading={sending} onClick={() => void send()}>
              {t('exchange.send')}
            </Button>
          ) : null
        }
      />
      {error && !state ? <ErrorNote error={error} onRetry={() => void refetch()} /> : null}
      {state && !state.server ? <p className={styles.alone}>{t('exchange.state.alone')}</p> : null}
      {state?.server ? (
        <div className={styles.column}>
          <StandPanel state={state} />
          {state.stopped === 'signedOut' ? <ReconnectPanel /> : null}
          <WaitingPanel state={state} />
          <LeavePanel waiting={state.waitingCount} />
        </div>
      ) : null}
    </div>
  )
}

function StandPanel({ state }: { state: SyncState }) {
  const { t, language } = useWords()
  const { zone } = useAgencyFrame()
  const number = new Intl.NumberFormat(language)
  const total = Math.max(state.head ?? 0, state.cursor)
  return (
    <Panel title={t('exchange.state.title')} aside={standInWords(state, t)}>
      <p className={styles.stand}>{t(`exchange.state.${standOf(state)}`)}</p>
      <dl className={styles.facts}>
        <dt>{t('exchange.state.server')}</dt>
        <dd>{state.server}</dd>
        <dt>{t('exchange.state.last')}</dt>
        <dd>{state.exchangedAt === null ? t('exchange.state.never') : formatInstant(state.exchangedAt, { language, zone, now: Date.now() })}</dd>
        <dt>{t('exchange.state.received')}</dt>
        <dd>{t('exchange.state.received_of', { done: number.format(state.cursor), total: number.format(total) })}</dd>
        {state.arriving ? (
          <>
            <dt>{t(`exchange.state.${state.arriving.what}`)}</dt>
            <dd>{t('exchange.state.received_of', { done: number.format(state.arriving.done), total: number.format(state.arriving.total) })}</dd>
          </>
        ) : null}
      </dl>
    </Panel>
  )
}

function standOf({ stopped, waitingCount }: SyncState) {
  if (stopped === 'signedOut') return 'sign_in'
  if (stopped === 'revoked') return 'revoked'
  if (stopped === 'tooOld') return 'too_old'
  if (stopped !== null) return 'offline'
  return waitingCount > 0 ? 'to_send' : 'in_step'
}

function WaitingPanel({ state }: { state: SyncState }) {
  const { t } = useWords()
  const more = state.waitingCount - state.waiting.length
  return (
    <Panel title={t('exchange.waiting.title')} aside={state.waitingCount === 0 ? null : state.waitingCount}>
      {state.waiting.length === 0 ? <p className={styles.stand}>{t('exchange.waiting.none')}</p> : null}
      <ol className={styles.lines} aria-label={t('exchange.waiting.title')}>
        {state.waiting.map((command) => (
          <WaitingLine key={command.commandId} command={command} />
        ))}
      </ol>
      {more > 0 ? <p className={styles.stand}>{t('exchange.waiting.more', { count: more })}</p> : null}
    </Panel>
  )
}

function WaitingLine({ command }: { command: WaitingCommand }) {
  const { t, tKey, language } = useWords()
  const { zone } = useAgencyFrame()
  const key = `activity.did.${command.name}`
  return (
    <li className={styles.line}>
      <time className={styles.time} dateTime={new Date(command.typedAt).toISOString()}>
        {formatInstant(command.typedAt, { language, zone, now: Date.now() })}
      </time>
      <span>
        {command.by ?? t('exchange.waiting.someone')} {isMessageKey(key) ? tKey(key) : command.name}{' '}
        <strong>{command.title ?? t('exchange.waiting.unnamed')}</strong>
      </span>
    </li>
  )
}
