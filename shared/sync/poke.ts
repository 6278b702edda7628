import { pokeMessage } from './protocol.ts'

/** What of a Socket.IO client is needed; it connects again by itself with its own back-off while it is `active`. */
export type PokeSocket = {
  readonly active: boolean
  on(event: 'connect' | 'disconnect' | 'connect_error' | 'poke', listener: (said?: unknown) => void): unknown
  connect(): unknown
  disconnect(): unknown
}

export type PokeParts = {
  /** A new socket, not connected yet. */
  open: () => PokeSocket
  /** Exchanges as soon as it can; resolves when done, also when that failed. */
  now: () => Promise<void>
  /** How far the log is known here. */
  cursor: () => Promise<number>
  clock: () => number
  /** Runs something after so many milliseconds; gives what cancels it. */
  later: (milliseconds: number, work: () => void) => () => void
  onConnected?: (connected: boolean) => void
}

/** After an exchange a post rests for this many times as long as it took, so that a busy server is asked less; milliseconds at most. */
const [restOf, longestRest] = [4, 5_000]
/** Whoever was sent away (signed out, too many sockets) asks again after so long. */
const sentAwayWait = 60_000

/**
 * Listens for the server's word that the log has grown, and exchanges then. It is only a hint: the post looks by itself once a
 * minute (loop.ts), so that a poke may be lost, doubled or come too early, and the socket server may be away.
 */
export function openPokes({ open, now, cursor, clock, later, onConnected }: PokeParts) {
  const socket = open()
  let closed = false
  let cancelAsk: (() => void) | null = null
  let cancelConnect: (() => void) | null = null
  let working = false
  /** What was heard while an exchange ran: how far the log is said to go. */
  let heard: number | null = null
  let restUntil = 0

  /** @param head what is known already is no reason to ask: own changes come back as pokes too. */
  async function ask(head: number): Promise<void> {
    if ((!working && (await isKnown(head))) || closed) return
    if (working) heard = Math.max(head, heard ?? 0)
    // A clock that jumped back keeps nobody waiting.
    else cancelAsk ??= later(Math.max(0, Math.min(longestRest, restUntil - clock())), () => void exchange())
  }

  async function isKnown(head: number): Promise<boolean> {
    try {
      return head <= (await cursor())
    } catch {
      // The exchange says what is wrong with the database.
      return false
    }
  }

  async function exchange(): Promise<void> {
    cancelAsk = null
    working = true
    const begun = clock()
    try {
      await now()
    } finally {
      working = false
      restUntil = clock() + Math.min(longestRest, restOf * Math.max(0, clock() - begun))
      const head = heard
      heard = null
      if (head !== null) void ask(head)
    }
  }

  const comeBack = (): void => {
    if (closed || socket.active) return
    cancelConnect?.()
    cancelConnect = later(sentAwayWait, () => {
      cancelConnect = null
      if (!closed) socket.connect()
    })
  }

  socket.on('connect', () => {
    onConnected?.(true)
    // What was said meanwhile was not heard.
    void ask(Infinity)
  })
  socket.on('disconnect', () => {
    onConnected?.(false)
    comeBack()
  })
  socket.on('connect_error', comeBack)
  socket.on('poke', (said) => void ask(pokeMessage.safeParse(said).data?.head ?? Infinity))
  socket.connect()

  return {
    close(): void {
      closed = true
      cancelAsk?.()
      cancelConnect?.()
      socket.disconnect()
    },
  }
}
