import type { Consequence, Context, TouchedRow } from '../../command/define.ts'
import { tell } from '../notifications/index.ts'
import type { Task } from './model-follow-up.ts'

/** Who is told of what happens with clients: by whichever command, and never of his own act (notifications/rules.ts). */

const whoever = async (ctx: Context): Promise<string | null> => {
  if (ctx.actor.kind !== 'member') return null
  const row = await ctx.read.selectFrom('member').select('name').where('agencyId', '=', ctx.agencyId).where('id', '=', ctx.actor.memberId).executeTakeFirst()
  return row?.name ?? null
}
const isNewly = ({ isNew, fields, row }: TouchedRow, field: string): boolean => row.deletedAt === null && (isNew || fields.has(field))

const taskGiven: Consequence = {
  entity: 'task',
  name: 'whoever is to do it is told',
  follow: async (ctx, touched) => {
    const { id, title, assigneeId, state, dueOn } = touched.row as unknown as Task
    if (state !== 'open' || assigneeId === null || !isNewly(touched, 'assigneeId')) return
    await ctx.run(tell, { kind: 'taskAssigned', members: [assigneeId], target: { entity: 'task', id }, params: { name: title, by: await whoever(ctx), dueOn } })
  },
}

export const crmTells: Consequence[] = [taskGiven]
