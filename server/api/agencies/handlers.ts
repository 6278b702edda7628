import type { z } from 'zod'
import { receivePhoto } from '../../../shared/files/receive.ts'
import type { StoredFile } from '../../../shared/files/receive.ts'
import type { DirectoryAgency } from '../../../shared/modules/auth/index.ts'
import type { Agency } from '../../../shared/modules/auth/model.ts'
import type { Usage } from '../../../shared/modules/core/index.ts'
import type { Actor } from '../../../shared/values/actor.ts'
import { AppError } from '../../../shared/values/error.ts'
import { logoActs, registerAgency } from '../../agencies/found.ts'
import type { Registration } from '../../agencies/found.ts'
import { daysLeft, plansOf, subscriptionOf, subscriptionState, subscriptionsOf } from '../../agencies/subscriptions.ts'
import { ask, sayAll } from '../../house.ts'
import type { ActOf, House } from '../../house.ts'
import { invalidField, translate } from '../../http/errors.ts'
import { accountById, prepareAccount } from '../../identity/accounts.ts'
import { askForProof, tellingHolder } from '../../identity/verification.ts'
import { actorOf, memberActor, operatorActor } from '../caller.ts'
import type { Caller } from '../caller.ts'
import type { HandlersOf, ReceivedFile } from '../operation.ts'
import { countryOf } from '../properties/given.ts'
import { phoneOf } from '../users/handlers.ts'
import { page } from '../values.ts'
import type { agenciesContract } from './contract.ts'
import { inside, insideActor } from './inside.ts'
import { presentListed, presentOwn, presentPlan, presentSubscription } from './presenters.ts'
import type { agencyPatch, registration } from './shapes.ts'
import { teamHandlers } from './team.ts'

async function ownAgency(house: House, actor: Actor) {
  const [row, usage, subscribed] = await Promise.all([ask<Agency>(house, actor, 'agency.get', {}), ask<Usage>(house, actor, 'agency.usage', {}), subscriptionOf(house.reading.kysely, actor.agencyId)])
  return presentOwn(house, row, subscribed, usage, actor.kind === 'operator' || (actor.kind === 'member' && actor.role !== 'agent'))
}

/** What is listed for a caller: the directory knows what each may see. */
async function listed(house: House, caller: Caller, asked: { ids: string[] | null; offset: number; limit: number }) {
  const isOperator = caller.kind === 'account' && caller.operator && !caller.member
  const actor = isOperator ? operatorActor(caller, '', 'directory') : actorOf(caller)
  const { rows, count } = await ask<{ rows: DirectoryAgency[]; count: number }>(house, actor, 'catalogue.agencies', asked)
  const subscriptions = await subscriptionsOf(house.reading.kysely, isOperator ? rows.map(({ id }) => id) : [])
  return { count, results: rows.map((row) => presentListed(house, row, subscriptions.get(row.id) ?? null)) }
}

function patchOf(body: z.output<typeof agencyPatch>) {
  const patch = {
    name: body.name, legalName: body.legal_name, vatNumber: body.vat_number, email: body.email, phone: body.phone, website: body.website, address: body.address_line1, addressLine2: body.address_line2, city: body.city,
    postalCode: body.postal_code, country: countryOf(body.country), commissionRate: body.commission_rate,
  }
  return Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined))
}

function saidOf(body: z.output<typeof registration>): Registration {
  return {
    name: body.name, licenseNumber: body.license_number, legalName: body.legal_name, vatNumber: body.vat_number, email: body.email, phone: body.phone, website: body.website, address: body.address_line1,
    addressLine2: body.address_line2, city: body.city, postalCode: body.postal_code, country: countryOf(body.country),
  }
}

/** Stores the logo that came with the body; it belongs to the agency once its act is done. */
function logoOf(house: House, files: readonly ReceivedFile[]): ((agencyId: string) => Promise<StoredFile>) | null {
  const file = files.find(({ field }) => field === 'logo')
  return file ? (agencyId) => receivePhoto(house.services.blobs, agencyId, { path: file.path, name: 'logo' }) : null
}

