import { Button } from '@mantine/core'
import { IconCopy, IconPlus } from '@tabler/icons-react'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo, useRef } from 'react'
import type { Translate } from '../../../shared/language/index.ts'
import { contactFilterFields } from '../../../shared/modules/crm/model-filters.ts'
import type { Filter, FilterField } from '../../../shared/values/filter.ts'
import { FilterChips } from '../../components/filter/filter-chips.tsx'
import type { ViewState } from '../../components/filter/filter-types.ts'
import { SavedViews } from '../../components/filter/saved-views.tsx'
import { SearchField } from '../../components/filter/search-field.tsx'
import { DataList } from '../../components/list/data-list.tsx'
import { ListFrame } from '../../components/list/list-frame.tsx'
import { ColumnPicker } from '../../components/list/column-picker.tsx'
import { useColumns } from '../../components/list/use-columns.ts'
import { useRowWindow } from '../../components/list/use-row-window.ts'
import { EmptyState } from '../../components/show/empty-state.tsx'
import { useCore } from '../../data/use-core.ts'
import { useScreenKeys } from '../../frame/use-screen-keys.ts'
import { isTyping } from '../../frame/use-shortcuts.ts'
import { useWords } from '../../language/words.tsx'
import { useMay } from '../../session/session.tsx'
import { contactAddressOf, contactStateOf, usualContactSort } from './contact-list-state.ts'
import type { ContactListState, ContactSort } from './contact-list-state.ts'
import { ContactForm } from './contact-form.tsx'
import { useContactColumns } from './contact-columns.tsx'
import type { ContactRow } from './contact-columns.tsx'
import styles from './contacts.module.css'

const fields: readonly FilterField[] = contactFilterFields

