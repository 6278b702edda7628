import { Button, Radio, TextInput } from '@mantine/core'
import { useState } from 'react'
import { emailSchema, roles } from '../../../shared/modules/auth/model.ts'
import type { Role } from '../../../shared/modules/auth/model.ts'
import { FormProblem } from '../../components/fields/form-problem.tsx'
import { Form } from '../../components/fields/form.tsx'
import { PhoneField } from '../../components/fields/phone-field.tsx'
import { SidePanel } from '../../components/show/side-panel.tsx'
import { useCoreClient } from '../../data/client.tsx'
import { newId } from '../../data/new-id.ts'
import { useCommand } from '../../data/use-command.ts'
import { useCore } from '../../data/use-core.ts'
import { useDraft } from '../../data/use-draft.ts'
import { showNotice } from '../../feedback/show.tsx'
import { useWords } from '../../language/words.tsx'
import { useSession } from '../../session/session.tsx'
import { leastPassword } from './new-password.tsx'
import styles from './team.module.css'
import { newTemporaryPassword, TemporaryPasswordField } from './temporary-password-field.tsx'
import { useFormAct } from './use-form-act.ts'
import { useGivePassword } from './use-give-password.ts'

type Draft = { name: string; email: string; phone: string; position: string; role: Role }
const fresh: Draft = { name: '', email: '', phone: '', position: '', role: 'agent' }

/** A new member and the password for the first sign-in, which is never kept as a draft. */
export function MemberForm({ onClose }: { onClose: () => void }) {
  const { t } = useWords()
  const givePassword = useGivePassword()
  const { run } = useCommand()
  const core = useCoreClient()
  // There accounts are the server's to make.
  const joined = (useCore(['sync', 'state'], {}).data?.server ?? null) !== null
  const { agency } = useSession()
  const draft = useDraft<Draft>('member-new', fresh)
  const form = draft.value
  const [password, setPassword] = useState(newTemporaryPassword)
  const [tried, setTried] = useState(false)
  // Kept over a second try: a member may be there already when only the password was refused.
  const [id] = useState(newId)
  const [made, setMade] = useState(false)
  const { waiting, problem, act } = useFormAct()
  const set = (patch: Partial<Draft>) => draft.change((now) => ({ ...now, ...patch }))
  const problems = {
    name: form.name.trim() === '' ? t('session.check.required') : null,
    email: emailSchema.safeParse(form.email).success ? null : t('session.check.email'),
    password: password.length < leastPassword ? t('session.password.short', { count: leastPassword - password.length }) : null,
  }
  function submit() {
    setTried(true)
    if (problems.name || problems.email || problems.password) return
    void act(async () => {
      if (joined) {
        const { name, email, phone, position, role } = form
        await core.team.add({
          name: name.trim(),
          email: email.trim(),
          phone: phone.trim() || null,
          position: position.trim() || null,
          role,
          password,
        })
      } else if (!made) {
        await run('member.create', {
          id,
          accountId: newId(),
          email: form.email.trim(),
          name: form.name.trim(),
          phone: form.phone.trim() || null,
          position: form.position.trim() || null,
          role: form.role,
        })
        setMade(true)
      }
      if (!joined) await givePassword(id, password)
      draft.clear()
      showNotice(t('team.form.added', { name: form.name.trim() }))
      onClose()
    })
  }
  return (
    <SidePanel title={t('team.form.title')} onClose={onClose}>
      <Form className={styles.form} onSubmit={submit}>
        <TextInput
          autoFocus
          required
          label={t('team.form.name')}
          value={form.name}
          onChange={(event) => set({ name: event.currentTarget.value })}
          error={tried ? problems.name : null}
        />
        <TextInput
          required
          type="email"
          autoComplete="off"
          label={t('team.form.email')}
          description={t('team.form.email_hint')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          value={form.email}
          onChange={(event) => set({ email: event.currentTarget.value })}
          error={tried ? problems.email : null}
        />
        <PhoneField
          label={t('team.form.phone')}
          country={agency.country}
          value={form.phone}
          onChange={(phone) => set({ phone })}
        />
        <TextInput
          label={t('team.form.position')}
          placeholder={t('team.form.position_hint')}
          value={form.position}
          onChange={(event) => set({ position: event.currentTarget.value })}
        />
        <Radio.Group
          label={t('team.form.role')}
          value={form.role}
          onChange={(role) => set({ role: roles.find((one) => one === role) ?? 'agent' })}
        >
          <div className={styles.roles}>
            {roles.map((role) => (
              <Radio
                key={role}
                size="xs"
                value={role}
                label={t(`shell.role.${role}`)}
                description={t(`team.role_text.${role}`)}
              />
            ))}
          </div>
        </Radio.Group>
        <TemporaryPasswordField value={password} onChange={setPassword} error={tried ? problems.password : null} />
        <FormProblem>{problem}</FormProblem>
        <Button type="submit" loading={waiting}>
          {t('team.form.submit')}
        </Button>
      </Form>
    </SidePanel>
  )
}
