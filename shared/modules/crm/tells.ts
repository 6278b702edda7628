import type { Consequence, Context, TouchedRow } from '../../command/define.ts'
import { tell } from '../notifications/index.ts'
import type { Task } from './model-follow-up.ts'
import type { Interest } from './model-interest.ts'
import type { Lead } from './model-lead.ts'
import { contact } from './model.ts'
import type { Contact } from './model.ts'

/** Who is told of what happens with clients: by whichever command, and never of his own act (notifications/rules.ts). */

/** Steps of a client that his agent answers; of looks and favourites there would be no end. */
const answered: readonly Interest['step'][] = ['inquiry', 'visitRequest', 'offerMade']

/** The name of whoever does it, for the words; null for the program itself. */
async function doerName(ctx: Context): Promise<string | null> {
  if (ctx.actor.kind !== 'member') return null
  const row = await ctx.read.selectFrom('member').select('name').where('agencyId', '=', ctx.agencyId).where('id', '=', ctx.actor.memberId).executeTakeFirst()
  return row?.name ?? null
}

const isThere = ({ row }: TouchedRow): boolean => row.deletedAt === null
const people = (...ids: (string | null | undefined)[]): string[] => ids.flatMap((id) => id ?? [])

const leadCame: Consequence = {
  entity: 'lead',
  name: 'whoever follows a new lead is told, or the managers',
  follow: async (ctx, touched) => {
    const { id, name, source, agentId } = touched.row as unknown as Lead
    if (!touched.isNew || !isThere(touched)) return
    await ctx.run(tell, { kind: 'leadNew', members: people(agentId), target: { entity: 'lead', id }, params: { name, source, by: await doerName(ctx) } })
  },
}

const leadGiven: Consequence = {
  entity: 'lead',
  name: 'whoever is given a lead is told',
  follow: async (ctx, touched) => {
    const { id, name, agentId } = touched.row as unknown as Lead
    if (touched.isNew || !isThere(touched) || agentId === null || !touched.fields.has('agentId')) return
    await ctx.run(tell, { kind: 'leadAssigned', members: [agentId], target: { entity: 'lead', id }, params: { name, by: await doerName(ctx) } })
  },
}

const taskGiven: Consequence = {
  entity: 'task',
  name: 'whoever is to do it is told',
  follow: async (ctx, touched) => {
    const { id, title, assigneeId, state, dueOn } = touched.row as unknown as Task
    if (!isThere(touched) || state !== 'open' || assigneeId === null || !(touched.isNew || touched.fields.has('assigneeId'))) return
    await ctx.run(tell, { kind: 'taskAssigned', members: [assigneeId], target: { entity: 'task', id }, params: { name: title, by: await doerName(ctx), dueOn } })
  },
}

const interestShown: Consequence = {
  entity: 'interest',
  name: 'the agents of a property and of its client are told of a step',
  follow: async (ctx, touched) => {
    const { contactId, propertyId, step, at } = touched.row as unknown as Interest
    // One that only moves from a merged record to the other is no step.
    if (!isThere(touched) || at !== ctx.now || !answered.includes(step) || !(touched.isNew || touched.fields.has('step'))) return
    const client = await ctx.get(contact, contactId)
    const property = await ctx.read.selectFrom('property').select(['title', 'agentId']).where('agencyId', '=', ctx.agencyId).where('id', '=', propertyId).executeTakeFirst()
    await ctx.run(tell, {
      kind: 'interestShown', members: people(property?.agentId, client?.agentId), target: { entity: 'contact', id: contactId }, groupKey: `interestShown ${contactId} ${propertyId}`,
      params: { name: client?.name ?? null, property: property?.title ?? null, step },
    })
  },
}

const contactMerged: Consequence = {
  entity: 'contact',
  name: 'the agents of two records that became one are told',
  follow: async (ctx, touched) => {
    const { name, agentId, mergedInto } = touched.row as unknown as Contact
    if (mergedInto === null || !touched.fields.has('mergedInto')) return
    const kept = await ctx.get(contact, mergedInto)
    await ctx.run(tell, { kind: 'contactMerged', members: people(kept?.agentId, agentId), target: { entity: 'contact', id: mergedInto }, params: { name, into: kept?.name ?? null, by: await doerName(ctx) } })
  },
}

export const crmTells: Consequence[] = [leadCame, leadGiven, taskGiven, interestShown, contactMerged]
