import { defineQuery } from '../../command/query.ts'
import type { QueryContext } from '../../command/query.ts'
import { decodeRow } from '../../command/recorder-rows.ts'
import { readerOf } from '../auth/index.ts'
import { clientSearch } from './model-search.ts'
import type { ClientSearch } from './model-search.ts'
import type { ClientPage, ClientRow } from './model-views.ts'
import { contact } from './model.ts'
import type { Contact } from './model.ts'
import { contactBriefs, contactsFound } from './queries.ts'
import { conversionParts, conversionScore } from './rules-client.ts'
import type { ClientFacts } from './rules-client.ts'

/**
 * The agency's clients as a list, each with what he looks for first and how near he is to signing. Whoever asks as a client sees
 * himself alone, without what the agency thinks of him.
 */

export type ClientsAsked = {
  id: string | null
  search: string
  status: Contact['clientStatus']
  priority: Contact['priority']
  financing: ClientSearch['financing'] | null
  /** Bounds of the conversion score, both included. */
  scoreMin: number | null
  scoreMax: number | null
  /** Somebody has promised him something that is due by today. */
  needsFollowUp: boolean | null
  sort: readonly { field: ClientSort; direction: 'asc' | 'desc' }[]
  offset: number
  limit: number
}
export type ClientSort = 'conversion' | 'createdAt' | 'updatedAt' | 'seen'
type Facts = ClientFacts & { id: string; createdAt: number; updatedAt: number; conversion: number }

export const clientListQueries = [
  defineQuery('clients.page', async (ctx, asked: ClientsAsked): Promise<ClientPage> => {
    const found = (await factsOf(ctx, asked)).filter(({ conversion, financings }) =>
      (asked.scoreMin === null || conversion >= asked.scoreMin) && (asked.scoreMax === null || conversion <= asked.scoreMax) && (asked.financing === null || financings.includes(asked.financing)))
    const sort = asked.sort.length ? asked.sort : [{ field: 'conversion', direction: 'desc' } as const]
    const ordered = found.toSorted((a, b) => sort.reduce((order, { field, direction }) => order || (direction === 'asc' ? 1 : -1) * (valueOf(a, field) - valueOf(b, field)), 0) || (a.id < b.id ? 1 : -1))
    return { rows: await clientRows(ctx, ordered.slice(asked.offset, asked.offset + asked.limit)), count: found.length }
  }),
]

function valueOf(facts: Facts, field: ClientSort): number {
  return field === 'seen' ? facts.interests : facts[field]
}

/** Whoever the agency calls a client, or looks for something; a notary is none. */
export function clientsOf(ctx: QueryContext) {
  const seeking = ctx.from('clientSearch').where('clientSearch.deletedAt', 'is', null).select('clientSearch.contactId')
  return ctx.from('contact').where('contact.deletedAt', 'is', null).where('contact.mergedInto', 'is', null)
    .where((where) => where.or([where('contact.clientStatus', 'is not', null), where('contact.id', 'in', seeking as never)]))
}

/** What the score of each is made of. It is worked out here and not in SQL, so that there is one rule for it. */
async function factsOf(ctx: QueryContext, asked: ClientsAsked): Promise<Facts[]> {
  let query = clientsOf(ctx)
  if (ctx.actor.kind === 'client') query = query.where('contact.id', 'in', ctx.actor.contactIds.length ? ctx.actor.contactIds : [''])
  if (asked.id !== null) query = query.where('contact.id', '=', asked.id)
  if (asked.status !== null) query = query.where((where) => where.or([where('contact.clientStatus', '=', asked.status), ...(asked.status === 'prospect' ? [where('contact.clientStatus', 'is', null)] : [])]))
  if (asked.priority !== null) query = query.where('contact.priority', '=', asked.priority)
  if (asked.needsFollowUp !== null) {
    const { today } = await readerOf(ctx)
    const due = ctx.from('task').where('task.state', '=', 'open').where('task.deletedAt', 'is', null).where('task.dueOn', '<=', today).where('task.contactId', 'is not', null).select('task.contactId')
    query = query.where('contact.id', asked.needsFollowUp ? 'in' : 'not in', due as never)
  }
  const words = await contactsFound(ctx, asked.search)
  if (words) query = query.where('contact.id', 'in', words.length ? words : [''])
  const rows = await query.select(['contact.id', 'contact.clientStatus', 'contact.priority', 'contact.createdAt', 'contact.updatedAt']).execute()
  const only = rows.length <= 100 ? rows.map(({ id }) => id) : null
  const [interests, inquiries, searches] = [await interestsBy(ctx, only), await inquiriesBy(ctx, only), await financingsBy(ctx, only)]
  return rows.map((row) => {
    const seen = interests.get(row.id)
    const facts = {
      interests: seen?.count ?? 0, inquiries: inquiries.get(row.id) ?? 0, priority: row.priority as Contact['priority'], status: row.clientStatus as Contact['clientStatus'], financings: searches.get(row.id) ?? [],
      lastLook: seen?.last ?? null,
    }
    return { id: row.id, createdAt: row.createdAt, updatedAt: row.updatedAt, ...facts, conversion: conversionScore(conversionParts(facts, ctx.now)) }
  })
}

