import { createContext, useContext } from 'react'
import type { ConsoleMe } from '../../../shared/contract/console.ts'
import type { Door } from './door.ts'

export type Session = { readonly me: ConsoleMe; readonly door: Door }
export const SessionContext = createContext<Session | null>(null)

export function useSession(): Session {
  const session = useContext(SessionContext)
  if (!session) throw new Error('nobody is signed in here')
  return session
}
