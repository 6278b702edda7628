import { createStore } from '../data/store.ts'
import { toAppError } from '../core/errors.ts'
import type { AppError } from '../../shared/values/error.ts'

/** Long work (an import, photos on their way, a backup) that goes on while the user goes elsewhere. */
export type WorkProgress = {
  done: number
  /** Null while nobody knows. */
  total: number | null
  millisecondsLeft?: number | null
  /** What it is at: a file's name, a step. */
  detail?: string
}

/** What stands in the tray when it is over; `open` leads to the result. */
export type WorkEnd = { message: string; open?: { label: string; run: () => void } }

export type WorkOrder = {
  name: string
  /** Yields progress, returns how it ended. Must end soon after `signal` aborts. */
  run: (signal: AbortSignal) => AsyncGenerator<WorkProgress, WorkEnd | void>
  /** False where half of it would be worse than all of it. */
  mayCancel?: boolean
}

export type Work = {
  id: number
  name: string
  mayCancel: boolean
  state: 'running' | 'done' | 'cancelled' | 'failed'
  progress: WorkProgress
  end: WorkEnd | null
  error: AppError | null
  cancel: () => void
}

export const works = createStore<readonly Work[]>([])
let lastId = 0

/** How long a finished work stays in the tray when there is nothing more to do with it. */
const linger = 6000

function change(id: number, patch: Partial<Work>): void {
  works.set((list) => list.map((work) => (work.id === id ? { ...work, ...patch } : work)))
}

export function dismissWork(id: number): void {
  works.set((list) => list.filter((work) => work.id !== id))
}

/** Begins work that outlives the screen it was begun from. Settles when it is over; failures stand in the tray. */
export async function startWork(order: WorkOrder): Promise<Work['state']> {
  const id = ++lastId
  const control = new AbortController()
  works.set((list) => [
    ...list,
    {
      id,
      name: order.name,
      mayCancel: order.mayCancel ?? true,
      state: 'running',
      progress: { done: 0, total: null },
      end: null,
      error: null,
      cancel: () => control.abort(),
    },
  ])
  try {
    const steps = order.run(control.signal)
    for (;;) {
      const step = await steps.next()
      if (!step.done) {
        change(id, { progress: step.value })
        continue
      }
      const end = step.value ?? null
      change(id, { state: control.signal.aborted ? 'cancelled' : 'done', end })
      if (!end?.open) setTimeout(() => dismissWork(id), linger)
      return control.signal.aborted ? 'cancelled' : 'done'
    }
  } catch (failure) {
    const error = toAppError(failure)
    if (control.signal.aborted || error.code === 'cancelled') {
      change(id, { state: 'cancelled' })
      setTimeout(() => dismissWork(id), linger)
      return 'cancelled'
    }
    change(id, { state: 'failed', error })
    return 'failed'
  }
}

/** `useWorkTray().start({ name, run })`. */
export function useWorkTray(): { start: (order: WorkOrder) => Promise<Work['state']> } {
  return tray
}

const tray = { start: startWork }
