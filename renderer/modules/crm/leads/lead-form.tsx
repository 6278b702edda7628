import { Button, Checkbox, MultiSelect, Select, Textarea, TextInput } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { emailSchema } from '../../../../shared/modules/auth/model.ts'
import { leadSources } from '../../../../shared/modules/crm/model-lead.ts'
import type { Lead } from '../../../../shared/modules/crm/model-lead.ts'
import { timeframes } from '../../../../shared/modules/crm/model-search.ts'
import type { ContactBrief } from '../../../../shared/modules/crm/model-views.ts'
import { propertyKinds, transactions } from '../../../../shared/modules/properties/model.ts'
import { AmountField } from '../../../components/fields/amount-field.tsx'
import { FormProblem } from '../../../components/fields/form-problem.tsx'
import { Form } from '../../../components/fields/form.tsx'
import { PhoneField } from '../../../components/fields/phone-field.tsx'
import { SidePanel } from '../../../components/show/side-panel.tsx'
import { newId } from '../../../data/new-id.ts'
import { useCommand } from '../../../data/use-command.ts'
import { useCore } from '../../../data/use-core.ts'
import { useDraft } from '../../../data/use-draft.ts'
import { showUndo } from '../../../feedback/show-undo.tsx'
import { useWords } from '../../../language/words.tsx'
import { useSession } from '../../../session/session.tsx'
import { useFormAct } from '../../auth/use-form-act.ts'
import { AlikeWarning } from './alike-warning.tsx'
import { PlacesField } from './places-field.tsx'
import styles from './leads.module.css'

type Draft = Pick<Lead, 'source' | 'transaction' | 'budgetMin' | 'budgetMax' | 'kinds' | 'places' | 'timeframe'> & {
  name: string
  phone: string
  whatsapp: boolean
  email: string
  wish: string
  agentId: string | null
}

