import { SegmentedControl, Select } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import type { ClientSearch } from '../../../../shared/modules/crm/model-search.ts'
import { isId } from '../../../../shared/values/id.ts'
import { EmptyState } from '../../../components/show/empty-state.tsx'
import { ScreenHeader } from '../../../components/show/screen-header.tsx'
import { useCore } from '../../../data/use-core.ts'
import { useWords } from '../../../language/words.tsx'
import { usePropertyWords } from '../../properties/property-words.ts'
import { searchNamed } from '../../../../shared/modules/crm/rules-wish-words.ts'
import { ClientsForProperty } from './clients-for-property.tsx'
import { PropertiesForClient } from './properties-for-client.tsx'
import styles from './matching.module.css'

type Address = { by: 'client' | 'property'; search: string | null; property: string | null; open: string | null }

function readAddress(address: Record<string, unknown>): Address {
  const id = (name: string) => (isId(address[name]) ? address[name] : null)
  const property = id('property')
  return { by: address['by'] === 'property' || (property !== null && id('search') === null) ? 'property' : 'client', search: id('search'), property, open: id('open') }
}

/** Both ways of matching: what suits a client's search, and whom a property suits. */
export function MatchingScreen() {
  const { t } = useWords()
  const navigate = useNavigate()
  const address = readAddress(useSearch({ strict: false }))
  const change = (patch: Partial<Address>, replace = false) => {
    const { by, search, property, open } = { ...address, ...patch }
    void navigate({
      to: '/matching',
      search: { ...(by === 'property' && { by }), ...(search && { search }), ...(property && { property }), ...(open && { open }) },
      replace,
    })
  }
  return (
    <div className={styles.screen}>
      <ScreenHeader title={t('matching.title')} />
      <div className={styles.picks}>
        <SegmentedControl
          size="sm"
          aria-label={t('matching.direction')}
          data={[
            { value: 'client', label: t('matching.for_client') },
            { value: 'property', label: t('matching.for_property') },
          ]}
          value={address.by}
          onChange={(by) => change({ by: by === 'property' ? 'property' : 'client', open: null }, true)}
        />
        {address.by === 'client' ? (
          <SearchPicker value={address.search} onPick={(search) => change({ search, open: null })} />
        ) : (
          <PropertyPicker value={address.property} onPick={(property) => change({ property, open: null })} />
        )}
      </div>
      {address.by === 'client' ? (
        address.search === null ? (
          <EmptyState drawing="people" message={t('matching.no_search')} />
        ) : (
          <PropertiesForClient key={address.search} searchId={address.search} open={address.open} onOpen={(open) => change({ open }, address.open !== null)} />
        )
      ) : address.property === null ? (
        <EmptyState drawing="properties" message={t('matching.no_property')} />
      ) : (
        <ForProperty key={address.property} id={address.property} />
      )}
    </div>
  )
}

function ForProperty({ id }: { id: string }) {
  const { data } = useCore(['properties', 'get'], { id }, { keep: false })
  return data ? <ClientsForProperty property={data.property} /> : null
}

type PickerProps = { value: string | null; onPick: (id: string) => void }
/** The core has searched already. */
const asFound = <Options,>({ options }: { options: Options }) => options

function SearchPicker({ value, onPick }: PickerProps) {
  const words = useWords()
  const { t } = words
  const labelOf = (whose: string, search: ClientSearch) => {
    const { name, rest } = searchNamed(search, words)
    return [whose, name, ...rest.slice(0, 2)].join(' · ')
  }
  const [typed, setTyped] = useState('')
  const [asked] = useDebouncedValue(typed, 120)
  const chosen = useCore(['matching', 'properties'], { searchId: value ?? '', limit: 1 }, { enabled: value !== null })
  const whose = value === null ? null : (chosen.data?.whose ?? null)
  const label = whose ? labelOf(whose.contact.name, whose.search) : ''
  const found = useCore(['searches', 'page'], { search: asked === label ? '' : asked, limit: 30 })
  const options = (found.data?.rows ?? []).map((row) => ({
    value: row.id,
    label: labelOf(row.contact.name, row),
  }))
  return <Picker value={value} onPick={onPick} label={t('matching.search')} hint={t('matching.search_hint')} chosen={label} options={options} onTyped={setTyped} />
}

function PropertyPicker({ value, onPick }: PickerProps) {
  const { t } = useWords()
  const words = usePropertyWords()
  const [typed, setTyped] = useState('')
  const [asked] = useDebouncedValue(typed, 120)
  const chosen = useCore(['properties', 'get'], { id: value ?? '' }, { enabled: value !== null })
  const property = value === null ? null : (chosen.data?.property ?? null)
  const label = property?.title ?? ''
  const found = useCore(['properties', 'page'], { search: asked === label ? '' : asked, filters: [{ field: 'status', operator: 'is', value: 'available' }], limit: 30 })
  const options = (found.data?.rows ?? []).map((row) => ({ value: row.id, label: [row.title, row.reference, words.place(row), words.price(row)].filter(Boolean).join(' · ') }))
  return <Picker value={value} onPick={onPick} label={t('matching.property')} hint={t('matching.property_hint')} chosen={label} options={options} onTyped={setTyped} />
}

type ListProps = PickerProps & { label: string; hint: string; /** What is picked, in words: it may not be among the options. */ chosen: string; options: { value: string; label: string }[]; onTyped: (text: string) => void }

function Picker({ value, onPick, label, hint, chosen, options, onTyped }: ListProps) {
  const { t } = useWords()
  const known = value === null || options.some((option) => option.value === value)
  return (
    <Select
      className={styles.picker!}
      aria-label={label}
      placeholder={hint}
      searchable
      selectFirstOptionOnChange
      filter={asFound}
      nothingFoundMessage={t('matching.none_to_pick')}
      data={known || chosen === '' ? options : [{ value: value!, label: chosen }, ...options]}
      value={value}
      onSearchChange={onTyped}
      onFocus={(event) => event.currentTarget.select()}
      allowDeselect={false}
      onChange={(id) => {
        if (id !== null) onPick(id)
      }}
    />
  )
}
