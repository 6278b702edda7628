import { accountById, createAccount } from '../../identity/accounts.ts'
import { audit } from '../../identity/audit.ts'
import { consentsOf, recordConsent } from '../../identity/consents.ts'
import type { Consent } from '../../identity/consents.ts'
import { findPerson, listPeople } from '../../identity/directory.ts'
import type { Person } from '../../identity/directory.ts'
import { askForReset, changePassword, provePassword, resetPassword } from '../../identity/passwords.ts'
import { forgetAccount, keepAvatar, updateAbout } from '../../identity/people.ts'
import type { AboutMe } from '../../identity/people.ts'
import { askForProof, proveEmail } from '../../identity/verification.ts'
import { parsePhone } from '../../../shared/values/phone.ts'
import { AppError } from '../../../shared/values/error.ts'
import type { House } from '../../house.ts'
import { invalidField, translate } from '../../http/errors.ts'
import { presentUser } from '../auth/presenters.ts'
import type { Account } from '../caller.ts'
import type { HandlersOf, ReceivedFile } from '../operation.ts'
import { isoOf, page } from '../values.ts'
import type { ProfileView, usersContract } from './contract.ts'

type About = (typeof usersContract)['users.updateMe']['body']['_output']

export const usersHandlers: HandlersOf<typeof usersContract> = {
  'users.me': async ({ house, caller }) => presentUser(house, await findPerson(house, caller, caller.accountId)),
  'users.updateMe': async ({ house, caller, body, files }) => changeAbout(house, caller, body, files),

  'users.list': async ({ house, caller, query, request }) => {
    const { page: number, page_size: limit, search, role, is_active: active } = query
    const { people, count } = await listPeople(house, caller, { search, role, active, offset: (number - 1) * limit, limit })
    return page({ publicUrl: house.config.publicUrl, url: request.originalUrl }, query, count, people.map((person) => presentUser(house, person)))
  },
  'users.create': async ({ house, caller, body, language, address }) => {
    if (body.password !== body.password_confirm) throw invalidField('password_confirm', 'mismatch')
    const made = await createAccount(house, { email: body.email, firstName: body.first_name, lastName: body.last_name, phone: phoneOf(body.phone), password: body.password, language, mustChange: true })
    await updateAbout(house, made, { contactMethod: body.preferred_contact_method })
    await askForProof(house, made, made.email)
    await audit(house, { action: 'account.made', accountId: caller.accountId, sessionId: caller.sessionId, target: made.id, address })
    return presentUser(house, await findPerson(house, caller, made.id))
  },
  'users.get': async ({ house, caller, params }) => presentUser(house, await findPerson(house, caller, params.id)),
  'users.update': async ({ house, caller, params, body, files }) => {
    await mustBeSelf(house, caller, params.id, 'users.update')
    return changeAbout(house, caller, body, files)
  },
  'users.close': async ({ house, caller, params, address }) => {
    await mustBeSelf(house, caller, params.id, 'users.close')
    await forgetAccount(house, caller.accountId, address)
    return null
  },

  'users.changePassword': async ({ house, caller, body, language, address }) => {
    mustAgree(body)
    await changePassword(house, caller, { old: body.old_password, fresh: body.new_password }, address)
    return { message: translate(language)('server.passwordChanged') }
  },
  'users.requestReset': async ({ house, body, language }) => {
    await askForReset(house, body.email.toLowerCase(), language)
    return { message: translate(language)('server.resetAsked') }
  },
  'users.confirmReset': async ({ house, body, language, address }) => {
    mustAgree(body)
    await resetPassword(house, body.token, body.new_password, address)
    return { message: translate(language)('server.passwordReset') }
  },
  'users.requestProof': async ({ house, caller, language }) => {
    const account = await accountById(house, caller.accountId)
    await askForProof(house, account, account.email)
    return { message: translate(language)('server.proofAsked') }
  },
  'users.confirmProof': async ({ house, body, language, address }) => {
    await proveEmail(house, body.token, address)
    return { message: translate(language)('server.emailProven') }
  },
  'users.changeEmail': async ({ house, caller, body, language }) => {
    const account = await accountById(house, caller.accountId)
    await provePassword(house, account, body.password, 'password')
    const email = body.email.toLowerCase()
    // Whoever has the address already is told there, and nobody here learns that he has it.
    const holder = await house.reading.kysely.selectFrom('account').select('id').where('email', '=', email).executeTakeFirst()
    if (holder) await house.services.post.send({ kind: 'emailTaken', to: email, accountId: holder.id, language })
    else await askForProof(house, account, email)
    return { message: translate(language)('server.proofAsked') }
  },

  'users.consents': async ({ house, caller }) => (await consentsOf(house, caller.accountId)).map(presentConsent),
  'users.consent': async ({ house, caller, body, address }) => presentConsent(await recordConsent(house, caller.accountId, { ...body, source: 'api', address })),

  'profiles.list': async ({ house, caller, query, request }) => {
    const { people, count } = await listPeople(house, caller, { offset: (query.page - 1) * query.page_size, limit: query.page_size })
    return page({ publicUrl: house.config.publicUrl, url: request.originalUrl }, query, count, people.map((person) => presentProfile(house, person)))
  },
  'profiles.get': async ({ house, caller, params }) => presentProfile(house, await findPerson(house, caller, params.id)),
}

