import { Button } from '@mantine/core'
import { DateInput } from '@mantine/dates'
import { isDay } from '../../../shared/values/period.ts'
import { useWords } from '../../language/words.tsx'
import type { FilterEditorProps } from './filter-editor.tsx'
import styles from './filter.module.css'

const stretches = [
  ['seven', 'today-7'],
  ['thirty', 'today-30'],
  ['ninety', 'today-90'],
] as const

/** A stretch back from today (it moves on with the days), or between two written days. */
export function DayEditor({ field, filter, onChange, onDone }: FilterEditorProps) {
  const { t } = useWords()
  const value = filter?.value
  const since =
    filter?.operator === 'since' && isDay(value)
      ? value
      : filter?.operator === 'between' && Array.isArray(value) && isDay(value[0])
        ? value[0]
        : null
  const until =
    filter?.operator === 'before' && isDay(value)
      ? value
      : filter?.operator === 'between' && Array.isArray(value) && isDay(value[1])
        ? value[1]
        : null

  function say(from: string | null, to: string | null) {
    if (from && to) return onChange(from <= to ? { field: field.name, operator: 'between', value: [from, to] } : null)
    if (from) return onChange({ field: field.name, operator: 'since', value: from })
    onChange(to ? { field: field.name, operator: 'before', value: to } : null)
  }

  return (
    <>
      <div className={styles.stretches}>
        {stretches.map(([name, from]) => (
          <Button
            key={name}
            size="compact-sm"
            variant={filter?.operator === 'since' && value === from ? 'light' : 'default'}
            onClick={() => {
              onChange({ field: field.name, operator: 'since', value: from })
              onDone()
            }}
          >
            {t(`shell.filters.last_days.${name}`)}
          </Button>
        ))}
      </div>
      <div className={styles.range}>
        <DateInput
          size="sm"
          label={t('shell.filters.operators.since')}
          value={since}
          onChange={(day) => say(day, until)}
          valueFormat="D MMM YYYY"
          clearable
          popoverProps={{ withinPortal: false }}
        />
        <DateInput
          size="sm"
          label={t('shell.filters.operators.before')}
          value={until}
          onChange={(day) => say(since, day)}
          valueFormat="D MMM YYYY"
          clearable
          popoverProps={{ withinPortal: false }}
        />
      </div>
    </>
  )
}
