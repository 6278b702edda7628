import { Button, FocusTrap, PasswordInput } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import type { FormEvent } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { FormProblem } from '../../components/fields/form-problem.tsx'
import { useWords } from '../../language/words.tsx'
import { useEntrance } from '../../session/entrance-context.ts'
import { useSession } from '../../session/session.tsx'
import styles from './entrance.module.css'
import { EntranceLayout } from './entrance-layout.tsx'
import { useFormAct } from './use-form-act.ts'

/** Over everything until the same member comes back, or another signs in. */
export function LockScreen() {
  const { t } = useWords()
  const { core, enter, signOut } = useEntrance()
  const { member } = useSession()
  const queries = useQueryClient()
  const { waiting, problem, act } = useFormAct()
  const [password, setPassword] = useState('')
  const field = useRef<HTMLInputElement>(null)

  useEffect(() => {
    // Menus and dialogs stand at the end of the document, outside of what the lock hides.
    document.body.dataset['locked'] = ''
    return () => {
      delete document.body.dataset['locked']
    }
  }, [])

  function submit(event: FormEvent) {
    event.preventDefault()
    if (password === '') return
    void act(async () => {
      try {
        enter(await core.session.unlock({ password }))
        void queries.invalidateQueries()
      } catch (error) {
        setPassword('')
        field.current?.focus()
        throw error
      }
    })
  }
  return (
    <FocusTrap active>
      <div className={styles.lock}>
        <EntranceLayout title={t('session.lock.title')} text={t('session.lock.text')}>
          <form className={styles.form} onSubmit={submit}>
            <p className={styles.detail} style={{ margin: 0 }}>
              {member.name} · {member.email}
            </p>
            <PasswordInput
              ref={field}
              data-autofocus
              autoFocus
              size="md"
              label={t('session.sign_in.password')}
              autoComplete="current-password"
              value={password}
              onChange={(event) => setPassword(event.currentTarget.value)}
              visibilityToggleButtonProps={{ 'aria-label': t('session.sign_in.show') }}
            />
            <FormProblem>{problem}</FormProblem>
            <Button type="submit" size="md" loading={waiting}>
              {t('session.lock.submit')}
            </Button>
            <Button variant="subtle" color="gray" onClick={() => void signOut()}>
              {t('session.lock.other')}
            </Button>
          </form>
        </EntranceLayout>
      </div>
    </FocusTrap>
  )
}
