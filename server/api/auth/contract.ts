import { z } from 'zod'
import { operation } from '../operation.ts'
import { blankable, id, instant, text } from '../values.ts'

const tag = 'Identity'
const email = text(254).min(1).meta({ example: 'awa.ndiaye@example.sn' })
const password = z.string().min(1).max(200)
const token = z.string().min(1).max(4000)

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
    answer: z.object({ ...tokens, user: briefUser }),
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
    answer: z.object({ message: z.string() }),
  }),
  'auth.me': operation({
    method: 'get', path: '/api/auth/me/', also: [{ path: '/api/auth/users/me/' }], tag, summary: 'Who is signed in', access: 'account', rate: 'read',
    answer: user,
  }),
} as const
