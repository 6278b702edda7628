import type { OperationName } from '../api/index.ts'
import { decodeChange } from '../../shared/command/recorder-changes.ts'
import { openSqliteStore } from '../../shared/command/testing/stores.ts'
import { createDispatcher } from '../../shared/command/dispatch.ts'
import { business } from '../../shared/modules/business.ts'
import { checksumsOf } from '../../shared/sync/checksum.ts'
import type { FoundPart } from '../../shared/sync/protocol.ts'
import { beginFounding } from '../agencies/found-from-post.ts'
import { createAccount } from '../identity/accounts.ts'
import { protocol } from '../../shared/sync/protocol.ts'
import { another } from './things.ts'
import type { Asking, Sample } from './things.ts'

type Post = { deviceId: string; incarnation: string; epoch: string }

/** A post of the owner that has greeted. */
async function post({ world, agency, owner }: Asking): Promise<Post> {
  const [deviceId, incarnation] = [world.newId(), world.newId()]
  const { epoch } = await world.server.house.services.authority.hello({ actor: { kind: 'member', agencyId: agency.id, memberId: owner.memberId, role: owner.role }, accountId: owner.accountId },
    { protocol, schemaVersion: '0030', appVersion: '1', deviceId, incarnation, deviceName: 'Accueil', epochSeen: null, cursor: 0, numbered: 0 })
  return { deviceId, incarnation, epoch }
}

/** An agency of one desktop that was alone, and somebody new who brings it; members send their own token, about a stranger's. */
async function alone({ world, caller }: Asking) {
  const { house } = world.server
  const [agencyId, memberId, accountId] = [world.newId(), world.newId(), world.newId()]
  const store = await openSqliteStore()
  const dispatcher = createDispatcher({ store, business, clock: house.clock, mode: () => 'decide' })
  const input = { agencyId, name: 'Agence seule', referencePrefix: 'SEU', admin: { memberId, accountId, email: `${another()}@seule.sn`, name: 'Awa Ndiaye' } }
  await dispatcher.dispatch([{ commandId: world.newId(), name: 'agency.found', version: 1, input, typedAt: house.clock(), deviceId: world.newId() }], { kind: 'job', agencyId, name: 'setup' })
  const changes = (await store.kysely.selectFrom('change').selectAll().orderBy('n').execute()).map(decodeChange).map(({ agencyId: _agency, localSeq: _local, ...change }) => ({ ...change, seq: change.seq! }))
  const part: FoundPart = { agencyId, from: 0, changes, commands: [] }
  const sums = await checksumsOf(store.kysely, business, agencyId, 'all')
  await store.close()
  const founder = await createAccount(house, { email: `${another()}@example.sn`, firstName: 'Awa', lastName: 'Ndiaye', phone: null, password: null, language: 'fr' })
  const { access } = await house.services.sessions.begin(founder.id, { deviceName: 'test', userAgent: null, address: null })
  return {
    part, begin: { protocol, agencyId, memberId, licenseNumber: null }, finish: { agencyId, head: 1, counters: [{ name: 'property', value: 0 }], sums },
    begun: async () => {
      await beginFounding(house, { kind: 'account', accountId: founder.id, sessionId: '', email: founder.email, username: founder.username ?? '', operator: false, verified: true, member: null, suspended: false }, { protocol, agencyId, memberId, licenseNumber: null }, '')
      return house.services.foundings.find(agencyId)
    },
    token: caller === 'client' || caller === 'operator' ? { token: access } : {},
  }
}

export const syncSamples = {
  'sync.foundBegin': async (asking: Asking): Promise<Sample> => {
    const { begin, token } = await alone(asking)
    return { body: begin, ...token }
  },
  'sync.foundPart': async (asking: Asking): Promise<Sample> => {
    const { begun, part, token } = await alone(asking)
    await begun()
    return { body: part, ...token }
  },
  'sync.foundFinish': async (asking: Asking): Promise<Sample> => {
    const { begun, part, finish, token } = await alone(asking)
    await asking.world.server.house.services.foundings.part((await begun())!, part)
    return { body: finish, ...token }
  },
  'sync.foundDrop': async (asking: Asking): Promise<Sample> => {
    const { begun, part, token } = await alone(asking)
    await begun()
    return { body: { agencyId: part.agencyId }, ...token }
  },
  'sync.hello': ({ world }: Asking) => ({ body: { protocol, schemaVersion: '0030', appVersion: '1', deviceId: world.newId(), incarnation: world.newId(), deviceName: 'Accueil', epochSeen: null, cursor: 0, numbered: 0 } }),
  'sync.push': async (asking: Asking) => {
    const known = await post(asking)
    const { world } = asking
    const envelope = { commandId: world.newId(), name: 'contact.create', version: 1, input: { id: world.newId(), name: 'Aïda Fall' }, typedAt: world.server.house.clock(), deviceId: known.deviceId }
    return { body: { ...known, commands: [{ deviceSeq: 1, envelope }] } }
  },
  'sync.pull': async (asking: Asking) => {
    const { deviceId, epoch } = await post(asking)
    return { body: { deviceId, epoch, cursor: 0, limit: 50 } }
  },
  'sync.snapshot': async (asking: Asking) => {
    const { deviceId, epoch } = await post(asking)
    return { body: { deviceId, epoch, atSeq: null, place: null, only: null, limit: 50 } }
  },
  'sync.check': async (asking: Asking) => {
    const { deviceId, epoch } = await post(asking)
    return { body: { deviceId, epoch, cursor: await asking.world.server.house.services.foundings.headOf(asking.agency.id) } }
  },
  'sync.posts': async (asking: Asking) => {
    await post(asking)
    return {}
  },
  'sync.revoke': async (asking: Asking) => ({ params: { id: (await post(asking)).deviceId } }),
} satisfies Partial<Record<OperationName, (asking: Asking) => Sample | Promise<Sample>>>
