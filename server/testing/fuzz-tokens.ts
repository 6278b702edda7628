import { createHmac } from 'node:crypto'
import type { Base } from './fuzz-base.ts'
import type { Shot } from './fuzz-shots.ts'
import type { World } from './world.ts'

const part = (value: unknown): string => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url')

function signed(head: unknown, claims: unknown, key: Buffer | string): string {
  const text = `${part(head)}.${part(claims)}`
  return `${text}.${createHmac('sha256', key).update(text).digest('base64url')}`
}

/** Tokens that open nothing: past their time, forged, of another make, cut, or no tokens at all. */
export function tokenShots(base: Base, { server, client, ours, theirs }: World): Shot[] {
  const good = base.token ?? client.token
  const [head = '', body = '', mac = ''] = good.split('.')
  const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as Record<string, unknown>
  const key = server.house.services.secrets.accessTokens
  const jwt = { alg: 'HS256', typ: 'JWT' }
  const hour = 3600
  const now = Math.floor(server.house.clock() / 1000)
  const altered = (changes: Record<string, unknown>, by: Buffer | string = key, how: unknown = jwt): string => `Bearer ${signed(how, { ...claims, ...changes }, by)}`
  const refusedTokens: [string, string][] = [
    ['expired', altered({ iat: now - 2 * hour, exp: now - hour })], ['of another key', altered({}, 'another key')], ['of an empty key', altered({}, '')], ['of the key for links', altered({}, server.house.services.secrets.fileLinks)],
    ['alg none', `Bearer ${part({ alg: 'none', typ: 'JWT' })}.${body}.`], ['alg none with its mac', `Bearer ${part({ alg: 'none' })}.${body}.${mac}`], ['alg NONE', `Bearer ${part({ alg: 'nOnE' })}.${body}.${mac}`],
    ['alg HS512 in name', `Bearer ${part({ alg: 'HS512', typ: 'JWT' })}.${body}.${mac}`], ['alg RS256', altered({}, key, { alg: 'RS256' })], ['another head', altered({}, key, { alg: 'HS256', crit: ['x'], x: 1 })], ['an embedded key', altered({}, 'k', { alg: 'HS256', jwk: { kty: 'oct', k: 'aw' } })],
    ['of somebody else', altered({ user_id: theirs.agent.accountId })], ['of another session', altered({ sid: '00000000-0000-0000-0000-000000000000' })], ['of an odd session', altered({ sid: "x' or 1=1 --" })], ['of a session with NUL', altered({ sid: 'a\u0000b' })], ['of an account with NUL', altered({ user_id: '\u0000' })],
    ['a refresh token by name', altered({ token_type: 'refresh' })], ['of another issuer', altered({ iss: 'evil' })], ['without an end', altered({ exp: undefined })], ['with an end that is no number', altered({ exp: 'never' })], ['a session that is a list', altered({ sid: [claims['sid']] })],
    ['altered claims', `Bearer ${head}.${part({ ...claims, role: 'operator', user_id: theirs.agent.accountId })}.${mac}`], ['altered mac', `Bearer ${head}.${body}.${mac.slice(0, -4)}AAAA`], ['without mac', `Bearer ${head}.${body}`], ['cut', `Bearer ${good.slice(0, good.length / 2)}`], ['cut by one', `Bearer ${good.slice(0, -2)}`],
    ['the refresh token', `Bearer ${ours.agent.refresh}`], ['claims that are no JSON', `Bearer ${head}.${part('{nothing')}.${mac}`], ['no base64', 'Bearer !!!!.????.####'], ['dots', 'Bearer ......................'], ['long', `Bearer ${'a'.repeat(6000)}`], ['a word', 'Bearer x'],
    ['empty', ''], ['Bearer', 'Bearer'], ['Bearer and a blank', 'Bearer '], ['Basic', `Basic ${Buffer.from('admin:admin').toString('base64')}`], ['Digest', 'Digest username="a", realm="b"'], ['without its word', good], ['two', `Bearer ${good} ${good}`], ['two by comma', `Bearer ${good}, Bearer ${good}`],
    ['bytes', 'Bearer \u00ff\u00fe\u00c3('], ['quoted', `Bearer "${good}"`], ['SQL', "Bearer ' OR 1=1 --"],
  ]
  return [
    ...refusedTokens.map(([what, authorization]): Shot => ({ kind: 'token', what, spoil: () => ({ authorization }), refused: 401 })),
    { kind: 'token', what: 'none', spoil: () => ({ authorization: null }), ...(base.operation.access === 'anyone' ? {} : { refused: 401 }) },
    { kind: 'token', what: 'in the query', spoil: () => ({ authorization: null, search: `access_token=${good}&token=${good}` }), ...(base.operation.access === 'anyone' ? {} : { refused: 401 }) },
    { kind: 'token', what: 'in a cookie', spoil: () => ({ authorization: null, headers: [['Cookie', `access=${good}; session=${good}`]] }), ...(base.operation.access === 'anyone' ? {} : { refused: 401 }) },
  ]
}
