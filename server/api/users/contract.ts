import { z } from 'zod'
import { consentPurposes } from '../../identity/consents.ts'
import { user } from '../auth/contract.ts'
import { operation } from '../operation.ts'
import { blankable, id, idParams, instant, pageOf, paging, queryFlag, text } from '../values.ts'

const tag = 'People'
const password = z.string().min(1).max(200)
const said = z.object({ message: z.string() })
const email = text(254).min(3).regex(/^[^\s@]+@[^\s@]+\.[^\s@]+$/)

/** The replaced client sends the whole user object back: what is not here is left aside. */
const about = z.object({
  username: z.string().trim().toLowerCase().regex(/^[\p{L}\p{N}._+-]{2,150}$/u).optional(),
  email: text(254).optional(), first_name: text(150).optional(), last_name: text(150).optional(),
  phone: blankable(20).optional(), bio: text(2000).nullish(), date_of_birth: z.union([z.iso.date(), z.literal('')]).nullish(),
  preferred_contact_method: z.enum(['email', 'phone', 'sms']).optional(), language_preference: z.enum(['fr', 'en']).optional(), timezone: text(60).optional(),
  /** A picture comes as a file of the form; null takes it away. An address that we gave is left as it is. */
  avatar: z.union([z.string().max(2000), z.null()]).optional(),
})
const avatarFile = [{ name: 'avatar', purpose: 'photo', most: 1 }] as const

const profile = z.object({
  id, user, agency: id.nullable(), employee_id: z.string().nullable(), position: z.string().nullable(), department: z.string().nullable(), date_of_birth: z.iso.date().nullable(),
  language_preference: z.string(), timezone: z.string(), created_at: instant, updated_at: instant,
}).meta({ id: 'Profile' })

const consent = z.object({ purpose: z.enum(consentPurposes), given: z.boolean(), version: z.string(), at: instant, source: z.string().nullable() }).meta({ id: 'Consent' })

