import { useMemo } from 'react'
import type { FilterField, FilterNames } from '../../../../shared/values/filter.ts'
import type { FilterChoices } from '../../../components/filter/filter-types.ts'
import { useCore } from '../../../data/use-core.ts'
import { useWords } from '../../../language/words.tsx'

/** What can be chosen for fields whose values are in the data: places in use, members, imports. */
export function useFilterChoices(): { choices: FilterChoices; names: FilterNames } {
  const { t } = useWords()
  const places = useCore(['properties', 'places'], {})
  const team = useCore(['team', 'list'], {})
  const imports = useCore(['imports', 'batches'], {})
  return useMemo(() => {
    const counted = (field: 'region' | 'commune' | 'quartier') => {
      const counts = new Map<string, number>()
      for (const place of places.data ?? [])
        if (place[field]) counts.set(place[field], (counts.get(place[field]) ?? 0) + place.count)
      return [...counts].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0])).map(([name]) => ({ value: name, label: name }))
    }
    const byField = {
      region: counted('region'),
      commune: counted('commune'),
      quartier: counted('quartier'),
      agentId: [
        { value: 'me', label: t('filter.me') },
        ...(team.data ?? []).map((member) => ({ value: member.id, label: member.name })),
      ],
      importId: (imports.data ?? []).map((batch) => ({ value: batch.id, label: batch.fileName })),
    }
    const known = new Map([...byField.agentId, ...byField.importId].map((choice) => [choice.value, choice.label]))
    return {
      choices: (field: FilterField) => byField[field.name as keyof typeof byField] ?? null,
      names: (id: string) => known.get(id) ?? null,
    }
  }, [places.data, team.data, imports.data, t])
}
