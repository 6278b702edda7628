import { CloseButton, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'

type SearchFieldProps = {
  value: string
  onChange: (value: string) => void
  /** To the rows below. */
  onArrowDown: () => void
  label: string
  placeholder?: string
  hint?: string
  clearLabel: string
}

/** Filters while it is typed. What is typed stands here at once, whatever the address does meanwhile. */
export function SearchField({ value, onChange, onArrowDown, label, placeholder, hint, clearLabel }: SearchFieldProps) {
  const [typed, setTyped] = useState(value)
  const sent = useRef(value)
  useEffect(() => {
    if (value === sent.current) return
    sent.current = value
    setTyped(value)
  }, [value])
  const change = (next: string) => {
    sent.current = next
    setTyped(next)
    onChange(next)
  }
  return (
    <TextInput
      size="xs"
      w={220}
      value={typed}
      placeholder={placeholder ?? label}
      aria-label={label}
      title={hint}
      maxLength={200}
      leftSection={<IconSearch size={14} aria-hidden />}
      leftSectionPointerEvents="none"
      data-list-search
      rightSection={
        typed === '' ? null : (
          <CloseButton size={20} iconSize={14} onClick={() => change('')} aria-label={clearLabel} />
        )
      }
      onChange={(event) => change(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && typed !== '') {
          event.preventDefault()
          event.stopPropagation()
          change('')
        }
        if (event.key === 'ArrowDown' || event.key === 'Enter') {
          event.preventDefault()
          onArrowDown()
        }
      }}
    />
  )
}
