import { Button, PasswordInput, TextInput, UnstyledButton } from '@mantine/core'
import { useRef, useState } from 'react'
import type { FormEvent } from 'react'
import type { Role } from '../../../shared/modules/auth/model.ts'
import { FormProblem } from '../../components/fields/form-problem.tsx'
import { toAppError } from '../../core/errors.ts'
import { useWords } from '../../language/words.tsx'
import { useEntrance } from '../../session/entrance-context.ts'
import styles from './entrance.module.css'
import { EntranceLayout } from './entrance-layout.tsx'
import { initialsOf } from './initials.ts'
import { useFormAct } from './use-form-act.ts'

type DemoUser = { email: string; password: string; role: Role }

const lastEmail = 'digit-hab.last-email'

export function SignInScreen({ agencyName, demo }: { agencyName: string; demo: readonly DemoUser[] | null }) {
  const { t } = useWords()
  const { core, enter } = useEntrance()
  const { waiting, problem, act } = useFormAct()
  const [email, setEmail] = useState(() => localStorage.getItem(lastEmail) ?? '')
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const [asksCode, setAsksCode] = useState(false)
  const [missing, setMissing] = useState(false)
  const passwordField = useRef<HTMLInputElement>(null)

  // One of each role is enough to look around; the others come in with address and password.
  const offered = (demo ?? []).filter((user, index, all) => all.findIndex((other) => other.role === user.role) === index)
  const signIn = (as: { email: string; password: string; code?: string | null }) =>
    act(async () => {
      try {
        const session = await core.session.signIn(as)
        if (!demo) localStorage.setItem(lastEmail, as.email)
        enter(session)
      } catch (error) {
        setCode('')
        const { code: refused } = toAppError(error)
        if (refused === 'code_needed') setAsksCode(true)
        if (refused !== 'code_needed' && refused !== 'code_wrong') {
          setPassword('')
          passwordField.current?.focus()
        }
        throw error
      }
    })
  function submit(event: FormEvent) {
    event.preventDefault()
    if (email.trim() === '' || password === '') return setMissing(true)
    void signIn({ email: email.trim(), password, code: code.trim() || null })
  }

  return (
    <EntranceLayout title={t('session.sign_in.title')} text={agencyName}>
      {demo ? (
        <>
          <div className={styles.choices} role="group" aria-label={t('session.sign_in.demo')}>
            <p className={styles.detail} style={{ margin: 0 }}>
              {t('session.sign_in.demo')}
            </p>
            {offered.map((user) => (
              <UnstyledButton
                key={user.email}
                className={styles.choice}
                disabled={waiting}
                onClick={() => void signIn({ email: user.email, password: user.password })}
              >
                <span className={styles.choiceIcon} aria-hidden>
                  {initialsOf(t(`shell.role.${user.role}`))}
                </span>
                <span>
                  <span className={styles.choiceTitle}>
                    {t('session.sign_in.demo_as', { role: t(`shell.role.${user.role}`).toLowerCase() })}
                  </span>
                  <span className={styles.choiceText}>{user.email}</span>
                </span>
              </UnstyledButton>
            ))}
          </div>
          <p className={styles.or}>{t('session.sign_in.other')}</p>
        </>
      ) : null}
      <form className={styles.form} onSubmit={submit} noValidate>
        <TextInput
          size="md"
          type="email"
          autoComplete="username"
          autoFocus={!demo && email === ''}
          label={t('session.sign_in.email')}
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
          error={missing && email.trim() === '' ? t('session.check.required') : undefined}
        />
        <PasswordInput
          ref={passwordField}
          size="md"
          autoComplete="current-password"
          autoFocus={!demo && email !== ''}
          label={t('session.sign_in.password')}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          visibilityToggleButtonProps={{ 'aria-label': t('session.sign_in.show'), tabIndex: 0 }}
          error={missing && password === '' ? t('session.check.required') : undefined}
        />
        {asksCode ? (
          <TextInput
            size="md"
            autoFocus
            label={t('exchange.code')}
            inputMode="numeric"
            autoComplete="one-time-code"
            value={code}
            onChange={(event) => setCode(event.currentTarget.value)}
          />
        ) : null}
        <FormProblem>{problem}</FormProblem>
        <Button type="submit" size="md" loading={waiting} variant={demo ? 'default' : 'filled'}>
          {t('session.sign_in.submit')}
        </Button>
      </form>
    </EntranceLayout>
  )
}
