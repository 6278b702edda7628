import { Button, Modal, Radio, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { ContactBrief, LeadRow } from '../../../../shared/modules/crm/model-views.ts'
import { FormProblem } from '../../../components/fields/form-problem.tsx'
import { Form } from '../../../components/fields/form.tsx'
import { newId } from '../../../data/new-id.ts'
import { useCommand } from '../../../data/use-command.ts'
import { useCore } from '../../../data/use-core.ts'
import { showUndo } from '../../../feedback/show-undo.tsx'
import { useWords } from '../../../language/words.tsx'
import { useFormAct } from '../../auth/use-form-act.ts'
import { phoneInWords } from '../contact-columns.tsx'
import styles from './leads.module.css'

const fresh = 'new'

/** Whose request it is: the known client it looks like, another one, or a new one. Afterwards the client's page opens. */
export function ConvertDialog({ lead, onClose }: { lead: LeadRow; onClose: () => void }) {
  const { t } = useWords()
  const { run } = useCommand()
  const navigate = useNavigate()
  const { waiting, problem, act } = useFormAct()
  const alike = useCore(['contacts', 'alike'], { phone: lead.phone, email: lead.email, name: lead.name })
  const [chosen, setChosen] = useState<string | null>(null)
  // Somebody found by searching stays among the choices when the search goes on.
  const [picked, setPicked] = useState<ContactBrief | null>(null)
  const [search, setSearch] = useState('')
  const [asked] = useDebouncedValue(search.trim(), 80)
  const found = useCore(['contacts', 'page'], { search: asked, limit: 6 }, { enabled: asked !== '' })
  const known = (alike.data ?? []).slice(0, 4)
  // Same number or same address: it is most likely the same person. A name alone may be anybody's.
  const likely = known.find(
    (one) => (lead.email !== null && one.email === lead.email) || (lead.phoneE164 !== null && one.phones.some(({ e164 }) => e164 === lead.phoneE164)),
  )
  const value = chosen ?? likely?.id ?? fresh
  const rows: ContactBrief[] = [...(picked ? [picked] : []), ...(asked === '' ? [] : (found.data?.rows ?? []))]
  const others = rows.filter((row, at) => !known.some((one) => one.id === row.id) && rows.findIndex((one) => one.id === row.id) === at)

  function choose(id: string) {
    setChosen(id)
    setPicked(others.find((one) => one.id === id) ?? null)
  }
  function submit() {
    void act(async () => {
      const contactId = value === fresh ? newId() : value
      const { commandId } = await run('lead.convert', { id: lead.id, contactId, searchId: newId() })
      onClose()
      const name = [...known, ...others].find((one) => one.id === contactId)?.name ?? lead.name
      showUndo({
        message: t('leads.convert.done', { name }),
        commandId,
        onUndone: () => void navigate({ to: '/leads/$id', params: { id: lead.id }, search: {} }),
      })
      void navigate({ to: '/contacts/$id', params: { id: contactId }, search: {} })
    })
  }
  const person = (one: ContactBrief) => (
    <Radio
      key={one.id}
      value={one.id}
      data-autofocus={value === one.id || undefined}
      label={one.name}
      description={[one.phones[0] ? phoneInWords(one.phones[0]) : null, one.email].filter(Boolean).join(' · ')}
    />
  )
  return (
    <Modal opened onClose={onClose} title={t('leads.convert.title', { name: lead.name })} closeButtonProps={{ 'aria-label': t('common.action.close') }}>
      <Form className={styles.form} onSubmit={submit}>
        <p className={styles.quiet}>{t('leads.convert.intro')}</p>
        <Radio.Group label={t('leads.convert.who')} value={value} onChange={choose}>
          <div className={styles.choices}>
            {known.map(person)}
            <Radio value={fresh} data-autofocus={value === fresh || undefined} label={t('leads.convert.new', { name: lead.name })} />
            {others.map(person)}
          </div>
        </Radio.Group>
        <TextInput
          label={t('leads.convert.other')}
          placeholder={t('leads.convert.find')}
          value={search}
          maxLength={200}
          onChange={(event) => setSearch(event.currentTarget.value)}
          description={asked !== '' && found.data?.count === 0 ? t('leads.convert.none') : null}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
        />
        <FormProblem>{problem}</FormProblem>
        <div className={styles.formActions}>
          <Button type="submit" loading={waiting}>
            {t('leads.convert.submit')}
          </Button>
          <Button variant="default" onClick={onClose}>
            {t('common.action.cancel')}
          </Button>
        </div>
      </Form>
    </Modal>
  )
}
