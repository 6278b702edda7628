import { Modal } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useEffect, useId, useRef, useState } from 'react'
import type { KeyboardEvent } from 'react'
import { useCore } from '../data/use-core.ts'
import { useWords } from '../language/words.tsx'
import { Highlight } from './highlight.tsx'
import styles from './palette.module.css'
import { PaletteIcon } from './palette-icon.tsx'
import { usePaletteEntries } from './use-palette-entries.tsx'

type PaletteProps = { opened: boolean; onClose: () => void; onHelp: () => void }

/** Ctrl+K: every property, contact, member, page and action by a few letters. */
export function Palette({ opened, onClose, onHelp }: PaletteProps) {
  const { t } = useWords()
  return (
    // At once and without motion: whoever presses Ctrl+K goes on typing, and a letter must not land in the field behind.
    <Modal.Root
      opened={opened}
      onClose={onClose}
      centered={false}
      yOffset="10vh"
      size={640}
      padding={0}
      transitionProps={{ duration: 0 }}
      returnFocus={false}
    >
      <Modal.Overlay backgroundOpacity={0.35} />
      <Modal.Content radius="lg" aria-label={t('shell.palette.title')}>
        <Modal.Body>
          <PaletteBody onClose={onClose} onHelp={onHelp} />
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  )
}

function PaletteBody({ onClose, onHelp }: Omit<PaletteProps, 'opened'>) {
  const { t } = useWords()
  const id = useId()
  const [typed, setTyped] = useState('')
  // Long enough to leave a fast typist alone, short enough to be felt as at once.
  const [asked] = useDebouncedValue(typed.trim(), 50)
  const [at, setAt] = useState(0)
  const list = useRef<HTMLDivElement>(null)
  // Where the eye was; read before the field below takes the focus.
  const [before] = useState(() => document.activeElement)
  const answer = useCore(['core', 'search'], { text: asked, limit: 12 }, { enabled: asked !== '' })
  const groups = usePaletteEntries(typed.trim(), asked === '' ? [] : (answer.data ?? []), onHelp)
  const entries = groups.flatMap((group) => group.entries)
  const current = Math.min(at, entries.length - 1)
  const settled = asked === typed.trim() && (asked === '' || !answer.isFetching)

  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  })

  useEffect(
    () => () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true })
    },
    [before],
  )

  function choose(index: number) {
    const entry = entries[index]
    if (!entry) return
    onClose()
    entry.run()
  }
  function onKeyDown(event: KeyboardEvent) {
    const last = entries.length - 1
    const target = {
      ArrowDown: current >= last ? 0 : current + 1,
      ArrowUp: current <= 0 ? last : current - 1,
      PageDown: Math.min(last, current + 6),
      PageUp: Math.max(0, current - 6),
    }[event.key]
    if (target !== undefined) {
      event.preventDefault()
      setAt(target)
    }
    if (event.key === 'Enter') {
      event.preventDefault()
      choose(current)
    }
  }

  const startOf = (group: (typeof groups)[number]) =>
    groups.slice(0, groups.indexOf(group)).reduce((sum, earlier) => sum + earlier.entries.length, 0)
  return (
    <div className={styles.palette}>
      <div className={styles.field}>
        <IconSearch size={18} aria-hidden />
        <input
          className={styles.input}
          autoFocus
          data-autofocus
          role="combobox"
          aria-label={t('shell.palette.title')}
          aria-expanded
          aria-controls={`${id}-list`}
          aria-activedescendant={current >= 0 ? `${id}-${current}` : undefined}
          aria-autocomplete="list"
          autoComplete="off"
          spellCheck={false}
          placeholder={t('shell.palette.placeholder')}
          value={typed}
          maxLength={200}
          onChange={(event) => {
            setTyped(event.currentTarget.value)
            setAt(0)
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <div ref={list} id={`${id}-list`} role="listbox" aria-label={t('shell.palette.title')} className={styles.list}>
        {groups.map((group) => (
          <div key={group.key} role="group" aria-label={t(`shell.palette.${group.key}`)}>
            <div className={styles.group} aria-hidden>
              {t(`shell.palette.${group.key}`)}
            </div>
            {group.entries.map((entry, index) => {
              const mine = startOf(group) + index
              return (
                <div
                  key={entry.key}
                  id={`${id}-${mine}`}
                  role="option"
                  aria-selected={mine === current}
                  className={styles.entry}
                  onMouseMove={() => setAt(mine)}
                  onClick={() => choose(mine)}
                >
                  <PaletteIcon entry={entry} />
                  <span className={styles.title}>
                    <Highlight text={entry.title} typed={typed} />
                  </span>
                  {entry.detail ? (
                    <span className={styles.detail}>
                      <Highlight text={entry.detail} typed={typed} />
                    </span>
                  ) : null}
                  {entry.aside}
                </div>
              )
            })}
          </div>
        ))}
        {entries.length === 0 && settled ? (
          <div className={styles.empty}>
            <p>{t('shell.palette.empty', { text: typed.trim() })}</p>
            <p className={styles.hint}>{t('shell.palette.empty_hint')}</p>
          </div>
        ) : null}
      </div>
      <div className={styles.foot}>
        <span role="status">{typed.trim() !== '' && settled ? t('shell.palette.results', { count: entries.length }) : ''}</span>
        <span aria-hidden>{t('shell.palette.keys')}</span>
      </div>
    </div>
  )
}
