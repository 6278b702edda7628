import { TextInput, UnstyledButton } from '@mantine/core'
import { useState } from 'react'
import type { KeyboardEvent } from 'react'
import type { FilterField } from '../../../shared/values/filter.ts'
import { fold } from '../../../shared/values/fold.ts'
import { useWords } from '../../language/words.tsx'
import styles from './filter.module.css'

/** What a list can be filtered by; typing narrows it. */
export function FieldMenu({ fields, onChoose }: { fields: readonly FilterField[]; onChoose: (field: FilterField) => void }) {
  const { t, tKey } = useWords()
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState(0)
  const wanted = fold(typed)
  const shown = fields.filter((field) => fold(tKey(field.label)).includes(wanted))
  function onKeyDown(event: KeyboardEvent) {
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (move !== undefined) {
      event.preventDefault()
      setAt((now) => Math.max(0, Math.min(shown.length - 1, now + move)))
    }
    const field = shown[at]
    if (event.key === 'Enter' && field) {
      event.preventDefault()
      onChoose(field)
    }
  }
  return (
    <div onKeyDown={onKeyDown}>
      <TextInput
        data-autofocus
        size="sm"
        mb={6}
        placeholder={t('shell.filters.find_field')}
        aria-label={t('shell.filters.find_field')}
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value)
          setAt(0)
        }}
      />
      <div className={styles.menu}>
        {shown.map((field, index) => (
          <UnstyledButton
            key={field.name}
            className={styles.item}
            data-at={index === at || undefined}
            onMouseMove={() => setAt(index)}
            onClick={() => onChoose(field)}
          >
            {tKey(field.label)}
          </UnstyledButton>
        ))}
      </div>
    </div>
  )
}
