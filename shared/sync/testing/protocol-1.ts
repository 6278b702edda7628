import { z } from 'zod'
import { envelopeSchema } from '../../contract/envelope.ts'
import { idSchema } from '../../values/id.ts'
import { TransportError } from '../transport.ts'
import type { Transport } from '../transport.ts'

/**
 * Protocol 1 as it was when it was cut (28 Nov 2026), never to be changed: what its programs, which are at work in offices, write and read.
 * A cut that only adds needs no adapter: the one that does lifts requests and lowers answers of the number that `hello` agreed upon.
 */
const seq = z.int().min(0)
const reasons = z.enum(['horizon', 'epoch', 'schema', 'checksum', 'deviceForked']).nullable()
const requests = {
  hello: z.strictObject({ protocol: z.int(), schemaVersion: z.string().max(60), appVersion: z.string().max(40), deviceId: idSchema, incarnation: idSchema, deviceName: z.string().max(100).default(''), epochSeen: z.string().max(80).nullable(), cursor: seq, numbered: seq }),
  push: z.strictObject({ deviceId: idSchema, incarnation: idSchema, epoch: z.string().max(80), commands: z.array(z.strictObject({ deviceSeq: z.int().min(1), envelope: envelopeSchema })).min(1).max(200) }),
  pull: z.strictObject({ deviceId: idSchema, epoch: z.string().max(80), cursor: seq, limit: z.int().min(1).max(5000).default(5000) }),
  check: z.strictObject({ deviceId: idSchema, epoch: z.string().max(80), cursor: seq }),
}
const change = z.object({
  seq, n: z.int(), commandId: idSchema, entity: z.string(), entityId: idSchema, kind: z.enum(['create', 'update', 'delete', 'restore']), patch: z.record(z.string(), z.unknown()), before: z.record(z.string(), z.unknown()).nullable(),
  scope: z.string().max(80), actorId: z.string(), deviceId: z.string(), typedAt: z.int(), at: z.int(),
})
const command = z.object({ id: idSchema, name: z.string(), version: z.int(), inputHash: z.string(), seq, actorId: z.string(), deviceId: z.string(), batchId: z.string().nullable(), undoes: z.string().nullable(), typedAt: z.int(), at: z.int() })
const answers = {
  hello: z.object({ protocol: z.int(), epoch: z.string(), epochFrom: seq, head: seq, scopes: z.array(z.string().max(80)), serverTime: z.int(), heard: seq, resync: reasons }),
  push: z.object({
    upTo: seq, head: seq, again: z.boolean(), resync: reasons,
    results: z.array(z.object({ commandId: idSchema, deviceSeq: z.int(), status: z.enum(['applied', 'conflict', 'duplicate', 'rejected', 'blocked']), seq: seq.nullable(), code: z.string().nullable(), params: z.record(z.string(), z.unknown()).nullable(), conflictIds: z.array(idSchema) })),
  }),
  pull: z.object({ from: seq, to: seq, head: seq, more: z.boolean(), changes: z.array(change), commands: z.array(command), resync: reasons, deletions: z.record(z.string(), z.int()).default({}) }),
  check: z.object({ head: seq, scopes: z.array(z.string().max(80)), sums: z.array(z.object({ table: z.string().max(80), scope: z.string().max(80), count: seq, sum: z.string().regex(/^[0-9a-f]{16}$/), shape: z.string().max(64) })).nullable() }),
}
type Name = keyof typeof requests

/** The wire of a program of protocol 1: says nothing that it could not say, and reads of an answer what it would read. */
export function wireOfOlderPost(whole: Transport): Transport {
  const read = (name: Name, answer: unknown): unknown => answers[name].parse(answer)
  return {
    hello: async (message) => read('hello', await whole.hello(requests.hello.parse({ ...message, protocol: 1 }))),
    push: async (message, actor) => read('push', await whole.push(requests.push.parse(message), actor)),
    pull: async (message) => read('pull', await whole.pull(requests.pull.parse(message))),
    check: async (message) => read('check', await whole.check!(requests.check.parse(message))),
  }
}

/** The wire to a server of protocol 1: it refuses what it cannot read, knows no other message, and answers what it would answer. */
export function wireToOlderServer(whole: Transport): Transport {
  const read = <Q extends Name>(name: Q, message: unknown): z.infer<(typeof requests)[Q]> => {
    const request = requests[name].safeParse(message)
    if (!request.success) throw new TransportError('away', { code: 'invalid_input', cause: request.error })
    return request.data as z.infer<(typeof requests)[Q]>
  }
  return {
    hello: async (message) => {
      const asked = read('hello', message)
      return answers.hello.parse(await whole.hello({ ...asked, protocol: Math.min(1, asked.protocol) }))
    },
    push: async (message, actor) => answers.push.parse(await whole.push(read('push', message), actor)),
    pull: async (message) => answers.pull.parse(await whole.pull(read('pull', message))),
    check: async (message) => answers.check.parse(await whole.check!(read('check', message))),
  }
}
