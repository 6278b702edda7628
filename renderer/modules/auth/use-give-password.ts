import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { useCoreClient } from '../../data/client.tsx'

/** Gives a member a password. It is no change of the agency's data, so nothing else tells the lists that show who has one. */
export function useGivePassword(): (memberId: string, password: string) => Promise<void> {
  const core = useCoreClient()
  const queries = useQueryClient()
  return useCallback(async (memberId, password) => {
    await core.team.setPassword({ memberId, password })
    await queries.invalidateQueries({ queryKey: ['team', 'list'] })
  }, [core, queries])
}
