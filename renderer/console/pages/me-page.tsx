import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Code, PasswordInput, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { z } from 'zod'
import { consoleFactor, consoleFactorSecret, consoleRecoveryCodes, consoleSaid } from '../../../shared/contract/console.ts'
import type { AppError } from '../../../shared/values/error.ts'
import { FormProblem } from '../../components/fields/form-problem.tsx'
import { Form } from '../../components/fields/form.tsx'
import { Panel } from '../../components/show/panel.tsx'
import { ScreenHeader } from '../../components/show/screen-header.tsx'
import { showNotice } from '../../feedback/show.tsx'
import { useWords } from '../../language/words.tsx'
import { Answer } from '../parts/answer.tsx'
import { figureIn } from '../parts/figure.tsx'
import styles from '../parts/parts.module.css'
import { PasswordForm } from '../session/password-form.tsx'
import { useSession } from '../session/use-session.ts'
import { useRefusable } from '../session/use-refusable.ts'

/** One's own password and second factor: the keys to every agency of the platform. */
export function MePage() {
  const { t } = useWords()
  const { me } = useSession()
  return (
    <div className={styles.page}>
      <ScreenHeader title={t('console.me.title')} aside={me.email} />
      <div className={styles.columns}>
        <Panel title={t('console.me.factor')}>
          <SecondFactor />
        </Panel>
        <Panel title={t('console.me.password')}>
          <PasswordForm current={null} onChanged={() => showNotice(t('console.me.changed'))} />
        </Panel>
      </div>
    </div>
  )
}

type Secret = z.infer<typeof consoleFactorSecret>

function SecondFactor() {
  const { t, language } = useWords()
  const { door } = useSession()
  const queries = useQueryClient()
  const factor = useQuery<z.infer<typeof consoleFactor>, AppError>({ queryKey: ['two-factor'], queryFn: ({ signal }) => door.api.call(consoleFactor, 'auth/two-factor/', { signal }) })
  const [secret, setSecret] = useState<Secret | null>(null)
  const [codes, setCodes] = useState<readonly string[] | null>(null)
  const settle = () => queries.invalidateQueries()

  if (codes) return <RecoveryCodes codes={codes} onKept={() => setCodes(null)} />
  if (secret)
    return (
      <ConfirmFactor
        secret={secret}
        onConfirmed={async (given) => {
          setSecret(null)
          setCodes(given)
          await settle()
        }}
      />
    )
  return (
    <Answer of={factor} lines={2}>
      {({ enabled, recovery_codes_left: left }) => (
        <div className={styles.form}>
          <p className={styles.formText}>{enabled ? t('console.me.factor_on', { left: figureIn(language, left) }) : t('console.me.factor_off')}</p>
          <WithPassword
            key={String(enabled)}
            act={enabled ? t('console.me.factor_drop') : t('console.me.factor_begin')}
            send={async (password) => {
              if (!enabled) return setSecret(await door.api.call(consoleFactorSecret, 'auth/two-factor/setup/', { method: 'POST', body: { password } }))
              await door.api.call(consoleSaid, 'auth/two-factor/disable/', { method: 'POST', body: { password } })
              await settle()
            }}
          />
        </div>
      )}
    </Answer>
  )
}

function WithPassword({ act: word, send }: { act: string; send: (password: string) => Promise<void> }) {
  const { t } = useWords()
  const { waiting, problem, act } = useRefusable()
  const [password, setPassword] = useState('')
  const [checked, setChecked] = useState(false)
  function submit(): void {
    setChecked(true)
    if (password !== '') void act(() => send(password))
  }
  return (
    <Form className={styles.form} onSubmit={submit}>
      <PasswordInput
        label={t('console.me.current')}
        description={t('console.me.factor_password')}
        autoComplete="current-password"
        visibilityToggleButtonProps={{ 'aria-label': t('session.sign_in.show'), tabIndex: 0 }}
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
        error={checked && password === '' ? t('session.check.required') : undefined}
      />
      <FormProblem>{problem}</FormProblem>
      <div className={styles.formActions}>
        <Button type="submit" loading={waiting}>
          {word}
        </Button>
      </div>
    </Form>
  )
}

function ConfirmFactor({ secret, onConfirmed }: { secret: Secret; onConfirmed: (codes: readonly string[]) => Promise<void> }) {
  const { t } = useWords()
  const { door } = useSession()
  const { waiting, problem, act } = useRefusable()
  const [code, setCode] = useState('')
  function submit(): void {
    void act(async () => onConfirmed((await door.api.call(consoleRecoveryCodes, 'auth/two-factor/confirm/', { method: 'POST', body: { code: code.trim() } })).recovery_codes))
  }
  return (
    <Form className={styles.form} onSubmit={submit}>
      <p className={styles.formText}>{t('console.me.factor_secret')}</p>
      <Code block data-secret={secret.secret}>
        {secret.secret.replaceAll(/(.{4})(?=.)/g, '$1 ')}
      </Code>
      <a href={secret.otpauth_url}>{t('console.me.factor_open')}</a>
      <TextInput autoFocus autoComplete="one-time-code" inputMode="numeric" label={t('console.me.factor_code')} value={code} onChange={(event) => setCode(event.currentTarget.value)} />
      <FormProblem>{problem}</FormProblem>
      <div className={styles.formActions}>
        <Button type="submit" loading={waiting} disabled={code.trim() === ''}>
          {t('console.me.factor_confirm')}
        </Button>
      </div>
    </Form>
  )
}

function RecoveryCodes({ codes, onKept }: { codes: readonly string[]; onKept: () => void }) {
  const { t } = useWords()
  return (
    <div className={styles.form} role="status">
      <p className={styles.formText}>{t('console.me.factor_codes')}</p>
      <Code block>{codes.join('\n')}</Code>
      <div className={styles.formActions}>
        <Button onClick={onKept}>{t('console.me.factor_kept')}</Button>
      </div>
    </div>
  )
}