/** What is known after a call or a message; the rest is filled in on the lead's page. */
export function LeadForm({ onClose, onSaved }: { onClose: () => void; onSaved: (id: string) => void }) {
  const { t } = useWords()
  const { run } = useCommand()
  const { agency, member } = useSession()
  const navigate = useNavigate()
  const [fresh] = useState<Draft>(() => ({
    name: '', phone: '', whatsapp: true, email: '', source: 'phoneCall', transaction: null, budgetMin: null, budgetMax: null, kinds: [], places: [], timeframe: null, wish: '', agentId: member.id,
  }))
  const draft = useDraft<Draft>('lead-new', fresh)
  const form = draft.value
  const team = useCore(['team', 'list'], {})
  const [tried, setTried] = useState(false)
  const [unclear, setUnclear] = useState({ budgetMin: false, budgetMax: false })
  const body = useRef<HTMLDivElement>(null)
  const { waiting, problem, act } = useFormAct()
  const set = (patch: Partial<Draft>) => draft.change((now) => ({ ...now, ...patch }))
  const currency = agency.currency as Lead['currency']

  const problems = {
    name: form.name.trim() === '' ? t('leads.form.required') : null,
    email: form.email.trim() !== '' && !emailSchema.safeParse(form.email.trim()).success ? t('leads.form.email') : null,
    budgetMin: unclear.budgetMin ? t('shell.field.amount_unclear') : null,
    budgetMax: unclear.budgetMax
      ? t('shell.field.amount_unclear')
      : form.budgetMin !== null && form.budgetMax !== null && form.budgetMax < form.budgetMin
        ? t('leads.form.budget_order')
        : null,
  }
  const told = (field: keyof typeof problems) => (tried ? problems[field] : null)

  /** `client`: somebody known whose request this is. */
  function submit(client: ContactBrief | null) {
    setTried(true)
    if (Object.values(problems).some((one) => one !== null)) {
      requestAnimationFrame(() => body.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus())
      return
    }
    void act(async () => {
      const id = newId()
      const { name, phone, email, wish, ...rest } = form
      const made = await run('lead.create', { ...rest, id, name: name.trim(), phone: phone.trim() || null, email: email.trim() || null, wish: wish.trim() || null, currency })
      if (client === null) {
        draft.clear()
        showUndo({ message: t('leads.form.added', { name: name.trim() }), commandId: made.commandId })
        return onSaved(id)
      }
      const converted = await run('lead.convert', { id, contactId: client.id, searchId: newId() })
      draft.clear()
      showUndo({ message: t('leads.form.attached', { name: client.name }), commandId: [made.commandId, converted.commandId] })
      void navigate({ to: '/contacts/$id', params: { id: client.id }, search: {} })
    })
  }
  const amount = (field: 'budgetMin' | 'budgetMax') => (
    <AmountField
      label={t(`search.${field}`)}
      currency={currency}
      value={form[field]}
      onChange={(value) => set({ [field]: value })}
      onUnclear={(is) => setUnclear((now) => ({ ...now, [field]: is }))}
      error={told(field)}
    />
  )
  return (
    <SidePanel title={t('leads.form.title')} onClose={onClose}>
      <div ref={body}>
        <Form className={styles.form} onSubmit={() => submit(null)}>
          <TextInput
            autoFocus
            required
            label={t('lead.name')}
            description={t('leads.form.name_hint')}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            autoComplete="off"
            maxLength={200}
            value={form.name}
            onChange={(event) => set({ name: event.currentTarget.value })}
            error={told('name')}
          />
          <PhoneField label={t('contact.phone')} country={agency.country} value={form.phone} onChange={(phone) => set({ phone })} />
          {form.phone.trim() === '' ? null : (
            <Checkbox size="xs" label={t('leads.form.phone_whatsapp')} checked={form.whatsapp} onChange={(event) => set({ whatsapp: event.currentTarget.checked })} />
          )}
          <TextInput
            type="email"
            autoComplete="off"
            label={t('contact.email')}
            maxLength={200}
            value={form.email}
            onChange={(event) => set({ email: event.currentTarget.value })}
            error={told('email')}
          />
          <AlikeWarning name={form.name} phone={form.phone} email={form.email} onAttach={submit} />
          <Select
            label={t('lead.source')}
            data={leadSources.map((value) => ({ value, label: t(`lead.sources.${value}`) }))}
            value={form.source}
            allowDeselect={false}
            onChange={(value) => set({ source: leadSources.find((one) => one === value) ?? form.source })}
          />
          <Select
            label={t('search.transaction')}
            data={[{ value: '', label: t('leads.form.transaction_any') }, ...transactions.map((value) => ({ value, label: t(`property.transactions.${value}`) }))]}
            value={form.transaction ?? ''}
            allowDeselect={false}
            onChange={(value) => set({ transaction: transactions.find((one) => one === value) ?? null })}
          />
          <div className={styles.pair} role="group" aria-label={t('leads.form.budget')}>
            {amount('budgetMin')}
            {amount('budgetMax')}
          </div>
          <MultiSelect
            label={t('search.kinds')}
            data={propertyKinds.map((value) => ({ value, label: t(`property.kinds.${value}`) }))}
            value={form.kinds}
            searchable
            onChange={(values) => set({ kinds: propertyKinds.filter((kind) => values.includes(kind)) })}
          />
          <PlacesField value={form.places} onChange={(places) => set({ places })} />
          <Select
            label={t('search.timeframe')}
            data={[{ value: '', label: t('leads.form.transaction_any') }, ...timeframes.map((value) => ({ value, label: t(`search.timeframes.${value}`) }))]}
            value={form.timeframe ?? ''}
            allowDeselect={false}
            onChange={(value) => set({ timeframe: timeframes.find((one) => one === value) ?? null })}
          />
          <Textarea
            label={t('lead.wish')}
            placeholder={t('leads.form.wish_hint')}
            autosize
            minRows={2}
            maxRows={8}
            maxLength={1000}
            value={form.wish}
            onChange={(event) => set({ wish: event.currentTarget.value })}
          />
          <Select
            label={t('lead.agent')}
            data={[
              { value: '', label: t('leads.page.no_agent') },
              ...(team.data ?? []).filter((one) => one.active).map((one) => ({ value: one.id, label: one.name })),
            ]}
            value={form.agentId ?? ''}
            allowDeselect={false}
            onChange={(value) => set({ agentId: value === '' ? null : value })}
          />
          <FormProblem>{problem}</FormProblem>
          <div className={styles.formActions}>
            <Button type="submit" loading={waiting} title={t('leads.form.submit_keys')}>
              {t('common.action.save')}
            </Button>
            {draft.foundFrom === null ? null : (
              <Button variant="subtle" color="gray" onClick={draft.clear}>
                {t('leads.form.discard')}
              </Button>
            )}
          </div>
        </Form>
      </div>
    </SidePanel>
  )
}
