import { Button, CloseButton, Select, TextInput } from '@mantine/core'
import { IconPlus, IconSearch } from '@tabler/icons-react'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo, useRef } from 'react'
import { contactRoles } from '../../../shared/modules/crm/model.ts'
import { DataList } from '../../components/list/data-list.tsx'
import { ColumnPicker } from '../../components/list/column-picker.tsx'
import { useColumns } from '../../components/list/use-columns.ts'
import { useRowWindow } from '../../components/list/use-row-window.ts'
import { EmptyState } from '../../components/show/empty-state.tsx'
import { ScreenHeader } from '../../components/show/screen-header.tsx'
import { useWords } from '../../language/words.tsx'
import { useMay } from '../../session/session.tsx'
import { ContactForm } from './contact-form.tsx'
import { useContactColumns } from './contact-columns.tsx'
import type { ContactRow } from './contact-columns.tsx'
import styles from './contacts.module.css'

/** What of the list stands in its address. */
function readAddress(address: Record<string, unknown>): { search: string; role: string | null; add: boolean } {
  return {
    search: typeof address['search'] === 'string' ? address['search'].slice(0, 200) : '',
    role: contactRoles.find((role) => role === address['role']) ?? null,
    add: address['add'] === true,
  }
}

export function ContactsScreen() {
  const { t, language } = useWords()
  const navigate = useNavigate()
  const mayAdd = useMay('contact.create')
  const { search, role, add } = readAddress(useSearch({ strict: false }))
  const asked = useMemo(() => ({ search: search.trim(), role }), [search, role])
  const rows = useRowWindow<'contacts', 'page', ContactRow>(['contacts', 'page'], asked)
  const columns = useColumns('contacts', useContactColumns())
  const screen = useRef<HTMLDivElement>(null)

  const change = (patch: { search?: string; role?: string | null; add?: boolean }, replace = true) => {
    const next = { search, role, add, ...patch }
    void navigate({
      to: '/contacts',
      search: {
        ...(next.search !== '' && { search: next.search }),
        ...(next.role !== null && { role: next.role }),
        ...(next.add && { add: true }),
      },
      replace,
    })
  }
  const open = (id: string) => void navigate({ to: '/contacts/$id', params: { id }, search: {} })
  const filtered = asked.search !== '' || role !== null
  const number = rows.count === null ? '' : new Intl.NumberFormat(language).format(rows.count)

  return (
    <div className={styles.screen} ref={screen}>
      <div className={styles.main}>
        <div className={styles.head}>
          <ScreenHeader
            title={t('contacts.title')}
            actions={
              mayAdd ? (
                <Button leftSection={<IconPlus size={16} />} onClick={() => change({ add: true }, false)}>
                  {t('contacts.add')}
                </Button>
              ) : null
            }
          />
        </div>
        <div className={styles.tools}>
          <TextInput
            size="xs"
            w={260}
            leftSection={<IconSearch size={14} aria-hidden />}
            leftSectionPointerEvents="none"
            placeholder={t('contacts.search_hint')}
            aria-label={t('contacts.search')}
            value={search}
            maxLength={200}
            onChange={(event) => change({ search: event.currentTarget.value })}
            onKeyDown={(event) => {
              if (event.key === 'ArrowDown' || event.key === 'Enter') {
                event.preventDefault()
                screen.current?.querySelector<HTMLElement>('[data-list]')?.focus()
              }
            }}
            rightSection={
              search === '' ? null : (
                <CloseButton size={20} iconSize={14} aria-label={t('contacts.clear')} onClick={() => change({ search: '' })} />
              )
            }
          />
          <Select
            size="xs"
            w={170}
            aria-label={t('contacts.role_filter')}
            data={[
              { value: '', label: t('contacts.all_roles') },
              ...contactRoles.map((one) => ({ value: one, label: t(`contacts.roles.${one}`) })),
            ]}
            value={role ?? ''}
            allowDeselect={false}
            onChange={(next) => change({ role: next || null })}
          />
          <span className={styles.spacer} />
          <ColumnPicker columns={columns} />
        </div>
        <div className={styles.content}>
          <DataList
            label={t('contacts.title')}
            columns={columns}
            rows={rows}
            rowLabel={(row) => row.name}
            onOpen={(row) => open(row.id)}
            empty={
              filtered ? (
                <EmptyState
                  drawing="search"
                  message={t('contacts.none_found')}
                  action={
                    <Button variant="default" onClick={() => change({ search: '', role: null })}>
                      {t('contacts.clear')}
                    </Button>
                  }
                />
              ) : (
                <EmptyState
                  drawing="people"
                  message={t('contacts.none')}
                  action={mayAdd ? <Button onClick={() => change({ add: true }, false)}>{t('contacts.add')}</Button> : null}
                />
              )
            }
            footer={
              <>
                <span role="status">{rows.count === null ? '' : t('contacts.count', { count: rows.count, number })}</span>
                <span className={styles.keys} aria-hidden>
                  {t('contacts.keys')}
                </span>
              </>
            }
          />
        </div>
      </div>
      {add && mayAdd ? <ContactForm onClose={() => change({ add: false })} onSaved={open} /> : null}
    </div>
  )
}
