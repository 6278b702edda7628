import type { IncomingMessage, Server as HttpServer } from 'node:http'
import type { Duplex } from 'node:stream'
import { Server } from 'socket.io'
import type { Namespace, Socket } from 'socket.io'
import { AppError } from '../../shared/values/error.ts'
import { pokeNamespace } from '../../shared/sync/protocol.ts'
import type { Account } from '../api/caller.ts'
import type { House } from '../house.ts'
import { securityHeaders } from '../http/security-headers.ts'
import type { Life } from '../http/end-server.ts'
import type { Sessions } from '../identity/sessions.ts'
import type { Bus } from './bus.ts'
import { openNoticeLines } from './notice-lines.ts'
import { noticesOverSocketIo } from './notices-socket-io.ts'
import { isNoticeAddress, openNoticeSocket } from './notices-websocket.ts'

/** Milliseconds after a commit was told in which those of the same agency are gathered and told as one; and so many more for each who listens, for all will ask. */
const [together, forEach] = [20, 3]
/** Sockets that one account may hold on this server; the scale of rate limits multiplies it too. */
const socketsOfAccount = 20
/** How often it is looked whether whoever listens still may. */
const lookEvery = 30_000
/** How long a socket has to say who it is, and to go when the server ends. */
const [introduction, farewell] = [10_000, 1_000]
const path = '/socket.io/'

export type Realtime = ReturnType<typeof openRealtime>
type Ground = Omit<House, 'services'>

/** Connections are upgraded for sockets alone: some clients ask for HTTP/2 with every request, and are answered as if they had not. */
export const wantsSocket = ({ headers, url }: IncomingMessage): boolean => headers.upgrade?.toLowerCase() === 'websocket' && (url?.startsWith(path) === true || isNoticeAddress(url))

