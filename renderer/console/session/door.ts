import type { QueryClient } from '@tanstack/react-query'
import { consoleMe } from '../../../shared/contract/console.ts'
import type { ConsoleMe } from '../../../shared/contract/console.ts'
import { AppError } from '../../../shared/values/error.ts'
import { createStore } from '../../data/store.ts'
import type { Store } from '../../data/store.ts'
import { createApi } from './api.ts'
import type { Api, Credentials } from './api.ts'

/** Who is inside, or why nobody is. `opening`: a reload asks the server who this is. */
export type Standing = { readonly at: 'opening' } | { readonly at: 'outside'; readonly problem: AppError | null } | { readonly at: 'inside'; readonly me: ConsoleMe; /** The password came from somebody else and is to be changed before anything. */ readonly oneTime: string | null }
export type Door = {
  readonly api: Api
  readonly standing: Store<Standing>
  open(): Promise<void>
  /** Throws what the server says; `forbidden` for somebody who does not run the platform. */
  signIn(credentials: Credentials): Promise<void>
  passwordChanged(): void
  signOut(): Promise<void>
}

export function createDoor(queries: QueryClient): Door {
  const standing = createStore<Standing>({ at: 'opening' })
  // The words of the page are those in which the server is to refuse.
  const api = createApi({ language: () => document.documentElement.lang, ended: leave })

  function leave(problem: AppError | null): void {
    queries.clear()
    standing.set({ at: 'outside', problem })
  }

  async function enter(oneTime: string | null): Promise<void> {
    try {
      standing.set({ at: 'inside', me: await api.call(consoleMe, 'console/me/'), oneTime })
    } catch (error) {
      // Somebody with an account, but not of those who run the platform: the session that was just made is of no use.
      if (error instanceof AppError && error.code === 'forbidden') await api.signOut()
      throw error
    }
  }

  return {
    api,
    standing,
    async open() {
      if (!api.isKnown()) return leave(null)
      try {
        await enter(null)
      } catch (error) {
        leave(known(error))
      }
    },
    async signIn(credentials) {
      const { mustChange } = await api.signIn(credentials)
      await enter(mustChange ? credentials.password : null)
    },
    passwordChanged() {
      const now = standing.get()
      if (now.at === 'inside') standing.set({ ...now, oneTime: null })
    },
    async signOut() {
      leave(null)
      try {
        await api.signOut()
      } catch (error) {
        // The session stays on the server until it is ended there: whoever signs out has to know.
        leave(known(error))
      }
    },
  }
}

export const known = (error: unknown): AppError => (error instanceof AppError ? error : new AppError('internal', {}, { cause: error }))
