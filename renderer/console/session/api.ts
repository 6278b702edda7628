import type { z } from 'zod'
import { consoleRefusal, consoleTokens } from '../../../shared/contract/console.ts'
import { AppError, isErrorCode } from '../../../shared/values/error.ts'

export type Asked = {
  method?: 'GET' | 'POST' | 'PUT'
  query?: Readonly<Record<string, string | number | null | undefined>>
  body?: unknown
  signal?: AbortSignal
}
export type Credentials = { email: string; password: string; code: string | null }
export type Api = ReturnType<typeof createApi>

/** Survives a reload of this tab, not the tab itself. The access token lives in memory alone. */
const place = 'digit-hab.console.refresh'

/** Talks to this server's REST. `language` says in which words it refuses; `ended` hears that nobody is signed in any more. */
export function createApi({ language, ended }: { language: () => string; ended: (error: AppError) => void }) {
  let access: string | null = null
  let renewing: Promise<void> | null = null

  async function send(path: string, { method = 'GET', query = {}, body, signal }: Asked, token: string | null): Promise<Response> {
    const said = new URLSearchParams(Object.entries(query).flatMap(([name, value]) => (value === null || value === undefined || value === '' ? [] : [[name, String(value)]])))
    try {
      return await fetch(`/api/${path}${said.size ? `?${said.toString()}` : ''}`, {
        method,
        credentials: 'omit',
        headers: {
          'Accept-Language': language(),
          ...(token === null ? {} : { Authorization: `Bearer ${token}` }),
          ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        ...(signal ? { signal } : {}),
      })
    } catch (error) {
      if (signal?.aborted) throw error
      throw new AppError('online_only', {}, { cause: error })
    }
  }

  async function read<S extends z.ZodType>(response: Response, schema: S): Promise<z.output<S>> {
    if (response.ok) {
      const answer = schema.safeParse(response.status === 204 ? null : await response.json())
      if (!answer.success) throw new AppError('internal', { message: answer.error.message })
      return answer.data
    }
    const refusal = consoleRefusal.safeParse(await jsonOf(response))
    if (!refusal.success) throw new AppError(response.status >= 502 ? 'database_unavailable' : 'internal', { status: response.status })
    const { code, detail, fields } = refusal.data
    throw new AppError(isErrorCode(code) ? code : 'internal', { detail, fields })
  }

  function keep(tokens: { access: string; refresh: string }): void {
    access = tokens.access
    sessionStorage.setItem(place, tokens.refresh)
  }

  function forget(): void {
    access = null
    sessionStorage.removeItem(place)
  }

  /** A refresh token is good once, so whoever needs a new pair meanwhile waits for the same. */
  function renew(): Promise<void> {
    renewing ??= (async () => {
      try {
        const refresh = sessionStorage.getItem(place)
        if (refresh === null) throw new AppError('not_signed_in')
        keep(await read(await send('auth/refresh/', { method: 'POST', body: { refresh } }, null), consoleTokens))
      } finally {
        renewing = null
      }
    })()
    return renewing
  }

  async function call<S extends z.ZodType>(schema: S, path: string, asked: Asked = {}): Promise<z.output<S>> {
    try {
      if (access === null) await renew()
      const first = await send(path, asked, access)
      if (first.status !== 401) return await read(first, schema)
      await renew()
      return await read(await send(path, asked, access), schema)
    } catch (error) {
      if (error instanceof AppError && isEnd(error)) {
        forget()
        ended(error)
      }
      throw error
    }
  }

  return {
    call,
    isKnown: () => sessionStorage.getItem(place) !== null,
    /** Throws what the server says: `wrong_password`, `account_locked`, `code_needed`, `code_wrong`, … */
    async signIn({ email, password, code }: Credentials): Promise<{ mustChange: boolean }> {
      const tokens = await read(await send('auth/login/', { method: 'POST', body: { email, password, device_name: 'Console', ...(code === null ? {} : { code }) } }, null), consoleTokens)
      keep(tokens)
      return { mustChange: tokens.must_change_password }
    },
    /** Ends the session on the server too; without the network only here. */
    async signOut(): Promise<void> {
      const token = access
      const refresh = sessionStorage.getItem(place)
      forget()
      if (token !== null && refresh !== null) await send('auth/logout/', { method: 'POST', body: { refresh } }, token)
    },
  }
}

const isEnd = ({ code }: AppError): boolean => ['not_signed_in', 'token_invalid', 'token_reused', 'account_disabled'].includes(code)

async function jsonOf(response: Response): Promise<unknown> {
  try {
    return await response.json()
  } catch {
    return null // a gateway that speaks HTML
  }
}
