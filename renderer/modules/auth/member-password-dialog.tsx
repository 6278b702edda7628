import { Button, Modal } from '@mantine/core'
import { useState } from 'react'
import type { FormEvent } from 'react'
import type { MemberView } from '../../../shared/modules/core/model-views.ts'
import { FormProblem } from '../../components/fields/form-problem.tsx'
import { toAppError } from '../../core/errors.ts'
import { errorInWords } from '../../feedback/error-words.ts'
import { showNotice } from '../../feedback/show.tsx'
import { useWords } from '../../language/words.tsx'
import styles from './team.module.css'
import { newTemporaryPassword, TemporaryPasswordField } from './temporary-password-field.tsx'
import { useFormAct } from './use-form-act.ts'
import { useGivePassword } from './use-give-password.ts'

export function MemberPasswordDialog({ member, onClose }: { member: MemberView | null; onClose: () => void }) {
  const { t } = useWords()
  return (
    <Modal
      opened={member !== null}
      onClose={onClose}
      size={440}
      title={member ? t('team.password.title', { name: member.name }) : ''}
      closeButtonProps={{ 'aria-label': t('common.action.close') }}
    >
      {member ? <PasswordForm member={member} onClose={onClose} /> : null}
    </Modal>
  )
}

function PasswordForm({ member, onClose }: { member: MemberView; onClose: () => void }) {
  const { t } = useWords()
  const givePassword = useGivePassword()
  const [password, setPassword] = useState(newTemporaryPassword)
  const { waiting, problem, act } = useFormAct((error, words) => (toAppError(error).code === 'not_found' ? words('team.password.no_account') : errorInWords(error, words)))
  function submit(event: FormEvent) {
    event.preventDefault()
    void act(async () => {
      await givePassword(member.id, password)
      showNotice(t('team.password.done', { name: member.name }))
      onClose()
    })
  }
  return (
    <form className={styles.form} onSubmit={submit}>
      <p className={styles.dialogText}>{t('team.password.text', { name: member.name })}</p>
      <TemporaryPasswordField value={password} onChange={setPassword} />
      <FormProblem>{problem}</FormProblem>
      <Button type="submit" loading={waiting} data-autofocus>
        {t('team.password.submit')}
      </Button>
    </form>
  )
}
