import { Button, PasswordInput, TextInput } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import type { AppError } from '../../../shared/values/error.ts'
import { FormProblem } from '../../components/fields/form-problem.tsx'
import { Form } from '../../components/fields/form.tsx'
import { errorInWords } from '../../feedback/error-words.ts'
import { useWords } from '../../language/words.tsx'
import styles from '../../modules/auth/entrance.module.css'
import type { Credentials } from './api.ts'
import { known } from './door.ts'
import { DoorLayout } from './door-layout.tsx'

const lastEmail = 'digit-hab.console.last-email'

type SignIn = { ended: AppError | null; signIn: (credentials: Credentials) => Promise<void> }

export function SignInScreen({ ended, signIn }: SignIn) {
  const { t } = useWords()
  const [email, setEmail] = useState(() => localStorage.getItem(lastEmail) ?? '')
  const [password, setPassword] = useState('')
  const [code, setCode] = useState<string | null>(null)
  const [missing, setMissing] = useState(false)
  const [waiting, setWaiting] = useState(false)
  const [problem, setProblem] = useState<AppError | null>(ended)
  const passwordField = useRef<HTMLInputElement>(null)
  const codeField = useRef<HTMLInputElement>(null)
  const asksCode = code !== null

  useEffect(() => {
    document.title = [t('console.sign_in.title'), t('shell.name')].join(' · ')
  }, [t])
  useEffect(() => {
    if (asksCode) codeField.current?.focus()
  }, [asksCode])

  async function submit(): Promise<void> {
    if (email.trim() === '' || password === '' || code?.trim() === '') return setMissing(true)
    setMissing(false)
    setWaiting(true)
    setProblem(null)
    try {
      await signIn({ email: email.trim(), password, code: code?.trim() ?? null })
      localStorage.setItem(lastEmail, email.trim())
    } catch (thrown) {
      refused(known(thrown))
    } finally {
      setWaiting(false)
    }
  }

  function refused(error: AppError): void {
    // Asked for, not refused: the field that comes says it.
    if (error.code === 'code_needed') return setCode('')
    setProblem(error)
    if (error.code === 'code_wrong') {
      setCode('')
      return codeField.current?.focus()
    }
    setPassword('')
    setCode(null)
    passwordField.current?.focus()
  }

  const words = (error: AppError): string =>
    error.code === 'forbidden' ? t('console.sign_in.not_operator')
    : ['not_signed_in', 'token_invalid'].includes(error.code) ? t('console.sign_in.ended')
    : errorInWords(error, t)

  return (
    <DoorLayout title={t('console.sign_in.title')} text={t('console.sign_in.text')}>
      <Form className={styles.form} onSubmit={() => void submit()}>
        <TextInput
          size="md"
          type="email"
          autoComplete="username"
          autoFocus={email === ''}
          label={t('session.sign_in.email')}
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
          error={missing && email.trim() === '' ? t('session.check.required') : undefined}
        />
        <PasswordInput
          ref={passwordField}
          size="md"
          autoComplete="current-password"
          autoFocus={email !== ''}
          label={t('session.sign_in.password')}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          visibilityToggleButtonProps={{ 'aria-label': t('session.sign_in.show'), tabIndex: 0 }}
          error={missing && password === '' ? t('session.check.required') : undefined}
        />
        {asksCode ? (
          <TextInput
            ref={codeField}
            size="md"
            autoComplete="one-time-code"
            label={t('console.sign_in.code')}
            description={t('console.sign_in.code_help')}
            value={code}
            onChange={(event) => setCode(event.currentTarget.value)}
            error={missing && code.trim() === '' ? t('session.check.required') : undefined}
          />
        ) : null}
        <FormProblem>{problem === null ? null : words(problem)}</FormProblem>
        <Button type="submit" size="md" loading={waiting}>
          {t('session.sign_in.submit')}
        </Button>
      </Form>
    </DoorLayout>
  )
}
