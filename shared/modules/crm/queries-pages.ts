import { defineQuery } from '../../command/query.ts'
import type { QueryContext } from '../../command/query.ts'
import { decodeRow } from '../../command/recorder-rows.ts'
import { matchFactsOf } from './in-mind.ts'
import type { Interaction } from './model-follow-up.ts'
import { interest } from './model-interest.ts'
import type { Interest } from './model-interest.ts'
import { clientSearch } from './model-search.ts'
import type { ClientSearch } from './model-search.ts'
import type { InterestPage, InterestPageRow, NotePage, TalkPage, TaskRow } from './model-views.ts'
import { interactionRows, noteRows, taskRows } from './queries-follow-up.ts'
import { matchOf } from './rules-matching.ts'
import type { MatchFacts } from './rules-matching-distances.ts'

/** Talks, notes and interests page by page, for whoever asks from outside the desktop. A client is given his own, and of those what he was told. */

type Paged = { id: string | null; offset: number; limit: number }
export type TalksAsked = Paged & {
  contactId: string | null; agentId: string | null; type: Interaction['type'] | null; channel: Interaction['channel'] | null; priority: Interaction['priority'] | null; status: Interaction['status'] | null
  /** Milliseconds UTC, both included. */
  from: number | null; to: number | null
  /** Whether something was to be done after it. */
  followUp: boolean | null
}
export type NotesAsked = Paged & { contactId: string | null; authorId: string | null; type: string | null; isImportant: boolean | null; isPinned: boolean | null }
export type InterestsAsked = Paged & {
  contactId: string | null; propertyId: string | null; step: Interest['step'] | null; level: Interest['level'] | null; state: Interest['state'] | null; scoreMin: number | null; scoreMax: number | null
}

/** What is written to somebody he has read himself; what is noted of a call or a meeting is the agency's. */
const written: readonly Interaction['channel'][] = ['email', 'sms', 'whatsapp', 'portal']

export const pageQueries = [
  defineQuery('clients.interactions', async (ctx, asked: TalksAsked): Promise<TalkPage> => {
    let query = ctx.from('interaction').where('interaction.deletedAt', 'is', null)
    if (ctx.actor.kind === 'client') query = query.where('interaction.contactId', 'in', mine(ctx))
    if (asked.id !== null) query = query.where('interaction.id', '=', asked.id)
    if (asked.contactId !== null) query = query.where('interaction.contactId', '=', asked.contactId)
    if (asked.agentId !== null) query = query.where('interaction.agentId', '=', asked.agentId)
    if (asked.type !== null) query = query.where('interaction.type', '=', asked.type)
    if (asked.channel !== null) query = query.where('interaction.channel', '=', asked.channel)
    if (asked.priority !== null) query = query.where('interaction.priority', '=', asked.priority)
    if (asked.status !== null) query = query.where('interaction.status', '=', asked.status)
    if (asked.from !== null) query = query.where('interaction.at', '>=', asked.from)
    if (asked.to !== null) query = query.where('interaction.at', '<=', asked.to)
    if (asked.followUp !== null) {
      const followed = ctx.from('task').where('task.deletedAt', 'is', null).where('task.state', '!=', 'cancelled').where('task.interactionId', 'is not', null).select('task.interactionId')
      query = query.where('interaction.id', asked.followUp ? 'in' : 'not in', followed as never)
    }
    const { n } = await query.select(({ fn }) => fn.countAll<number>().as('n')).executeTakeFirstOrThrow()
    const ids = (await query.select('interaction.id').orderBy('interaction.at', 'desc').orderBy('interaction.id').offset(asked.offset).limit(asked.limit).execute()).map(({ id }) => id)
    const tasks = await followUps(ctx, ids)
    const outside = ctx.actor.kind === 'client'
    const rows = (await interactionRows(ctx, ids)).map((row) => ({ ...row, ...(outside && !written.includes(row.channel) ? { content: null } : {}), ...(outside ? { outcome: null, leadName: null } : {}), followUp: tasks.get(row.id) ?? null }))
    return { rows, count: Number(n) }
  }),

  defineQuery('clients.notes', async (ctx, asked: NotesAsked): Promise<NotePage> => {
    let query = ctx.from('clientNote').where('clientNote.deletedAt', 'is', null)
    if (asked.id !== null) query = query.where('clientNote.id', '=', asked.id)
    if (asked.contactId !== null) query = query.where('clientNote.contactId', '=', asked.contactId)
    if (asked.authorId !== null) query = query.where('clientNote.createdBy', '=', asked.authorId)
    if (asked.type !== null) query = query.where('clientNote.type', '=', asked.type as never)
    if (asked.isImportant !== null) query = query.where('clientNote.isImportant', '=', asked.isImportant ? 1 : 0)
    if (asked.isPinned !== null) query = query.where('clientNote.isPinned', '=', asked.isPinned ? 1 : 0)
    const { n } = await query.select(({ fn }) => fn.countAll<number>().as('n')).executeTakeFirstOrThrow()
    const ids = await query.select('clientNote.id').orderBy('clientNote.isPinned', 'desc').orderBy('clientNote.isImportant', 'desc').orderBy('clientNote.createdAt', 'desc').orderBy('clientNote.id').offset(asked.offset).limit(asked.limit).execute()
    return { rows: await noteRows(ctx, ids.map(({ id }) => id)), count: Number(n) }
  }),

  /** One task; null where there is none. */
  defineQuery('clients.task', async (ctx, { id }: { id: string }): Promise<TaskRow | null> => (await taskRows(ctx, [id]))[0] ?? null),

  defineQuery('clients.interests', async (ctx, asked: InterestsAsked): Promise<InterestPage> => {
    let query = ctx.from('interest').where('interest.deletedAt', 'is', null)
    if (ctx.actor.kind === 'client') query = query.where('interest.contactId', 'in', mine(ctx))
    if (asked.id !== null) query = query.where('interest.id', '=', asked.id)
    if (asked.contactId !== null) query = query.where('interest.contactId', '=', asked.contactId)
    if (asked.propertyId !== null) query = query.where('interest.propertyId', '=', asked.propertyId)
    if (asked.step !== null) query = query.where('interest.step', '=', asked.step)
    if (asked.level !== null) query = query.where('interest.level', '=', asked.level)
    if (asked.state !== null) query = query.where('interest.state', '=', asked.state)
    const pairs = query.select(['interest.id', 'interest.contactId', 'interest.propertyId']).orderBy('interest.at', 'desc').orderBy('interest.id')
    if (asked.scoreMin === null && asked.scoreMax === null) {
      const { n } = await query.select(({ fn }) => fn.countAll<number>().as('n')).executeTakeFirstOrThrow()
      const page = await pairs.offset(asked.offset).limit(asked.limit).execute()
      return { rows: await interestRows(ctx, page, await scoresOf(ctx, page)), count: Number(n) }
    }
    // A score is worked out, so that who asks for some of them has all looked at.
    const all = await pairs.execute()
    const scores = await scoresOf(ctx, all)
    const kept = all.filter(({ id }) => scores.get(id)! >= (asked.scoreMin ?? 0) && scores.get(id)! <= (asked.scoreMax ?? 100))
    return { rows: await interestRows(ctx, kept.slice(asked.offset, asked.offset + asked.limit), scores), count: kept.length }
  }),
]

