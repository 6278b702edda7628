import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Change } from '../../shared/command/change.ts'
import { createDispatcher } from '../../shared/command/dispatch.ts'
import { rebase } from '../../shared/command/modes.ts'
import { migrate } from '../../shared/database/migrate.ts'
import { openSqlite } from '../../shared/database/open-sqlite.ts'
import { sqliteStore } from '../../shared/database/store.ts'
import { business } from '../../shared/modules/business.ts'
import { openHttpTransport } from '../../shared/sync/http-transport.ts'
import { joinServer } from '../../shared/sync/join.ts'
import { openPost } from '../../shared/sync/post.ts'
import type { Exchange } from '../../shared/sync/post.ts'
import { uuidv7 } from '../../shared/values/id.ts'
import type { Person, Ready } from './server-process.ts'

export const newId = (): string => uuidv7(Date.now(), randomBytes(10))

export type BenchPost = Awaited<ReturnType<typeof openBenchPost>>

/** A post with a SQLite file of its own, that predicts and exchanges with the server over HTTP. */
export async function openBenchPost({ url, agencyId }: Ready, person: Person, onChanged?: (changes: readonly Change[]) => void) {
  const directory = mkdtempSync(join(tmpdir(), 'digit-hab-bench-post-'))
  const remove = () => rmSync(directory, { recursive: true, force: true })
  process.once('exit', remove)
  const store = sqliteStore(openSqlite(join(directory, 'post.sqlite')))
  await migrate(store)
  const deviceId = newId()
  await joinServer(store, agencyId, { server: url, deviceId, incarnation: newId() })
  const dispatcher = createDispatcher({ store, business, clock: Date.now, mode: () => 'predict' })
  const transport = openHttpTransport({ server: url, token: async () => person.token, patience: 120_000 })
  let firstPull = 0
  const post = openPost({
    store, business, agencyId, clock: Date.now, newId, program: { schemaVersion: '0030', appVersion: '0.1.0', deviceName: 'bench' }, ...(onChanged ? { onChanged } : {}),
    transport: { ...transport, pull: (message) => {
      firstPull ||= performance.now()
      return transport.pull(message)
    } },
  })
  return {
    store, cursor: post.cursor,
    exchange: async (how: { usable?: boolean } = {}): Promise<Exchange & { taken: number; pushed: number }> => {
      firstPull = 0
      const begun = performance.now()
      const done = await post.exchange(how)
      return { ...done, taken: performance.now() - begun, pushed: firstPull - begun }
    },
    /** Commands in one commit each `together`, as an import or a quick user brings them. */
    say: async (commands: readonly { name: string; input: unknown }[], together = 100): Promise<void> => {
      for (let from = 0; from < commands.length; from += together) {
        const envelopes = commands.slice(from, from + together).map(({ name, input }) => ({ commandId: newId(), name, version: 1, input, typedAt: Date.now(), deviceId }))
        const outcomes = await dispatcher.dispatch(envelopes, { kind: 'member', agencyId, memberId: person.memberId, role: person.role })
        const refused = outcomes.find(({ status }) => status !== 'applied')
        if (refused) throw new Error(`refused: ${JSON.stringify(refused)}`)
      }
    },
    /** Milliseconds that it takes to lift everything that waits and predict it again, as when somebody else's change arrives. */
    replay: async (): Promise<number> => {
      const begun = performance.now()
      await rebase(store, business, agencyId, { changes: [] }, Date.now)
      return performance.now() - begun
    },
    /** Rows of the business here. */
    rows: async (): Promise<number> => {
      let rows = 0
      for (const { table } of business.entities.values()) rows += Number((await store.kysely.selectFrom(table as 'property').select((row) => row.fn.countAll<number>().as('n')).executeTakeFirstOrThrow()).n)
      return rows
    },
    close: async () => {
      await store.close()
      process.off('exit', remove)
      remove()
    },
  }
}

/** Work of a day: a fifth new contacts, the rest edits of them, each by a command of its own. */
export function dayOfWork(commands: number): { name: string; input: unknown }[] {
  const ids = Array.from({ length: Math.ceil(commands / 5) }, newId)
  return Array.from({ length: commands }, (_, n) => {
    const id = ids[Math.floor(n / 5)]!
    if (n % 5 === 0) return { name: 'contact.create', input: { id, name: `Contact ${n}`, email: `contact${n}@example.sn` } }
    return { name: 'contact.update', input: { id, patch: [{ notes: `Rappeler, ${n}` }, { address: `Rue ${n}` }, { source: 'visite' }, { firstName: 'Awa', lastName: `Diop ${n}` }][(n % 5) - 1] } }
  })
}
