import type { ConsoleAccount, ConsoleAgencyRecord } from '../../../shared/contract/console.ts'
import { openCredentials } from '../../../shared/modules/auth/credentials.ts'
import { AppError } from '../../../shared/values/error.ts'
import { changeSubscription, resume, suspend } from '../../agencies/subscriptions.ts'
import type { House } from '../../house.ts'
import { accountById } from '../../identity/accounts.ts'
import { dropFactor } from '../../identity/second-factor.ts'
import { openSessions } from '../../identity/sessions.ts'
import { closeAccount, reopenAccount } from '../../identity/standing.ts'
import type { Call, HandlersOf } from '../operation.ts'
import { isoOf, page } from '../values.ts'
import { act } from './act.ts'
import { findAccountFor, listAccounts } from './accounts.ts'
import { agencyRecord, listAgencies, presentAgencies } from './agencies.ts'
import { auditActions, listAudit } from './audit-lines.ts'
import type { consoleContract } from './contract.ts'
import { overviewOf } from './overview.ts'
import { workOf } from './work.ts'

type Acting = Call<{ id: string }, unknown, { reason: string }, 'operator'>
type Paging = { page: number; page_size: number }

const windowOf = (query: Paging) => ({ offset: (query.page - 1) * query.page_size, limit: query.page_size })

function paged<T>({ house, request }: Pick<Call, 'house' | 'request'>, query: Paging, count: number, rows: readonly T[]) {
  return page({ publicUrl: house.config.publicUrl, url: request.url }, query, count, rows)
}

/** One act on an agency; answers what the agency is then. */
async function onAgency(call: Acting, action: string, detail: Record<string, unknown>, work: (within: House) => Promise<void>): Promise<ConsoleAgencyRecord> {
  await agencyRecord(call.house, call.params.id)
  await act(call, { action, agencyId: call.params.id, detail }, work)
  return agencyRecord(call.house, call.params.id)
}

async function onAccount(call: Acting, action: string, work: (within: House) => Promise<void>): Promise<ConsoleAccount> {
  const { agency } = await findAccountFor(call.house, call.params.id)
  await act(call, { action, target: call.params.id, ...(agency ? { agencyId: agency.id } : {}) }, work)
  return findAccountFor(call.house, call.params.id)
}

// Of a house inside a transaction: what they write belongs to it.
const sessionsOf = (within: House) => openSessions(within, within.services.secrets)
const credentialsOf = (within: House) => openCredentials(within.store, within.clock, { freesEmails: false })

export const consoleHandlers: HandlersOf<typeof consoleContract> = {
  'console.me': async ({ house, caller }) => {
    const { name, email } = await accountById(house, caller.accountId)
    return { account_id: caller.accountId, session_id: caller.sessionId, name, email }
  },
  'console.overview': async ({ house }) => overviewOf(house),
  'console.plans': async ({ house }) => {
    const plans = await house.reading.kysely.selectFrom('plan').selectAll().orderBy('position').orderBy('name').execute()
    return { plans: plans.map(({ name, days, maxAgents, maxProperties, maxClients }) => ({ name, days: Number(days), limits: { agents: maxAgents, properties: maxProperties, clients: maxClients } })) }
  },

  'console.agencies': async ({ house, query, request }) => {
    const found = await listAgencies(house, query)
    const { offset, limit } = windowOf(query)
    return paged({ house, request }, query, found.length, await presentAgencies(house, found.slice(offset, offset + limit)))
  },
  'console.agency': async ({ house, params }) => agencyRecord(house, params.id),
  'console.changeSubscription': async (call) => {
    const { plan, ends_at: ends, max_agents: maxAgents, max_properties: maxProperties, max_clients: maxClients } = call.body
    const before = await agencyRecord(call.house, call.params.id)
    const detail = { from: { plan: before.plan, ends_at: before.ends_at, limits: before.limits }, to: { plan, ends_at: isoOf(Date.parse(ends)), limits: { agents: maxAgents, properties: maxProperties, clients: maxClients } } }
    return onAgency(call, 'subscription.changed', detail, (within) => changeSubscription(within, call.params.id, { plan, endsAt: Date.parse(ends), maxAgents, maxProperties, maxClients }))
  },
  'console.suspend': async (call) => onAgency(call, 'agency.suspended', {}, (within) => suspend(within, call.params.id, call.body.reason)),
  'console.resume': async (call) => onAgency(call, 'agency.resumed', {}, (within) => resume(within, call.params.id)),

  'console.accounts': async ({ house, query, request }) => {
    const { rows, count } = await listAccounts(house, query, windowOf(query))
    return paged({ house, request }, query, count, rows)
  },
  'console.account': async ({ house, params }) => findAccountFor(house, params.id),
  'console.sessions': async ({ house, caller, params }) => {
    await findAccountFor(house, params.id)
    const sessions = await house.services.sessions.list(params.id)
    return {
      sessions: sessions.map(({ id, deviceName, userAgent, address, createdAt, usedAt }) => ({
        id, device: deviceName, user_agent: userAgent, address, begun_at: isoOf(createdAt), used_at: isoOf(usedAt), current: id === caller.sessionId,
      })),
    }
  },
  'console.close': async (call) => {
    // Whoever closes himself out can let nobody in again.
    if (call.params.id === call.caller.accountId) throw new AppError('forbidden', { action: 'console.close' })
    return onAccount(call, 'account.closed', async (within) => {
      await closeAccount(within, call.params.id)
      await sessionsOf(within).endAll(call.params.id, 'revoked')
    })
  },
  'console.reopen': async (call) => onAccount(call, 'account.reopened', (within) => reopenAccount(within, call.params.id)),
  'console.unlock': async (call) => onAccount(call, 'account.unlocked', (within) => credentialsOf(within).unlock(call.params.id)),
  'console.dropFactor': async (call) => onAccount(call, 'factor.dropped', (within) => dropFactor(within, call.params.id)),
  'console.endSessions': async (call) => onAccount(call, 'sessions.ended', (within) => sessionsOf(within).endAll(call.params.id, 'revoked', call.caller.sessionId)),
  'console.endSession': async (call) => {
    const session = await call.house.store.kysely.selectFrom('accessSession').select('accountId').where('id', '=', call.params.id).where('endedAt', 'is', null).executeTakeFirst()
    if (!session) throw new AppError('not_found', { entity: 'session' })
    await act(call, { action: 'session.ended', target: session.accountId, detail: { session: call.params.id } }, (within) => sessionsOf(within).end(call.params.id, 'revoked'))
    return null
  },

  'console.audit': async ({ house, query, request }) => {
    const { rows, count } = await listAudit(house, query, windowOf(query))
    return paged({ house, request }, query, count, rows)
  },
  'console.auditActions': async ({ house }) => ({ actions: await auditActions(house) }),
  'console.work': async ({ house }) => workOf(house),
}
