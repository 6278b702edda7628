import { Button, Checkbox, MultiSelect, SegmentedControl, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { emailSchema } from '../../../shared/modules/auth/model.ts'
import { contactKinds, contactRoles } from '../../../shared/modules/crm/model.ts'
import type { ContactRole } from '../../../shared/modules/crm/model.ts'
import { FormProblem } from '../../components/fields/form-problem.tsx'
import { Form } from '../../components/fields/form.tsx'
import { PhoneField } from '../../components/fields/phone-field.tsx'
import { SidePanel } from '../../components/show/side-panel.tsx'
import { newId } from '../../data/new-id.ts'
import { useCommand } from '../../data/use-command.ts'
import { useCore } from '../../data/use-core.ts'
import { useDraft } from '../../data/use-draft.ts'
import { useWords } from '../../language/words.tsx'
import { useSession } from '../../session/session.tsx'
import { useFormAct } from '../auth/use-form-act.ts'
import { phoneInWords } from './contact-columns.tsx'
import styles from './contacts.module.css'

type Draft = {
  kind: (typeof contactKinds)[number]
  name: string
  phone: string
  whatsapp: boolean
  email: string
  roles: ContactRole[]
}
const fresh: Draft = { kind: 'person', name: '', phone: '', whatsapp: true, email: '', roles: [] }

/** The few things one knows at first; the rest is filled in on the contact's page. */
export function ContactForm({ onClose, onSaved }: { onClose: () => void; onSaved: (id: string) => void }) {
  const { t } = useWords()
  const { run } = useCommand()
  const { agency, member } = useSession()
  const draft = useDraft<Draft>('contact-new', fresh)
  const form = draft.value
  const [tried, setTried] = useState(false)
  const { waiting, problem, act } = useFormAct()
  const set = (patch: Partial<Draft>) => draft.change((now) => ({ ...now, ...patch }))
  const nameProblem = form.name.trim() === '' ? t('contacts.form.required') : null
  const emailProblem = form.email.trim() !== '' && !emailSchema.safeParse(form.email).success ? t('contacts.form.email') : null

  function submit() {
    setTried(true)
    if (nameProblem || emailProblem) return
    void act(async () => {
      const id = newId()
      await run('contact.create', {
        id,
        kind: form.kind,
        name: form.name.trim(),
        email: form.email.trim() || null,
        roles: form.roles,
        agentId: member.id,
        phones: form.phone.trim() === '' ? [] : [{ typed: form.phone.trim(), whatsapp: form.whatsapp }],
      })
      draft.clear()
      onSaved(id)
    })
  }
  return (
    <SidePanel title={t('contacts.form.title')} onClose={onClose}>
      <Form className={styles.form} onSubmit={submit}>
        <SegmentedControl
          aria-label={t('contact.kind')}
          data={contactKinds.map((kind) => ({ value: kind, label: t(`contacts.kinds.${kind}`) }))}
          value={form.kind}
          onChange={(kind) => set({ kind: kind === 'company' ? 'company' : 'person' })}
        />
        <TextInput
          autoFocus
          required
          label={t('contacts.form.name')}
          description={t('contacts.form.name_hint')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          value={form.name}
          onChange={(event) => set({ name: event.currentTarget.value })}
          error={tried ? nameProblem : null}
        />
        <PhoneField
          label={t('contacts.form.phone')}
          country={agency.country}
          value={form.phone}
          onChange={(phone) => set({ phone })}
        />
        {form.phone.trim() === '' ? null : (
          <Checkbox
            size="xs"
            label={t('contacts.form.whatsapp')}
            checked={form.whatsapp}
            onChange={(event) => set({ whatsapp: event.currentTarget.checked })}
          />
        )}
        <TextInput
          type="email"
          autoComplete="off"
          label={t('contact.email')}
          value={form.email}
          onChange={(event) => set({ email: event.currentTarget.value })}
          error={tried ? emailProblem : null}
        />
        <MultiSelect
          label={t('contacts.form.roles')}
          description={t('contacts.form.roles_hint')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          data={contactRoles.map((role) => ({ value: role, label: t(`contacts.roles.${role}`) }))}
          value={form.roles}
          onChange={(roles) => set({ roles: roles as ContactRole[] })}
        />
        <Alike form={form} />
        <FormProblem>{problem}</FormProblem>
        <div className={styles.formActions}>
          <Button type="submit" loading={waiting}>
            {t('contacts.form.submit')}
          </Button>
          {draft.foundFrom === null ? null : (
            <Button variant="subtle" color="gray" onClick={draft.clear}>
              {t('contacts.form.discard')}
            </Button>
          )}
        </div>
      </Form>
    </SidePanel>
  )
}

/** People with this number, this address or this name, before they are entered twice. */
function Alike({ form }: { form: Draft }) {
  const { t } = useWords()
  // A first name alone says nothing: half of Dakar is called Fatou or Mamadou.
  const fullName = /\S\s+\S{2}/.test(form.name.trim()) ? form.name.trim() : null
  const [probe] = useDebouncedValue({ phone: form.phone.trim() || null, email: form.email.trim() || null, name: fullName }, 250)
  const asked = probe.phone !== null || probe.email !== null || probe.name !== null
  const { data } = useCore(['contacts', 'alike'], probe, { enabled: asked })
  if (!asked || !data || data.length === 0) return null
  return (
    <div className={styles.alike} role="status">
      <strong>{t('contacts.form.alike')}</strong>
      <ul>
        {data.slice(0, 4).map((one) => (
          <li key={one.id}>
            <Link to="/contacts/$id" params={{ id: one.id }} search={{}}>
              {one.name}
            </Link>
            {one.phones[0] ? <span className={styles.quiet}> · {phoneInWords(one.phones[0])}</span> : null}
          </li>
        ))}
      </ul>
    </div>
  )
}
