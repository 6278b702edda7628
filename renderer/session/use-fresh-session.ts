import { useEffect } from 'react'
import { useCore } from '../data/use-core.ts'
import { useEntrance } from './entrance-context.ts'
import { useSession } from './session.tsx'

/** Keeps name, role, rights and the agency's frame as they are now, not as they were at sign-in. */
export function useFreshSession(active: boolean): void {
  const entrance = useEntrance()
  const session = useSession()
  const { data } = useCore(['session', 'current'], {}, { enabled: active })
  useEffect(() => {
    // The hour of the lock moves all the time and is followed elsewhere (use-idle-lock.ts).
    if (data) entrance.refresh({ ...data, lockAt: session.lockAt })
  }, [data, entrance, session.lockAt])
}
