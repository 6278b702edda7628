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

/** Throws `token_invalid` for one that is forged, of another make, or past its time. */
export async function readAccess(key: Uint8Array, token: string, now: number): Promise<{ sessionId: string; accountId: string }> {
  try {
    const { payload } = await jwtVerify(token, key, { algorithms: ['HS256'], issuer: 'digit-hab', currentDate: new Date(now), requiredClaims: ['exp', 'sid', 'user_id'] })
    if (payload['token_type'] !== 'access' || !isId(payload['sid']) || !isId(payload['user_id'])) throw new AppError('token_invalid')
    return { sessionId: payload['sid'], accountId: payload['user_id'] }
  } catch (error) {
    if (error instanceof errors.JOSEError) throw new AppError('token_invalid', {}, { cause: error })
    throw error
  }
}