export function ContactsScreen() {
  const { t, language } = useWords()
  const navigate = useNavigate()
  const mayAdd = useMay('contact.create')
  const address = useSearch({ strict: false }) as Record<string, unknown>
  const state = useMemo(() => contactStateOf(address), [address])
  const asked = useMemo(() => ({ search: state.search.trim(), filters: state.filters, sort: state.sort }), [state])
  const rows = useRowWindow<'contacts', 'page', ContactRow>(['contacts', 'page'], asked)
  const duplicates = useCore(['contacts', 'duplicates'], { limit: 1 })
  const allColumns = useContactColumns()
  const columns = useColumns('contacts', allColumns)
  const { choices, names } = useContactChoices()
  const screen = useRef<HTMLDivElement>(null)

  const change = (patch: Partial<ContactListState>, replace = true) =>
    void navigate({
      to: '/contacts',
      search: ((now: Record<string, unknown>) => contactAddressOf({ ...contactStateOf(now), ...patch })) as never,
      replace,
    })
  const open = (id: string) => void navigate({ to: '/contacts/$id', params: { id }, search: {} })
  const openForm = () => change({ add: true }, false)
  const focusList = () => screen.current?.querySelector<HTMLElement>('[data-list]')?.focus()
  useScreenKeys(screen, (event) => {
    if (isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key === '/') {
      event.preventDefault()
      screen.current?.querySelector<HTMLElement>('[data-list-search]')?.focus()
    } else if (event.key.toLowerCase() === 'n' && mayAdd) {
      event.preventDefault()
      openForm()
    }
  })
  const filtered = asked.search !== '' || state.filters.length > 0
  const number = (value: number) => new Intl.NumberFormat(language).format(value)
  const current: ViewState = useMemo(
    () => ({
      filters: state.filters,
      search: state.search,
      sort: state.sort,
      columns: columns.visible.map((column) => column.id),
      layout: 'table',
    }),
    [state, columns.visible],
  )
  const initial: ViewState = useMemo(
    () => ({
      filters: [],
      search: '',
      sort: [...usualContactSort],
      columns: allColumns.filter((column) => !column.hidden).map((column) => column.id),
      layout: 'table',
    }),
    [allColumns],
  )

  return (
    <ListFrame
      screen={screen}
      title={t('contacts.title')}
      actions={
        <>
          {duplicates.data && duplicates.data.count > 0 ? (
            <Button
              variant="default"
              leftSection={<IconCopy size={16} />}
              onClick={() => void navigate({ to: '/contacts/duplicates', search: {} })}
            >
              {t('client.duplicates.open')} ({number(duplicates.data.count)})
            </Button>
          ) : null}
          {mayAdd ? (
            <Button leftSection={<IconPlus size={16} />} onClick={openForm}>
              {t('contacts.add')}
            </Button>
          ) : null}
        </>
      }
      views={
        <SavedViews
          list="contacts"
          allLabel={t('contacts.all')}
          builtIn={builtInViews(t)}
          active={state.view}
          current={current}
          initial={initial}
          onSelect={(id, view) => {
            columns.choose(view.columns)
            change({ view: id, filters: view.filters, search: view.search, sort: view.sort as ContactSort[] }, false)
          }}
        />
      }
      filters={{
        search: (
          <SearchField
            label={t('contacts.search')}
            placeholder={t('contacts.search_hint')}
            clearLabel={t('contacts.clear')}
            value={state.search}
            onChange={(search) => change({ search })}
            onArrowDown={focusList}
          />
        ),
        chips: (
          <FilterChips
            fields={fields}
            filters={state.filters}
            onChange={(filters) => change({ filters }, false)}
            choices={choices}
            names={names}
          />
        ),
        tools: <ColumnPicker columns={columns} />,
      }}
      panel={
        state.add && mayAdd ? (
          <ContactForm
            onClose={() => {
              change({ add: false })
              focusList()
            }}
            onSaved={open}
          />
        ) : null
      }
    >
      <DataList
        label={t('contacts.title')}
        columns={columns}
        rows={rows}
        sort={state.sort}
        onSort={(sort) => change({ sort: sort as ContactSort[] }, false)}
        rowLabel={(row) => row.name}
        onOpen={(row) => open(row.id)}
        empty={
          filtered ? (
            <EmptyState
              drawing="search"
              message={t('contacts.none_found')}
              action={
                <Button variant="default" onClick={() => change({ search: '', filters: [] })}>
                  {t('contacts.clear')}
                </Button>
              }
            />
          ) : (
            <EmptyState
              drawing="people"
              message={t('contacts.none')}
              action={mayAdd ? <Button onClick={openForm}>{t('contacts.add')}</Button> : null}
            />
          )
        }
        footer={
          <>
            <span role="status">
              {rows.count === null ? '' : t('contacts.count', { count: rows.count, number: number(rows.count) })}
            </span>
            <span className={styles.keys} aria-hidden>
              {t('contacts.keys')}
            </span>
          </>
        }
      />
    </ListFrame>
  )
}

/** Views the house offers before anybody has made one. */
function builtInViews(t: Translate): { id: string; name: string; state: { filters: Filter[] } }[] {
  return [
    {
      id: 'looking',
      name: t('contacts.views.looking'),
      state: { filters: [{ field: 'clientStatus', operator: 'in', value: ['prospect', 'active'] }] },
    },
    {
      id: 'owners',
      name: t('contacts.views.owners'),
      state: { filters: [{ field: 'role', operator: 'in', value: ['owner', 'landlord', 'seller'] }] },
    },
    { id: 'mine', name: t('contacts.views.mine'), state: { filters: [{ field: 'agentId', operator: 'is', value: 'me' }] } },
  ]
}

/** What can be chosen for fields whose values are in the data: tags in use, members. */
function useContactChoices() {
  const { t } = useWords()
  const tags = useCore(['contacts', 'tags'], {})
  const team = useCore(['team', 'list'], {})
  return useMemo(() => {
    const members = [
      { value: 'me', label: t('filter.me') },
      ...(team.data ?? []).map((member) => ({ value: member.id, label: member.name })),
    ]
    const byField: Record<string, { value: string; label: string }[]> = {
      tag: (tags.data ?? []).map(({ tag }) => ({ value: tag, label: tag })),
      agentId: members,
    }
    return {
      choices: (field: FilterField) => byField[field.name] ?? null,
      names: (id: string) => members.find((member) => member.value === id)?.label ?? null,
    }
  }, [tags.data, team.data, t])
}
