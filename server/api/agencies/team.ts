import type { z } from 'zod'
import { rightOf } from '../../../shared/modules/auth/index.ts'
import type { TeamAccount, TeamAsked } from '../../../shared/modules/auth/index.ts'
import type { Agency } from '../../../shared/modules/auth/model.ts'
import type { Actor } from '../../../shared/values/actor.ts'
import { AppError } from '../../../shared/values/error.ts'
import { ask, newId, sayAll } from '../../house.ts'
import type { ActOf, House } from '../../house.ts'
import { invalidField, translate } from '../../http/errors.ts'
import { accountById, againIfTaken, insertAccount, prepareAccount } from '../../identity/accounts.ts'
import { audit } from '../../identity/audit.ts'
import { givePassword } from '../../identity/passwords.ts'
import { askForProof } from '../../identity/verification.ts'
import { memberActor } from '../caller.ts'
import type { Account } from '../caller.ts'
import type { Call, HandlersOf } from '../operation.ts'
import type { agenciesContract } from './contract.ts'
import { phoneOf } from '../users/handlers.ts'
import { inside, insideActor } from './inside.ts'
import { presentColleague } from './presenters.ts'
import type { colleague } from './shapes.ts'

type TeamOperation = 'agencies.agents' | 'agencies.users' | 'agencies.toggleActive' | 'agents.create' | 'agents.list' | 'agents.get' | 'team.list' | 'team.add' | 'team.update' | 'team.givePassword' | 'team.remove'

async function people(house: House, actor: Actor, asked: TeamAsked = {}) {
  // An agency that is not there has nobody: the operator is told so.
  if (actor.kind === 'operator') await ask<Agency>(house, actor, 'agency.get', {})
  return (await ask<TeamAccount[]>(house, actor, 'team.accounts', asked)).map((row) => presentColleague(house, row))
}

/** By the id of the account, as the mobile client knows people, or of the member. Throws `not_found`. */
async function colleagueOf(house: House, actor: Actor, id: string): Promise<TeamAccount> {
  const [found] = await ask<TeamAccount[]>(house, actor, 'team.accounts', { id })
  if (!found) throw new AppError('not_found', { entity: 'member', id })
  return found
}

/** The account and the member in one act; the password was chosen by somebody else and is to be changed. Throws `already_exists` for anybody who has an account. */
async function addColleague({ house, caller, body, language, address }: Call<unknown, unknown, z.output<typeof colleague>, 'member'>): Promise<TeamAccount> {
  if (body.password !== body.password_confirm) throw invalidField('password_confirm', 'mismatch')
  const actor = memberActor(caller)
  if (actor.role !== 'admin') throw new AppError('forbidden', { action: 'member.create' })
  const coming = await prepareAccount(house, { email: body.email, firstName: body.first_name, lastName: body.last_name, phone: phoneOf(body.phone), password: body.password, language, mustChange: true })
  const memberId = newId(house)
  const input = { id: memberId, accountId: coming.id, email: coming.email, name: coming.name, phone: coming.phone, position: body.position, department: body.department, employeeNumber: body.employee_id, role: body.role }
  await againIfTaken(() => sayAll(house, actor.agencyId, [{ actor, name: 'member.create', input }], {
    deviceId: caller.sessionId,
    besides: async (within) => {
      await insertAccount(within, coming)
      await audit(within, { action: 'member.created', accountId: caller.accountId, sessionId: caller.sessionId, agencyId: actor.agencyId, target: coming.id, address })
    },
  }))
  await askForProof(house, await accountById(house, coming.id), coming.email)
  return colleagueOf(house, actor, memberId)
}

async function setActive(house: House, caller: Account, actor: Actor, id: string, active: boolean | undefined, address: string) {
  const { memberId, active: before } = await colleagueOf(house, actor, id)
  await inside(house, caller, actor, { name: 'member.setActive', input: { id: memberId, active: active ?? !before }, target: memberId, address })
  return presentColleague(house, await colleagueOf(house, actor, memberId))
}

export const teamHandlers: Pick<HandlersOf<typeof agenciesContract>, TeamOperation> = {
  'agencies.agents': async ({ house, caller, params }) => people(house, insideActor(caller, params.id, 'team'), { role: 'agent' }),
  'agencies.users': async ({ house, caller, params }) => people(house, insideActor(caller, params.id, 'team')),

  'agencies.toggleActive': async ({ house, caller, params, body, address }) => setActive(house, caller, insideActor(caller, params.id, body.reason ?? ''), params.user_id, body.is_active, address),

  'agents.create': async (call) => {
    const made = presentColleague(call.house, await addColleague(call))
    const { id, username, email, first_name, last_name, role, agency_id } = made
    return { message: translate(call.language)('server.colleagueAdded'), user: { id, username, email, first_name, last_name, role, agency_id } }
  },

  'agents.list': async ({ house, caller, query }) => {
    const agencyId = query.agency ?? caller.member?.agencyId
    if (agencyId === undefined && caller.operator) throw invalidField('agency', 'required')
    const actor = insideActor(caller, agencyId ?? '', 'team')
    if (actor.kind === 'member' && actor.role === 'agent') throw new AppError('forbidden', { action: 'agents.list' })
    return people(house, actor, { role: 'agent', ...(query.is_active === undefined ? {} : { active: query.is_active }), ...(query.search ? { search: query.search } : {}) })
  },

  'agents.get': async ({ house, caller, params }) => {
    const actor = memberActor(caller)
    if (actor.role === 'agent') throw new AppError('forbidden', { action: 'agents.get' })
    const row = await colleagueOf(house, actor, params.id)
    return { agent: presentColleague(house, row), stats: { properties: { total: row.properties, available: row.available } } }
  },

  'team.list': async ({ house, caller }) => people(house, memberActor(caller)),
  'team.add': async (call) => presentColleague(call.house, await addColleague(call)),

  'team.update': async ({ house, caller, params, body }) => {
    const actor = memberActor(caller)
    const { memberId: id } = await colleagueOf(house, actor, params.id)
    const patch = Object.fromEntries(Object.entries({ name: body.full_name, phone: body.phone === undefined ? undefined : phoneOf(body.phone), position: body.position, department: body.department, employeeNumber: body.employee_id }).filter(([, value]) => value !== undefined))
    const acts: ActOf[] = [{ actor, name: 'member.update', input: { id, patch } }]
    if (body.role !== undefined) acts.push({ actor, name: 'member.setRole', input: { id, role: body.role } })
    if (body.is_active !== undefined) acts.push({ actor, name: 'member.setActive', input: { id, active: body.is_active } })
    await sayAll(house, actor.agencyId, acts, { deviceId: caller.sessionId })
    return presentColleague(house, await colleagueOf(house, actor, id))
  },

  'team.givePassword': async ({ house, caller, params, body, address }) => {
    if (body.password !== body.password_confirm) throw invalidField('password_confirm', 'mismatch')
    const actor = memberActor(caller)
    const row = await colleagueOf(house, actor, params.id)
    if (rightOf(actor, 'team.setPassword') === 'none') throw new AppError('forbidden', { action: 'team.setPassword' })
    await givePassword(house, caller, row.accountId, body.password, { agencyId: actor.agencyId, address })
    return presentColleague(house, row)
  },

  'team.remove': async ({ house, caller, params, address }) => {
    await setActive(house, caller, memberActor(caller), params.id, false, address)
    return null
  },
}
