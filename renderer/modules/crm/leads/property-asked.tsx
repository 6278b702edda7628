import { Combobox, TextInput, useCombobox } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import { useCore } from '../../../data/use-core.ts'
import { useWords } from '../../../language/words.tsx'

type PropertyAskedProps = { label: string; value: string | null; onChoose: (id: string | null) => void; onCancel: () => void }

/** One of the agency's properties by a few letters. */
export function PropertyAsked({ label, value, onChoose, onCancel }: PropertyAskedProps) {
  const { t } = useWords()
  const [search, setSearch] = useState('')
  const [asked] = useDebouncedValue(search.trim(), 80)
  const found = useCore(['properties', 'page'], { search: asked, limit: 6 })
  const combobox = useCombobox({ defaultOpened: true })
  const rows = found.data?.rows ?? []
  return (
    <Combobox store={combobox} withinPortal onOptionSubmit={(chosen) => onChoose(chosen === '' ? null : chosen)}>
      <Combobox.Target>
        <TextInput
          size="sm"
          autoFocus
          aria-label={label}
          placeholder={t('leads.page.choose_property')}
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
      <Combobox.Dropdown data-portal>
        <Combobox.Options mah={300} style={{ overflowY: 'auto' }}>
          {value === null ? null : <Combobox.Option value="">{t('shell.field.pick_none')}</Combobox.Option>}
          {rows.map((row) => (
            <Combobox.Option key={row.id} value={row.id}>
              {row.title}
            </Combobox.Option>
          ))}
          {rows.length === 0 && !found.isFetching ? <Combobox.Empty>{t('leads.page.no_property')}</Combobox.Empty> : null}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  )
}
