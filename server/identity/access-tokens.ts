import { SignJWT, errors, jwtVerify } from 'jose'
import { AppError } from '../../shared/values/error.ts'
import { isId } from '../../shared/values/id.ts'

/** Seconds for which an access token opens doors; then it is refreshed. */
export const accessLife = 60 * 60

/** The claims that the mobile client reads, as the replaced system named them; `sid` is the session. */
export type AccessClaims = { user_id: string; username: string; email: string; role: string; is_verified: boolean; sid: string }

export function signAccess(key: Uint8Array, claims: AccessClaims, id: string, now: number): Promise<string> {
  return new SignJWT({ ...claims, token_type: 'access' }).setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setJti(id).setIssuedAt(Math.floor(now / 1000)).setExpirationTime(Math.floor(now / 1000) + accessLife).setIssuer('digit-hab').sign(key)
}

type Opened = { readonly sessionId: string; readonly accountId: string; /** Seconds. */ readonly exp: number }
const mostKept = 10_000

/**
 * Reads access tokens. One that was found good is remembered until its end, since a phone shows the same with each request: what it
 * says cannot change, and whether its session still lives is asked of the database each time.
 */
export function accessReader(key: Uint8Array) {
  const good = new Map<string, Opened>()

  /** Throws `token_invalid` for one that is forged, of another make, or past its time. */
  return async (token: string, now: number): Promise<Opened> => {
    const known = good.get(token)
    if (known && known.exp > Math.floor(now / 1000)) return known
    good.delete(token)
    const opened = await verified(key, token, now)
    if (good.size >= mostKept) good.delete(good.keys().next().value!)
    good.set(token, opened)
    return opened
  }
}

async function verified(key: Uint8Array, token: string, now: number): Promise<Opened> {
  try {
    const { payload } = await jwtVerify(token, key, { algorithms: ['HS256'], issuer: 'digit-hab', currentDate: new Date(now), requiredClaims: ['exp', 'sid', 'user_id'] })
    if (payload['token_type'] !== 'access' || !isId(payload['sid']) || !isId(payload['user_id'])) throw new AppError('token_invalid')
    return { sessionId: payload['sid'], accountId: payload['user_id'], exp: payload.exp! }
  } catch (error) {
    if (error instanceof errors.JOSEError) throw new AppError('token_invalid', {}, { cause: error })
    throw error
  }
}