export const usersContract = {
  'users.me': operation({
    method: 'get', path: '/api/auth/me/', also: [{ path: '/api/auth/users/me/' }], tag, summary: 'Who is signed in', access: 'account', rate: 'read',
    answer: user,
  }),
  'users.updateMe': operation({
    method: 'put', path: '/api/auth/me/', also: [
      { method: 'patch', path: '/api/auth/me/' }, { method: 'put', path: '/api/auth/users/me/' }, { method: 'patch', path: '/api/auth/users/me/' }, { method: 'post', path: '/api/auth/update-profile/' },
    ], tag, summary: 'Change what one says of oneself; fields that are not sent stay', access: 'account', rate: 'write', body: about, files: avatarFile,
    answer: user,
    example: { body: { first_name: 'Awa', phone: '+221770000000', preferred_contact_method: 'phone' } },
  }),
  'users.list': operation({
    method: 'get', path: '/api/auth/users/', also: [{ path: '/api/auth/users/list/' }], tag, summary: 'People: for managers those of their agency, for operators all, else oneself', access: 'account', rate: 'read',
    query: z.object({ ...paging, search: text(200).optional(), role: z.enum(['client', 'agent', 'manager', 'admin', 'operator']).optional(), is_active: queryFlag.optional() }),
    answer: pageOf(user),
  }),
  'users.create': operation({
    method: 'post', path: '/api/auth/users/', tag, summary: 'Make a client account for somebody, who changes the password at first sign-in', access: 'operator', rate: 'write', status: 201,
    body: z.object({
      email, password, password_confirm: password, first_name: text(150).default(''), last_name: text(150).default(''), phone: blankable(20),
      preferred_contact_method: z.enum(['email', 'phone', 'sms']).default('email'),
    }),
    answer: user,
    example: { body: { email: 'moussa.fall@example.sn', password: 'trois barques bleues', password_confirm: 'trois barques bleues', first_name: 'Moussa', last_name: 'Fall' } },
  }),
  'users.get': operation({
    method: 'get', path: '/api/auth/users/{id}/', tag, summary: 'One person, for himself, his managers and operators', access: 'account', rate: 'read', params: idParams,
    answer: user,
  }),
  'users.update': operation({
    method: 'put', path: '/api/auth/users/{id}/', also: [{ method: 'patch', path: '/api/auth/users/{id}/' }], tag, summary: 'As /me/, by id: each for himself', access: 'account', rate: 'write',
    params: idParams, body: about, files: avatarFile,
    answer: user,
    example: { body: { bio: 'Conseiller aux Almadies' } },
  }),
  'users.close': operation({
    method: 'delete', path: '/api/auth/users/{id}/', tag, summary: 'Close one’s own account and have it forgotten', access: 'account', rate: 'write', params: idParams, status: 204,
    answer: z.null(),
  }),
  'users.changePassword': operation({
    method: 'post', path: '/api/auth/users/change_password/', also: [{ path: '/api/auth/password/change/' }], tag, summary: 'Change one’s password; every other device is signed out', access: 'account', rate: 'sign-in',
    body: z.object({ old_password: password, new_password: password, new_password_confirm: password }),
    answer: said,
    example: { body: { old_password: 'quatre chevaux verts', new_password: 'sept pirogues rouges', new_password_confirm: 'sept pirogues rouges' } },
  }),
  'users.requestReset': operation({
    method: 'post', path: '/api/auth/users/request_password_reset/', also: [{ path: '/api/auth/password/reset/' }], tag, summary: 'A letter with a link to a new password', access: 'anyone', rate: 'mail',
    description: 'Answers alike whether or not somebody has the address.',
    body: z.object({ email }),
    answer: said,
    example: { body: { email: 'awa.ndiaye@example.sn' } },
  }),
  'users.confirmReset': operation({
    method: 'post', path: '/api/auth/users/confirm_password_reset/', also: [{ path: '/api/auth/password/reset/confirm/' }], tag, summary: 'A new password by the link of the letter', access: 'anyone', rate: 'sign-in',
    body: z.object({ uid: text(100).optional(), token: text(200).min(1), new_password: password, new_password_confirm: password }),
    answer: said,
  }),
  'users.requestProof': operation({
    method: 'post', path: '/api/auth/email/verify/request/', tag, summary: 'The letter that confirms one’s address, again', access: 'account', rate: 'mail',
    answer: said,
  }),
  'users.confirmProof': operation({
    method: 'post', path: '/api/auth/email/verify/', tag, summary: 'Confirm an address by the link of the letter', access: 'anyone', rate: 'sign-in',
    body: z.object({ token: text(200).min(1) }),
    answer: said,
  }),
  'users.changeEmail': operation({
    method: 'post', path: '/api/auth/email/change/', tag, summary: 'Another address: it counts once the link of the letter sent there was opened', access: 'account', rate: 'mail',
    body: z.object({ email, password }),
    answer: said,
    example: { body: { email: 'awa@example.sn', password: 'quatre chevaux verts' } },
  }),
  'users.consents': operation({
    method: 'get', path: '/api/auth/consents/', tag, summary: 'What one has agreed to or refused, with date and version of the text', access: 'account', rate: 'read',
    answer: z.array(consent),
  }),
  'users.consent': operation({
    method: 'post', path: '/api/auth/consents/', tag, summary: 'Agree, or take it back', access: 'account', rate: 'write', status: 201,
    body: z.object({ purpose: z.enum(consentPurposes), given: z.boolean() }),
    answer: consent,
    example: { body: { purpose: 'marketing', given: false } },
  }),
  'profiles.list': operation({
    method: 'get', path: '/api/auth/profiles/', tag, summary: 'Profiles of the people one may see', access: 'account', rate: 'read', query: z.object(paging),
    answer: pageOf(profile),
  }),
  'profiles.get': operation({
    method: 'get', path: '/api/auth/profiles/{id}/', tag, summary: 'One profile, by the person’s id', access: 'account', rate: 'read', params: idParams,
    answer: profile,
  }),
} as const
export type ProfileView = z.infer<typeof profile>
