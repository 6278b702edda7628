import { NativeSelect, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { useWords } from '../../language/words.tsx'
import { changeQuery, useAddress } from '../address.ts'
import styles from './parts.module.css'

/** Typing filters at once; the address follows a moment later. The key `/` comes here. */
export function SearchField({ placeholder }: { placeholder: string }) {
  const { t } = useWords()
  const search = useAddress().query.get('search') ?? ''
  const [typed, setTyped] = useState(search)
  const told = useRef(search)
  useEffect(() => {
    // Cleared or gone back from elsewhere.
    if (search === told.current) return
    told.current = search
    setTyped(search)
  }, [search])
  useEffect(() => {
    if (typed.trim() === told.current) return
    const timer = setTimeout(() => {
      told.current = typed.trim()
      changeQuery({ search: typed.trim() })
    }, 200)
    return () => clearTimeout(timer)
  }, [typed])
  return (
    <TextInput
      className={styles.search}
      type="search"
      data-page-search
      aria-label={t('console.list.search')}
      aria-keyshortcuts="/"
      placeholder={placeholder}
      leftSection={<IconSearch size={16} aria-hidden />}
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
    />
  )
}

type ChoiceProps = { name: string; label: string; options: readonly { value: string; label: string }[]; all: string | null }

/** One filter of the address, chosen from a few. `all`: the words for none; null where one is always chosen. */
export function Choice({ name, label, options, all }: ChoiceProps) {
  const { query } = useAddress()
  const none = all === null ? [] : [{ value: '', label: all }]
  return (
    <NativeSelect
      aria-label={label}
      data={[...none, ...options]}
      value={query.get(name) ?? ''}
      onChange={(event) => changeQuery({ [name]: event.currentTarget.value }, { replace: false })}
    />
  )
}
