import type { ContractRouterClient } from '@orpc/contract'
import { createContext, useContext } from 'react'
import type { ReactNode } from 'react'
import type { contract } from '../../shared/contract/index.ts'

/** The core as the interface sees it: one function for each procedure of the contract. Failures arrive as AppError. */
export type Core = ContractRouterClient<typeof contract>

const CoreContext = createContext<Core | null>(null)

export function CoreProvider({ core, children }: { core: Core; children: ReactNode }) {
  return <CoreContext value={core}>{children}</CoreContext>
}

/** For streams and files; ordinary reads go through `useCore`, writes through `useCommand`. */
export function useCoreClient(): Core {
  const core = useContext(CoreContext)
  if (!core) throw new Error('no CoreProvider above')
  return core
}
