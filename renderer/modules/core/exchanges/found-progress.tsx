import { Button, Group, Modal, Progress } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { Translate } from '../../../../shared/language/index.ts'
import type { FoundingState } from '../../../../shared/modules/core/model-views.ts'
import { isErrorCode } from '../../../../shared/values/error.ts'
import { FormProblem } from '../../../components/fields/form-problem.tsx'
import { Panel } from '../../../components/show/panel.tsx'
import { toAppError } from '../../../core/errors.ts'
import { useCoreClient } from '../../../data/client.tsx'
import { errorInWords } from '../../../feedback/error-words.ts'
import { showError, showNotice } from '../../../feedback/show.tsx'
import { percentOf } from '../../../frame/exchange-words.ts'
import { useWords } from '../../../language/words.tsx'
import { useMay } from '../../../session/session.tsx'
import styles from '../exchanges.module.css'
import { FoundForm } from './found-form.tsx'

/** How far the agency is on its way, and what keeps it. */
export function FoundProgress({ founding }: { founding: FoundingState }) {
  const { t, language } = useWords()
  const core = useCoreClient()
  const queries = useQueryClient()
  const mayFound = useMay('sync.found')
  const [trying, setTrying] = useState(false)
  // The form that led here is gone, and the keyboard with it.
  const said = useRef<HTMLParagraphElement>(null)
  useEffect(() => {
    if (document.activeElement === document.body) said.current?.focus()
  }, [])
  const number = new Intl.NumberFormat(language)
  const { server, email, sent, total, stage, stopped, code } = founding
  const halted = code !== null || stopped === 'signedOut'
  async function again() {
    setTrying(true)
    try {
      queries.setQueryData(['sync', 'state', {}], await core.sync.now({}))
    } catch (error) {
      showError(error)
    } finally {
      setTrying(false)
    }
  }
  return (
    <Panel title={t('exchange.found.running')} tone={halted ? 'attention' : 'paper'}>
      <p className={styles.stand}>{t('exchange.found.to', { server, email })}</p>
      <div className={styles.bar}>
        <Progress value={percentOf(founding)} aria-label={t('exchange.found.sending')} />
        <p className={styles.figures}>
          {sent === null ? t('exchange.found.begun') : t('exchange.found.progress', { done: number.format(Math.min(sent, total)), total: number.format(total) })}
        </p>
      </div>
      <p ref={said} tabIndex={-1} className={styles.word} role="status">
        {stateInWords(founding, t)}
      </p>
      {stopped === 'signedOut' && mayFound ? <FoundForm known={{ server, email }} /> : null}
      <Group mt="md" gap="sm">
        {(code !== null && mayFound) || stopped === 'away' ? (
          <Button variant={code === null ? 'default' : 'filled'} loading={trying || founding.working} onClick={() => void again()}>
            {t('exchange.found.retry')}
          </Button>
        ) : null}
        {code === 'already_exists' ? (
          <Button variant="default" component={Link} to="/settings">
            {t('shell.nav.settings')}
          </Button>
        ) : null}
        {stage === 'sending' && mayFound ? <GiveUp /> : null}
      </Group>
    </Panel>
  )
}

function stateInWords({ stage, stopped, code }: FoundingState, t: Translate): string {
  if (code === 'already_exists') return t('exchange.found.license_taken')
  if (code === 'agency_here') return t('exchange.found.there_already')
  if (code === 'forbidden') return t('exchange.found.not_admin')
  if (code !== null) return t('exchange.found.refused', { why: t(isErrorCode(code) ? `error.${code}` : 'error.internal') })
  if (stopped !== null && stopped !== 'revoked') return t(`exchange.found.${stopped}`)
  return t(stage === 'sealed' ? 'exchange.found.sealed' : 'exchange.found.working_on')
}

/** Back to being alone, as long as the server does not decide. */
function GiveUp() {
  const { t } = useWords()
  const core = useCoreClient()
  const queries = useQueryClient()
  const [asking, setAsking] = useState(false)
  const [waiting, setWaiting] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const [away, setAway] = useState(false)
  function close() {
    setAsking(false)
    setAway(false)
    setProblem(null)
  }
  async function drop() {
    setWaiting(true)
    setProblem(null)
    try {
      const state = await core.sync.dropFounding({ anyway: away })
      close()
      queries.setQueryData(['sync', 'state', {}], state)
      showNotice(t('exchange.found.dropped'))
    } catch (error) {
      const isAway = toAppError(error).code === 'online_only'
      setAway(isAway)
      setProblem(isAway ? t('exchange.found.drop_away') : errorInWords(error, t))
    } finally {
      setWaiting(false)
    }
  }
  return (
    <>
      <Button variant="subtle" color="gray" onClick={() => setAsking(true)}>
        {t('exchange.found.drop')}
      </Button>
      <Modal opened={asking} onClose={close} title={t('exchange.found.drop_sure')} size={460} closeButtonProps={{ 'aria-label': t('common.action.close') }}>
        <p className={styles.stand}>{t('exchange.found.drop_text')}</p>
        <FormProblem>{problem}</FormProblem>
        <Group justify="flex-end" mt="md">
          <Button variant="default" onClick={close}>
            {t('common.action.cancel')}
          </Button>
          <Button color="red" loading={waiting} onClick={() => void drop()}>
            {t(away ? 'exchange.found.drop_anyway' : 'exchange.found.drop_submit')}
          </Button>
        </Group>
      </Modal>
    </>
  )
}
