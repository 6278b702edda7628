import { useMemo, useState } from 'react'
import type { Selection } from './list-types.ts'

/** Ids, not rows: what is selected stays selected when it scrolls away or the order changes. */
export function useSelection(): Selection {
  const [ids, setIds] = useState<ReadonlySet<string>>(() => new Set())
  return useMemo<Selection>(
    () => ({
      ids,
      has: (id) => ids.has(id),
      set: (next) => setIds(new Set(next)),
      add: (more) => setIds((now) => new Set([...now, ...more])),
      toggle: (id) =>
        setIds((now) => {
          const next = new Set(now)
          if (!next.delete(id)) next.add(id)
          return next
        }),
      clear: () => setIds((now) => (now.size === 0 ? now : new Set())),
    }),
    [ids],
  )
}
