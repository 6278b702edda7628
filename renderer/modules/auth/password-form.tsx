import { Button, PasswordInput } from '@mantine/core'
import { useState } from 'react'
import type { FormEvent } from 'react'
import { FormProblem } from '../../components/fields/form-problem.tsx'
import { useWords } from '../../language/words.tsx'
import { useEntrance } from '../../session/entrance-context.ts'
import styles from './entrance.module.css'
import { useNewPassword } from './new-password.tsx'
import { useFormAct } from './use-form-act.ts'

/** The current password, the new one twice. */
export function PasswordForm({ currentLabel, onDone }: { currentLabel: string; onDone: () => Promise<void> | void }) {
  const { t } = useWords()
  const { core } = useEntrance()
  const { waiting, problem, act } = useFormAct()
  const [current, setCurrent] = useState('')
  const [missing, setMissing] = useState(false)
  const next = useNewPassword((value) => (value === current ? t('session.password.same') : null))
  const repeat = useNewPassword((value) => (value === next.value ? null : t('session.password.differs')))
  const toggle = { visibilityToggleButtonProps: { 'aria-label': t('session.sign_in.show') } }

  function submit(event: FormEvent) {
    event.preventDefault()
    setMissing(current === '')
    const fine = [next.check(), repeat.check()].every(Boolean)
    if (!fine || current === '') return
    void act(async () => {
      await core.session.changePassword({ current, next: next.value })
      await onDone()
    })
  }
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <PasswordInput
        data-autofocus
        autoFocus
        label={currentLabel}
        autoComplete="current-password"
        value={current}
        onChange={(event) => setCurrent(event.currentTarget.value)}
        error={missing && current === '' ? t('session.check.required') : undefined}
        {...toggle}
      />
      <PasswordInput
        label={t('session.password.next')}
        description={t('session.password.rule')}
        autoComplete="new-password"
        {...next.field}
        {...toggle}
      />
      <PasswordInput label={t('session.password.repeat')} autoComplete="new-password" {...repeat.field} {...toggle} />
      <FormProblem>{problem}</FormProblem>
      <Button type="submit" loading={waiting}>
        {t('session.password.submit')}
      </Button>
    </form>
  )
}
