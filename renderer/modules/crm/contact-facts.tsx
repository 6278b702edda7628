import { consentChannels, contactKinds, contactTimes, maritalStatuses, priorities } from '../../../shared/modules/crm/model.ts'
import type { Contact } from '../../../shared/modules/crm/model.ts'
import type { ContactView } from '../../../shared/modules/crm/model-views.ts'
import { contact as contactEntity } from '../../../shared/modules/crm/model.ts'
import { emailSchema } from '../../../shared/modules/auth/model.ts'
import { InlineDay, InlineLongText, InlineSelect, InlineText } from '../../components/fields/inline-kinds.tsx'
import { seenUnits, useCommand } from '../../data/use-command.ts'
import { useCore } from '../../data/use-core.ts'
import { useWords } from '../../language/words.tsx'

type Field =
  | 'kind'
  | 'firstName'
  | 'lastName'
  | 'email'
  | 'birthDate'
  | 'language'
  | 'address'
  | 'source'
  | 'notes'
  | 'agentId'
  | 'nationality'
  | 'maritalStatus'
  | 'preferredChannel'
  | 'preferredTime'
  | 'priority'

const languages = ['fr', 'wo', 'en'] as const

export function ContactFacts({ view }: { view: ContactView }) {
  const { t } = useWords()
  const { run } = useCommand()
  const team = useCore(['team', 'list'], {})
  const { contact } = view
  const readOnly = !view.mayEdit
  const save = (field: Field) => (value: Contact[Field]) =>
    run(
      'contact.update',
      { id: contact.id, patch: { [field]: value } },
      { base: seenUnits(contact, [contactEntity.fields[field].unit]) },
    )
  const text = (field: 'firstName' | 'lastName' | 'address' | 'source' | 'nationality') => (
    <InlineText label={t(`contact.${field}`)} value={contact[field]} readOnly={readOnly} save={save(field)} />
  )
  const choice = <Name extends 'maritalStatus' | 'preferredChannel' | 'preferredTime' | 'priority'>(
    field: Name,
    values: readonly NonNullable<Contact[Name]>[],
    label: (value: NonNullable<Contact[Name]>) => string,
  ) => (
    <InlineSelect
      label={t(`contact.${field}`)}
      value={contact[field]}
      options={values.map((value) => ({ value, label: label(value) }))}
      clearable
      readOnly={readOnly}
      save={save(field)}
    />
  )
  const members = (team.data ?? [])
    .filter((member) => member.active || member.id === contact.agentId)
    .map((member) => ({ value: member.id, label: member.name }))
  return (
    <>
      <InlineSelect
        label={t('contact.kind')}
        value={contact.kind}
        options={contactKinds.map((kind) => ({ value: kind, label: t(`contacts.kinds.${kind}`) }))}
        readOnly={readOnly}
        save={(value) => save('kind')(value ?? contact.kind)}
      />
      {contact.kind === 'person' ? (
        <>
          {text('firstName')}
          {text('lastName')}
        </>
      ) : null}
      <InlineText
        label={t('contact.email')}
        value={contact.email}
        type="email"
        readOnly={readOnly}
        check={(value) => (value !== null && !emailSchema.safeParse(value).success ? t('contacts.form.email') : null)}
        save={save('email')}
      />
      {contact.kind === 'person' ? (
        <>
          <InlineDay label={t('contact.birthDate')} value={contact.birthDate} readOnly={readOnly} save={save('birthDate')} />
          {text('nationality')}
          {choice('maritalStatus', maritalStatuses, (value) => t(`contact.maritalStatuses.${value}`))}
        </>
      ) : null}
      <InlineSelect
        label={t('contact.language')}
        value={contact.language}
        options={languages.map((value) => ({ value, label: t(`contacts.languages.${value}`) }))}
        clearable
        readOnly={readOnly}
        save={save('language')}
      />
      {choice('preferredChannel', consentChannels, (value) => t(`contacts.page.channels.${value}`))}
      {choice('preferredTime', contactTimes, (value) => t(`contact.times.${value}`))}
      {choice('priority', priorities, (value) => t(`followUp.priorities.${value}`))}
      {text('address')}
      {text('source')}
      <InlineSelect
        label={t('contact.agent')}
        value={contact.agentId}
        options={members}
        clearable
        searchable={members.length > 8}
        readOnly={readOnly}
        save={save('agentId')}
      />
      <InlineLongText
        label={t('contact.notes')}
        value={contact.notes}
        maxLength={5000}
        readOnly={readOnly}
        save={save('notes')}
      />
    </>
  )
}