const mine = (ctx: QueryContext): string[] => (ctx.actor.kind === 'client' && ctx.actor.contactIds.length ? ctx.actor.contactIds : [''])

/** What is to be done after each talk: the task still open, else the latest. */
async function followUps(ctx: QueryContext, ids: readonly string[]): Promise<Map<string, TaskRow>> {
  if (!ids.length) return new Map()
  const rows = await ctx.from('task').where('interactionId', 'in', ids).where('deletedAt', 'is', null).where('state', '!=', 'cancelled').select('id').orderBy('createdAt').orderBy('id').execute()
  const tasks = await taskRows(ctx, rows.map(({ id }) => id))
  return new Map(tasks.toSorted((a, b) => Number(a.state === 'open') - Number(b.state === 'open')).map((task) => [task.interactionId!, task]))
}

type Pair = { id: string; contactId: string; propertyId: string }
const atOnce = 500

/** How well each property suits what its client looks for: the best of his searches; 0 where he looks for nothing. */
async function scoresOf(ctx: QueryContext, pairs: readonly Pair[]): Promise<Map<string, number>> {
  const scores = new Map<string, number>()
  for (let from = 0; from < pairs.length; from += atOnce) {
    const part = pairs.slice(from, from + atOnce)
    const facts = await matchFactsOf(ctx, [...new Set(part.map(({ propertyId }) => propertyId))])
    const searches = await ctx.from('clientSearch').selectAll().where('contactId', 'in', [...new Set(part.map(({ contactId }) => contactId))]).where('state', '=', 'active').where('deletedAt', 'is', null).execute()
    const wishes = Map.groupBy(searches.map((row) => decodeRow(clientSearch, row) as ClientSearch), ({ contactId }) => contactId)
    for (const { id, contactId, propertyId } of part) scores.set(id, bestScore(wishes.get(contactId) ?? [], facts.get(propertyId)))
    await ctx.pause()
  }
  return scores
}

function bestScore(wishes: readonly ClientSearch[], facts: MatchFacts | undefined): number {
  return facts === undefined ? 0 : Math.max(0, ...wishes.map((wish) => matchOf(wish, facts)?.score ?? 0))
}

async function interestRows(ctx: QueryContext, pairs: readonly Pair[], scores: ReadonlyMap<string, number>): Promise<InterestPageRow[]> {
  if (!pairs.length) return []
  const rows = await ctx.from('interest')
    .leftJoin('property', (join) => join.onRef('property.agencyId', '=', 'interest.agencyId').onRef('property.id', '=', 'interest.propertyId'))
    .leftJoin('contact', (join) => join.onRef('contact.agencyId', '=', 'interest.agencyId').onRef('contact.id', '=', 'interest.contactId'))
    .selectAll('interest').select(['property.title as propertyTitle', 'property.reference as propertyReference', 'contact.name as contactName']).where('interest.id', 'in', pairs.map(({ id }) => id)).execute()
  const byId = new Map(rows.map((row) => [row.id, row]))
  const outside = ctx.actor.kind === 'client'
  return pairs.map(({ id }) => {
    const { propertyTitle, propertyReference, contactName, ...row } = byId.get(id)!
    return { ...(decodeRow(interest, row) as Interest), ...(outside ? { notes: null } : {}), propertyTitle: propertyTitle ?? '', propertyReference, contactName: contactName ?? '', score: scores.get(id) ?? 0 }
  })
}
