import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback, useMemo, useState } from 'react'
import { useSession } from '../../../session/session.tsx'
import { addressOf, stateOf } from './list-state.ts'
import type { LeadLayout, LeadsState } from './list-state.ts'

export type ChangeLeads = (patch: Partial<LeadsState>, options?: { replace?: boolean }) => void

/** The state of the screen, which is its address; board or list is remembered for each member on this computer. */
export function useLeadsState(): [Omit<LeadsState, 'layout'> & { layout: LeadLayout }, ChangeLeads] {
  const search = useSearch({ strict: false }) as Record<string, unknown>
  const navigate = useNavigate()
  const { member } = useSession()
  const place = `digit-hab.leads.layout.${member.id}`
  const [remembered, setRemembered] = useState<LeadLayout>(() => (localStorage.getItem(place) === 'table' ? 'table' : 'cards'))
  const state = useMemo(() => {
    const read = stateOf(search)
    return { ...read, layout: read.layout ?? remembered }
  }, [search, remembered])
  const change = useCallback<ChangeLeads>(
    (patch, options = {}) => {
      if (patch.layout) {
        localStorage.setItem(place, patch.layout)
        setRemembered(patch.layout)
      }
      // Read when it is done, not when it was rendered: two changes in one tick both count.
      void navigate({
        to: '.',
        search: ((now: Record<string, unknown>) => addressOf({ ...stateOf(now), ...patch })) as never,
        replace: options.replace ?? false,
      })
    },
    [navigate, place],
  )
  return [state, change]
}
