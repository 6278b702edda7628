import type { QueryClient } from '@tanstack/react-query'
import type { DeviceSettings } from '../../shared/contract/index.ts'
import type { SessionView, SetupState } from '../../shared/modules/core/model-views.ts'
import type { AppError } from '../../shared/values/error.ts'
import type { Connected, Core } from '../core/connect.ts'
import { toAppError } from '../core/errors.ts'
import { forgetAllActs } from '../data/own-acts.ts'
import { createStore } from '../data/store.ts'
import type { Store } from '../data/store.ts'

/** Where somebody stands between opening the application and working in it. */
export type Stage =
  | { at: 'starting' }
  | { at: 'refused' }
  | { at: 'failed'; error: AppError }
  /** Nobody is signed in: first start, sign-in, or data that cannot be opened, as `setup` says. */
  | { at: 'outside'; setup: SetupState }
  | { at: 'inside'; session: SessionView; locked: boolean }

export type Entrance = {
  stage: Store<Stage>
  device: Store<DeviceSettings | null>
  core: Core
  open(): Promise<void>
  /** With what signIn, createAgency, openDemo or unlock answered. */
  enter(session: SessionView): void
  /** The same session, told anew: a name, a role or a setting of the agency has changed. */
  refresh(session: SessionView): void
  /** After setup changed (recovered, restored): asks again where we stand. */
  lookAgain(): Promise<void>
  lock(): Promise<void>
  signOut(): Promise<void>
  /** The session is over already (the data were replaced): to the door. */
  leave(): Promise<void>
  /** A failure of any call: some of them mean that the door has closed. */
  heard(error: unknown): void
  changeDevice(patch: Partial<DeviceSettings>): Promise<void>
}

const tokenPlace = 'digit-hab.token'

/** The door. The token of the session lives as long as this window: a reload comes back in, a new window signs in. */
export function createEntrance({ core, connection, onConnect }: Connected, queries: QueryClient): Entrance {
  const stage = createStore<Stage>({ at: 'starting' })
  const device = createStore<DeviceSettings | null>(null)

  function enter(session: SessionView): void {
    sessionStorage.setItem(tokenPlace, session.token)
    stage.set({ at: 'inside', session, locked: session.locked })
  }

  function forget(): void {
    sessionStorage.removeItem(tokenPlace)
    forgetAllActs()
    queries.clear()
  }

  async function lookAgain(): Promise<void> {
    try {
      stage.set({ at: 'outside', setup: await core.setup.state({}) })
    } catch (error) {
      fail(error)
    }
  }

  function fail(error: unknown): void {
    const known = toAppError(error)
    stage.set(connection.state() === 'refused' ? { at: 'refused' } : { at: 'failed', error: known })
  }

  onConnect(async (greeting) => {
    const token = sessionStorage.getItem(tokenPlace)
    if (token === null) return
    try {
      enter(await greeting.session.resume({ token }))
    } catch (error) {
      const { code } = toAppError(error)
      if (code !== 'not_signed_in' && code !== 'not_found' && code !== 'invalid_input' && code !== 'forbidden') throw error
      const wasInside = stage.get().at === 'inside'
      forget()
      if (wasInside) stage.set({ at: 'outside', setup: await greeting.setup.state({}) })
    }
  })
  connection.subscribe(() => {
    if (connection.state() === 'refused') stage.set({ at: 'refused' })
  })

  return {
    stage,
    device,
    core,
    enter,
    lookAgain,
    refresh(session) {
      stage.set((now) =>
        now.at === 'inside' && JSON.stringify(now.session) !== JSON.stringify(session) ? { ...now, session } : now,
      )
    },
    async open() {
      try {
        device.set(await core.device.settings({}))
        if (stage.get().at !== 'inside') await lookAgain()
      } catch (error) {
        fail(error)
      }
    },
    async lock() {
      await core.session.lock({})
      stage.set((now) => (now.at === 'inside' ? { ...now, locked: true } : now))
    },
    async signOut() {
      try {
        await core.session.signOut({})
      } finally {
        forget()
        await lookAgain()
      }
    },
    async leave() {
      forget()
      await lookAgain()
    },
    heard(error) {
      const { code } = toAppError(error)
      const now = stage.get()
      if (now.at !== 'inside') return
      if (code === 'session_locked') stage.set({ ...now, locked: true })
      if (code === 'not_signed_in' && connection.state() === 'connected') {
        forget()
        void lookAgain()
      }
    },
    async changeDevice(patch) {
      // Known here at once; the answer is the same, and may come after a second change.
      device.set((now) => (now ? { ...now, ...patch } : now))
      await core.device.change(patch)
    },
  }
}
