import { createServer } from 'node:http'
import type { Server } from 'node:http'
import { createDispatcher } from '../shared/command/dispatch.ts'
import { migrate, migrations } from '../shared/database/migrate.ts'
import { openCredentials } from '../shared/modules/auth/credentials.ts'
import { business } from '../shared/modules/business.ts'
import { openAuthority } from '../shared/sync/authority.ts'
import type { Authority } from '../shared/sync/authority.ts'
import { openFoundings } from '../shared/sync/found-authority.ts'
import type { Foundings } from '../shared/sync/found-authority.ts'
import { AppError } from '../shared/values/error.ts'
import { planGuard } from './agencies/plan-guard.ts'
import { openRemembered } from './api/properties/remembered.ts'
import { createApp } from './app.ts'
import type { Config } from './config.ts'
import { openIncomingBlobs } from './files/incoming-blobs.ts'
import { openFiles } from './files/open-files.ts'
import { openResumableUploads } from './files/uploads.ts'
import { version } from './version.ts'
import { machine, newId } from './house.ts'
import type { House } from './house.ts'
import { answerClientErrors } from './http/client-errors.ts'
import { endServer } from './http/end-server.ts'
import type { Life } from './http/end-server.ts'
import { bePatient, patience } from './http/patience.ts'
import type { Patience } from './http/patience.ts'
import { linksFor } from './identity/links.ts'
import { openProviders } from './identity/providers.ts'
import { unreachable } from './http/database-errors.ts'
import { openSecrets } from './identity/secrets.ts'
import type { Secrets } from './identity/secrets.ts'
import { openSessions } from './identity/sessions.ts'
import { jobsOf } from './jobs/jobs.ts'
import { openJobs } from './jobs/runner.ts'
import type { Log } from './log.ts'
import { openPost } from './mail/post.ts'
import { openReading, openWriting } from './open-stores.ts'
import { openLocalBus } from './realtime/bus.ts'
import { openPostgresBus } from './realtime/postgres-bus.ts'
import { openRealtime, wantsSocket } from './realtime/realtime.ts'
import type { Realtime } from './realtime/realtime.ts'

export type OpenServer = {
  readonly house: House
  readonly server: Server
  /**
   * Lets requests under way end, then closes the database.
   * @param drain milliseconds during which new connections are still taken, for whoever balances requests to learn of it.
   */
  close(options?: { drain?: number }): Promise<void>
}

/** Opens the database, brings it to the newest schema, and makes everything that requests work with; listens to nothing yet. */
export async function openHouse(config: Config, log: Log, given: Partial<Pick<House, 'clock' | 'random'>> = {}): Promise<House> {
  const { clock, random } = { ...machine, ...given }
  const store = openWriting(config)
  await migrate(store)
  const reading = store.dialect === 'postgres' ? store : openReading(config)
  // The server is the authority for every agency it holds.
  const dispatcher = createDispatcher({ store, business, clock, mode: () => 'decide', guard: planGuard })
  const secrets = openSecrets(config)
  const ground = { config, log, clock, random, store, reading, dispatcher }
  const life: Life = { stopping: false }
  const sessions = openSessions(ground, secrets)
  const bus = config.database.kind === 'postgres' ? openPostgresBus(config.database.url, store, log) : openLocalBus()
  const blobs = openFiles(config.files)
  const services = {
    life,
    secrets,
    blobs,
    incomingBlobs: openIncomingBlobs(ground, blobs),
    uploads: openResumableUploads(ground),
    remembered: openRemembered(dispatcher, clock),
    credentials: openCredentials(store, clock, { freesEmails: false }),
    sessions,
    providers: openProviders(ground, secrets.nonces),
    post: openPost(ground, linksFor(ground)),
    realtime: openRealtime(ground, sessions, life, bus),
    authority: openAuthority({ store, business, dispatcher, clock, isPassing: (error) => unreachable(error) || (error instanceof AppError && error.code.startsWith('database')), newEpoch: () => newId(ground), schemaVersion: Object.keys(migrations).at(-1)!, appVersion: version }),
    foundings: openFoundings({ store, business, clock }),
  }
  return { ...ground, services: { ...services, jobs: openJobs(ground, jobsOf({ ...ground, services })) } }
}

declare module './house.ts' {
  interface Services {
    /** What posts of agencies exchange with. */
    readonly authority: Authority
    /** Agencies on their way here from a desktop that was alone. */
    readonly foundings: Foundings
    readonly life: Life
    /** Tells posts that their agency has changed. */
    readonly realtime: Realtime
    readonly secrets: Secrets
    readonly credentials: ReturnType<typeof openCredentials>
  }
}

export async function closeHouse(house: House): Promise<void> {
  await house.services.jobs.stop()
  await house.services.realtime.close()
  house.services.post.close()
  if (house.reading !== house.store) await house.reading.close()
  await house.store.close()
}

/** The house behind a socket. @param port 0 for any that is free. */
export async function openServer(config: Config, log: Log, given: Partial<Pick<House, 'clock' | 'random'> & { patience: Partial<Patience> }> = {}): Promise<OpenServer> {
  const house = await openHouse(config, log, given)
  const app = createApp(house)
  const server = createServer({ requireHostHeader: false, connectionsCheckingInterval: given.patience?.check ?? patience.check, shouldUpgradeCallback: wantsSocket }, app)
  // Whatever somebody expects of us, they get our answer.
  server.on('checkExpectation', app)
  answerClientErrors(server, log)
  house.services.realtime.attach(server)
  const end = endServer(server, house.services.life)
  bePatient(server, { ...patience, ...given.patience })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(config.port, config.host, resolve)
  })
  let closing: Promise<void> | null = null
  const close = async (drain: number): Promise<void> => {
    const ended = end(drain)
    // A socket is no request that comes to an end: posts are sent to another server at once.
    house.services.realtime.detach()
    await ended
    await closeHouse(house)
  }
  return { house, server, close: ({ drain = 0 } = {}) => (closing ??= close(drain)) }
}
