import { Button, PasswordInput, SegmentedControl, TextInput } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import type { AppError } from '../../../shared/values/error.ts'
import { FormProblem } from '../../components/fields/form-problem.tsx'
import { Form } from '../../components/fields/form.tsx'
import { errorInWords } from '../../feedback/error-words.ts'
import { Brand } from '../../frame/brand.tsx'
import { useWords } from '../../language/words.tsx'
import styles from '../../modules/auth/entrance.module.css'
import { Street } from '../../modules/auth/street.tsx'
import type { Credentials } from './api.ts'
import { known } from './door.ts'

const lastEmail = 'digit-hab.console.last-email'

type SignIn = { ended: AppError | null; signIn: (credentials: Credentials) => Promise<void> }

export function SignInScreen({ ended, signIn }: SignIn) {
  const { t, language, speak } = useWords()
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
    <div className={styles.layout}>
      <div className={styles.scene} aria-hidden>
        <div className={styles.sceneBrand}>
          <Brand />
        </div>
        <p className={styles.tagline}>{t('console.tagline')}</p>
        <Street />
      </div>
      <main className={styles.side}>
        <div className={styles.language}>
          <SegmentedControl
            size="xs"
            aria-label={t('settings.language.title')}
            data={[
              { value: 'fr', label: t('common.language.fr') },
              { value: 'en', label: t('common.language.en') },
            ]}
            value={language}
            onChange={(next) => speak(next === 'en' ? 'en' : 'fr')}
          />
        </div>
        <div className={styles.card}>
          <h1 className={styles.title}>{t('console.sign_in.title')}</h1>
          <p className={styles.text}>{t('console.sign_in.text')}</p>
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
        </div>
      </main>
    </div>
  )
}
