import type { Operation } from './operation.ts'

/** How an operation may be refused, as its documentation tells it. Every refusal has the one shape; the code says why. */
export const refusals = {
  400: { name: 'Invalid', description: 'A field does not fit (`invalid_input`, told by field), or the body cannot be read (`body_unreadable`).' },
  401: { name: 'SignedOut', description: 'Nobody is signed in, or the token is over, forged or ended.' },
  403: { name: 'Forbidden', description: 'The caller’s role, plan or account does not allow it.' },
  404: { name: 'NotFound', description: 'There is no such thing, or the caller may not know of it.' },
  409: { name: 'Conflict', description: 'The present state does not allow it, it exists already, or the same request is still under way.' },
  413: { name: 'TooLarge', description: 'The body or a file is larger than is taken.' },
  415: { name: 'WrongType', description: 'The body is neither JSON nor a form, or a file is not of a kind that is taken.' },
  423: { name: 'Locked', description: 'Too many wrong passwords: the account waits for a while.' },
  426: { name: 'TooOld', description: 'The program speaks a protocol that is served no more: it has to be updated.' },
  429: { name: 'TooMany', description: 'Too many requests in a short time.' },
  503: { name: 'Unavailable', description: 'The database cannot be reached at this moment; nothing was written. Try again.' },
} as const
export type RefusalStatus = keyof typeof refusals

/** Where a password is asked for, wrong ones are counted. */
const asksPassword = (schema: Operation['body']): boolean => Object.keys((schema.def as { shape?: object }).shape ?? {}).some((name) => name.includes('password'))

/** What our own programs say, of whatever version they are. */
const betweenPrograms = (path: string): boolean => path.startsWith('/api/sync/')

const hasFields = (schema: Operation['query']): boolean => Object.keys((schema.def as { shape?: object }).shape ?? { any: true }).length > 0

export function refusalsOf({ method, path, access, rate, params, query, body: given, streams, files }: Operation): RefusalStatus[] {
  const changes = method !== 'get'
  const body = changes && method !== 'delete'
  const may: Record<RefusalStatus, boolean> = {
    400: true, 401: true, 403: access !== 'anyone' || rate === 'sign-in', 404: body || hasFields(params) || hasFields(query), 409: changes,
    413: body, 415: (body && !streams) || files !== undefined, 423: rate === 'sign-in' || (body && asksPassword(given)), 426: body && betweenPrograms(path), 429: true, 503: true,
  }
  return (Object.keys(may).map(Number) as RefusalStatus[]).filter((status) => may[status])
}
