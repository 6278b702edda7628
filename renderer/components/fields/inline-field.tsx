import { ActionIcon } from '@mantine/core'
import { IconArrowBackUp, IconPencil } from '@tabler/icons-react'
import { useEffect, useId, useRef, useState } from 'react'
import type { KeyboardEvent } from 'react'
import { ownActs } from '../../data/own-acts.ts'
import { useStore } from '../../data/store.ts'
import { errorInWords } from '../../feedback/error-words.ts'
import { undoMilliseconds } from '../../feedback/show-undo.tsx'
import { useTakeBack } from '../../feedback/use-take-back.ts'
import { useWords } from '../../language/words.tsx'
import type { InlineFieldProps } from './field-types.ts'
import styles from './inline-field.module.css'

/** A fact that is edited where it stands; see field-types.ts. */
export function InlineField<Value>(props: InlineFieldProps<Value>) {
  const { label, value, show, editor, save, check, readOnly = false, layout = 'row', multiline = false } = props
  const { t } = useWords()
  const id = useId()
  const takeBack = useTakeBack()
  const [draft, setDraft] = useState<{ value: Value } | null>(null)
  const [error, setError] = useState<string | null>(null)
  const [saving, setSaving] = useState(false)
  const [saved, setSaved] = useState<string | null>(null)
  const acts = useStore(ownActs)
  // Gone as soon as it was taken back in another way (Ctrl+Z, the history).
  const mayTakeBack = saved !== null && acts.some((act) => act.commandIds.includes(saved))
  const opener = useRef<HTMLButtonElement>(null)
  const box = useRef<HTMLDivElement>(null)
  const refocus = useRef(false)
  const busy = useRef(false)
  const unclear = useRef<string | null>(null)

  useEffect(() => {
    if (saved === null) return
    const timer = setTimeout(() => setSaved(null), undoMilliseconds)
    return () => clearTimeout(timer)
  }, [saved])

  useEffect(() => {
    if (draft !== null || !refocus.current) return
    refocus.current = false
    opener.current?.focus()
  }, [draft])

  function close(keepFocus: boolean) {
    refocus.current = keepFocus
    unclear.current = null
    setDraft(null)
    setError(null)
  }

  async function commit(chosen: Value, keepFocus: boolean) {
    if (busy.current) return
    if (unclear.current !== null) return setError(unclear.current)
    if (Object.is(chosen, value) || JSON.stringify(chosen) === JSON.stringify(value)) return close(keepFocus)
    const problem = check?.(chosen) ?? null
    if (problem !== null) return setError(problem)
    busy.current = true
    setSaving(true)
    try {
      const { commandId } = await save(chosen)
      setSaved(commandId)
      close(keepFocus)
    } catch (failure) {
      setError(errorInWords(failure, t))
    } finally {
      busy.current = false
      setSaving(false)
    }
  }

  function onKeyDown(event: KeyboardEvent) {
    if (!draft) return
    if (event.key === 'Escape') {
      event.preventDefault()
      event.stopPropagation()
      close(true)
    }
    const leaves = event.key === 'Enter' && (multiline ? event.ctrlKey || event.metaKey : !event.defaultPrevented)
    if (leaves) {
      event.preventDefault()
      event.stopPropagation()
      void commit(draft.value, true)
    }
  }

  const given = show !== undefined && show !== null && show !== ''
  return (
    <div className={styles.field} data-layout={layout} data-editing={draft !== null || undefined}>
      <span id={`${id}-label`} className={layout === 'bare' ? styles.hidden : styles.label}>
        {label}
      </span>
      {draft ? (
        <div
          ref={box}
          className={styles.editor}
          aria-busy={saving}
          onKeyDown={onKeyDown}
          onBlur={(event) => {
            // A menu or a calendar of the editor stands elsewhere in the document, but belongs to it.
            const next = event.relatedTarget
            if (next instanceof Element && (box.current?.contains(next) || next.closest('[data-portal]'))) return
            void commit(draft.value, false)
          }}
        >
          {editor({
            value: draft.value,
            label,
            error,
            onChange: (next) => {
              setError(null)
              setDraft({ value: next })
            },
            onUnclear: (sentence) => {
              unclear.current = sentence
            },
            commit: (next) => void commit(next === undefined ? draft.value : next, true),
            cancel: () => {
              // a menu that closes because something was chosen is not a change of mind
              if (!busy.current) close(true)
            },
          })}
        </div>
      ) : (
        <span className={styles.line}>
          {readOnly ? (
            <span className={styles.still}>{given ? show : <Nothing />}</span>
          ) : (
            <button
              ref={opener}
              type="button"
              className={styles.opener}
              aria-labelledby={`${id}-label ${id}-value`}
              onClick={() => setDraft({ value })}
            >
              <span id={`${id}-value`} className={styles.value}>
                {given ? show : <Nothing />}
              </span>
              <IconPencil size={13} aria-hidden className={styles.pencil} />
            </button>
          )}
          {!mayTakeBack ? null : (
            <ActionIcon
              size={24}
              aria-label={t('shell.field.undo_label', { label })}
              title={t('shell.field.undo')}
              onClick={() => {
                setSaved(null)
                void takeBack(saved)
              }}
            >
              <IconArrowBackUp size={15} />
            </ActionIcon>
          )}
        </span>
      )}
    </div>
  )
}

function Nothing() {
  const { t } = useWords()
  return <span className={styles.nothing}>{t('shell.field.none')}</span>
}