/** @param only these clients; null: all of them, where naming each would be longer than the table. */
async function interestsBy(ctx: QueryContext, only: readonly string[] | null): Promise<Map<string, { count: number; last: number }>> {
  let query = ctx.from('interest').where('deletedAt', 'is', null)
  if (only) query = query.where('contactId', 'in', only.length ? only : [''])
  const rows = await query.groupBy('contactId').select('contactId').select(({ fn }) => [fn.countAll<number>().as('n'), fn.max<number>('at').as('last')]).execute()
  return new Map(rows.map((row) => [row.contactId, { count: Number(row.n), last: Number(row.last) }]))
}

async function inquiriesBy(ctx: QueryContext, only: readonly string[] | null): Promise<Map<string, number>> {
  let query = ctx.from('interaction').where('deletedAt', 'is', null).where('type', '=', 'inquiry').where('contactId', 'is not', null)
  if (only) query = query.where('contactId', 'in', only.length ? only : [''])
  const rows = await query.groupBy('contactId').select('contactId').select(({ fn }) => fn.countAll<number>().as('n')).execute()
  return new Map(rows.map((row) => [row.contactId!, Number(row.n)]))
}

async function financingsBy(ctx: QueryContext, only: readonly string[] | null): Promise<Map<string, ClientSearch['financing'][]>> {
  let query = ctx.from('clientSearch').where('deletedAt', 'is', null).where('state', '=', 'active')
  if (only) query = query.where('contactId', 'in', only.length ? only : [''])
  const rows = await query.select(['contactId', 'financing']).execute()
  return new Map([...Map.groupBy(rows, ({ contactId }) => contactId)].map(([id, of]) => [id, of.map(({ financing }) => financing as ClientSearch['financing'])]))
}

async function clientRows(ctx: QueryContext, facts: readonly Facts[]): Promise<ClientRow[]> {
  const ids = facts.map(({ id }) => id)
  if (!ids.length) return []
  const contacts = await ctx.from('contact').leftJoin('member', (join) => join.onRef('member.agencyId', '=', 'contact.agencyId').onRef('member.id', '=', 'contact.agentId'))
    .selectAll('contact').select('member.name as agentName').where('contact.id', 'in', ids).execute()
  const byId = new Map(contacts.map(({ agentName, ...row }) => [row.id, { contact: decodeRow(contact, row) as Contact, agentName }]))
  const phones = new Map((await contactBriefs(ctx, ids)).map((brief) => [brief.id, brief.phones]))
  const outside = ctx.actor.kind === 'client'
  const tags = outside ? [] : await ctx.from('contactTag').select(['contactId', 'tag']).where('contactId', 'in', ids).where('deletedAt', 'is', null).orderBy('tag').execute()
  const searches = await firstSearches(ctx, ids)
  const agency = await ctx.from('agency').select('name').executeTakeFirst()
  return facts.map(({ id, interests, inquiries, lastLook, conversion }) => {
    const { contact: known, agentName } = byId.get(id)!
    return {
      contact: outside ? { ...known, notes: null, priority: null, source: null } : known, agentName, agencyName: agency?.name ?? '', phones: phones.get(id) ?? [], tags: tags.filter((tag) => tag.contactId === id).map(({ tag }) => tag),
      search: searches.get(id) ?? null, interests, inquiries, lastLook, conversion: outside ? null : conversion,
    }
  })
}

/** These searches by their id, also those that are gone. */
export async function searchesOf(ctx: QueryContext, ids: readonly string[]): Promise<Map<string, ClientSearch>> {
  if (!ids.length) return new Map()
  const rows = await ctx.from('clientSearch').selectAll().where('id', 'in', [...new Set(ids)]).execute()
  return new Map(rows.map((row) => [row.id, decodeRow(clientSearch, row) as ClientSearch]))
}

/** What each looks for: of several searches under way the one that was there first. */
export async function firstSearches(ctx: QueryContext, contactIds: readonly string[]): Promise<Map<string, ClientSearch>> {
  const rows = await ctx.from('clientSearch').selectAll().where('contactId', 'in', contactIds.length ? contactIds : ['']).where('state', '=', 'active').where('deletedAt', 'is', null).orderBy('createdAt', 'desc').orderBy('id', 'desc').execute()
  return new Map(rows.map((row) => [row.contactId, decodeRow(clientSearch, row) as ClientSearch]))
}
