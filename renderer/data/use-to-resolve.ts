import { useCore } from './use-core.ts'

/** How many cards wait, of the whole agency or of one record; null until that is known. */
export function useToResolve(recordId: string | null): { conflicts: number; refused: number; all: number } | null {
  const conflicts = useCore(['conflicts', 'count'], { recordId }, { keep: false })
  const refused = useCore(['attention', 'count'], { recordId }, { keep: false })
  if (conflicts.data === undefined || refused.data === undefined) return null
  return { conflicts: conflicts.data, refused: refused.data, all: conflicts.data + refused.data }
}
