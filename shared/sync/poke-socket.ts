import { io } from 'socket.io-client'
import type { PokeSocket } from './poke.ts'
import { pokeNamespace } from './protocol.ts'

/**
 * A socket to the server of a post. A plain WebSocket first: it needs no server that remembers it, where several stand behind
 * one address; whoever's proxy lets none through asks by HTTP.
 * @param token the access token of whoever is signed in, asked for at each connection
 */
export function openPokeSocket(server: string, token: () => Promise<string | null>): PokeSocket {
  return io(server + pokeNamespace, {
    autoConnect: false, forceNew: true, transports: ['websocket', 'polling'], tryAllTransports: true, timeout: 20_000,
    reconnectionDelay: 1_000, reconnectionDelayMax: 60_000, randomizationFactor: 0.5,
    auth: (answer) => void (async () => {
      try {
        answer({ token: await token() })
      } catch {
        // Without a token the server refuses, and it is tried again later.
        answer({})
      }
    })(),
  })
}
