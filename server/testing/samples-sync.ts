import type { OperationName } from '../api/index.ts'
import { protocol } from '../../shared/sync/protocol.ts'
import type { Asking, Sample } from './things.ts'

type Post = { deviceId: string; incarnation: string; epoch: string }

/** A post of the owner that has greeted. */
async function post({ world, agency, owner }: Asking): Promise<Post> {
  const [deviceId, incarnation] = [world.newId(), world.newId()]
  const { epoch } = await world.server.house.services.authority.hello({ actor: { kind: 'member', agencyId: agency.id, memberId: owner.memberId, role: owner.role }, accountId: owner.accountId },
    { protocol, schemaVersion: '0030', appVersion: '1', deviceId, incarnation, deviceName: 'Accueil', epochSeen: null, cursor: 0, numbered: 0 })
  return { deviceId, incarnation, epoch }
}

export const syncSamples = {
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
  'sync.posts': async (asking: Asking) => {
    await post(asking)
    return {}
  },
  'sync.revoke': async (asking: Asking) => ({ params: { id: (await post(asking)).deviceId } }),
} satisfies Partial<Record<OperationName, (asking: Asking) => Sample | Promise<Sample>>>
