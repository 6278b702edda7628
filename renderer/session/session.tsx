import { createContext, useContext } from 'react'
import type { CommandName } from '../../shared/contract/commands.ts'
import type { SessionView } from '../../shared/modules/core/model-views.ts'
import type { Currency } from '../../shared/values/money.ts'

/** Who sits here. Present below the frame; screens before sign-in use `useEntrance`. */
export const SessionContext = createContext<SessionView | null>(null)

export function useSession(): SessionView {
  const session = useContext(SessionContext)
  if (!session) throw new Error('nobody is signed in here')
  return session
}

/** The agency's currency and zone, for every amount and day on the screen. */
export function useAgencyFrame(): { currency: Currency; zone: string } {
  const { agency } = useSession()
  return { currency: agency.currency as Currency, zone: agency.zone }
}

/** What this member may do with a command or a query, so that nothing is offered that would be refused. */
export function useRight(name: CommandName | (string & {})): 'none' | 'own' | 'agency' | 'all' {
  return useSession().rights[name] ?? 'none'
}

export function useMay(name: CommandName | (string & {})): boolean {
  return useRight(name) !== 'none'
}
