import { useEffect } from 'react'
import { useCoreClient } from '../data/client.tsx'
import { createStore } from '../data/store.ts'
import { useEntrance } from '../session/entrance-context.ts'
import { useSession } from '../session/session.tsx'

/** Seconds until the lock, for the last half minute; null before. */
export const lockCountdown = createStore<number | null>(null)

const touchEvery = 20_000
const told = 30
const signs = ['keydown', 'pointerdown', 'wheel', 'pointermove'] as const

/** Tells the core now and then that somebody is here, and locks when nobody has been for as long as the agency says. */
export function useIdleLock(active: boolean): void {
  const core = useCoreClient()
  const entrance = useEntrance()
  const { lockAt: first } = useSession()

  useEffect(() => {
    if (!active) return
    let lockAt = first
    let touchedAt = Date.now()
    let asking = false

    async function touch() {
      const now = Date.now()
      if (asking || now - touchedAt < (lockCountdown.get() === null ? touchEvery : 0)) return
      asking = true
      touchedAt = now
      lockCountdown.set(null)
      try {
        lockAt = (await core.session.touch({})).lockAt
      } catch {
        // A closed door is told by the door itself; anything else will show in the next call that matters.
      } finally {
        asking = false
      }
    }
    async function look() {
      const left = Math.ceil((lockAt - Date.now()) / 1000)
      if (left > 0) return lockCountdown.set(left <= told ? left : null)
      lockCountdown.set(null)
      clearInterval(clock)
      await entrance.lock()
    }
    const onSign = () => void touch()
    const clock = setInterval(() => void look(), 1000)
    for (const sign of signs) window.addEventListener(sign, onSign, { passive: true, capture: true })
    return () => {
      clearInterval(clock)
      lockCountdown.set(null)
      for (const sign of signs) window.removeEventListener(sign, onSign, { capture: true })
    }
  }, [core, entrance, active, first])
}
