import type { ReactNode } from 'react'
import { useStore } from '../../data/store.ts'
import type { Door } from './door.ts'
import { OneTimePasswordScreen } from './one-time-password-screen.tsx'
import { SignInScreen } from './sign-in-screen.tsx'
import { SessionContext } from './use-session.ts'

/** What is behind the door; in front of it, the way in. */
export function SessionProvider({ door, children }: { door: Door; children: ReactNode }) {
  const standing = useStore(door.standing)
  if (standing.at === 'inside')
    return (
      <SessionContext value={{ me: standing.me, door }}>{standing.oneTime === null ? children : <OneTimePasswordScreen current={standing.oneTime} />}</SessionContext>
    )
  // Nothing flashes while a reload asks.
  return standing.at === 'opening' ? null : <SignInScreen key={standing.problem?.code} ended={standing.problem} signIn={door.signIn} />
}
