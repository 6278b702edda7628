import { z } from 'zod'
import type { Role } from '../../../shared/values/actor.ts'
import { AppError, isErrorCode } from '../../../shared/values/error.ts'

const tokens = z.object({ access: z.string().min(1), refresh: z.string().min(1) })
const signedIn = tokens.extend({ must_change_password: z.boolean().default(false) })
const post = z.object({ id: z.string(), name: z.string(), account_id: z.string().nullable(), seen_at: z.string().nullable(), revoked_at: z.string().nullable(), cursor: z.int(), head: z.int() })
const whoIsIt = z.object({ id: z.string(), email: z.string(), full_name: z.string(), agency_id: z.string().nullable(), role: z.string() })

export type Tokens = z.infer<typeof tokens>
export type WhoIsIt = z.infer<typeof whoIsIt>
export type PostAtServer = z.infer<typeof post>
export type NewColleague = { name: string; email: string; phone: string | null; position: string | null; role: Role; password: string }
export type SignInProof = { email: string; password: string; code: string | null; deviceName: string }

/** What the server says of itself and not of what was asked: it may be well in a moment. */
const ofTheServer = new Set(['internal', 'restarting', 'database_unavailable', 'database_busy', 'read_only', 'disk_full', 'timeout', 'not_found', 'method_not_allowed'])

/**
 * Signing in at a server. Whatever is not an answer of ours (no network, a captive portal's page with status 200) is
 * `server_unreachable`; what our server refuses is thrown under its own code.
 * @param patience milliseconds after which a server counts as away
 */
export function openServerCalls({ fetch: send = fetch, patience = 8000 }: { fetch?: typeof fetch; patience?: number } = {}) {
  async function ask<T>(server: string, method: string, path: string, schema: z.ZodType<T>, given: { token?: string; body?: unknown; /** Something is named that may not be there. */ names?: boolean } = {}): Promise<T> {
    let response: Response
    let text: string
    try {
      response = await send(server + path, {
        method, redirect: 'error', signal: AbortSignal.timeout(patience),
        headers: { accept: 'application/json', ...(given.body === undefined ? {} : { 'content-type': 'application/json' }), ...(given.token === undefined ? {} : { authorization: `Bearer ${given.token}` }) },
        ...(given.body === undefined ? {} : { body: JSON.stringify(given.body) }),
      })
      text = await response.text()
    } catch (error) {
      throw new AppError('server_unreachable', {}, { cause: error })
    }
    const body = parsed(text)
    if (response.ok) {
      const answer = schema.safeParse(body)
      if (answer.success) return answer.data
      throw new AppError('server_unreachable', { status: response.status })
    }
    const code = typeof body === 'object' && body !== null ? (body as { code?: unknown }).code : undefined
    throw isErrorCode(code) && (!ofTheServer.has(code) || (code === 'not_found' && given.names)) ? new AppError(code) : new AppError('server_unreachable', { status: response.status })
  }

  return {
    /** Throws `code_needed` where a second factor is on and no code was given. */
    signIn: (server: string, { email, password, code, deviceName }: SignInProof) =>
      ask(server, 'POST', '/api/auth/login/', signedIn, { body: { email, password, device_name: deviceName.slice(0, 100), ...(code ? { code } : {}) } }),
    /** An account for somebody new. Throws `already_exists` where this address has one, `weak_password`. */
    register: (server: string, { name, email, password, deviceName }: { name: string; email: string; password: string; deviceName: string }) => {
      const [first_name = '', ...rest] = name.split(/\s+/)
      return ask(server, 'POST', '/api/auth/register/', tokens, { body: { email, password, password_confirm: password, first_name, last_name: rest.join(' '), device_name: deviceName.slice(0, 100) } })
    },
    who: (server: string, token: string) => ask(server, 'GET', '/api/auth/me/', whoIsIt, { token }),
    /** Throws `token_invalid`, `token_reused`, `account_disabled`. */
    refresh: (server: string, refresh: string) => ask(server, 'POST', '/api/auth/refresh/', tokens, { body: { refresh } }),
    changePassword: (server: string, token: string, current: string, next: string) =>
      ask(server, 'POST', '/api/auth/password/change/', z.unknown(), { token, body: { old_password: current, new_password: next, new_password_confirm: next } }),
    /** The colleague and his account in one act. Throws `already_exists` for whoever has an account. */
    addColleague: (server: string, token: string, { name, password, ...given }: NewColleague) => {
      const [first_name = '', ...rest] = name.split(/\s+/)
      return ask(server, 'POST', '/api/auth/agencies/me/team/', z.unknown(), { token, body: { ...given, first_name, last_name: rest.join(' '), password, password_confirm: password } })
    },
    /** Throws `not_found` for somebody who has no account there. */
    givePassword: (server: string, token: string, memberId: string, password: string) =>
      ask(server, 'POST', `/api/auth/agencies/me/team/${memberId}/password/`, z.unknown(), { token, names: true, body: { password, password_confirm: password } }),
    posts: (server: string, token: string) => ask(server, 'GET', '/api/sync/posts/', z.array(post), { token }),
    revokePost: (server: string, token: string, id: string) => ask(server, 'POST', `/api/sync/posts/${id}/revoke/`, z.unknown(), { token, names: true }),
    signOut: (server: string, token: string, refresh: string) => ask(server, 'POST', '/api/auth/logout/', z.unknown(), { token, body: { refresh } }),
  }
}

export type ServerCalls = ReturnType<typeof openServerCalls>

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}
