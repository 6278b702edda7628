import { randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ContractRouterClient } from '@orpc/contract'
import { createRouterClient } from '@orpc/server'
import { inject } from 'vitest'
import { compareLogWithTables } from '../../../shared/command/fold.ts'
import type { contract } from '../../../shared/contract/index.ts'
import type { CommandName } from '../../../shared/contract/commands.ts'
import type { Outcome } from '../../../shared/contract/envelope.ts'
import { openSqlite } from '../../../shared/database/open-sqlite.ts'
import { sqliteStore } from '../../../shared/database/store.ts'
import { business } from '../../../shared/modules/business.ts'
import type { Role } from '../../../shared/values/actor.ts'
import { uuidv7 } from '../../../shared/values/id.ts'
import type { Host } from '../../host.ts'
import { createBrowserHost } from '../../browser-host/host.ts'
import type { LogDetails } from '../../log.ts'
import type { ConnectionContext } from '../connection.ts'
import { openCore } from '../core.ts'
import type { Core } from '../core.ts'
import { databasePath } from '../workspace.ts'

export type CoreClient = ContractRouterClient<typeof contract>

/** One window or socket, as its page would use it. */
export type TestPage = {
  readonly context: ConnectionContext
  readonly ask: CoreClient
  /** One command; the outcome whatever it is. */
  say(name: CommandName, input: unknown): Promise<Outcome>
  /** One command that must work. */
  act(name: CommandName, input: unknown): Promise<Outcome>
  upload(name: string, bytes: Uint8Array, purpose: 'photo' | 'document' | 'import' | 'restore'): Promise<string>
  leave(): void
}

export type TestCore = {
  readonly directory: string
  /** Milliseconds UTC of the core's own clock; move it on to let time pass. */
  now: number
  readonly core: Core
  readonly logged: { event: string; details: LogDetails }[]
  page(): TestPage
  /** The agency and its admin, on a page of their own. */
  found(): Promise<TestPage>
  /** A member made by `admin`, signed in on a page of his own with a password that he chose. */
  join(admin: TestPage, name: string, role: Role): Promise<TestPage & { memberId: string; email: string; password: string }>
  /** Ends the core as a program would, and opens another over the same folder. */
  restart(between?: () => void | Promise<void>): Promise<void>
  /** Rows on which the log and the tables do not agree: none, ever. */
  differences(): Promise<unknown[]>
  /** Closes and removes everything; throws where the log and the tables differ, or something was logged that no test took away.
   * */
  end(): Promise<void>
}

/** What `.ci/read-worker.ts` has built for the integration tests; elsewhere the source is read. */
function builtReadWorker(): URL | undefined {
  const built = inject('readWorker')
  return built ? new URL(built) : undefined
}

export const adminAccount = { email: 'awa@example.sn', password: 'quatre chevaux verts' }

export async function openTestCore({ now = Date.UTC(2026, 10, 23, 9, 0), fetch: send, notify }: { now?: number; fetch?: typeof fetch; notify?: Host['notify'] } = {}): Promise<TestCore> {
  const directory = mkdtempSync(join(tmpdir(), 'digit-hab-core-'))
  const logged: TestCore['logged'] = []
  const open = () => openCore({
    directory, host: { ...createBrowserHost(directory), ...(notify ? { notify } : {}) }, clock: () => test.now, readWorker: builtReadWorker(), ...(send ? { fetch: send } : {}),
    log: (level, event, details = {}) => {
      if (level !== 'info') logged.push({ event, details })
    },
  })
  const id = () => uuidv7(test.now, randomBytes(10))

  const page = (): TestPage => {
    const context = test.core.connect()
    const ask = createRouterClient(test.core.router, { context: context as never }) as unknown as CoreClient
    const say = async (name: CommandName, input: unknown) => {
      const version = business.commands.get(name)!.version
      return (await ask.command({ envelopes: [{ commandId: id(), name, version, input, typedAt: test.now,
        deviceId: id() }] }))[0]!
    }
    return {
      context, ask, say,
      act: async (name, input) => {
        const outcome = await say(name, input)
        if (outcome.status === 'rejected')
          throw new Error(`${name} was rejected: ${outcome.code} ${JSON.stringify(outcome.params)}`)
        return outcome
      },
      upload: async (name, bytes, purpose) => {
        const { uploadId, chunk } = await ask.files.begin({ name, bytes: bytes.length, purpose })
        for (let offset = 0; offset < bytes.length; offset += chunk)
          await ask.files.put({ uploadId, offset, base64: Buffer.from(bytes.subarray(offset, offset + chunk))
            .toString('base64') })
        return uploadId
      },
      leave: () => test.core.disconnect(context),
    }
  }

  const test: TestCore = {
    directory, logged, page,
    now,
    core: undefined as never,
    found: async () => {
      const admin = page()
      await admin.ask.setup.createAgency({ agencyName: 'Teranga Immobilier', city: 'Dakar', name: 'Awa Ndiaye', ...adminAccount })
      return admin
    },
    join: async (admin, name, role) => {
      const [memberId, email, password] = [id(), `${name.toLowerCase()}@example.sn`, `le mot de passe n°${name.length} du jour`]
      await admin.act('member.create', { id: memberId, accountId: id(), email, name: `${name} Membre`, role })
      await admin.ask.team.setPassword({ memberId, password: 'un premier secret' })
      const own = page()
      await own.ask.session.signIn({ email, password: 'un premier secret' })
      await own.ask.session.changePassword({ current: 'un premier secret', next: password })
      return { ...own, memberId, email, password }
    },
    restart: async (between) => {
      await test.core.close()
      await between?.()
      Object.assign(test, { core: await open() })
    },
    differences: async () => {
      const store = sqliteStore(openSqlite(databasePath(directory), { readonly: true }))
      try {
        // Rows come before their history: while that is on its way, the log does not say them.
        const [state] = await store.kysely.selectFrom('syncState').select('snapshot').execute()
        return state?.snapshot ? [] : await compareLogWithTables(store, business)
      } finally {
        await store.close()
      }
    },
    end: async () => {
      const differences = existsSync(databasePath(directory)) ? await test.differences() : []
      await test.core.close()
      rmSync(directory, { recursive: true, force: true, maxRetries: 5 })
      if (differences.length) throw new Error(`the log and the tables differ: ${JSON.stringify(differences)}`)
      const inFull = (_name: string, value: unknown): unknown => (value instanceof Error ? value.stack : value)
      if (logged.length) throw new Error(`logged: ${JSON.stringify(logged, inFull)}`)
    },
  }
  Object.assign(test, { core: await open() })
  return test
}
