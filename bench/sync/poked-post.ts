import type { Change } from '../../shared/command/change.ts'
import { openLoop } from '../../shared/sync/loop.ts'
import { openPokeSocket } from '../../shared/sync/poke-socket.ts'
import { openPokes } from '../../shared/sync/poke.ts'
import { openBenchPost } from './post.ts'
import type { Person, Ready } from './server-process.ts'

export const later = (milliseconds: number, work: () => void): (() => void) => {
  const timer = setTimeout(work, milliseconds)
  return () => clearTimeout(timer)
}

/** A post with its loop and its socket, in step and connected. */
export async function pokedPost(server: Ready, person: Person, onChanged?: (changes: readonly Change[]) => void) {
  const post = await openBenchPost(server, person, onChanged)
  const loop = openLoop({ exchange: post.exchange, later, random: Math.random, onState: ({ error }) => {
    if (error) process.stderr.write(`an exchange failed: ${error instanceof Error ? error.message : '?'}\n`)
  } })
  let pokes: { close(): void } | null = null
  await new Promise<void>((resolve) => {
    pokes = openPokes({ open: () => openPokeSocket(server.url, async () => person.token), now: loop.now, cursor: post.cursor, clock: Date.now, later, onConnected: () => resolve() })
  })
  await loop.now()
  return {
    post, loop,
    close: async () => {
      pokes?.close()
      await loop.close()
      await post.close()
    },
  }
}
