import { idFrom } from '../../command/canonical.ts'
import { defineCommand } from '../../command/define.ts'
import type { Context } from '../../command/define.ts'
import { defineQuery } from '../../command/query.ts'
import type { QueryContext } from '../../command/query.ts'
import { decodeRow } from '../../command/recorder-rows.ts'
import { addDays, dayOfInstant } from '../../values/period.ts'
import { agency, readerOf } from '../auth/index.ts'
import { tell } from '../notifications/index.ts'
import { clientNote, interaction, remindInput, task } from './model-follow-up.ts'
import { lead, openLeadStatuses } from './model-lead.ts'
import { contact } from './model.ts'
import { beforeTalk, forgottenAfter, reminderRules } from './rules-reminders.ts'
import type { Reminded, Reminder } from './rules-reminders.ts'

/** What falls due, and the command that says so. */

export type DueReminder = { entity: Reminded; id: string; at: number }

const reminded = { task, clientNote, interaction, lead } as const
const ruleOf = (entity: Reminded) => reminderRules[entity] as (row: unknown, zone: string) => Reminder | null

/** The same for whoever says it: two posts and the server that remind at once remind once. */
export const reminderId = (agencyId: string, { entity, id, at }: DueReminder): string => idFrom(agencyId, 'followUp.remind', entity, id, String(at))

/** Tells whose it is that its time has come. Does nothing where it is done meanwhile, or laid out for another time. */
export const remind = defineCommand({
  name: 'followUp.remind',
  version: 1,
  input: remindInput,
  // It can say nothing but what the row says, so whoever notices first may.
  allow: 'nobody',
  where: 'anywhere',
  undo: 'none',
  run: async (ctx, { entity, id, at }) => {
    const row = await ctx.get(reminded[entity] as typeof task, id)
    if (row === null || row.deletedAt !== null) return
    const zone = (await ctx.get(agency, ctx.agencyId))?.zone ?? 'Africa/Dakar'
    const reminder = ruleOf(entity)(row, zone)
    if (reminder === null || reminder.at !== at) return
    await ctx.run(tell, { kind: reminder.kind, members: [reminder.memberId], target: aboutOf(entity, row), groupKey: `${reminder.kind} ${id}`, params: { ...reminder.params, about: entity === 'lead' ? null : await nameOf(ctx, row) }, notBefore: at })
  },
})

/** Whom it is about. */
async function nameOf(ctx: Context, { contactId, leadId }: { contactId: string | null; leadId: string | null }): Promise<string | null> {
  const about = contactId !== null ? await ctx.get(contact, contactId) : leadId !== null ? await ctx.get(lead, leadId) : null
  return about?.name ?? null
}

/** Where somebody finds it: a talk and a note stand on the page of whom they are about. */
function aboutOf(entity: Reminded, { id, contactId, leadId }: { id: string; contactId: string | null; leadId: string | null }): { entity: 'task' | 'lead' | 'contact'; id: string } {
  if (entity === 'task' || entity === 'lead') return { entity, id }
  return contactId === null ? { entity: 'lead', id: leadId! } : { entity: 'contact', id: contactId }
}

export const reminderQueries = [
  /** What is due and was not told yet: a member's own, or everybody's for a job. */
  defineQuery('reminders.due', async (ctx): Promise<DueReminder[]> => {
    const { zone, memberId } = await readerOf(ctx)
    const due: (DueReminder & Pick<Reminder, 'kind' | 'memberId'>)[] = []
    for (const entity of Object.keys(reminded) as Reminded[])
      for (const row of await candidates(ctx, entity, zone)) {
        const reminder = ruleOf(entity)(decodeRow(reminded[entity], row), zone)
        if (reminder && reminder.at <= ctx.now && reminder.at > ctx.now - forgottenAfter && (ctx.level !== 'own' || reminder.memberId === memberId))
          due.push({ entity, id: row.id, at: reminder.at, kind: reminder.kind, memberId: reminder.memberId })
      }
    const told = await toldAt(ctx, due.map(noticeOf))
    return due.filter((one) => (told.get(noticeOf(one)) ?? -1) < one.at).map(({ entity, id, at }) => ({ entity, id, at }))

    function noticeOf({ id, kind, memberId: whose }: { id: string; kind: string; memberId: string }): string {
      return idFrom(ctx.agencyId, 'notification', whose, `${kind} ${id}`)
    }
  }),
]

/** Rows that may be due; the rules judge them. */
async function candidates(ctx: QueryContext, entity: Reminded, zone: string): Promise<(Record<string, unknown> & { id: string })[]> {
  const [now, oldest] = [ctx.now, ctx.now - forgottenAfter]
  switch (entity) {
    case 'task':
      return ctx.from('task').selectAll().where('deletedAt', 'is', null).where('remindAt', '<=', now).where('remindAt', '>', oldest).where('state', '=', 'open').execute()
    case 'clientNote':
      return ctx.from('clientNote').selectAll().where('deletedAt', 'is', null).where('remindAt', '<=', now).where('remindAt', '>', oldest).execute()
    case 'interaction':
      return ctx.from('interaction').selectAll().where('deletedAt', 'is', null).where('status', '=', 'scheduled').where('at', '<=', now + beforeTalk).where('at', '>', oldest).execute()
    case 'lead': {
      const today = dayOfInstant(now, zone)
      // The narrow list knows which, without a look at every lead there ever was.
      return ctx.from('leadList').innerJoin('lead', (join) => join.onRef('lead.agencyId', '=', 'leadList.agencyId').onRef('lead.id', '=', 'leadList.id'))
        .selectAll('lead').where('leadList.status', 'in', openLeadStatuses).where('leadList.nextActionOn', '<=', today).where('leadList.nextActionOn', '>', addDays(today, -31)).execute()
    }
  }
}

/** When each of these notices was told last, also those that were read or put away. */
async function toldAt(ctx: QueryContext, ids: readonly string[]): Promise<Map<string, number>> {
  const found = new Map<string, number>()
  for (let from = 0; from < ids.length; from += 500)
    for (const { id, at } of await ctx.from('notification').select(['id', 'at']).where('id', 'in', ids.slice(from, from + 500)).execute()) found.set(id, Number(at))
  return found
}