async function changeAbout(house: House, caller: Account, body: About, files: readonly ReceivedFile[]) {
  const account = await accountById(house, caller.accountId)
  if (body.email !== undefined && body.email.toLowerCase() !== account.email) throw invalidField('email', 'email_proof')
  const avatar = files[0] ? await keepAvatar(house, files[0]) : body.avatar === null ? null : undefined
  const wanted: { [K in keyof AboutMe]: AboutMe[K] | undefined } = {
    username: body.username, firstName: body.first_name, lastName: body.last_name, phone: body.phone === undefined ? undefined : phoneOf(body.phone), bio: body.bio === undefined ? undefined : body.bio || null,
    birthDate: body.date_of_birth === undefined ? undefined : birthDateOf(house, body.date_of_birth || null), contactMethod: body.preferred_contact_method,
    language: body.language_preference, zone: body.timezone === undefined ? undefined : zoneOf(body.timezone), avatarSha256: avatar,
  }
  await updateAbout(house, account, Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined)))
  return presentUser(house, await findPerson(house, caller, caller.accountId))
}

/** Somebody whom one may see but not change is refused; anybody else is not there. */
async function mustBeSelf(house: House, caller: Account, id: string, action: string): Promise<void> {
  if (id === caller.accountId) return
  await findPerson(house, caller, id)
  throw new AppError('forbidden', { action })
}

function mustAgree(body: { new_password: string; new_password_confirm: string }): void {
  if (body.new_password !== body.new_password_confirm) throw invalidField('new_password_confirm', 'mismatch')
}

/** As everywhere in the house: E.164. Throws `invalid_input` {phone}. */
export function phoneOf(given: string | null): string | null {
  if (given === null) return null
  const phone = parsePhone(given)
  if (!phone?.valid) throw invalidField('phone', 'invalid_format')
  return phone.e164
}

function birthDateOf(house: House, day: string | null): string | null {
  if (day !== null && (day < '1900-01-01' || Date.parse(day) > house.clock())) throw invalidField('date_of_birth', 'invalid')
  return day
}

function zoneOf(name: string): string {
  try {
    return new Intl.DateTimeFormat('fr', { timeZone: name }).resolvedOptions().timeZone
  } catch {
    throw invalidField('timezone', 'invalid_value')
  }
}

const presentConsent = ({ at, ...consent }: Consent) => ({ ...consent, at: isoOf(at) })

function presentProfile(house: House, person: Person): ProfileView {
  return {
    id: person.id, user: presentUser(house, person), agency: person.agencyId, employee_id: person.employeeNumber, position: person.position, department: person.department, date_of_birth: person.birthDate,
    language_preference: person.language ?? 'fr', timezone: person.zone ?? 'Africa/Dakar', created_at: isoOf(person.createdAt), updated_at: isoOf(person.updatedAt ?? person.createdAt),
  }
}
