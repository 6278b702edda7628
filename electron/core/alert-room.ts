import { alertAgenciesDue, runAlerts } from '../../shared/modules/crm/index.ts'
import type { Log } from '../log.ts'
import type { Workspace } from './workspace.ts'

export type AlertRoom = { close(): Promise<void> }

/** Milliseconds after a commit in which others are waited for, and between two looks at the clock. */
const [soon, look] = [1500, 60_000]

/**
 * Tells what saved searches found, on a post that works alone; where a server decides, the server does. After each commit, and as
 * the hours come: one that slept through them does it when it wakes.
 */
export function openAlertRoom({ workspace, isAlone, clock, log }: { workspace: Workspace; isAlone: () => boolean; clock: () => number; log: Log }): AlertRoom {
  const { store, dispatcher, reader } = workspace
  const end = new AbortController()
  let timer: NodeJS.Timeout | null = null
  let running: Promise<void> | null = null
  let again = false

  async function round(): Promise<void> {
    try {
      if (!isAlone()) return
      for (const { agencyId, zone } of await alertAgenciesDue(store, clock())) await runAlerts({ store, dispatcher, ask: reader.ask, clock }, agencyId, zone, { signal: end.signal })
    } catch (error) {
      // The next look tries again; a post that closes is no failure.
      if (!end.signal.aborted) log('error', 'telling alerts failed', { error })
    } finally {
      running = null
      if (again) schedule()
      again = false
    }
  }

  function schedule(): void {
    if (end.signal.aborted) return
    if (running) {
      again = true
      return
    }
    if (timer) return
    timer = setTimeout(() => {
      timer = null
      running = round()
    }, soon)
    timer.unref()
  }

  const stop = dispatcher.onCommitted(schedule)
  const looks = setInterval(schedule, look)
  looks.unref()
  schedule()

  return {
    close: async () => {
      end.abort()
      stop()
      clearInterval(looks)
      if (timer) clearTimeout(timer)
      await running
    },
  }
}
