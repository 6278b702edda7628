import type { Consequence } from '../../command/define.ts'
import { tell } from '../notifications/index.ts'
import type { Property } from './model.ts'

/** The agent of a property hears that somebody else moved it on. */
export const statusTold: Consequence = {
  entity: 'property',
  name: 'its agent is told of a new status',
  follow: async (ctx, { row, isNew, fields }) => {
    const { id, title, status, agentId, deletedAt } = row as unknown as Property
    if (isNew || deletedAt !== null || agentId === null || !fields.has('status')) return
    await ctx.run(tell, { kind: 'propertyStatus', members: [agentId], target: { entity: 'property', id }, params: { name: title, status } })
  },
}
