import { useCallback, useEffect, useRef, useState } from 'react'
import { useSession } from '../session/session.tsx'

type Kept<Value> = { at: number; value: Value }

export type Draft<Value> = {
  value: Value
  change(next: Value | ((now: Value) => Value)): void
  /** After saving, or when the user throws it away. */
  clear(): void
  /** When the words that were found on opening had been typed (milliseconds UTC); null for a fresh start. */
  foundFrom: number | null
}

const delay = 300

/** What a member types in a form, kept on this computer until it is saved: closing, locking or a crash loses nothing. */
export function useDraft<Value>(key: string, fresh: Value): Draft<Value> {
  const { member } = useSession()
  const place = `digit-hab.draft.${member.id}.${key}`
  const [found] = useState(() => readDraft<Value>(place))
  const [value, setValue] = useState<Value>(found ? found.value : fresh)
  const [foundFrom, setFoundFrom] = useState(found ? found.at : null)
  const waiting = useRef<{ timer: ReturnType<typeof setTimeout>; value: Value } | null>(null)

  const write = useCallback(() => {
    if (!waiting.current) return
    clearTimeout(waiting.current.timer)
    writeDraft(place, waiting.current.value)
    waiting.current = null
  }, [place])

  useEffect(() => {
    window.addEventListener('pagehide', write)
    return () => {
      window.removeEventListener('pagehide', write)
      write()
    }
  }, [write])

  const change = useCallback(
    (next: Value | ((now: Value) => Value)) => {
      setValue((now) => {
        const changed = typeof next === 'function' ? (next as (now: Value) => Value)(now) : next
        if (waiting.current) clearTimeout(waiting.current.timer)
        waiting.current = { value: changed, timer: setTimeout(write, delay) }
        return changed
      })
    },
    [write],
  )

  const clear = useCallback(() => {
    if (waiting.current) clearTimeout(waiting.current.timer)
    waiting.current = null
    localStorage.removeItem(place)
    setFoundFrom(null)
    setValue(fresh)
  }, [place, fresh])

  return { value, change, clear, foundFrom }
}

function readDraft<Value>(place: string): Kept<Value> | null {
  const text = localStorage.getItem(place)
  if (text === null) return null
  try {
    return JSON.parse(text) as Kept<Value>
  } catch (error) {
    // Half a draft is no draft; the form starts afresh rather than not at all.
    if (error instanceof SyntaxError) return null
    throw error
  }
}

function writeDraft(place: string, value: unknown): void {
  localStorage.setItem(place, JSON.stringify({ at: Date.now(), value }))
}
