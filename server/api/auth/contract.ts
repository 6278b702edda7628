import { z } from 'zod'
import { operation } from '../operation.ts'
import { blankable, id, idParams, instant, text } from '../values.ts'

const tag = 'Identity'
const email = text(254).min(1).meta({ example: 'awa.ndiaye@example.sn' })
const password = z.string().min(1).max(200)
const token = z.string().min(1).max(4000)
const longToken = z.string().min(1).max(8000)

const session = z.object({
  id, device_name: z.string().nullable(), user_agent: z.string().nullable(), address: z.string().nullable(), created_at: instant, used_at: instant, current: z.boolean(),
}).meta({ id: 'Session' })

/** Who somebody is, as sign-in answers it. */
export const briefUser = z.object({
  id, username: z.string(), email: z.string(), first_name: z.string(), last_name: z.string(), role: z.enum(['client', 'agent', 'manager', 'admin', 'operator']),
  is_verified: z.boolean(), phone: z.string().nullable(),
}).meta({ id: 'BriefUser' })

export const user = z.object({
  id, username: z.string(), email: z.string(), first_name: z.string(), last_name: z.string(), full_name: z.string(), phone: z.string().nullable(), avatar: z.string().nullable(),
  bio: z.string(), date_of_birth: z.iso.date().nullable(), preferred_contact_method: z.enum(['email', 'phone', 'sms']), is_active: z.boolean(), is_verified: z.boolean(),
  verified_at: instant.nullable(), last_activity: instant.nullable(), login_count: z.int(), role: z.enum(['client', 'agent', 'manager', 'admin', 'operator']),
  agency: z.string().nullable(), agency_id: id.nullable(), created_at: instant, updated_at: instant,
}).meta({ id: 'User' })

const tokens = { refresh: z.string(), access: z.string() }
const said = z.object({ message: z.string() })
const signedIn = z.object({ message: z.string(), ...tokens, user: briefUser })

