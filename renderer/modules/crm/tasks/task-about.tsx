import { ActionIcon, Button, Combobox, TextInput, useCombobox } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconX } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { TaskRow } from '../../../../shared/modules/crm/model-views.ts'
import { useCore } from '../../../data/use-core.ts'
import { showError } from '../../../feedback/show.tsx'
import { useWords } from '../../../language/words.tsx'
import styles from './tasks.module.css'

type Patch = { contactId?: string | null; leadId?: string | null; propertyId?: string | null }
type TaskAboutProps = { task: TaskRow; readOnly: boolean; save: (patch: Patch) => Promise<{ commandId: string }> }

/** Whom and what it concerns, each a link; more may be linked and what is wrong unlinked. */
export function TaskAbout({ task, readOnly, save }: TaskAboutProps) {
  const { t } = useWords()
  const [picking, setPicking] = useState(false)
  async function change(patch: Patch) {
    setPicking(false)
    try {
      await save(patch)
    } catch (error) {
      showError(error)
    }
  }
  const remove = (name: string, patch: Patch) =>
    readOnly ? null : (
      <ActionIcon size={24} aria-label={t('tasks.about_remove', { name })} title={t('tasks.about_remove', { name })} onClick={() => void change(patch)}>
        <IconX size={14} />
      </ActionIcon>
    )
  return (
    <div className={styles.aboutField}>
      <span className={styles.aboutLabel}>{t('tasks.about')}</span>
      <span className={styles.aboutValues}>
        {task.contactId && task.contactName ? (
          <span>
            <Link to="/contacts/$id" params={{ id: task.contactId }} search={{}}>
              {task.contactName}
            </Link>
            {remove(task.contactName, { contactId: null })}
          </span>
        ) : null}
        {task.leadId && task.leadName ? (
          <span>
            <Link to="/leads/$id" params={{ id: task.leadId }} search={{}}>
              {task.leadName}
            </Link>
            {remove(task.leadName, { leadId: null })}
          </span>
        ) : null}
        {task.propertyId && task.propertyTitle ? (
          <span>
            <Link to="/properties/$id" params={{ id: task.propertyId }} search={{}}>
              {task.propertyTitle}
            </Link>
            {remove(task.propertyTitle, { propertyId: null })}
          </span>
        ) : null}
        {readOnly ? null : picking ? (
          <AboutPicker onChoose={(patch) => void change(patch)} onCancel={() => setPicking(false)} />
        ) : (
          <Button size="compact-sm" variant="subtle" onClick={() => setPicking(true)}>
            {t('tasks.link')}
          </Button>
        )}
      </span>
    </div>
  )
}

/** People, leads and properties by a few letters. */
function AboutPicker({ onChoose, onCancel }: { onChoose: (patch: Patch) => void; onCancel: () => void }) {
  const { t } = useWords()
  const [search, setSearch] = useState('')
  const [asked] = useDebouncedValue(search.trim(), 80)
  const some = asked !== ''
  const page = { search: asked, limit: 4 }
  const contacts = useCore(['contacts', 'page'], page, { enabled: some })
  const leads = useCore(['leads', 'page'], page, { enabled: some })
  const properties = useCore(['properties', 'page'], page, { enabled: some })
  const combobox = useCombobox()
  const groups = [
    { label: t('tasks.about_clients'), field: 'contactId', rows: (contacts.data?.rows ?? []).map(({ id, name }) => ({ id, name })) },
    { label: t('tasks.about_leads'), field: 'leadId', rows: (leads.data?.rows ?? []).map(({ id, name }) => ({ id, name })) },
    { label: t('tasks.about_properties'), field: 'propertyId', rows: (properties.data?.rows ?? []).map(({ id, title }) => ({ id, name: title })) },
  ].filter(({ rows }) => rows.length > 0)
  return (
    <Combobox
      store={combobox}
      withinPortal
      onOptionSubmit={(value) => {
        const [field, id] = value.split(' ') as [keyof Patch, string]
        onChoose({ [field]: id })
      }}
    >
      <Combobox.Target>
        <TextInput
          size="sm"
          autoFocus
          aria-label={t('tasks.about')}
          placeholder={t('tasks.about_search')}
          value={search}
          maxLength={200}
          onChange={(event) => {
            setSearch(event.currentTarget.value)
            combobox.openDropdown()
            combobox.selectFirstOption()
          }}
          onBlur={() => combobox.closeDropdown()}
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return
            event.preventDefault()
            event.stopPropagation()
            onCancel()
          }}
        />
      </Combobox.Target>
      <Combobox.Dropdown data-portal hidden={!some}>
        <Combobox.Options mah={300} style={{ overflowY: 'auto' }}>
          {groups.map(({ label, field, rows }) => (
            <Combobox.Group key={field} label={label}>
              {rows.map((row) => (
                <Combobox.Option key={row.id} value={`${field} ${row.id}`}>
                  {row.name}
                </Combobox.Option>
              ))}
            </Combobox.Group>
          ))}
          {groups.length === 0 && !contacts.isFetching ? <Combobox.Empty>{t('tasks.about_none')}</Combobox.Empty> : null}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  )
}
