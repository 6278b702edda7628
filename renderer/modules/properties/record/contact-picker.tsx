import { Button, Combobox, Group, TextInput, useCombobox } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconUserPlus } from '@tabler/icons-react'
import { useState } from 'react'
import type { ReactNode } from 'react'
import type { ContactBrief } from '../../../../shared/modules/crm/model-views.ts'
import { formatPhone } from '../../../../shared/values/phone.ts'
import { PhoneField } from '../../../components/fields/phone-field.tsx'
import { useCore } from '../../../data/use-core.ts'
import { useWords } from '../../../language/words.tsx'
import { useMay } from '../../../session/session.tsx'
import styles from './record.module.css'

export type NewContact = { name: string; phone: string }

/** The numbers of a person as they are read out. */
export function phonesOf(contact: Pick<ContactBrief, 'phones'>): string {
  return contact.phones.map((phone) => (phone.e164 ? formatPhone(phone.e164) : phone.typed)).join(' · ')
}

type ContactPickerProps = {
  label: string
  onChoose: (contact: Pick<ContactBrief, 'id' | 'name'>) => void
  /** Somebody the agency does not know yet. */
  onCreate: (contact: NewContact) => void
  onCancel?: () => void
  /** What stands below: "remove the owner". */
  more?: ReactNode
}

/** Finds a person by name or number while it is typed, or makes a new one; a known number is told before it is doubled. */
export function ContactPicker({ label, onChoose, onCreate, onCancel, more }: ContactPickerProps) {
  const { t } = useWords()
  const [search, setSearch] = useState('')
  const [fresh, setFresh] = useState<NewContact | null>(null)
  const [asked] = useDebouncedValue(search.trim(), 80)
  const mayCreate = useMay('contact.create')
  const found = useCore(['contacts', 'page'], { search: asked, limit: 5 })
  const combobox = useCombobox({ defaultOpened: true })
  if (fresh)
    return (
      <NewContactFields
        value={fresh}
        onChange={setFresh}
        onChoose={onChoose}
        onCreate={onCreate}
        onCancel={() => setFresh(null)}
      />
    )
  const rows = found.data?.rows ?? []
  const looksLikePhone = /^[+\d][\d\s.-]{3,}$/.test(search.trim())
  return (
    <div className={styles.picker}>
      <Combobox
        store={combobox}
        withinPortal
        onOptionSubmit={(value) => {
          if (value === 'new')
            return setFresh(looksLikePhone ? { name: '', phone: search.trim() } : { name: search.trim(), phone: '' })
          const chosen = rows.find((row) => row.id === value)
          if (chosen) onChoose(chosen)
        }}
      >
        <Combobox.Target>
          <TextInput
            size="sm"
            autoFocus
            aria-label={label}
            placeholder={t('propertyRecord.findContact')}
            value={search}
            maxLength={200}
            onChange={(event) => {
              setSearch(event.currentTarget.value)
              combobox.openDropdown()
              combobox.selectFirstOption()
            }}
            onFocus={() => combobox.openDropdown()}
            onClick={() => combobox.openDropdown()}
            onBlur={() => combobox.closeDropdown()}
            onKeyDown={(event) => {
              if (event.key === 'Escape' && onCancel) {
                event.preventDefault()
                event.stopPropagation()
                onCancel()
              }
            }}
          />
        </Combobox.Target>
        <Combobox.Dropdown data-portal>
          <Combobox.Options mah={340} className={styles.options}>
            {rows.map((row) => (
              <Combobox.Option key={row.id} value={row.id}>
                <span className={styles.option}>
                  <span>{row.name}</span>
                  <span className={styles.muted}>{phonesOf(row)}</span>
                </span>
              </Combobox.Option>
            ))}
            {rows.length === 0 && asked !== '' && !mayCreate ? (
              <Combobox.Empty>{t('propertyRecord.noContact')}</Combobox.Empty>
            ) : null}
            {mayCreate ? (
              <Combobox.Option value="new">
                <Group gap={6} wrap="nowrap">
                  <IconUserPlus size={15} aria-hidden />{' '}
                  {search.trim() === ''
                    ? t('propertyRecord.newContact')
                    : t('propertyRecord.newContactNamed', { name: search.trim() })}
                </Group>
              </Combobox.Option>
            ) : null}
          </Combobox.Options>
        </Combobox.Dropdown>
      </Combobox>
      {more}
    </div>
  )
}

type NewContactFieldsProps = {
  value: NewContact
  onChange: (value: NewContact) => void
  onChoose: (contact: Pick<ContactBrief, 'id' | 'name'>) => void
  onCreate: (contact: NewContact) => void
  onCancel: () => void
}

function NewContactFields({ value, onChange, onChoose, onCreate, onCancel }: NewContactFieldsProps) {
  const { t } = useWords()
  const alike = useAlike(value.phone)
  const ready = value.name.trim() !== ''
  return (
    <div
      className={styles.newContact}
      onKeyDown={(event) => {
        if (event.key === 'Escape') {
          event.stopPropagation()
          onCancel()
        }
        if (event.key === 'Enter' && ready && event.target instanceof HTMLInputElement) {
          event.preventDefault()
          onCreate(value)
        }
      }}
    >
      <TextInput
        size="sm"
        autoFocus={value.name === ''}
        label={t('propertyRecord.contactName')}
        value={value.name}
        maxLength={200}
        onChange={(event) => onChange({ ...value, name: event.currentTarget.value })}
      />
      <PhoneField
        autoFocus={value.name !== ''}
        label={t('propertyRecord.contactPhone')}
        value={value.phone}
        onChange={(phone) => onChange({ ...value, phone })}
      />
      <KnownAlready contacts={alike} onChoose={onChoose} />
      <Group gap="xs" mt="xs">
        <Button size="xs" disabled={!ready} onClick={() => onCreate(value)}>
          {t('common.action.save')}
        </Button>
        <Button size="xs" variant="subtle" color="gray" onClick={onCancel}>
          {t('common.action.cancel')}
        </Button>
      </Group>
    </div>
  )
}

/** People who have this number already; nothing is asked before it could be one. */
export function useAlike(phone: string): readonly ContactBrief[] {
  const [settled] = useDebouncedValue(phone.trim(), 120)
  const enough = settled.replace(/\D/g, '').length >= 6
  const alike = useCore(['contacts', 'alike'], { phone: settled, email: null, name: null }, { enabled: enough, keep: false })
  return enough ? (alike.data ?? []) : []
}

export function KnownAlready({
  contacts,
  onChoose,
}: {
  contacts: readonly ContactBrief[]
  onChoose: (contact: Pick<ContactBrief, 'id' | 'name'>) => void
}) {
  const { t } = useWords()
  return (
    <div aria-live="polite">
      {contacts.slice(0, 3).map((contact) => (
        <p key={contact.id} className={styles.known}>
          <span>
            {t('propertyRecord.knownAlready', { name: contact.name })} <span className={styles.muted}>{phonesOf(contact)}</span>
          </span>
          <Button size="compact-xs" variant="light" onClick={() => onChoose(contact)}>
            {t('propertyRecord.useContact')}
          </Button>
        </p>
      ))}
    </div>
  )
}
