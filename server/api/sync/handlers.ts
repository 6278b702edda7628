import type { z } from 'zod'
import type { Peer } from '../../../shared/sync/authority.ts'
import { uploadLimits } from '../../../shared/files/uploads.ts'
import type { FileRow } from '../../../shared/modules/core/model.ts'
import { AppError } from '../../../shared/values/error.ts'
import { sendBlob } from '../../files/serve.ts'
import { ask } from '../../house.ts'
import type { House } from '../../house.ts'
import { beginFounding, dropFounding, finishFounding, takePart } from '../../agencies/found-from-post.ts'
import { audit } from '../../identity/audit.ts'
import { memberActor } from '../caller.ts'
import type { Account } from '../caller.ts'
import { Reply } from '../operation.ts'
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
  'sync.files': async ({ house, caller, body }) => {
    await house.services.authority.mustKnow(peerOf(caller), body.deviceId)
    const rows = await ask<FileRow[]>(house, memberActor(caller), 'files.some', { fileIds: body.fileIds })
    const { agencyId } = caller.member
    const present = new Set<string>()
    for (let from = 0; from < rows.length; from += atOnce) {
      const some = rows.slice(from, from + atOnce)
      const held = await Promise.all(some.map(({ sha256 }) => house.services.blobs.has({ agencyId, sha256 })))
      for (const [i, { id }] of some.entries()) if (held[i]) present.add(id)
    }
    const lacking = rows.filter(({ id }) => !present.has(id))
    const received = await house.services.incomingBlobs.receivedOf(agencyId, lacking.map(({ sha256 }) => sha256))
    return { present: [...present], lacking: lacking.map(({ id, sha256 }) => ({ id, received: received.get(sha256) ?? 0 })) }
  },
  'sync.fileProgress': async ({ house, caller, params, query }) => house.services.incomingBlobs.progress(caller.member.agencyId, await fileOf(house, caller, query.device, params.id)),
  'sync.filePart': async ({ house, caller, params, query, request }) => {
    const file = await fileOf(house, caller, query.device, params.id)
    if (file.bytes > uploadLimits.document) throw new AppError('file_too_large', { name: file.name, bytes: file.bytes, limit: uploadLimits.document })
    const { taken, ...progress } = await house.services.incomingBlobs.take(caller.member.agencyId, file, query.offset, request)
    return taken ? progress : new Reply(409, progress)
  },
  'sync.fileFetch': async ({ house, caller, params, query, request }) => {
    const file = await fileOf(house, caller, query.device, params.id)
    await sendBlob(house, { agencyId: caller.member.agencyId, variant: params.variant }, file, request, request.res!)
    return null
  },
}

/** Blobs that are looked for at a time: in a bucket each is a request. */
const atOnce = 20

/** The row of a file, for a post that still belongs to the agency. Throws `not_found`, `forbidden`. */
async function fileOf(house: House, caller: Caller, deviceId: string, fileId: string): Promise<FileRow> {
  await house.services.authority.mustKnow(peerOf(caller), deviceId)
  return ask<FileRow>(house, memberActor(caller), 'files.read', { fileId })
}

async function postsOf(house: House, { member, accountId }: Caller): Promise<z.input<(typeof syncContract)['sync.posts']['answer']>> {
  const posts = await house.services.authority.devices(member.agencyId)
  return posts.filter((one) => member.role !== 'agent' || one.accountId === accountId).map((one) => ({
    id: one.deviceId, name: one.name ?? '', app_version: one.appVersion, account_id: one.accountId, seen_at: isoOf(one.seenAt), created_at: isoOf(one.createdAt), revoked_at: isoOf(one.revokedAt),
    cursor: Number(one.cursor ?? 0), head: one.head,
  }))
}
