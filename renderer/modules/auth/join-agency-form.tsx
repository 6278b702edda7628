import { Button, PasswordInput, Progress, TextInput } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import type { FormEvent } from 'react'
import { emailSchema } from '../../../shared/modules/auth/model.ts'
import { FormProblem } from '../../components/fields/form-problem.tsx'
import { toAppError } from '../../core/errors.ts'
import { useWords } from '../../language/words.tsx'
import { useEntrance } from '../../session/entrance-context.ts'
import styles from './entrance.module.css'
import { useFormAct } from './use-form-act.ts'

type Step = { done: number; total: number | null }

/** Receives an agency that exists on a server, for somebody who has an account there. */
export function JoinAgencyForm({ server: known, onBack }: { server: string; onBack: () => void }) {
  const { t, language } = useWords()
  const { core, enter } = useEntrance()
  const { waiting, problem, act } = useFormAct()
  const [server, setServer] = useState(known)
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const [asksCode, setAsksCode] = useState(false)
  const [missing, setMissing] = useState(false)
  const [badServer, setBadServer] = useState(false)
  const [step, setStep] = useState<Step | null>(null)
  const control = useRef(new AbortController())
  useEffect(() => () => control.current.abort(), [])

  const number = new Intl.NumberFormat(language)
  const problems = {
    server: server.trim() === '' ? t('session.check.required') : badServer ? t('exchange.join.server_check') : null,
    email: emailSchema.safeParse(email).success ? null : t('session.check.email'),
    password: password === '' ? t('session.check.required') : null,
    code: asksCode && code.trim() === '' ? t('session.check.required') : null,
  }
  function submit(event: FormEvent) {
    event.preventDefault()
    setMissing(true)
    if (Object.values(problems).some((one) => one !== null)) return
    void act(async () => {
      control.current = new AbortController()
      try {
        const given = { server: server.trim(), email: email.trim(), password, code: code.trim() || null }
        for await (const heard of await core.setup.joinAgency(given, { signal: control.current.signal })) {
          if (heard.kind === 'done') return enter(heard.session)
          setStep({ done: heard.done, total: heard.total })
        }
      } catch (error) {
        const { code: refused } = toAppError(error)
        if (refused === 'code_needed') setAsksCode(true)
        // The other fields were looked at here; an address is judged by whoever would go there.
        if (refused === 'invalid_input') return setBadServer(true)
        throw error
      } finally {
        setStep(null)
      }
    })
  }
  const part = step?.total ? Math.round((100 * step.done) / step.total) : 0

  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <TextInput
        autoFocus={known === ''}
        label={t('exchange.join.server')}
        placeholder={t('exchange.join.server_example')}
        required
        inputMode="url"
        autoComplete="url"
        value={server}
        onChange={(event) => {
          setServer(event.currentTarget.value)
          setBadServer(false)
        }}
        error={missing ? problems.server : null}
      />
      <TextInput
        label={t('session.sign_in.email')}
        required
        type="email"
        autoComplete="username"
        value={email}
        onChange={(event) => setEmail(event.currentTarget.value)}
        error={missing ? problems.email : null}
      />
      <PasswordInput
        label={t('session.sign_in.password')}
        required
        autoComplete="current-password"
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
        visibilityToggleButtonProps={{ 'aria-label': t('session.sign_in.show'), tabIndex: 0 }}
        error={missing ? problems.password : null}
      />
      {asksCode ? (
        <TextInput
          autoFocus
          label={t('exchange.code')}
          required
          inputMode="numeric"
          autoComplete="one-time-code"
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
          error={missing ? problems.code : null}
        />
      ) : null}
      {waiting ? (
        <div role="status">
          <p className={styles.detail}>
            {step?.total
              ? `${t('exchange.join.receiving')} · ${t('exchange.state.received_of', { done: number.format(step.done), total: number.format(step.total) })}`
              : t('exchange.join.asking')}
          </p>
          <Progress value={part} aria-label={t('exchange.join.receiving')} />
        </div>
      ) : null}
      <FormProblem>{problem}</FormProblem>
      <Button type="submit" loading={waiting}>
        {t('exchange.join.submit')}
      </Button>
      <Button variant="subtle" color="gray" onClick={onBack}>
        {t('common.action.back')}
      </Button>
    </form>
  )
}
