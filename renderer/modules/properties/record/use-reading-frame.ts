import { useMemo } from 'react'
import { useCore } from '../../../data/use-core.ts'
import { useWords } from '../../../language/words.tsx'
import { useAgencyFrame } from '../../../session/session.tsx'
import type { ReadingFrame } from './field-values.ts'

/** What stored values need to become words: language, currency, zone and the names of people. */
export function useReadingFrame(more: readonly { id: string; name: string }[] = []): ReadingFrame {
  const { t, language } = useWords()
  const { currency, zone } = useAgencyFrame()
  const team = useCore(['team', 'list'], {})
  return useMemo(() => {
    const names = new Map([...(team.data ?? []), ...more].map((person) => [person.id, person.name]))
    return { t, language, currency, zone, now: Date.now(), nameOf: (id) => names.get(id) ?? null }
  }, [t, language, currency, zone, team.data, more])
}
