import { Button, PasswordInput, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { FormEvent } from 'react'
import { FormProblem } from '../../components/fields/form-problem.tsx'
import { Panel } from '../../components/show/panel.tsx'
import { toAppError } from '../../core/errors.ts'
import { useCoreClient } from '../../data/client.tsx'
import { showNotice } from '../../feedback/show.tsx'
import { useWords } from '../../language/words.tsx'
import { useSession } from '../../session/session.tsx'
import { useFormAct } from '../auth/use-form-act.ts'
import styles from './exchanges.module.css'

/** The server asks for the password again; work here goes on meanwhile. */
export function ReconnectPanel() {
  const { t } = useWords()
  const core = useCoreClient()
  const queries = useQueryClient()
  const { member } = useSession()
  const { waiting, problem, act } = useFormAct()
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const [asksCode, setAsksCode] = useState(false)
  function submit(event: FormEvent) {
    event.preventDefault()
    if (password === '') return
    void act(async () => {
      try {
        queries.setQueryData(['sync', 'state', {}], await core.sync.connect({ password, code: code.trim() || null }))
        showNotice(t('exchange.sign_in.done'))
      } catch (error) {
        if (toAppError(error).code === 'code_needed') setAsksCode(true)
        throw error
      }
    })
  }
  return (
    <Panel title={t('exchange.sign_in.title')} tone="attention">
      <p className={styles.stand}>{t('exchange.sign_in.text', { email: member.email ?? '' })}</p>
      <form className={styles.form} onSubmit={submit}>
        <PasswordInput
          label={t('session.sign_in.password')}
          autoComplete="current-password"
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          visibilityToggleButtonProps={{ 'aria-label': t('session.sign_in.show'), tabIndex: 0 }}
        />
        {asksCode ? (
          <TextInput
            autoFocus
            label={t('exchange.code')}
            inputMode="numeric"
            autoComplete="one-time-code"
            value={code}
            onChange={(event) => setCode(event.currentTarget.value)}
          />
        ) : null}
        <FormProblem>{problem}</FormProblem>
        <Button type="submit" loading={waiting}>
          {t('exchange.sign_in.submit')}
        </Button>
      </form>
    </Panel>
  )
}
