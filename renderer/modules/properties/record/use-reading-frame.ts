import { useQueries } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { HistoryEntry } from '../../../../shared/modules/properties/model-views.ts'
import { isId } from '../../../../shared/values/id.ts'
import { useCoreClient } from '../../../data/client.tsx'
import { coreQuery, useCore } from '../../../data/use-core.ts'
import { useWords } from '../../../language/words.tsx'
import { useAgencyFrame } from '../../../session/session.tsx'
import type { ReadingFrame } from './field-values.ts'

type Speaking = Pick<HistoryEntry, 'patch' | 'before'>
const noEntries: readonly Speaking[] = []
/** Owners named in one history; more would be a record of its own kind. */
const mostOwners = 20

function ownersIn(entries: readonly Speaking[]): string[] {
  const ids = entries.flatMap((entry) => [entry.patch['ownerId'], entry.before?.['ownerId']]).filter(isId)
  return [...new Set(ids)].slice(0, mostOwners)
}

/** What stored values need to become words: language, currency, zone, and the names of the people that entries speak of. */
export function useReadingFrame(entries: readonly Speaking[] = noEntries): ReadingFrame {
  const { t, language } = useWords()
  const { currency, zone } = useAgencyFrame()
  const core = useCoreClient()
  const team = useCore(['team', 'list'], {})
  const owners = useQueries({
    queries: ownersIn(entries).map((id) => coreQuery<'contacts', 'get'>(core, ['contacts', 'get'], { id })),
    combine: (answers) =>
      answers.map((answer) => (answer.data ? `${answer.data.contact.id} ${answer.data.contact.name}` : '')).join('\n'),
  })
  return useMemo(() => {
    const contacts = owners
      .split('\n')
      .map((line) => [line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1)] as const)
    const names = new Map([...contacts, ...(team.data ?? []).map((member) => [member.id, member.name] as const)])
    return { t, language, currency, zone, now: Date.now(), nameOf: (id) => names.get(id) ?? null }
  }, [t, language, currency, zone, team.data, owners])
}
