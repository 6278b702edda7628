import { defineCommand } from '../../command/define.ts'
import type { Context } from '../../command/define.ts'
import { actorId } from '../../values/actor.ts'
import type { Actor } from '../../values/actor.ts'
import { AppError } from '../../values/error.ts'
import {
  noticeDismissInput, noticeMarkAllInput, noticeMarkInput, noticePreferencesInput, noticeSnoozeInput, noticeTellInput, notification, notificationPreference, quietHours,
} from './model.ts'
import type { Notification, Quiet } from './model.ts'
import { choicesOf, noticeRules, tellableFrom, toldMembers } from './rules.ts'

type Recipient = { memberId: string; contactId: null; scope: string } | { memberId: null; contactId: string; scope: 'agency' }
const asMember = (memberId: string): Recipient => ({ memberId, contactId: null, scope: `member:${memberId}` })
const asContact = (contactId: string): Recipient => ({ memberId: null, contactId, scope: 'agency' })
const idOf = (recipient: Recipient): string => recipient.memberId ?? recipient.contactId

/** In whose name somebody reads and decides: a member for himself, a client for the contacts that he is. */
export function recipientsOf(actor: Actor): Recipient[] {
  if (actor.kind === 'member') return [asMember(actor.memberId)]
  return actor.kind === 'client' ? actor.contactIds.map(asContact) : []
}

/**
 * Tells people of something, each once: `ctx.run(tell, …)` of whatever it follows from. Told twice under one key, the later
 * takes the place of the earlier and is unread again. What is taken back tells nobody, and takes back what it told.
 */
export const tell = defineCommand({
  name: 'notification.tell',
  version: 1,
  input: noticeTellInput,
  allow: 'nobody',
  where: 'anywhere',
  undo: 'none',
  run: async (ctx, { kind, members, contacts, target, params, groupKey = `${kind} ${target.id}`, notBefore = 0, ...more }) => {
    if (ctx.isUndo) return
    const { topic, priority: usual } = noticeRules[kind]
    const priority = more.priority ?? usual
    const team = await ctx.read.selectFrom('member').select(['id', 'role']).where('agencyId', '=', ctx.agencyId).where('active', '=', 1).where('deletedAt', 'is', null).orderBy('id').execute()
    const told = toldMembers(kind, {
      followers: members, managers: contacts.length ? [] : team.filter(({ role }) => role !== 'agent').map(({ id }) => id), active: new Set(team.map(({ id }) => id)), doer: actorId(ctx.actor),
    })
    for (const recipient of [...told.map(asMember), ...[...new Set(contacts)].map(asContact)]) {
      if (!(await wants(ctx, recipient, topic))) continue
      const at = Math.max(ctx.now, notBefore)
      const from = tellableFrom(at, await quietOf(ctx, recipient), priority)
      await ctx.write.put(notification, ctx.setId(notification, idOf(recipient), groupKey), {
        ...recipient, kind, priority, params, targetEntity: target.entity, targetId: target.id, groupKey, at, visibleFrom: from > ctx.now ? from : 0, readAt: null, snoozedUntil: null,
      })
    }
  },
})

async function wants(ctx: Context, recipient: Recipient, topic: (typeof noticeRules)[keyof typeof noticeRules]['topic']): Promise<boolean> {
  const row = await ctx.get(notificationPreference, ctx.setId(notificationPreference, idOf(recipient), `${topic} inApp`))
  return choicesOf(row && row.deletedAt === null ? [row] : [])[topic].inApp
}

async function quietOf(ctx: Context, recipient: Recipient): Promise<Quiet | null> {
  const row = await ctx.get(quietHours, ctx.setId(quietHours, idOf(recipient), 'quiet'))
  return row?.enabled ? row : null
}

const markNotices = defineCommand({
  name: 'notification.mark',
  version: 1,
  input: noticeMarkInput,
  // Only what is told to whoever asks: `mine` refuses the rest.
  allow: 'nobody',
  where: 'anywhere',
  undo: 'before',
  run: async (ctx, { ids, read }) => {
    for (const row of await mine(ctx, ids)) if ((row.readAt !== null) !== read) await ctx.write.update(notification, row.id, { readAt: read ? ctx.now : null })
  },
})

