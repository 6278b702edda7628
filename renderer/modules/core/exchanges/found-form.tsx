import { Button, Group, PasswordInput, SegmentedControl, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { FormEvent } from 'react'
import type { Translate } from '../../../../shared/language/index.ts'
import { emailSchema } from '../../../../shared/modules/auth/model.ts'
import { FormProblem } from '../../../components/fields/form-problem.tsx'
import { toAppError } from '../../../core/errors.ts'
import { useCoreClient } from '../../../data/client.tsx'
import { errorInWords } from '../../../feedback/error-words.ts'
import { useWords } from '../../../language/words.tsx'
import { useSession } from '../../../session/session.tsx'
import { leastPassword } from '../../auth/new-password.tsx'
import { useFormAct } from '../../auth/use-form-act.ts'
import styles from '../exchanges.module.css'

/** Which server, and under whose account. @param known what is settled already: only the password is asked for again. */
export function FoundForm({ known, onBack }: { known?: { server: string; email: string }; onBack?: () => void }) {
  const { t } = useWords()
  const core = useCoreClient()
  const queries = useQueryClient()
  const { member } = useSession()
  const [account, setAccount] = useState<'known' | 'new'>('known')
  const [server, setServer] = useState(known?.server ?? '')
  const [email, setEmail] = useState(known?.email ?? member.email ?? '')
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const [asksCode, setAsksCode] = useState(false)
  const [seen, setSeen] = useState(false)
  const [badServer, setBadServer] = useState(false)
  const newAccount = account === 'new'
  const { waiting, problem, act } = useFormAct((error, words) => refusalInWords(error, newAccount, words))

  const problems = {
    server: server.trim() === '' ? t('session.check.required') : badServer ? t('exchange.join.server_check') : null,
    email: emailSchema.safeParse(email).success ? null : t('session.check.email'),
    password: passwordProblem(password, newAccount, t),
    code: asksCode && code.trim() === '' ? t('session.check.required') : null,
  }
  const shown = (name: keyof typeof problems) => (seen ? problems[name] : null)
  function submit(event: FormEvent) {
    event.preventDefault()
    setSeen(true)
    const form = event.currentTarget as HTMLFormElement
    const first = (['server', 'email', 'password', 'code'] as const).find((name) => problems[name] !== null)
    if (first) return form.querySelector<HTMLElement>(`[name=${first}]`)?.focus()
    void act(async () => {
      try {
        const given = { server: server.trim(), email: email.trim(), password, code: code.trim() || null, newAccount }
        queries.setQueryData(['sync', 'state', {}], await core.sync.found(given))
      } catch (error) {
        const { code: refused } = toAppError(error)
        if (refused === 'code_needed') setAsksCode(true)
        // The other fields were looked at here; an address is judged by whoever would go there.
        if (refused === 'invalid_input') return setBadServer(true)
        throw error
      }
    })
  }

  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      {known ? null : (
        <TextInput
          autoFocus
          name="server"
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
          error={shown('server')}
        />
      )}
      {known ? null : (
        <SegmentedControl
          fullWidth
          className={styles.wide!}
          aria-label={t('exchange.found.account')}
          value={account}
          onChange={(value) => setAccount(value as typeof account)}
          data={[
            { value: 'known', label: t('exchange.found.known') },
            { value: 'new', label: t('exchange.found.new') },
          ]}
        />
      )}
      {newAccount ? <p className={styles.stand}>{t('exchange.found.new_text', { name: member.name })}</p> : null}
      <TextInput
        name="email"
        label={t('session.sign_in.email')}
        required
        readOnly={known !== undefined}
        type="email"
        autoComplete="username"
        value={email}
        onChange={(event) => setEmail(event.currentTarget.value)}
        error={shown('email')}
      />
      <PasswordInput
        autoFocus={known !== undefined}
        name="password"
        label={newAccount ? t('exchange.found.password_new') : t('session.sign_in.password')}
        {...(newAccount ? { description: t('session.password.rule') } : {})}
        required
        autoComplete={newAccount ? 'new-password' : 'current-password'}
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
        visibilityToggleButtonProps={{ 'aria-label': t('session.sign_in.show'), tabIndex: 0 }}
        error={shown('password')}
      />
      {asksCode ? (
        <TextInput
          autoFocus
          name="code"
          label={t('exchange.code')}
          required
          inputMode="numeric"
          autoComplete="one-time-code"
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
          error={shown('code')}
        />
      ) : null}
      {waiting ? (
        <p className={styles.stand} role="status">
          {t('exchange.found.asking')}
        </p>
      ) : null}
      <FormProblem>{problem}</FormProblem>
      <Group gap="sm">
        <Button type="submit" loading={waiting}>
          {known ? t('exchange.sign_in.submit') : t('exchange.found.submit')}
        </Button>
        {onBack ? (
          <Button variant="subtle" color="gray" disabled={waiting} onClick={onBack}>
            {t('common.action.back')}
          </Button>
        ) : null}
      </Group>
    </form>
  )
}

function passwordProblem(password: string, isNew: boolean, t: Translate): string | null {
  if (password === '') return t('session.check.required')
  return isNew && password.length < leastPassword ? t('session.password.short', { count: leastPassword - password.length }) : null
}

function refusalInWords(error: unknown, isNew: boolean, t: Translate): string {
  const { code } = toAppError(error)
  if (code === 'already_exists') return t(isNew ? 'exchange.found.taken' : 'exchange.found.of_another')
  return code === 'rule_broken' ? t('exchange.found.other_account') : errorInWords(error, t)
}
