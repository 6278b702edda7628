import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { join } from 'node:path'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/websocket'
import type { ContractRouterClient } from '@orpc/contract'
import { WebSocket } from 'ws'
import { sessionPath, socketPath } from '../../shared/contract/handshake.ts'
import type { Outcome } from '../../shared/contract/envelope.ts'
import type { CommandInput, CommandName } from '../../shared/contract/commands.ts'
import type { contract } from '../../shared/contract/index.ts'
import type { SessionView } from '../../shared/modules/core/model-views.ts'
import { uuidv7 } from '../../shared/values/id.ts'

export type Contract = ContractRouterClient<typeof contract>

/** The core running in its own process, and the contract's client on this side: every call crosses the border as a page's does. */
export type RunningCore = {
  readonly client: Contract
  readonly url: string
  /** What lets a browser in, name=value. */
  readonly cookie: string
  command<Name extends CommandName>(session: SessionView, name: Name, input: CommandInput<Name>): Promise<Outcome>
  /** Bytes the process holds, all of its threads together. */
  memory(): Promise<number>
  stop(): Promise<void>
}

const program = join(import.meta.dirname, '..', 'core-process.ts')

export const newId = (): string => uuidv7(Date.now(), randomBytes(10))

export async function startCore(directory: string): Promise<RunningCore> {
  const child = fork(program, [directory], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  const { url } = await answerOf<{ url: string }>(child)
  const { socket, cookie } = await connect(url)
  const client = createORPCClient<Contract>(new RPCLink({ websocket: socket as unknown as globalThis.WebSocket }))
  return {
    client,
    url,
    cookie,
    command: async (session, name, input) => {
      const envelope = { commandId: newId(), name, version: 1, input, typedAt: Date.now(), deviceId: session.deviceId }
      const [outcome] = await client.command({ envelopes: [envelope] })
      if (outcome!.status !== 'applied') throw new Error(`${name} was refused: ${JSON.stringify(outcome)}`)
      return outcome!
    },
    memory: async () => {
      const answered = answerOf<{ memory: number }>(child)
      child.send('memory')
      return (await answered).memory
    },
    stop: async () => {
      socket.close()
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
    },
  }
}

async function answerOf<T>(child: ChildProcess): Promise<T> {
  const ended = new AbortController()
  const end = (code: number | null) => ended.abort(new Error(`the process ended with ${String(code)}`))
  child.once('exit', end)
  try {
    const [answer] = (await once(child, 'message', { signal: ended.signal })) as [T]
    return answer
  } finally {
    child.off('exit', end)
  }
}

/** Comes in as a browser does: the token of the start address for a cookie, then the socket. */
async function connect(url: string): Promise<{ socket: WebSocket; cookie: string }> {
  const { origin, host, hash } = new URL(url)
  const token = hash.slice(hash.indexOf('=') + 1)
  const answer = await fetch(new URL(sessionPath, origin), { method: 'POST', headers: { origin, 'content-type': 'application/json' }, body: JSON.stringify({ token }) })
  const cookie = answer.headers.getSetCookie()[0]?.split(';')[0]
  if (!cookie) throw new Error(`the host did not let us in: ${answer.status}`)
  const socket = new WebSocket(`ws://${host}${socketPath}`, { origin, headers: { cookie }, perMessageDeflate: false })
  await once(socket, 'open')
  return { socket, cookie }
}
