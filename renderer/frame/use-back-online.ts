import { useEffect } from 'react'
import { toAppError } from '../core/errors.ts'
import { useCoreClient } from '../data/client.tsx'

/** The network is back, or somebody comes back to this window: what waits is sent at once, not at the next round. */
export function useBackOnline(active: boolean): void {
  const core = useCoreClient()
  useEffect(() => {
    if (!active) return
    async function send() {
      try {
        const { server, stopped } = await core.sync.state({})
        if (server !== null && stopped === 'away') await core.sync.now({})
      } catch (error) {
        // Nobody asked for it: the next round tries again, and a closed door is told by the door itself.
        if (toAppError(error).code === 'internal') throw error
      }
    }
    const hear = () => void send()
    const seen = () => {
      if (document.visibilityState === 'visible') hear()
    }
    window.addEventListener('online', hear)
    document.addEventListener('visibilitychange', seen)
    return () => {
      window.removeEventListener('online', hear)
      document.removeEventListener('visibilitychange', seen)
    }
  }, [core, active])
}
