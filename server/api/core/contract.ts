import { z } from 'zod'
import { operation } from '../operation.ts'
import { instant, pageOf, paging, text } from '../values.ts'

const tag = 'Platform'

export const valueTypes = ['string', 'integer', 'float', 'boolean', 'json', 'list'] as const
const key = z.string().regex(/^[A-Za-z][\w.-]{0,99}$/).meta({ description: 'Letters, digits, points; what stands before the first point is its category.', example: 'contact.whatsapp' })
const keyParams = z.object({ key })
const value = z.unknown().meta({ description: 'Any JSON; a text is read as `value_type` says.' })

const setting = z.object({
  id: z.string(), key: z.string(), value: z.string().meta({ description: 'As text; JSON where the type is json or list.' }), value_type: z.enum(valueTypes), description: z.string(), is_public: z.boolean(), category: z.string(), updated_at: instant,
}).meta({ id: 'Configuration' })
const patch = z.object({ value: value.optional(), value_type: z.enum(valueTypes).optional(), description: text(1000).nullable().optional(), is_public: z.boolean().optional() }).meta({ id: 'ConfigurationPatch' })

const activity = z.object({
  id: z.string(), level: z.literal('INFO'), component: z.enum(['auth', 'properties', 'clients', 'admin', 'system']), action: z.string(), message: z.string(),
  user: z.string().nullable(), user_name: z.string().nullable(), ip_address: z.string().nullable(), metadata: z.record(z.string(), z.unknown()), created_at: instant,
}).meta({ id: 'Activity' })

export const coreContract = {
  'configurations.list': operation({
    method: 'get', path: '/api/configurations/', tag, summary: 'Values that clients are steered by; the operator sees also those that are not public', access: 'anyone', rate: 'read', query: z.object(paging), answer: pageOf(setting).meta({ id: 'ConfigurationPage' }),
  }),
  'configurations.public': operation({ method: 'get', path: '/api/configurations/public/', tag, summary: 'Public values, all at once', access: 'anyone', rate: 'read', answer: z.array(setting) }),
  'configurations.create': operation({
    method: 'post', path: '/api/configurations/', tag, summary: 'Add a value', access: 'operator', rate: 'write', status: 201, body: patch.extend({ key }).meta({ id: 'ConfigurationCreate' }), answer: setting,
    example: { body: { key: 'contact.whatsapp', value: '+221770000000', is_public: true } },
  }),
  'configurations.get': operation({ method: 'get', path: '/api/configurations/{key}/', tag, summary: 'One value', access: 'anyone', rate: 'read', params: keyParams, answer: setting }),
  'configurations.update': operation({
    method: 'patch', path: '/api/configurations/{key}/', also: [{ method: 'put', path: '/api/configurations/{key}/' }], tag, summary: 'Change a value', access: 'operator', rate: 'write', params: keyParams, body: patch, answer: setting,
    example: { body: { value: 30 } },
  }),
  'configurations.delete': operation({ method: 'delete', path: '/api/configurations/{key}/', tag, summary: 'Take a value away', access: 'operator', rate: 'write', params: keyParams, status: 204, answer: z.null() }),
  'activity.list': operation({
    method: 'get', path: '/api/activity-logs/', tag, summary: 'What was done, the newest first', access: 'account', rate: 'read', query: z.object(paging), answer: pageOf(activity).meta({ id: 'ActivityPage' }),
    description: 'Members see the log of their agency, the operator the acts on the platform, everybody else his own.',
  }),
  'core.health': operation({
    method: 'get', path: '/api/health/', tag, summary: 'Whether the server can work', access: 'anyone', rate: 'read', answer: z.object({ status: z.literal('ok'), database: z.literal('ok'), version: z.string(), timestamp: instant }),
  }),
  'core.stats': operation({
    method: 'get', path: '/api/stats/', tag, summary: 'Figures: of one’s agency, for the operator of the platform, for others of what is published', access: 'account', rate: 'read',
    answer: z.object({
      users: z.object({ total: z.int(), active: z.int(), verified: z.int() }).nullable().meta({ description: 'null for clients.' }), properties: z.object({ total: z.int(), available: z.int() }),
      system: z.object({ uptime: z.int().meta({ description: 'Seconds since this server started.' }) }), timestamp: instant,
    }),
  }),
} as const
