import type { Request } from 'express'
import { AppError } from '../../shared/values/error.ts'
import type { Caller } from '../api/caller.ts'
import type { House } from '../house.ts'

const callers = new WeakMap<Request, Caller>()

/** Who asks, by the `Authorization: Bearer` header. Throws `token_invalid` for a token that is not, or no longer, good. */
export async function authenticate(house: House, request: Request): Promise<Caller> {
  const header = request.headers.authorization
  if (header === undefined) return remember(request, { kind: 'anonymous' })
  const [, token] = /^Bearer ([\w.-]{20,4000})$/.exec(header) ?? []
  if (token === undefined) throw new AppError('token_invalid')
  return remember(request, await house.services.sessions.callerOf(token))
}

function remember(request: Request, caller: Caller): Caller {
  callers.set(request, caller)
  return caller
}

/** For what counts by account once it is known who asks. */
export function accountOf(request: Request): string | undefined {
  const caller = callers.get(request)
  return caller?.kind === 'account' ? caller.accountId : undefined
}
