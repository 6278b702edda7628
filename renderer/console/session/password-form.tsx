import { Button, PasswordInput } from '@mantine/core'
import type { MantineSize } from '@mantine/core'
import { useState } from 'react'
import { consoleSaid } from '../../../shared/contract/console.ts'
import { FormProblem } from '../../components/fields/form-problem.tsx'
import { Form } from '../../components/fields/form.tsx'
import { useWords } from '../../language/words.tsx'
import parts from '../parts/parts.module.css'
import { useRefusable } from './use-refusable.ts'
import { useSession } from './use-session.ts'

/** `current`: the present password where it is known already; null asks for it. */
type PasswordFormProps = { current: string | null; onChanged: () => void; size?: MantineSize }

export function PasswordForm({ current, onChanged, size = 'sm' }: PasswordFormProps) {
  const { t } = useWords()
  const { door, me } = useSession()
  const { waiting, problem, act } = useRefusable()
  const [old, setOld] = useState('')
  const [fresh, setFresh] = useState('')
  const [repeat, setRepeat] = useState('')
  const [checked, setChecked] = useState(false)
  const shared = { size, visibilityToggleButtonProps: { 'aria-label': t('session.sign_in.show'), tabIndex: 0 } } as const
  const required = (text: string): string | undefined => (checked && text === '' ? t('session.check.required') : undefined)

  function submit(): void {
    setChecked(true)
    if ((current === null && old === '') || fresh === '' || fresh !== repeat) return
    void act(async () => {
      await door.api.call(consoleSaid, 'auth/users/change_password/', { method: 'POST', body: { old_password: current ?? old, new_password: fresh, new_password_confirm: repeat } })
      setOld('')
      setFresh('')
      setRepeat('')
      setChecked(false)
      onChanged()
    })
  }

  return (
    <Form className={parts.form} onSubmit={submit}>
      {/* For the keeper of passwords of the browser: whose this is. */}
      <input type="email" name="username" autoComplete="username" value={me.email} readOnly hidden />
      {current === null ? (
        <PasswordInput {...shared} label={t('console.me.current')} autoComplete="current-password" value={old} onChange={(event) => setOld(event.currentTarget.value)} error={required(old)} />
      ) : null}
      <PasswordInput {...shared} label={t('console.me.fresh')} autoComplete="new-password" autoFocus={current !== null} value={fresh} onChange={(event) => setFresh(event.currentTarget.value)} error={required(fresh)} />
      <PasswordInput
        {...shared}
        label={t('console.me.repeat')}
        autoComplete="new-password"
        value={repeat}
        onChange={(event) => setRepeat(event.currentTarget.value)}
        error={required(repeat) ?? (checked && fresh !== repeat ? t('problem.mismatch') : undefined)}
      />
      <FormProblem>{problem}</FormProblem>
      <div className={parts.formActions}>
        <Button type="submit" size={size} loading={waiting}>
          {t('console.me.change')}
        </Button>
      </div>
    </Form>
  )
}
