import { createContext, useContext } from 'react'
import type { ReactNode } from 'react'
import type { ConsoleMe } from '../../../shared/contract/console.ts'
import { useStore } from '../../data/store.ts'
import type { Door } from './door.ts'
import { SignInScreen } from './sign-in-screen.tsx'

type Session = { readonly me: ConsoleMe; readonly door: Door }
const SessionContext = createContext<Session | null>(null)

/** What is behind the door; in front of it, the way in. */
export function SessionProvider({ door, children }: { door: Door; children: ReactNode }) {
  const standing = useStore(door.standing)
  if (standing.at === 'inside') return <SessionContext value={{ me: standing.me, door }}>{children}</SessionContext>
  // Nothing flashes while a reload asks.
  return standing.at === 'opening' ? null : <SignInScreen key={standing.problem?.code} ended={standing.problem} signIn={door.signIn} />
}

export function useSession(): Session {
  const session = useContext(SessionContext)
  if (!session) throw new Error('nobody is signed in here')
  return session
}
