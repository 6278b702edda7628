import { createORPCClient } from '@orpc/client'
import type { ContractRouterClient } from '@orpc/contract'
import { messageLimit } from '../../shared/contract/handshake.ts'
import type { contract } from '../../shared/contract/index.ts'
import { createConnection } from './connection.ts'
import type { Connection } from './connection.ts'
import { openPort, openSocket } from './wire.ts'

export type Core = ContractRouterClient<typeof contract>

export type Connected = {
  /** One function for each procedure of the contract. Failures arrive as AppError. */
  readonly core: Core
  readonly connection: Connection
  /** Runs on every new wire before any other call; the place to take the session up again by its token. */
  readonly onConnect: (greet: (core: Core) => Promise<unknown>) => void
}

/** Connects this page to the core of its host: a MessagePort under `app://`, else a WebSocket to where it came from. */
export function connect(): Connected {
  const connection = createConnection({
    open: () => (location.protocol === 'app:' ? openPort() : openSocket()),
    // The core knows a command by its id: the second time it answers what became of the first.
    mayRepeat: (path) => path[0] === 'command',
    messageLimit,
    wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  })
  return {
    core: createORPCClient<Core>(connection.link),
    connection,
    onConnect: (greet) => connection.beforeCalls((link) => greet(createORPCClient<Core>(link))),
  }
}
