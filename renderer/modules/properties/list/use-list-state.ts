import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import { addressOf, readAddress, stateOf } from './list-state.ts'
import type { ListState } from './list-state.ts'

export type ChangeList = (patch: Partial<ListState>, options?: { replace?: boolean }) => void

/** The list's state, which is its address: every change is a step that "back" takes back, but for typing and walking. */
export function useListState(): [ListState, ChangeList] {
  const search = useSearch({ strict: false }) as Record<string, unknown>
  const navigate = useNavigate()
  const state = useMemo(() => stateOf(readAddress(search)), [search])
  const change = useCallback<ChangeList>(
    (patch, options = {}) => {
      // read when it is done, not when it was rendered: two changes in one tick both count
      void navigate({
        to: '.',
        search: ((now: Record<string, unknown>) => addressOf({ ...stateOf(readAddress(now)), ...patch })) as never,
        replace: options.replace ?? false,
      })
    },
    [navigate],
  )
  return [state, change]
}
