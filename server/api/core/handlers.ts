import type { z } from 'zod'
import type { LogEntry, LogPage, Usage } from '../../../shared/modules/core/index.ts'
import type { TeamAccount } from '../../../shared/modules/auth/index.ts'
import { isMessageKey } from '../../../shared/language/index.ts'
import type { Language } from '../../../shared/language/index.ts'
import { addSetting, changeSetting, listSettings, readSetting, removeSetting } from '../../configuration/configuration.ts'
import type { Setting, SettingPatch } from '../../configuration/configuration.ts'
import { ask } from '../../house.ts'
import type { House } from '../../house.ts'
import { translate } from '../../http/errors.ts'
import { auditLines, countPeople } from '../../identity/audit-lines.ts'
import type { AuditLine } from '../../identity/audit-lines.ts'
import { actorOf, operatorActor } from '../caller.ts'
import type { Account, Caller } from '../caller.ts'
import type { HandlersOf } from '../operation.ts'
import { version } from '../../version.ts'
import { isoOf, page } from '../values.ts'
import type { coreContract } from './contract.ts'
import { meantBy, textOf, typeOf } from './values.ts'

type Activity = z.input<(typeof coreContract)['activity.list']['answer']>['results'][number]

const isOperator = (caller: Caller): boolean => caller.kind === 'account' && caller.operator

function presentSetting({ key, value, description, public: shown, updatedAt }: Setting) {
  return { id: key, key, value: textOf(value), value_type: typeOf(value), description: description ?? '', is_public: shown, category: key.includes('.') ? key.split('.')[0]! : '', updated_at: isoOf(updatedAt) }
}

type Given = { value?: unknown; value_type?: Parameters<typeof meantBy>[1]; description?: string | null | undefined; is_public?: boolean | undefined }

function patchOf({ value, value_type: type, description, is_public: shown }: Given): SettingPatch {
  return { ...(value === undefined ? {} : { value: meantBy(value, type) }), ...(description === undefined ? {} : { description: description || null }), ...(shown === undefined ? {} : { public: shown }) }
}

const by = (caller: Account, address: string) => ({ accountId: caller.accountId, sessionId: caller.sessionId, address })

const components: Readonly<Record<string, Activity['component']>> = {
  property: 'properties', propertyPhoto: 'properties', propertyDocument: 'properties', propertyAmenity: 'properties', importBatch: 'properties', contact: 'clients', contactRole: 'clients', contactPhone: 'clients', contactConsent: 'clients',
  member: 'auth', account: 'auth', session: 'auth', email: 'auth', password: 'auth', factor: 'auth', agency: 'admin', subscription: 'admin', operator: 'admin', configuration: 'admin',
}

function presentLog(entry: LogEntry, language: Language): Activity {
  const t = translate(language)
  const did = `activity.did.${entry.commandName}`
  const words = [entry.actorName ?? t('activity.someone'), isMessageKey(did) ? t(did) : entry.commandName, entry.title]
  return {
    id: entry.commandId, level: 'INFO', component: components[entry.entity] ?? 'system', action: entry.commandName, message: words.filter(Boolean).join(' '), user: entry.accountId, user_name: entry.actorName, ip_address: null,
    metadata: { entity: entry.entity, entity_id: entry.entityId, rows: entry.rows }, created_at: isoOf(entry.at),
  }
}

function presentAudit(line: AuditLine, language: Language): Activity {
  const t = translate(language)
  const act = `server.acts.${line.action}`
  return {
    id: line.id, level: 'INFO', component: components[line.action.split('.')[0]!] ?? 'system', action: line.action, message: [isMessageKey(act) ? t(act) : line.action, line.reason].filter(Boolean).join(' : '),
    user: line.accountId, user_name: line.who, ip_address: line.address, metadata: { agency_id: line.agencyId, target: line.target, ...(line.detail === null ? {} : (JSON.parse(line.detail) as Record<string, unknown>)) }, created_at: isoOf(line.at),
  }
}

async function activityOf(house: House, caller: Account, language: Language, { offset, limit }: { offset: number; limit: number }): Promise<{ count: number; results: Activity[] }> {
  const actor = actorOf(caller)
  if (actor.kind === 'member') {
    const { entries, count } = await ask<LogPage>(house, actor, 'core.log', { offset, limit })
    return { count, results: entries.map((entry) => presentLog(entry, language)) }
  }
  const { rows, count } = await auditLines(house, { accountId: caller.operator ? null : caller.accountId, offset, limit })
  return { count, results: rows.map((line) => presentAudit(line, language)) }
}

async function peopleFor(house: House, caller: Account): Promise<{ total: number; active: number; verified: number } | null> {
  const actor = actorOf(caller)
  if (actor.kind !== 'member') return caller.operator ? countPeople(house) : null
  const [usage, team] = await Promise.all([ask<Usage>(house, actor, 'agency.usage', {}), ask<TeamAccount[]>(house, actor, 'team.accounts', {})])
  return { total: usage.members, active: usage.activeMembers, verified: team.filter(({ account }) => account !== null && account.verifiedAt !== null).length }
}

export const coreHandlers: HandlersOf<typeof coreContract> = {
  'configurations.list': async ({ house, caller, query, request }) => {
    const offset = (query.page - 1) * query.page_size
    const { rows, count } = await listSettings(house, { all: isOperator(caller), offset, limit: query.page_size })
    return page({ publicUrl: house.config.publicUrl, url: request.url }, query, count, rows.map(presentSetting))
  },
  'configurations.public': async ({ house }) => (await listSettings(house, { all: false, offset: 0, limit: 1000 })).rows.map(presentSetting),
  'configurations.create': async ({ house, caller, body, address }) => presentSetting(await addSetting(house, body.key, { ...patchOf(body), value: meantBy(body.value, body.value_type) }, by(caller, address))),
  'configurations.get': async ({ house, caller, params }) => presentSetting(await readSetting(house, params.key, isOperator(caller))),
  'configurations.update': async ({ house, caller, params, body, address }) => presentSetting(await changeSetting(house, params.key, patchOf(body), by(caller, address))),
  'configurations.delete': async ({ house, caller, params, address }) => {
    await removeSetting(house, params.key, by(caller, address))
    return null
  },

  'activity.list': async ({ house, caller, query, language, request }) => {
    const offset = (query.page - 1) * query.page_size
    const { count, results } = await activityOf(house, caller, language, { offset, limit: query.page_size })
    return page({ publicUrl: house.config.publicUrl, url: request.url }, query, count, results)
  },

  'core.health': async ({ house }) => {
    await house.reading.kysely.selectFrom('plan').select('name').limit(1).execute()
    return { status: 'ok', database: 'ok', version, timestamp: isoOf(house.clock()) }
  },

  'core.stats': async ({ house, caller }) => {
    const actor = caller.operator && !caller.member ? operatorActor(caller, '', 'statistics') : actorOf(caller)
    const [users, properties] = await Promise.all([peopleFor(house, caller), ask<{ total: number; available: number }>(house, actor, 'catalogue.totals', {})])
    return { users, properties, system: { uptime: Math.floor(process.uptime()) }, timestamp: isoOf(house.clock()) }
  },
}
