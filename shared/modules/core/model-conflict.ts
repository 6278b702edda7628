import { z } from 'zod'
import { defineEntity } from '../../values/entity.ts'
import type { Row } from '../../values/entity.ts'
import { idSchema } from '../../values/id.ts'

/**
 * Two people wrote the same unit of one row without seeing each other (docs of sync, B). What was overwritten, or came too late,
 * is kept here with who typed it when and where, until somebody has chosen. Written by the authority alone, while it decides.
 */
const given = { policy: 'command', scope: 'row', visibility: 'private', searchable: false, reference: null } as const
const values = z.record(z.string(), z.unknown())

export const conflict = defineEntity({
  name: 'conflict',
  table: 'conflict',
  ownedBy: 'createdBy',
  fields: {
    entity: { schema: z.string().max(60), ...given, unit: 'what', label: 'conflict.entity' },
    entityId: { schema: idSchema, ...given, unit: 'what', label: 'conflict.entityId' },
    /** `deleted` where an edit met a deletion. */
    unit: { schema: z.string().max(60), ...given, unit: 'what', label: 'conflict.unit' },
    /** Who may see the values: the scope of the fields they belong to, as the log writes it. */
    scope: { schema: z.string().max(80), ...given, unit: 'what', label: 'conflict.scope' },
    kept: { schema: values, ...given, unit: 'what', label: 'conflict.kept' },
    lost: { schema: values, ...given, unit: 'what', label: 'conflict.lost' },
    keptBy: { schema: z.string().max(80), ...given, unit: 'what', label: 'conflict.keptBy' },
    keptDevice: { schema: z.string().max(80), ...given, unit: 'what', label: 'conflict.keptDevice' },
    keptTypedAt: { schema: z.int(), ...given, unit: 'what', label: 'conflict.keptTypedAt' },
    lostBy: { schema: z.string().max(80), ...given, unit: 'what', label: 'conflict.lostBy' },
    lostDevice: { schema: z.string().max(80), ...given, unit: 'what', label: 'conflict.lostDevice' },
    lostTypedAt: { schema: z.int(), ...given, unit: 'what', label: 'conflict.lostTypedAt' },
    state: { schema: z.enum(['open', 'settled']), ...given, unit: 'state', label: 'conflict.state' },
    chosen: { schema: z.enum(['kept', 'lost', 'both']).nullable(), ...given, unit: 'state', label: 'conflict.chosen' },
  },
})
export type Conflict = Row<typeof conflict>

/** `both`: of texts alone, one below the other. */
export const settleConflictInput = z.strictObject({ id: idSchema, take: z.enum(['kept', 'lost', 'both']) })