export const authContract = {
  'auth.register': operation({
    method: 'post', path: '/api/auth/register/', tag, summary: 'Make a client account', access: 'anyone', rate: 'sign-in', status: 201,
    body: z.object({
      email, password, password_confirm: password, first_name: text(150).default(''), last_name: text(150).default(''), phone: blankable(20),
      privacy_consent: z.boolean().default(false), marketing_consent: z.boolean().default(false), device_name: blankable(100),
    }),
    answer: z.object({ message: z.string(), user: briefUser, ...tokens }),
    example: { body: { email: 'awa.ndiaye@example.sn', password: 'quatre chevaux verts', password_confirm: 'quatre chevaux verts', first_name: 'Awa', last_name: 'Ndiaye', phone: '+221770000000' } },
  }),
  'auth.login': operation({
    method: 'post', path: '/api/auth/login/', also: [{ path: '/api/auth/token/' }], tag, summary: 'Sign in with e-mail or username and password', access: 'anyone', rate: 'sign-in',
    description: 'With two-factor sign-in on, the first answer is `code_needed`; send the same again with `code`.',
    body: z.object({ email: text(254).optional(), username: text(254).optional(), password, code: blankable(40), device_name: blankable(100) }),
    answer: z.object({ ...tokens, user: briefUser, must_change_password: z.boolean() }),
    example: { body: { email: 'awa.ndiaye@example.sn', password: 'quatre chevaux verts' } },
  }),
  'auth.refresh': operation({
    method: 'post', path: '/api/auth/refresh/', also: [{ path: '/api/auth/token/refresh/' }], tag, summary: 'A new pair of tokens for a refresh token, which is used once', access: 'anyone', rate: 'write',
    body: z.object({ refresh: token }),
    answer: z.object(tokens),
  }),
  'auth.logout': operation({
    method: 'post', path: '/api/auth/logout/', tag, summary: 'End this session', access: 'account', rate: 'write',
    body: z.object({ refresh: token.optional() }),
    answer: said,
  }),
  'auth.verifyToken': operation({
    method: 'post', path: '/api/auth/token/verify/', tag, summary: 'Whether an access token is good: {} or 401', access: 'anyone', rate: 'read',
    body: z.object({ token }),
    answer: z.object({}),
  }),
  'auth.verify': operation({
    method: 'get', path: '/api/auth/verify/', tag, summary: 'Whether one is still signed in', access: 'account', rate: 'read',
    answer: z.object({ valid: z.boolean(), user_id: id, username: z.string(), is_staff: z.boolean(), is_superuser: z.boolean() }),
  }),
  'auth.sessions': operation({
    method: 'get', path: '/api/auth/sessions/', tag, summary: 'Where one is signed in, the latest use first', access: 'account', rate: 'read',
    answer: z.array(session),
  }),
  'auth.endSession': operation({
    method: 'delete', path: '/api/auth/sessions/{id}/', tag, summary: 'Sign one device out', access: 'account', rate: 'write', params: idParams, status: 204,
    answer: z.null(),
  }),
  'auth.endOthers': operation({
    method: 'post', path: '/api/auth/sessions/end-others/', tag, summary: 'Sign out every device but this one', access: 'account', rate: 'write',
    answer: said,
  }),
  'auth.factor': operation({
    method: 'get', path: '/api/auth/two-factor/', tag, summary: 'Whether sign-in asks for a code', access: 'account', rate: 'read',
    answer: z.object({ enabled: z.boolean(), recovery_codes_left: z.int() }),
  }),
  'auth.beginFactor': operation({
    method: 'post', path: '/api/auth/two-factor/setup/', tag, summary: 'A secret for an authenticator application; not asked for before it is confirmed', access: 'account', rate: 'sign-in',
    body: z.object({ password }),
    answer: z.object({ secret: z.string(), otpauth_url: z.string() }),
    example: { body: { password: 'quatre chevaux verts' } },
  }),
  'auth.confirmFactor': operation({
    method: 'post', path: '/api/auth/two-factor/confirm/', tag, summary: 'Ask for a code from now on; answers ten recovery codes, once', access: 'account', rate: 'sign-in',
    body: z.object({ code: text(40).min(1) }),
    answer: z.object({ message: z.string(), recovery_codes: z.array(z.string()) }),
    example: { body: { code: '123456' } },
  }),
  'auth.dropFactor': operation({
    method: 'post', path: '/api/auth/two-factor/disable/', tag, summary: 'Ask for no code any more', access: 'account', rate: 'sign-in',
    body: z.object({ password }),
    answer: said,
    example: { body: { password: 'quatre chevaux verts' } },
  }),
  'auth.nonce': operation({
    method: 'post', path: '/api/auth/oauth/nonce/', tag, summary: 'A nonce for one sign-in with Google or Apple', access: 'anyone', rate: 'sign-in',
    description: 'Hand it to the provider as `nonce`; its token is accepted once, within ten minutes.',
    answer: z.object({ nonce: z.string() }),
  }),
  'auth.google': operation({
    method: 'post', path: '/api/auth/oauth/google/', tag, summary: 'Sign in with a Google ID token', access: 'anyone', rate: 'sign-in',
    body: z.object({ id_token: longToken, access_token: longToken.optional(), code: blankable(40), device_name: blankable(100) }),
    answer: signedIn,
  }),
  'auth.apple': operation({
    method: 'post', path: '/api/auth/oauth/apple/', tag, summary: 'Sign in with an Apple ID token', access: 'anyone', rate: 'sign-in',
    description: 'Apple tells the name once, to the application: it comes in `user_data`.',
    body: z.object({
      id_token: longToken, user_data: z.object({ name: z.object({ firstName: text(150).nullish(), lastName: text(150).nullish() }).nullish() }).nullish(), code: blankable(40), device_name: blankable(100),
    }),
    answer: signedIn,
  }),
} as const
