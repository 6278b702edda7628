import { z } from 'zod'
import { idSchema } from '../values/id.ts'

/** What the server answers to the operator's console under /api/console/. The page reads by the same shapes as the server writes. */

const instant = z.iso.datetime({ offset: true })
const count = z.int().min(0)
const limit = count.nullable().meta({ description: 'null: no limit' })

export const agencyStates = ['active', 'suspended', 'expired', 'unsubscribed'] as const
export type AgencyState = (typeof agencyStates)[number]
export const accountRoles = ['client', 'agent', 'manager', 'admin', 'operator'] as const
export type AccountRole = (typeof accountRoles)[number]
export const accountStates = ['open', 'closed', 'locked'] as const
export type AccountState = (typeof accountStates)[number]
/** What a plan limits, and what is counted against it. */
export const limited = ['agents', 'properties', 'clients'] as const

/** Why the operator did it: kept in the audit, shown to the agency on request. */
export const reason = z.string().trim().min(3).max(500)

const usage = z.object({ agents: count, properties: count, clients: count }).meta({ id: 'ConsoleUsage' })
const limits = z.object({ agents: limit, properties: limit, clients: limit }).meta({ id: 'ConsoleLimits' })

export const consolePlan = z.object({ name: z.string(), days: count, limits }).meta({ id: 'ConsolePlan' })
export type ConsolePlan = z.infer<typeof consolePlan>

const agencyFacts = {
  id: idSchema, name: z.string(), city: z.string().nullable(), license_number: z.string().nullable(), state: z.enum(agencyStates), plan: z.string().nullable(),
  starts_at: instant.nullable(), ends_at: instant.nullable(), suspended_at: instant.nullable(), suspended_reason: z.string().nullable(), limits, usage, created_at: instant,
}
export const consoleAgency = z.object(agencyFacts).meta({ id: 'ConsoleAgency' })
export type ConsoleAgency = z.infer<typeof consoleAgency>

const member = z.object({
  id: idSchema, account_id: idSchema, name: z.string(), email: z.string(), role: z.enum(['agent', 'manager', 'admin']), active: z.boolean(), last_activity: instant.nullable(),
}).meta({ id: 'ConsoleMember' })

export const consoleAgencyRecord = z.object({
  ...agencyFacts, legal_name: z.string().nullable(), email: z.string().nullable(), phone: z.string().nullable(), website: z.string().nullable(), address: z.string().nullable(), country: z.string(),
  last_activity: instant.nullable(), members: z.array(member),
}).meta({ id: 'ConsoleAgencyRecord' })
export type ConsoleAgencyRecord = z.infer<typeof consoleAgencyRecord>

export const subscriptionChange = z.object({
  plan: z.string().min(1).max(60), ends_at: instant,
  max_agents: count.max(1_000_000).nullable(), max_properties: count.max(100_000_000).nullable(), max_clients: count.max(100_000_000).nullable(), reason,
})
export type SubscriptionChange = z.infer<typeof subscriptionChange>

export const consoleAccount = z.object({
  id: idSchema, name: z.string(), email: z.string(), username: z.string().nullable(), phone: z.string().nullable(), role: z.enum(accountRoles), operator: z.boolean(), verified: z.boolean(),
  state: z.enum(accountStates), locked_until: instant.nullable(), second_factor: z.boolean(), agency: z.object({ id: idSchema, name: z.string() }).nullable(),
  sessions: count, sign_ins: count, last_activity: instant.nullable(), created_at: instant,
}).meta({ id: 'ConsoleAccount' })
export type ConsoleAccount = z.infer<typeof consoleAccount>

export const consoleSession = z.object({
  id: idSchema, device: z.string().nullable(), user_agent: z.string().nullable(), address: z.string().nullable(), begun_at: instant, used_at: instant,
  current: z.boolean().meta({ description: 'The one this was asked with.' }),
}).meta({ id: 'ConsoleSession' })
export type ConsoleSession = z.infer<typeof consoleSession>

export const consoleAuditLine = z.object({
  id: idSchema, at: instant, action: z.string(), account: z.object({ id: idSchema, email: z.string() }).nullable(), agency: z.object({ id: idSchema, name: z.string() }).nullable(),
  target: z.object({ id: z.string(), name: z.string().nullable() }).nullable().meta({ description: 'The account that it was about, or another thing by its id.' }),
  reason: z.string().nullable(), detail: z.record(z.string(), z.unknown()).nullable(), address: z.string().nullable(),
}).meta({ id: 'ConsoleAuditLine' })
export type ConsoleAuditLine = z.infer<typeof consoleAuditLine>

const job = z.object({
  name: z.string(), next_at: instant, running: z.boolean(), started_at: instant.nullable(), ended_at: instant.nullable(), error: z.string().nullable(), runs: count,
}).meta({ id: 'ConsoleJob' })
const letter = z.object({
  id: idSchema, kind: z.string(), email: z.string(), state: z.enum(['waiting', 'failed']), attempts: count, next_at: instant, error: z.string().nullable(), created_at: instant,
}).meta({ id: 'ConsoleLetter' })
const mails = { on: z.boolean().meta({ description: 'Whether this server has a mail server to send through.' }), waiting: count, failed: count, sent_today: count, oldest_waiting: instant.nullable() }

export const consoleWork = z.object({ jobs: z.array(job), mails: z.object({ ...mails, letters: z.array(letter) }) }).meta({ id: 'ConsoleWork' })
export type ConsoleWork = z.infer<typeof consoleWork>

export const consoleOverview = z.object({
  agencies: z.object({ total: count, active: count, suspended: count, expired: count, unsubscribed: count }),
  accounts: z.object({ total: count, clients: count, members: count, operators: count, closed: count, active_this_week: count, new_this_week: count }),
  properties: z.object({ total: count, published: count }), sessions: count, sign_ins_today: count,
  mails: z.object({ waiting: count, failed: count }), jobs_failing: count,
  attention: z.array(z.object({ agency: consoleAgency, why: z.enum(['suspended', 'expired', 'ending', 'limit']) })).meta({ description: 'At most twenty agencies that need somebody to look, the most pressing first.' }),
}).meta({ id: 'ConsoleOverview' })
export type ConsoleOverview = z.infer<typeof consoleOverview>

export const consoleMe = z.object({ account_id: idSchema, session_id: idSchema, name: z.string(), email: z.string() }).meta({ id: 'ConsoleMe' })
export type ConsoleMe = z.infer<typeof consoleMe>

/** What the page reads of the sign-in and of its renewal (server/api/auth). */
export const consoleTokens = z.object({ access: z.string(), refresh: z.string(), must_change_password: z.boolean().default(false) })
/** What it reads of one's own second factor. */
export const consoleFactor = z.object({ enabled: z.boolean(), recovery_codes_left: z.int() })
export const consoleFactorSecret = z.object({ secret: z.string(), otpauth_url: z.string() })
export const consoleRecoveryCodes = z.object({ recovery_codes: z.array(z.string()) })
export const consoleSaid = z.object({ message: z.string() })
export const consoleRefusal = z.object({ code: z.string(), detail: z.string(), fields: z.record(z.string(), z.array(z.string())) })

export function consolePage<T extends z.ZodType>(row: T) {
  return z.object({ count, next: z.string().nullable(), previous: z.string().nullable(), results: z.array(row) })
}
