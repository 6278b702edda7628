import { createServer } from 'node:http'
import type { Server } from 'node:http'
import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { createDispatcher } from '../shared/command/dispatch.ts'
import { migrate } from '../shared/database/migrate.ts'
import { openSqlite } from '../shared/database/open-sqlite.ts'
import { postgresStore, sqliteStore } from '../shared/database/store.ts'
import type { Store } from '../shared/database/store.ts'
import { openCredentials } from '../shared/modules/auth/credentials.ts'
import { business } from '../shared/modules/business.ts'
import { planGuard } from './agencies/plan-guard.ts'
import { openCounts } from './api/properties/counts.ts'
import { createApp } from './app.ts'
import type { Config } from './config.ts'
import { openFiles } from './files/open-files.ts'
import { openResumableUploads } from './files/uploads.ts'
import { machine } from './house.ts'
import type { House } from './house.ts'
import { bodyPatience } from './http/body.ts'
import { answerClientErrors } from './http/client-errors.ts'
import { linksFor } from './identity/links.ts'
import { openProviders } from './identity/providers.ts'
import { openSecrets } from './identity/secrets.ts'
import type { Secrets } from './identity/secrets.ts'
import { openSessions } from './identity/sessions.ts'
import { jobsOf } from './jobs/jobs.ts'
import { openJobs } from './jobs/runner.ts'
import type { Log } from './log.ts'
import { openPost } from './mail/post.ts'

export type OpenServer = { readonly house: House; readonly server: Server; close(): Promise<void> }

/** Opens the database, brings it to the newest schema, and makes everything that requests work with; listens to nothing yet. */
export async function openHouse(config: Config, log: Log, given: Partial<Pick<House, 'clock' | 'random'>> = {}): Promise<House> {
  const { clock, random } = { ...machine, ...given }
  const { store, reading } = openStores(config)
  await migrate(store)
  // The server is the authority for every agency it holds.
  const dispatcher = createDispatcher({ store, business, clock, mode: () => 'decide', guard: planGuard })
  const secrets = openSecrets(config)
  const ground = { config, log, clock, random, store, reading, dispatcher }
  const services = {
    secrets,
    blobs: openFiles(config.files),
    uploads: openResumableUploads(ground),
    counts: openCounts(dispatcher, clock),
    credentials: openCredentials(store, clock, { freesEmails: false }),
    sessions: openSessions(ground, secrets),
    providers: openProviders(ground, secrets.nonces),
    post: openPost(ground, linksFor(ground)),
  }
  return { ...ground, services: { ...services, jobs: openJobs(ground, jobsOf({ ...ground, services })) } }
}

declare module './house.ts' {
  interface Services {
    readonly secrets: Secrets
    readonly credentials: ReturnType<typeof openCredentials>
  }
}

function openStores({ database }: Config): { store: Store; reading: Store } {
  if (database.kind === 'postgres') {
    const store = postgresStore(database.url)
    return { store, reading: store }
  }
  mkdirSync(dirname(database.path), { recursive: true })
  const store = sqliteStore(openSqlite(database.path))
  return { store, reading: sqliteStore(openSqlite(database.path, { readonly: true })) }
}

export async function closeHouse(house: House): Promise<void> {
  await house.services.jobs.stop()
  house.services.post.close()
  if (house.reading !== house.store) await house.reading.close()
  await house.store.close()
}

/** The house behind a socket. @param port 0 for any that is free. */
export async function openServer(config: Config, log: Log, given: Partial<Pick<House, 'clock' | 'random'>> = {}): Promise<OpenServer> {
  const house = await openHouse(config, log, given)
  const app = createApp(house)
  const server = createServer({ requireHostHeader: false }, app)
  // Whatever somebody expects of us, they get our answer.
  server.on('checkExpectation', app)
  answerClientErrors(server, log)
  // Slow clients do not hold the server: headers in 15 s, the whole request in two minutes, an idle connection for 65 s (longer
  // than the usual proxy keeps one, so that it never writes into a closed one).
  server.headersTimeout = 15_000
  server.requestTimeout = 2 * bodyPatience
  server.keepAliveTimeout = 65_000
  server.maxHeadersCount = 100
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(config.port, config.host, resolve)
  })
  let closing: Promise<void> | null = null
  return { house, server, close: () => (closing ??= close(server, house)) }
}

/** Lets requests under way end, then closes the database. Whoever has not ended in time is cut off. */
async function close(server: Server, house: House): Promise<void> {
  const ended = new Promise<void>((resolve) => server.close(() => resolve()))
  server.closeIdleConnections()
  const patience = setTimeout(() => server.closeAllConnections(), 10_000)
  await ended
  clearTimeout(patience)
  await closeHouse(house)
}
