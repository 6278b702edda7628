import { defineCommand, onRow } from '../../command/define.ts'
import type { Context, Invariant } from '../../command/define.ts'
import { generatedDelete, generatedUpdate } from '../../command/generate.ts'
import { AppError } from '../../values/error.ts'
import { dayOfInstant } from '../../values/period.ts'
import { agency } from '../auth/index.ts'
import { setLeadStatus } from './commands-lead.ts'
import { interaction, interactionCreateInput, interactionSetStatusInput, clientNote, noteCreateInput, task, taskCreateInput, taskSetStateInput } from './model-follow-up.ts'
import type { Interaction, Task } from './model-follow-up.ts'
import { lead } from './model-lead.ts'
import { contact } from './model.ts'
import { joinedTexts } from './rules-merge.ts'
import { nextDue } from './rules-task.ts'

type About = { contactId: string | null; leadId: string | null }

export const createInteraction = defineCommand({
  name: 'interaction.create',
  version: 1,
  input: interactionCreateInput,
  // Only a client is held to his own: he speaks for himself.
  allow: ({ contactId, leadId }) => [{ entity: 'contact', id: contactId ?? '' }, ...(leadId === null ? [] : [{ entity: 'lead', id: leadId }])],
  where: 'anywhere',
  undo: 'before',
  run: async (ctx, { id, agentId, ...values }) => {
    await mustBeThere(ctx, values)
    await ctx.write.insert(interaction, id, { ...values, agentId: agentId ?? memberOf(ctx), completedAt: values.status === 'completed' ? Math.min(values.at, ctx.now) : null })
    if (values.status === 'completed') await wasReached(ctx, values.leadId)
  },
})

/** Held, called off, nobody there: with what came of it. */
export const setInteractionStatus = defineCommand({
  name: 'interaction.setStatus',
  version: 1,
  input: interactionSetStatusInput,
  allow: onRow(interaction),
  where: 'anywhere',
  undo: 'before',
  run: async (ctx, { id, to, outcome, notes }) => {
    const row = await ctx.need(interaction, id)
    await ctx.write.update(interaction, id, {
      status: to, outcome: outcome ?? (to === row.status ? row.outcome : null), completedAt: to === 'completed' ? (row.completedAt ?? ctx.now) : null, ...(notes ? { content: joinedTexts(row.content, notes, 20_000) } : {}),
    })
    if (to === 'completed') await wasReached(ctx, row.leadId)
  },
})

/** Whoever was spoken to is not new any more. */
async function wasReached(ctx: Context, leadId: string | null): Promise<void> {
  if (leadId === null) return
  const row = await ctx.need(lead, leadId)
  if (row.status === 'new') await ctx.run(setLeadStatus, { id: leadId, to: 'contacted' })
}

export const createNote = defineCommand({
  name: 'clientNote.create',
  version: 1,
  input: noteCreateInput,
  allow: 'nobody',
  where: 'anywhere',
  undo: 'before',
  run: async (ctx, { id, ...values }) => {
    await mustBeThere(ctx, values)
    await ctx.write.insert(clientNote, id, values)
  },
})

export const createTask = defineCommand({
  name: 'task.create',
  version: 1,
  input: taskCreateInput,
  allow: 'nobody',
  where: 'anywhere',
  undo: 'before',
  run: async (ctx, { id, assigneeId, ...values }) => {
    await mustBeThere(ctx, values)
    await ctx.write.insert(task, id, { ...values, assigneeId: assigneeId ?? memberOf(ctx), state: 'open', doneAt: null })
  },
})

/** Done, given up, or to do again. What comes back is laid out anew when this one is done. */
export const setTaskState = defineCommand({
  name: 'task.setState',
  version: 1,
  input: taskSetStateInput,
  allow: onRow(task),
  where: 'anywhere',
  undo: 'before',
  run: async (ctx, { id, to }) => {
    const row = await ctx.need(task, id)
    if (row.state === to) return
    await ctx.write.update(task, id, { state: to, doneAt: to === 'done' ? ctx.now : null })
    if (to !== 'done' || row.repeat === null || row.dueOn === null) return
    const zone = (await ctx.get(agency, ctx.agencyId))?.zone ?? 'Africa/Dakar'
    const dueOn = nextDue(row.dueOn, row.repeat, dayOfInstant(ctx.now, zone))
    if (dueOn !== null) await ctx.write.insert(task, ctx.id('next'), { ...valuesOf(row), dueOn, remindAt: null, state: 'open', doneAt: null })
  },
})

function valuesOf({ contactId, leadId, propertyId, title, notes, assigneeId, priority, dueOn, dueTime, remindAt, repeat, interactionId, state, doneAt }: Task) {
  return { contactId, leadId, propertyId, title, notes, assigneeId, priority, dueOn, dueTime, remindAt, repeat, interactionId, state, doneAt }
}

async function mustBeThere(ctx: Context, { contactId, leadId }: About): Promise<void> {
  if (contactId !== null) await ctx.need(contact, contactId)
  if (leadId !== null) await ctx.need(lead, leadId)
}

const memberOf = (ctx: Context): string | null => (ctx.actor.kind === 'member' ? ctx.actor.memberId : null)

export const followUpCommands = [
  createInteraction, generatedUpdate(interaction), generatedDelete(interaction), setInteractionStatus, createNote, generatedUpdate(clientNote), generatedDelete(clientNote), createTask, generatedUpdate(task), generatedDelete(task), setTaskState,
]

export const followUpInvariants: Invariant[] = [
  { entity: 'interaction', name: 'a talk is with somebody', check: (row) => mustBeAboutSomebody(row as unknown as Interaction) },
  { entity: 'clientNote', name: 'a note is about somebody', check: (row) => mustBeAboutSomebody(row as unknown as About) },
  {
    entity: 'task',
    name: 'an hour, or a return, needs a day',
    check: (row) => {
      const { dueOn, dueTime, repeat } = row as unknown as Task
      if (dueOn === null && (dueTime !== null || repeat !== null)) throw new AppError('rule_broken', { rule: 'due_day', field: 'dueOn' })
    },
  },
]

function mustBeAboutSomebody({ contactId, leadId }: About): void {
  if (contactId === null && leadId === null) throw new AppError('rule_broken', { rule: 'about_nobody', field: 'contactId' })
}
