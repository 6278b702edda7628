import { z } from 'zod'
import { defineEntity } from '../../values/entity.ts'
import type { Row } from '../../values/entity.ts'
import { filtersSchema, sortSchema } from '../../values/filter.ts'
import { idSchema } from '../../values/id.ts'

const ordinary = { policy: 'arrival', scope: 'agency', visibility: 'private', searchable: false, reference: null } as const
const given = { ...ordinary, policy: 'command' } as const

/** A stored blob. The first receiver normalised it once; the hash is its address on disk (architecture §7). */
export const file = defineEntity({
  name: 'file',
  table: 'file',
  ownedBy: 'createdBy',
  fields: {
    sha256: { schema: z.string().regex(/^[0-9a-f]{64}$/), ...given, unit: 'content', label: 'file.content' },
    bytes: { schema: z.int().min(1), ...given, unit: 'content', label: 'file.bytes' },
    mime: { schema: z.string().max(100), ...given, unit: 'content', label: 'file.mime' },
    name: { schema: z.string().trim().min(1).max(200), ...ordinary, searchable: false, unit: 'name', label: 'file.name' },
    width: { schema: z.int().min(1).nullable(), ...given, unit: 'content', label: 'file.width' },
    height: { schema: z.int().min(1).nullable(), ...given, unit: 'content', label: 'file.height' },
  },
})
export type FileRow = Row<typeof file>

/** A list as a member likes to see it: filters, order, columns. It belongs to that member alone. */
export const savedView = defineEntity({
  name: 'savedView',
  table: 'saved_view',
  ownedBy: 'memberId',
  fields: {
    memberId: { schema: idSchema, ...given, scope: 'member', reference: 'member', unit: 'member', label: 'view.member' },
    list: { schema: z.enum(['properties', 'contacts', 'leads']), ...given, scope: 'member', unit: 'list', label: 'view.list' },
    name: { schema: z.string().trim().min(1).max(80), ...ordinary, scope: 'member', unit: 'name', label: 'view.name' },
    filters: { schema: filtersSchema, ...ordinary, scope: 'member', unit: 'filters', label: 'view.filters' },
    search: { schema: z.string().max(200), ...ordinary, scope: 'member', unit: 'filters', label: 'view.search' },
    sort: { schema: z.array(sortSchema).max(3), ...ordinary, scope: 'member', unit: 'sort', label: 'view.sort' },
    columns: { schema: z.array(z.string().max(60)).max(60), ...ordinary, scope: 'member', unit: 'columns', label: 'view.columns' },
    layout: { schema: z.enum(['table', 'cards', 'map']), ...ordinary, scope: 'member', unit: 'layout', label: 'view.layout' },
    position: { schema: z.string().max(80), ...ordinary, scope: 'member', unit: 'position', label: 'view.position' },
  },
})
export type SavedView = Row<typeof savedView>

export const undoInput = z.strictObject({ commandId: idSchema })