export const agenciesHandlers: HandlersOf<typeof agenciesContract> = {
  'agencies.register': async ({ house, caller, body, files, address }) => {
    if (caller.member) throw new AppError('already_exists', { entity: 'member', field: 'account' })
    const row = await accountById(house, caller.accountId)
    const { agencyId, memberId } = await registerAgency(house, saidOf(body), { id: row.id, email: row.email, name: row.name, phone: row.phone, coming: null },
      { logo: logoOf(house, files), wishedPlan: body.subscription_type ?? null, sessionId: caller.sessionId, address })
    return ownAgency(house, { kind: 'member', agencyId, memberId, role: 'admin' })
  },

  'agencies.registerWithAgent': async ({ house, body, files, language, address, request }) => {
    if (body.password !== body.password_confirm) throw invalidField('password_confirm', 'mismatch')
    const coming = await prepareAccount(house, { email: body.email, firstName: body.first_name, lastName: body.last_name, phone: phoneOf(body.phone), password: body.password, language })
    const besides = { logo: logoOf(house, files), wishedPlan: body.subscription_type ?? null, sessionId: null, address }
    const { agencyId, memberId } = await tellingHolder(house, coming, () => registerAgency(house, saidOf(body), { ...coming, coming }, besides))
    await askForProof(house, await accountById(house, coming.id), coming.email)
    const { account, access, refresh } = await house.services.sessions.begin(coming.id, { deviceName: body.device_name ?? null, userAgent: request.get('user-agent')?.slice(0, 300) ?? null, address: address || null })
    return {
      message: translate(language)('server.agencyRegistered'), agency: await ownAgency(house, { kind: 'member', agencyId, memberId, role: 'admin' }),
      user: { id: coming.id, username: account.username, email: coming.email, first_name: coming.firstName, last_name: coming.lastName, role: 'admin', agency_id: agencyId }, refresh, access,
    }
  },

  'agencies.list': async ({ house, caller, query, request }) => {
    const offset = (query.page - 1) * query.page_size
    const { count, results } = await listed(house, caller, { ids: null, offset, limit: query.page_size })
    return page({ publicUrl: house.config.publicUrl, url: request.url }, query, count, results)
  },

  'agencies.get': async ({ house, caller, params }) => {
    const actor = actorOf(caller)
    if (actor.kind === 'member' && actor.agencyId === params.id) return ownAgency(house, actor)
    const [found] = (await listed(house, caller, { ids: [params.id], offset: 0, limit: 1 })).results
    if (!found) throw new AppError('not_found', { entity: 'agency', id: params.id })
    return found
  },

  'agencies.me': async ({ house, caller }) => ownAgency(house, memberActor(caller)),

  'agencies.updateMe': async ({ house, caller, body, files }) => {
    const actor = memberActor(caller)
    const logo = logoOf(house, files)
    // Rights before bytes: what may not be changed is not stored either.
    if (logo && actor.role !== 'admin') throw new AppError('forbidden', { action: 'agency.update' })
    const acts: ActOf[] = [{ actor, name: 'agency.update', input: { id: actor.agencyId, patch: patchOf(body) } }, ...(logo ? logoActs(house, actor, await logo(actor.agencyId)) : [])]
    await sayAll(house, actor.agencyId, acts, { deviceId: caller.sessionId })
    return ownAgency(house, actor)
  },

  'agencies.updateSettings': async ({ house, caller, params, body, address }) => {
    const actor = insideActor(caller, params.id, body.reason ?? '')
    await inside(house, caller, actor, { name: 'agency.update', input: { id: params.id, patch: patchOf(body) }, target: params.id, address })
    return ownAgency(house, actor)
  },

  'agencies.statistics': async ({ house, caller, params }) => {
    const actor = insideActor(caller, params.id, 'statistics')
    await ask<Agency>(house, actor, 'agency.get', {})
    const [usage, subscribed] = await Promise.all([ask<Usage>(house, actor, 'agency.usage', {}), subscriptionOf(house.reading.kysely, params.id)])
    const now = house.clock()
    return {
      total_users: usage.members, active_users: usage.activeMembers, total_properties: usage.properties, total_clients: usage.clients, subscription_days_remaining: subscribed ? daysLeft(subscribed, now) : 0,
      subscription_active: subscribed !== null && subscriptionState(subscribed, now) === 'active',
    }
  },

  'agencies.subscription': async ({ house, caller }) => {
    const actor = memberActor(caller)
    const [usage, subscribed] = await Promise.all([ask<Usage>(house, actor, 'agency.usage', {}), subscriptionOf(house.reading.kysely, actor.agencyId)])
    if (!subscribed) throw new AppError('not_found', { entity: 'subscription', id: actor.agencyId })
    return presentSubscription(house, subscribed, usage)
  },

  'plans.list': async ({ house }) => (await plansOf(house.reading.kysely)).map(presentPlan),

  ...teamHandlers,
}
