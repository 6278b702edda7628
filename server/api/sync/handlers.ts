import type { z } from 'zod'
import type { Peer } from '../../../shared/sync/authority.ts'
import { AppError } from '../../../shared/values/error.ts'
import type { House } from '../../house.ts'
import { beginFounding, dropFounding, finishFounding, takePart } from '../../agencies/found-from-post.ts'
import { audit } from '../../identity/audit.ts'
import { memberActor } from '../caller.ts'
import type { Account } from '../caller.ts'
import type { HandlersOf } from '../operation.ts'
import { isoOf } from '../values.ts'
import { compressed } from './compressed.ts'
import type { syncContract } from './contract.ts'

type Caller = Account & { member: NonNullable<Account['member']> }
const peerOf = (caller: Caller): Peer => ({ actor: memberActor(caller), accountId: caller.accountId })

export const syncHandlers: HandlersOf<typeof syncContract> = {
  'sync.hello': async ({ house, caller, body }) => house.services.authority.hello(peerOf(caller), body),
  'sync.push': async ({ house, caller, body }) => house.services.authority.push(peerOf(caller), body),
  'sync.pull': async ({ house, caller, body, request }) => compressed(request, await house.services.authority.pull(peerOf(caller), body)),
  'sync.snapshot': async ({ house, caller, body, request }) => compressed(request, await house.services.authority.snapshot(peerOf(caller), body)),
  'sync.check': async ({ house, caller, body }) => house.services.authority.check(peerOf(caller), body),
  'sync.foundBegin': async ({ house, caller, body, address }) => beginFounding(house, caller, body, address),
  'sync.foundPart': async ({ house, caller, body }) => takePart(house, caller, body),
  'sync.foundFinish': async ({ house, caller, body, language, address }) => finishFounding(house, caller, body, { language, address }),
  'sync.foundDrop': async ({ house, caller, body, address }) => dropFounding(house, caller, body.agencyId, address),
  'sync.posts': async ({ house, caller }) => postsOf(house, caller),
  'sync.revoke': async ({ house, caller, params, address }) => {
    const mine = await postsOf(house, caller)
    if (!mine.some(({ id }) => id === params.id)) throw new AppError('not_found', { entity: 'device', id: params.id })
    await house.services.authority.revoke(caller.member.agencyId, params.id)
    await audit(house, { action: 'post.revoked', accountId: caller.accountId, sessionId: caller.sessionId, agencyId: caller.member.agencyId, target: params.id, address })
    return (await postsOf(house, caller)).find(({ id }) => id === params.id)!
  },
}

async function postsOf(house: House, { member, accountId }: Caller): Promise<z.input<(typeof syncContract)['sync.posts']['answer']>> {
  const posts = await house.services.authority.devices(member.agencyId)
  return posts.filter((one) => member.role !== 'agent' || one.accountId === accountId).map((one) => ({
    id: one.deviceId, name: one.name ?? '', app_version: one.appVersion, account_id: one.accountId, seen_at: isoOf(one.seenAt), created_at: isoOf(one.createdAt), revoked_at: isoOf(one.revokedAt),
    cursor: Number(one.cursor ?? 0), head: one.head,
  }))
}
