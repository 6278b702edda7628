import { createContext, useContext } from 'react'
import type { Connection, ConnectionState } from '../core/connection.ts'
import { useConnectionState } from '../core/use-connection-state.ts'

export const ConnectionContext = createContext<Connection | null>(null)

/** How the wire to the core is: quiet unless it is being opened again. */
export function useConnection(): ConnectionState {
  const connection = useContext(ConnectionContext)
  if (!connection) throw new Error('no ConnectionContext above')
  return useConnectionState(connection)
}
