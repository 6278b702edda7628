import { z } from 'zod'
import { defineEntity } from '../../values/entity.ts'
import type { Row } from '../../values/entity.ts'
import { roles } from '../../values/actor.ts'
import { idSchema } from '../../values/id.ts'

export { roles } from '../../values/actor.ts'
export type { Role } from '../../values/actor.ts'
export const roleSchema = z.enum(roles)

export const languageSchema = z.enum(['fr', 'en'])
export const emailSchema = z.string().trim().toLowerCase().max(254).regex(/^[^\s@]+@[^\s@]+\.[^\s@]+$/)
const shortText = z.string().trim().max(200)
const optionalText = shortText.nullable()

const ordinary = { policy: 'arrival', scope: 'agency', visibility: 'private', searchable: false, reference: null } as const
const published = { ...ordinary, visibility: 'public' } as const

export const agency = defineEntity({
  name: 'agency',
  table: 'agency',
  ownedBy: 'createdBy',
  fields: {
    name: { schema: shortText.min(1), ...published, unit: 'name', label: 'agency.name' },
    legalName: { schema: optionalText, ...ordinary, unit: 'legalName', label: 'agency.legalName' },
    ninea: { schema: optionalText, ...ordinary, unit: 'ninea', label: 'agency.ninea' },
    rccm: { schema: optionalText, ...ordinary, unit: 'rccm', label: 'agency.rccm' },
    licenseNumber: { schema: optionalText, ...ordinary, unit: 'licenseNumber', label: 'agency.licenseNumber' },
    vatNumber: { schema: optionalText, ...ordinary, unit: 'vatNumber', label: 'agency.vatNumber' },
    email: { schema: emailSchema.nullable(), ...published, unit: 'email', label: 'agency.email' },
    phone: { schema: optionalText, ...published, unit: 'phone', label: 'agency.phone' },
    website: { schema: optionalText, ...published, unit: 'website', label: 'agency.website' },
    address: { schema: optionalText, ...published, unit: 'address', label: 'agency.address' },
    addressLine2: { schema: optionalText, ...published, unit: 'address', label: 'agency.addressLine2' },
    city: { schema: optionalText, ...published, unit: 'city', label: 'agency.city' },
    /** Never required: hardly anybody uses one in Senegal. */
    postalCode: { schema: z.string().trim().max(20).nullable(), ...published, unit: 'postalCode', label: 'agency.postalCode' },
    country: { schema: z.string().length(2), ...published, unit: 'country', label: 'agency.country' },
    currency: { schema: z.string().length(3), ...published, unit: 'currency', policy: 'command', label: 'agency.currency' },
    zone: { schema: z.string().max(60), ...ordinary, unit: 'zone', label: 'agency.zone' },
    /** Letters before the number of a property, as in DKR-0412. */
    referencePrefix: { schema: z.string().trim().regex(/^[A-Z0-9]{2,6}$/), ...ordinary, unit: 'referencePrefix', label: 'agency.referencePrefix' },
    /** A window locks itself after this many minutes without a key or a click. */
    lockAfterMinutes: { schema: z.int().min(1).max(240), ...ordinary, unit: 'lockAfterMinutes', label: 'agency.lockAfterMinutes' },
    /** The agency's usual commission, in hundredths of a percent. */
    commissionRate: { schema: z.int().min(0).max(10_000).nullable(), ...ordinary, scope: 'management', unit: 'commissionRate', label: 'agency.commissionRate' },
    logoFileId: { schema: idSchema.nullable(), ...published, unit: 'logo', reference: 'file', label: 'agency.logo' },
  },
})
export type Agency = Row<typeof agency>

export const member = defineEntity({
  name: 'member',
  table: 'member',
  ownedBy: 'createdBy',
  fields: {
    accountId: { schema: idSchema, ...ordinary, policy: 'command', unit: 'accountId', label: 'member.account' },
    email: { schema: emailSchema, ...ordinary, policy: 'command', searchable: true, unit: 'email', label: 'member.email' },
    name: { schema: shortText.min(1), ...published, searchable: true, unit: 'name', label: 'member.name' },
    phone: { schema: optionalText, ...published, unit: 'phone', label: 'member.phone' },
    position: { schema: optionalText, ...ordinary, unit: 'position', label: 'member.position' },
    department: { schema: optionalText, ...ordinary, unit: 'department', label: 'member.department' },
    employeeNumber: { schema: z.string().trim().max(50).nullable(), ...ordinary, unit: 'employeeNumber', label: 'member.employeeNumber' },
    role: { schema: roleSchema, ...ordinary, policy: 'command', unit: 'role', label: 'member.role' },
    active: { schema: z.boolean(), ...ordinary, policy: 'command', unit: 'active', label: 'member.active' },
  },
})
export type Member = Row<typeof member>

// ---- command inputs

export const memberCreateInput = z.strictObject({
  id: idSchema,
  accountId: idSchema,
  email: emailSchema,
  name: shortText.min(1),
  phone: optionalText.default(null),
  position: optionalText.default(null),
  department: optionalText.default(null),
  employeeNumber: z.string().trim().max(50).nullable().default(null),
  role: roleSchema,
})
export const memberSetRoleInput = z.strictObject({ id: idSchema, role: roleSchema })
export const memberSetActiveInput = z.strictObject({ id: idSchema, active: z.boolean() })
export const memberLinkInput = z.strictObject({ id: idSchema, accountId: idSchema, email: emailSchema })
export const agencyFoundInput = z.strictObject({
  agencyId: idSchema,
  name: shortText.min(1),
  phone: optionalText.default(null),
  city: optionalText.default(null),
  legalName: optionalText.default(null),
  licenseNumber: optionalText.default(null),
  vatNumber: optionalText.default(null),
  email: emailSchema.nullable().default(null),
  website: optionalText.default(null),
  address: optionalText.default(null),
  addressLine2: optionalText.default(null),
  postalCode: z.string().trim().max(20).nullable().default(null),
  country: z.string().length(2).default('SN'),
  currency: z.string().length(3).default('XOF'),
  zone: z.string().max(60).default('Africa/Dakar'),
  referencePrefix: z.string().trim().regex(/^[A-Z0-9]{2,6}$/),
  admin: z.strictObject({ memberId: idSchema, accountId: idSchema, email: emailSchema, name: shortText.min(1), phone: optionalText.default(null) }),
})

/** Passwords are typed by people: length is what protects them. */
export const passwordSchema = z.string().min(10).max(200)