const markAllNotices = defineCommand({
  name: 'notification.markAll',
  version: 1,
  input: noticeMarkAllInput,
  allow: 'nobody',
  where: 'anywhere',
  undo: 'before',
  run: async (ctx, { upTo, topic }) => {
    for (const recipient of recipientsOf(ctx.actor)) {
      const rows = await ctx.read.selectFrom('notification').select(['id', 'kind']).where('agencyId', '=', ctx.agencyId)
        .where(recipient.memberId === null ? 'contactId' : 'memberId', '=', idOf(recipient)).where('deletedAt', 'is', null).where('readAt', 'is', null)
        .where('at', '<=', upTo).where('visibleFrom', '<=', ctx.now).where((where) => where.or([where('snoozedUntil', 'is', null), where('snoozedUntil', '<=', ctx.now)])).orderBy('id').execute()
      for (const { id, kind } of rows) if (topic === null || noticeRules[kind].topic === topic) await ctx.write.update(notification, id, { readAt: ctx.now })
    }
  },
})

/** Out of sight until an instant; then it is there again, unread. */
const snoozeNotices = defineCommand({
  name: 'notification.snooze',
  version: 1,
  input: noticeSnoozeInput,
  allow: 'nobody',
  where: 'anywhere',
  undo: 'before',
  run: async (ctx, { ids, until }) => {
    for (const { id } of await mine(ctx, ids)) await ctx.write.update(notification, id, { snoozedUntil: until, ...(until === null ? {} : { readAt: null }) })
  },
})

const dismissNotices = defineCommand({
  name: 'notification.dismiss',
  version: 1,
  input: noticeDismissInput,
  allow: 'nobody',
  where: 'anywhere',
  undo: 'before',
  run: async (ctx, { ids }) => {
    for (const { id } of await mine(ctx, ids)) await ctx.write.remove(notification, id)
  },
})

const setNoticePreferences = defineCommand({
  name: 'notification.setPreferences',
  version: 1,
  input: noticePreferencesInput,
  allow: 'nobody',
  where: 'anywhere',
  undo: 'before',
  run: async (ctx, { choices, quiet }) => {
    for (const recipient of recipientsOf(ctx.actor)) {
      for (const choice of choices) await ctx.write.put(notificationPreference, ctx.setId(notificationPreference, idOf(recipient), `${choice.topic} ${choice.channel}`), { ...recipient, ...choice })
      if (quiet !== undefined) await setQuiet(ctx, recipient, quiet)
    }
  },
})

/** Off, the hours are kept for the next time. */
async function setQuiet(ctx: Context, recipient: Recipient, quiet: Quiet | null): Promise<void> {
  const id = ctx.setId(quietHours, idOf(recipient), 'quiet')
  if (quiet !== null) return ctx.write.put(quietHours, id, { ...recipient, ...quiet, enabled: true })
  if (await ctx.get(quietHours, id)) await ctx.write.update(quietHours, id, { enabled: false })
}

/** The rows, when each was told to whoever asks; else `forbidden`, whatever they say. One put away meanwhile, elsewhere, is none any more. */
async function mine(ctx: Context, ids: readonly string[]): Promise<Notification[]> {
  const asked = new Set(recipientsOf(ctx.actor).map(idOf))
  const rows: Notification[] = []
  for (const id of new Set(ids)) {
    const row = await ctx.get(notification, id)
    if (row === null) throw new AppError('not_found', { entity: 'notification', id })
    if (!asked.has(row.memberId ?? row.contactId ?? '')) throw new AppError('forbidden', { action: 'notification.mark', entity: 'notification', id })
    if (row.deletedAt === null) rows.push(row)
  }
  return rows
}

export const notificationCommands = [markNotices, markAllNotices, snoozeNotices, dismissNotices, setNoticePreferences]
