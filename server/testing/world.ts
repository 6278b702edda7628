import { createAccount } from '../identity/accounts.ts'
import { newId, say } from '../house.ts'
import type { House } from '../house.ts'
import type { CallerName } from '../api/matrix.ts'
import type { Actor, Role } from '../../shared/values/actor.ts'
import { issuerClient, openIssuer } from './issuer.ts'
import type { Issuer } from './issuer.ts'
import { openTestServer } from './open.ts'
import type { TestServer, TestServerOptions } from './open.ts'

export type Person = { accountId: string; email: string; password: string; token: string; refresh: string }
export type Staff = Person & { memberId: string; role: Role }
export type TestAgency = {
  id: string
  name: string
  admin: Staff
  manager: Staff
  agent: Staff
  /** Another agent of the same agency. */
  colleague: Staff
  /** Stands in every private field of this agency's rows: seen elsewhere, it leaked. */
  secret: string
}
/** Two agencies that must not know of each other, a client, an operator, and a server over one database. */
export type World = {
  server: TestServer
  /** Google and Apple in one, for this server. */
  issuer: Issuer
  ours: TestAgency
  theirs: TestAgency
  client: Person
  operator: Person
  /** The token of a caller as the matrix names it; members are ours. */
  tokenOf(caller: CallerName): string | undefined
  /** Runs a command as a member, outside HTTP. */
  act(staff: Staff, agency: TestAgency, name: string, input: unknown): Promise<unknown>
  newId(): string
}

export const testPassword = 'quatre chevaux verts'

let testHash: string | undefined
/** Gives an account the password of the tests. Hashing is slow by intent, so it is done once and copied from then on. */
export async function givePassword(house: House, { id, email, name }: { id: string; email: string; name: string }): Promise<void> {
  const { kysely } = house.store
  if (testHash === undefined) {
    await house.services.credentials.set(id, { email, name }, testPassword, { mustChange: false })
    testHash = (await kysely.selectFrom('credential').select('hash').where('accountId', '=', id).executeTakeFirstOrThrow()).hash
  } else {
    await kysely.insertInto('credential').values({ accountId: id, hash: testHash, mustChange: 0, failed: 0, lockedUntil: null, changedAt: house.clock(), lastSignInAt: null }).execute()
  }
}

export async function openWorld(options: TestServerOptions = {}): Promise<World> {
  let clock = Date.now
  const issuer = await openIssuer(() => clock())
  const providers = { GOOGLE_ISSUER: issuer.url, GOOGLE_CLIENT_IDS: issuerClient, APPLE_ISSUER: issuer.url, APPLE_CLIENT_IDS: issuerClient }
  const opened = await openTestServer({ ...options, environment: { ...providers, ...options.environment } })
  const server: TestServer = {
    ...opened,
    close: async () => {
      await opened.close()
      await issuer.close()
    },
  }
  const { house } = server
  clock = house.clock
  const person = async (email: string, firstName: string): Promise<Person> => {
    const account = await createAccount(house, { email, firstName, lastName: 'Diop', phone: null, password: null, language: 'fr' })
    await givePassword(house, account)
    const { id } = account
    await house.store.kysely.updateTable('account').set({ verifiedAt: house.clock() }).where('id', '=', id).execute()
    return { accountId: id, email, password: testPassword, token: '', refresh: '' }
  }
  const signIn = async <P extends Person>(who: P): Promise<P> => {
    const { access, refresh } = await house.services.sessions.begin(who.accountId, { deviceName: 'test', userAgent: null, address: null })
    return { ...who, token: access, refresh }
  }
  const agency = async (name: string, prefix: string): Promise<TestAgency> => {
    const agencyId = newId(house)
    const job: Actor = { kind: 'job', agencyId, name: 'test' }
    const admin = await person(`admin@${name}.sn`, 'Admin')
    const adminId = newId(house)
    await say(house, job, 'agency.found', { agencyId, name: `Agence ${name}`, referencePrefix: prefix, admin: { memberId: adminId, accountId: admin.accountId, email: admin.email, name: 'Admin Diop' } })
    const now = house.clock()
    await house.store.kysely.insertInto('subscription').values({ agencyId, plan: 'enterprise', licenseNumber: `LIC-${name}`, startsAt: now, endsAt: now + 365 * 86_400_000,
      maxAgents: null, maxProperties: null, maxClients: null, suspendedAt: null, suspendedReason: null, createdAt: now, updatedAt: now }).execute()
    const staff = async (role: Role, label: string): Promise<Staff> => {
      const who = await person(`${label}@${name}.sn`, label)
      const memberId = newId(house)
      await say(house, job, 'member.create', { id: memberId, accountId: who.accountId, email: who.email, name: `${label} Diop`, role })
      return signIn({ ...who, memberId, role })
    }
    return {
      id: agencyId, name: `Agence ${name}`, secret: `secret-of-${name}`, admin: await signIn({ ...admin, memberId: adminId, role: 'admin' as const }),
      manager: await staff('manager', 'manager'), agent: await staff('agent', 'agent'), colleague: await staff('agent', 'colleague'),
    }
  }
  const ours = await agency('lagune', 'LAG')
  const theirs = await agency('teranga', 'TER')
  const client = await signIn(await person('client@example.sn', 'Client'))
  const boss = await person('operator@digit-hab.sn', 'Operator')
  await house.store.kysely.updateTable('account').set({ operator: 1 }).where('id', '=', boss.accountId).execute()
  const operator = await signIn(boss)
  const tokens: Record<CallerName, string | undefined> = { anonymous: undefined, client: client.token, agent: ours.agent.token, manager: ours.manager.token, admin: ours.admin.token, operator: operator.token }
  return {
    server, issuer, ours, theirs, client, operator,
    tokenOf: (caller) => tokens[caller],
    act: async (staff, { id }, name, input) => (await say(house, { kind: 'member', agencyId: id, memberId: staff.memberId, role: staff.role }, name, input)).value,
    newId: () => newId(house),
  }
}
