import { setTimeout as wait } from 'node:timers/promises'
import { openHttpTransport } from '../../shared/sync/http-transport.ts'
import { openPokeSocket } from '../../shared/sync/poke-socket.ts'
import { openPokes } from '../../shared/sync/poke.ts'
import { protocol } from '../../shared/sync/protocol.ts'
import type { Page, PushResult, Welcome } from '../../shared/sync/protocol.ts'
import { later } from './poked-post.ts'
import { newId } from './post.ts'
import type { BenchServer } from './server.ts'

/**
 * Posts without a database (200 of them would measure this process): each holds a socket, pushes an edit once a second, and
 * takes pages when poked, as often as a post would.
 */
export async function measureCrowd(server: BenchServer, posts: number, seconds: number): Promise<{ pushes: number[]; cpu: number }> {
  const pushes: number[] = []
  let over = false
  const members = await Promise.all(Array.from({ length: posts }, (_, n) => join(server, n)))
  const until = performance.now() + seconds * 1000

  async function edit(member: Awaited<ReturnType<typeof join>>, n: number): Promise<void> {
    await wait((n / posts) * 1000)
    while (performance.now() < until) {
      const begun = performance.now()
      await member.push()
      const taken = performance.now() - begun
      if (!over) pushes.push(taken)
      await wait(Math.max(0, 1000 - taken))
    }
  }

  await server.cpu()
  const begun = performance.now()
  await Promise.all(members.map(edit))
  const cpu = (await server.cpu()) / (performance.now() - begun)
  over = true
  await Promise.all(members.map((member) => member.close()))
  return { pushes, cpu: cpu * 100 }
}

async function join(server: BenchServer, n: number) {
  const person = server.people[n % server.people.length]!
  const transport = openHttpTransport({ server: server.url, token: async () => person.token })
  const [deviceId, incarnation, contact] = [newId(), newId(), newId()]
  const program = { protocol, schemaVersion: '0030', appVersion: '0.1.0', deviceName: 'bench', deviceId, incarnation }
  const { epoch, head } = (await transport.hello({ ...program, epochSeen: null, cursor: 0, numbered: 0 })) as Welcome
  let [cursor, deviceSeq] = [head, 0]

  // A post greets once a minute.
  async function exchange(): Promise<void> {
    for (;;) {
      const page = (await transport.pull({ deviceId, epoch, cursor })) as Page
      cursor = page.to
      if (!page.more) return
    }
  }

  let running: Promise<void> = Promise.resolve()
  const pokes = openPokes({ open: () => openPokeSocket(server.url, async () => person.token), now: () => (running = exchange()), cursor: async () => cursor, clock: Date.now, later })
  return {
    push: async (): Promise<void> => {
      deviceSeq++
      const command = deviceSeq === 1 ? { name: 'contact.create', input: { id: contact, name: `Contact ${n}` } } : { name: 'contact.update', input: { id: contact, patch: { notes: `Note ${deviceSeq}` } } }
      const envelope = { commandId: newId(), version: 1, typedAt: Date.now(), deviceId, ...command }
      const { results } = (await transport.push({ deviceId, incarnation, epoch, commands: [{ deviceSeq, envelope }] }, { kind: 'job', agencyId: '', name: 'bench' })) as PushResult
      if (results[0]?.status !== 'applied') throw new Error(`not applied: ${JSON.stringify(results)}`)
    },
    /** Resolves once nothing is under way, so that the server may end. */
    close: async (): Promise<void> => {
      pokes.close()
      await running
    },
  }
}