/** Socket.IO for posts: a room for each agency, in which is said that its log has grown, and to where; never what has changed. */
export function openRealtime(ground: Ground, sessions: Sessions, life: Life, bus: Bus) {
  const { config, log, reading, dispatcher } = ground
  const lines = openNoticeLines(ground, sessions)
  const { soon, flush } = gather((agencyId, head) => bus.tell({ agencyId, head }), () => together + forEach * (posts?.sockets.size ?? 0))
  const stopListening = dispatcher.onCommitted(({ agencyId, changes }) => soon(agencyId, Math.max(0, ...changes.map(({ seq }) => seq ?? 0))))
  let io: Server | null = null
  let posts: Namespace | null = null
  let timer: NodeJS.Timeout | undefined
  const raw = new Set<Duplex>()

  async function admit(socket: Socket): Promise<void> {
    const token = (socket.handshake.auth as { token?: unknown }).token
    if (typeof token !== 'string' || token.length > 4000) throw new AppError('token_invalid')
    const account = await sessions.callerOf(token)
    const member = memberOf(account)
    if (config.rateLimitScale > 0 && held(account.accountId) >= Math.ceil(socketsOfAccount * config.rateLimitScale)) throw new AppError('too_many_requests')
    socket.data = { accountId: account.accountId, sessionId: account.sessionId, agencyId: member.agencyId } satisfies Known
    await socket.join(roomOf(member.agencyId))
  }

  const known = (): { socket: Socket; data: Known }[] => [...(posts?.sockets.values() ?? [])].map((socket) => ({ socket, data: socket.data as Known }))
  const held = (accountId: string): number => known().filter(({ data }) => data.accountId === accountId).length
  const poke = (agencyId: string, head: number): void => void posts?.to(roomOf(agencyId)).emit('poke', { head })

  /** Sends away those whose session ended, or who are of this agency no more. */
  async function look(): Promise<void> {
    for (const { socket, data } of known()) {
      try {
        const { agencyId } = memberOf(await sessions.stillThere(data.sessionId, data.accountId))
        if (agencyId !== data.agencyId) socket.disconnect(true)
      } catch (error) {
        // A database that is away says nothing about them.
        if (error instanceof AppError) socket.disconnect(true)
        else log.warn({ err: error }, 'could not look after sockets')
      }
    }
  }

  /** Every agency that is listened to is told where its log stands now. */
  async function pokeAll(): Promise<void> {
    const agencies = [...new Set(known().map(({ data }) => data.agencyId))]
    try {
      for (const agencyId of agencies) {
        const row = await reading.kysely.selectFrom('agencySequence').select('seq').where('agencyId', '=', agencyId).executeTakeFirst()
        poke(agencyId, Number(row?.seq ?? 0))
      }
    } catch (error) {
      log.warn({ err: error }, 'could not tell posts what they may have missed')
    }
  }

  const origins = new Set([...config.corsOrigins, new URL(config.publicUrl).origin])
  /** A page of an origin that may not call this server may not listen either; programs have no origin. */
  const mayListen = ({ headers: { origin } }: IncomingMessage): boolean => !life.stopping && (origin === undefined || origins.has(origin))
  const plain = openNoticeSocket(lines, mayListen)

  return {
    /** Sockets that are in, for whoever measures. */
    sockets: (): number => (posts?.sockets.size ?? 0) + lines.size(),

    /** Takes sockets on a server from now on. */
    attach(server: HttpServer): void {
      io = new Server({
        path, serveClient: false, connectTimeout: introduction, maxHttpBufferSize: 10_000, perMessageDeflate: false, httpCompression: false, cors: { origin: [...config.corsOrigins] },
        // Addresses beside ours belong to the plain socket.
        destroyUpgrade: false,
        allowRequest: (request, answer) => answer(null, mayListen(request)),
      })
      io.attach(server)
      io.engine.use(securityHeaders)
      server.on('upgrade', (request, socket, head) => {
        plain.take(request, socket, head)
        raw.add(socket)
        socket.once('close', () => raw.delete(socket))
      })
      posts = io.of(pokeNamespace)
      posts.use((socket, next) => void (async () => {
        try {
          await admit(socket)
          next()
        } catch (error) {
          if (!(error instanceof AppError)) log.error({ err: error }, 'could not let a socket in')
          next(Object.assign(new Error(error instanceof AppError ? error.code : 'internal'), { data: { code: error instanceof AppError ? error.code : 'internal' } }))
        }
      })())
      noticesOverSocketIo(io, lines)
      void bus.listen(({ agencyId, head }) => {
        poke(agencyId, head)
        lines.hear(agencyId)
      }, () => {
        void pokeAll()
        lines.hearAll()
      })
      const again = async (): Promise<void> => {
        await look()
        await lines.look()
        plain.beat()
        if (io) timer = setTimeout(() => void again(), lookEvery)
      }
      timer = setTimeout(() => void again(), lookEvery)
    },

    look: async (): Promise<void> => {
      await look()
      await lines.look()
    },

    /** Sends every socket to another server; none is taken any more. Those that do not go by themselves are cut off. */
    detach(): void {
      clearTimeout(timer)
      io?.engine.close()
      io = posts = null
      plain.close()
      setTimeout(() => {
        for (const socket of raw) socket.destroy()
      }, farewell).unref()
    },

    /** What was committed last is told, then nothing more. */
    async close(): Promise<void> {
      stopListening()
      lines.close()
      await flush()
      await bus.close()
    },
  }
}

type Known = { accountId: string; sessionId: string; agencyId: string }

const roomOf = (agencyId: string): string => `agency:${agencyId}`

/** Throws `forbidden` for an account that is of no agency. */
function memberOf(account: Account): NonNullable<Account['member']> {
  if (account.suspended) throw new AppError('agency_suspended')
  if (!account.member) throw new AppError('forbidden', { action: 'sync' })
  return account.member
}

/** Tells a number at once, and then the highest of those that come within a while, once for each agency. */
function gather(tell: (agencyId: string, head: number) => Promise<void>, rest: () => number) {
  const heads = new Map<string, number>()
  const timers = new Map<string, NodeJS.Timeout>()
  const say = async (agencyId: string): Promise<void> => {
    const head = heads.get(agencyId)
    clearTimeout(timers.get(agencyId))
    timers.delete(agencyId)
    heads.delete(agencyId)
    if (head === undefined) return
    timers.set(agencyId, setTimeout(() => void say(agencyId), rest()))
    await tell(agencyId, head)
  }
  return {
    soon(agencyId: string, head: number): void {
      heads.set(agencyId, Math.max(head, heads.get(agencyId) ?? 0))
      if (!timers.has(agencyId)) void say(agencyId)
    },
    /** What was gathered is told, and nobody waits any more. */
    async flush(): Promise<void> {
      for (const agencyId of [...timers.keys()]) await say(agencyId)
      for (const timer of timers.values()) clearTimeout(timer)
    },
  }
}
