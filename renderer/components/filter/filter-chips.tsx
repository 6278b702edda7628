import { Popover, UnstyledButton } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { filterInWords, maxFilters } from '../../../shared/values/filter.ts'
import type { Filter, FilterField } from '../../../shared/values/filter.ts'
import { useWords } from '../../language/words.tsx'
import styles from './filter.module.css'
import { FilterEditor } from './filter-editor.tsx'
import { FieldMenu } from './field-menu.tsx'
import type { FilterChipsProps } from './filter-types.ts'

/** The filters of a list, as chips in words; each opens its editor, and what is changed there filters at once. */
export function FilterChips({ fields, filters, onChange, names, choices }: FilterChipsProps) {
  const { t } = useWords()
  const [open, setOpen] = useState<number | null>(null)
  const known = (filter: Filter) => fields.find((field) => field.name === filter.field)

  return (
    <div className={styles.chips} role="group" aria-label={t('shell.filters.label')}>
      {filters.map((filter, index) => {
        const field = known(filter)
        if (!field) return null
        return (
          <FilterChip
            key={`${filter.field}-${index}`}
            filter={filter}
            field={field}
            names={names}
            choices={choices}
            open={open === index}
            onOpen={(is) => setOpen(is ? index : null)}
            onChange={(next) =>
              onChange(
                next === null ? filters.filter((_, at) => at !== index) : filters.map((one, at) => (at === index ? next : one)),
              )
            }
          />
        )
      })}
      {filters.length < maxFilters ? (
        <AddFilter
          fields={fields}
          choices={choices}
          onAdd={(filter) => onChange([...filters, filter])}
          onChangeLast={(filter) => onChange([...filters.slice(0, -1), ...(filter ? [filter] : [])])}
        />
      ) : null}
      {filters.length > 1 ? (
        <UnstyledButton className={styles.clear} onClick={() => onChange([])}>
          {t('shell.filters.clear')}
        </UnstyledButton>
      ) : null}
    </div>
  )
}

type FilterChipProps = Pick<FilterChipsProps, 'names' | 'choices'> & {
  filter: Filter
  field: FilterField
  open: boolean
  onOpen: (open: boolean) => void
  onChange: (filter: Filter | null) => void
}

function FilterChip({ filter, field, names, choices, open, onOpen, onChange }: FilterChipProps) {
  const { t, language } = useWords()
  // Values offered for choosing have their words there too.
  const nameOf = (value: string, of: FilterField) =>
    names?.(value, of) ?? choices?.(of)?.find((choice) => choice.value === value)?.label ?? null
  const words = filterInWords(filter, field, t, language, nameOf)
  return (
    <span className={styles.chip}>
      <Popover opened={open} onChange={onOpen} position="bottom-start" trapFocus returnFocus>
        <Popover.Target>
          <UnstyledButton
            className={styles.chipWords}
            onClick={() => onOpen(!open)}
            aria-label={t('shell.filters.edit', { filter: words })}
            title={words}
          >
            {words}
          </UnstyledButton>
        </Popover.Target>
        <Popover.Dropdown className={styles.box}>
          <FilterEditor
            field={field}
            filter={filter}
            choices={choices}
            onChange={(next) => {
              if (next) onChange(next)
            }}
            onDone={() => onOpen(false)}
          />
        </Popover.Dropdown>
      </Popover>
      <UnstyledButton
        className={styles.chipRemove}
        onClick={() => onChange(null)}
        aria-label={t('shell.filters.remove', { filter: words })}
      >
        <IconX size={14} />
      </UnstyledButton>
    </span>
  )
}

type AddFilterProps = Pick<FilterChipsProps, 'fields' | 'choices'> & {
  onAdd: (filter: Filter) => void
  onChangeLast: (filter: Filter | null) => void
}

function AddFilter({ fields, choices, onAdd, onChangeLast }: AddFilterProps) {
  const { t } = useWords()
  const [opened, setOpened] = useState(false)
  const [chosen, setChosen] = useState<FilterField | null>(null)
  const [filter, setFilter] = useState<Filter | null>(null)
  function toggle(open: boolean) {
    setOpened(open)
    setChosen(null)
    setFilter(null)
  }
  return (
    <Popover opened={opened} onChange={toggle} position="bottom-start" trapFocus returnFocus>
      <Popover.Target>
        <UnstyledButton className={styles.add} onClick={() => toggle(!opened)} aria-haspopup="dialog" aria-expanded={opened}>
          <IconPlus size={14} aria-hidden />
          {t('shell.filters.add')}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown className={styles.box}>
        {chosen ? (
          <FilterEditor
            field={chosen}
            filter={filter}
            choices={choices}
            onDone={() => toggle(false)}
            onChange={(next) => {
              if (filter) onChangeLast(next)
              else if (next) onAdd(next)
              setFilter(next)
            }}
          />
        ) : (
          <FieldMenu fields={fields} onChoose={setChosen} />
        )}
      </Popover.Dropdown>
    </Popover>
  )
}
