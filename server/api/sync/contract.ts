import { z } from 'zod'
import { checkAnswer, checkMessage, foundBegin, foundDone, foundDrop, foundFinish, foundLimits, foundPart, foundProgress, helloMessage, pageMessage, pullMessage, pushMessage, pushResult, snapshotAnswer, snapshotMessage, welcomeMessage } from '../../../shared/sync/protocol.ts'
import { operation } from '../operation.ts'
import { id, idParams, instant } from '../values.ts'

const tag = 'Posts'

const post = z.object({
  id, name: z.string(), app_version: z.string().nullable(), account_id: id.nullable(), seen_at: instant.nullable(), created_at: instant.nullable(), revoked_at: instant.nullable(), cursor: z.int(), head: z.int(),
}).meta({ id: 'Post' })

/** What the desktop says to its authority (shared/sync/protocol.ts): camelCase like everything between our own programs. */
export const syncContract = {
  'sync.hello': operation({
    method: 'post', path: '/api/sync/hello/', tag, summary: 'A post greets: which protocol, how far it is', access: 'member', rate: 'write', body: helloMessage, answer: welcomeMessage,
  }),
  'sync.push': operation({
    method: 'post', path: '/api/sync/push/', tag, summary: 'Commands that were typed, in order; each is judged once', access: 'member', rate: 'write', body: pushMessage, answer: pushResult,
  }),
  'sync.pull': operation({
    method: 'post', path: '/api/sync/pull/', tag, summary: 'The log from a number on, as far as this member may see it', access: 'member', rate: 'read', body: pullMessage, answer: pageMessage,
  }),
  'sync.snapshot': operation({
    method: 'post', path: '/api/sync/snapshot/', tag, summary: 'The rows that this member may hold as they stand at one number of the log, in parts, and then the changes behind them', access: 'member', rate: 'read',
    body: snapshotMessage, answer: snapshotAnswer,
  }),
  'sync.check': operation({
    method: 'post', path: '/api/sync/check/', tag, summary: 'Sums over the rows that this member may hold, to compare with those of the post', access: 'member', rate: 'write', body: checkMessage, answer: checkAnswer,
  }),
  'sync.posts': operation({
    method: 'get', path: '/api/sync/posts/', tag, summary: 'The posts of one’s agency: for managers all, for agents their own', access: 'member', rate: 'read', answer: z.array(post),
  }),
  'sync.revoke': operation({
    method: 'post', path: '/api/sync/posts/{id}/revoke/', tag, summary: 'Let a post exchange no more', access: 'member', rate: 'write', params: idParams, answer: post,
  }),
  'sync.foundBegin': operation({
    method: 'post', path: '/api/sync/found/begin/', tag, summary: 'A desktop that was alone begins to bring its agency, or asks how far it has come', access: 'account', rate: 'write', body: foundBegin, answer: foundProgress,
  }),
  'sync.foundPart': operation({
    method: 'post', path: '/api/sync/found/part/', tag, summary: 'The next part of the agency’s log; the same part twice does no harm', access: 'account', rate: 'write', mostBytes: foundLimits.mostBytes, body: foundPart, answer: foundProgress,
  }),
  'sync.foundFinish': operation({
    method: 'post', path: '/api/sync/found/finish/', tag, summary: 'Everything is here: the agency opens', access: 'account', rate: 'write', mostBytes: foundLimits.mostBytes, body: foundFinish, answer: foundDone,
    example: { body: { agencyId: '0192f0c1-7b3a-7c44-9f00-1234567890ab', head: 1, counters: [{ name: 'property', value: 12 }], sums: [{ table: 'agency', scope: 'agency', count: 1, sum: '00f1e2d3c4b5a697', shape: '5f2c1a90b7e4d368' }] } },
  }),
  'sync.foundDrop': operation({
    method: 'post', path: '/api/sync/found/drop/', tag, summary: 'Take out an agency that was brought in part', access: 'account', rate: 'write', body: foundDrop, answer: foundProgress,
  }),
} as const
