import { useCallback } from 'react'
import type { PropertyListRow } from '../../../shared/modules/properties/model-views.ts'
import { useRight, useSession } from '../../session/session.tsx'

/** Whether this member may change a row of the list. A row without an agent is left for the core to judge. */
export function useMayEditRow(): (row: Pick<PropertyListRow, 'agentId'>) => boolean {
  const right = useRight('property.update')
  const { member } = useSession()
  return useCallback(
    (row) => right === 'agency' || right === 'all' || (right === 'own' && (row.agentId === null || row.agentId === member.id)),
    [right, member.id],
  )
}
