import { defineQuery } from '../../command/query.ts'
import type { QueryContext } from '../../command/query.ts'
import { decodeRow } from '../../command/recorder-rows.ts'
import { searchCandidates } from '../../database/search.ts'
import { AppError } from '../../values/error.ts'
import type { Filter, Sort } from '../../values/filter.ts'
import { fold } from '../../values/fold.ts'
import { parsePhone } from '../../values/phone.ts'
import { contact } from './model.ts'
import type { Contact } from './model.ts'
import type { ConsentView, ContactBrief, ContactPage, ContactView, PhoneView, TagCount } from './model-views.ts'
import { filteredContacts, scoresOf, sortedContacts, withRole } from './queries-contact-list.ts'

export const contactQueries = [
  defineQuery('contacts.page', async (ctx, input: { search: string; role: string | null; filters?: readonly Filter[]; sort?: readonly Sort[]; offset: number; limit: number }): Promise<ContactPage> => {
    const { filters = [], sort = [] } = input
    const there = ctx.from('contact').where('contact.deletedAt', 'is', null).where('contact.mergedInto', 'is', null)
    let query = await filteredContacts(ctx, there, filters)
    const found = await contactsFound(ctx, input.search)
    if (found) query = query.where('contact.id', 'in', found.length ? found : [''])
    if (input.role) query = withRole(ctx, query, input.role)
    const counted = async (): Promise<number> => Number((await query.select(({ fn }) => fn.countAll<number>().as('count')).executeTakeFirstOrThrow()).count)
    const paged = sortedContacts(ctx, query, filters, sort).select(['contact.id', 'contact.updatedAt', 'contact.clientStatus', 'contact.priority', 'contact.agentId']).offset(input.offset).limit(input.limit)
    // The whole list is counted along an index; of a part each row is looked at for the page already, and counted on the way.
    const isWhole = !found && !input.role && !filters.length
    const together = isWhole ? null : await paged.select(({ fn }) => fn.countAll<number>().over().as('count')).execute()
    const count = together?.length ? Number(together[0]!.count) : together && input.offset === 0 ? 0 : await counted()
    const rows = together?.map(({ count: _all, ...row }) => row) ?? await paged.execute()
    const ids = rows.map((row) => row.id)
    const briefs = new Map((await contactBriefs(ctx, ids)).map((brief) => [brief.id, brief]))
    const owned = new Map((ids.length ? await ctx.from('property').where('ownerId', 'in', ids).where('deletedAt', 'is', null).groupBy('ownerId').select('ownerId')
      .select(({ fn }) => fn.countAll<number>().as('n')).execute() : []).map((row) => [row.ownerId, Number(row.n)]))
    const [tags, scores] = [await tagsOf(ctx, ids), await scoresOf(ctx, ids)]
    const names = new Map((await ctx.from('member').select(['id', 'name']).where('id', 'in', [...rows.flatMap(({ agentId }) => agentId ?? []), '']).execute()).map(({ id, name }) => [id, name]))
    return {
      count,
      rows: rows.map(({ agentId, ...row }) => ({
        ...briefs.get(row.id)!, ...row, properties: owned.get(row.id) ?? 0, tags: tags.get(row.id) ?? [], score: scores.get(row.id) ?? 0, agentName: names.get(agentId ?? '') ?? null,
      })),
    }
  }),

  /** Tags in use, the most used first; one spelling of each. */
  defineQuery('contacts.tags', async (ctx): Promise<TagCount[]> => {
    const rows = await ctx.from('contactTag').where('deletedAt', 'is', null).groupBy('tag').select('tag').select(({ fn }) => fn.countAll<number>().as('n')).orderBy('tag').execute()
    const byFold = new Map<string, TagCount>()
    for (const { tag, n } of rows) {
      const known = byFold.get(fold(tag))
      if (known) known.count += Number(n)
      else byFold.set(fold(tag), { tag, count: Number(n) })
    }
    return [...byFold.values()].toSorted((a, b) => b.count - a.count || (a.tag < b.tag ? -1 : 1))
  }),

  defineQuery('contacts.get', (ctx, { id }: { id: string }) => contactView(ctx, id)),

  defineQuery('contacts.alike', async (ctx, input: { phone: string | null; email: string | null; name: string | null; except?: string | null }): Promise<ContactBrief[]> => {
    const ids = new Set<string>()
    const e164 = input.phone ? parsePhone(input.phone)?.e164 : null
    if (e164)
      for (const row of await ctx.from('contactPhone').select('contactId').where('e164', '=', e164).where('deletedAt', 'is', null).limit(5).execute()) ids.add(row.contactId)
    if (input.email)
      for (const row of await ctx.from('contact').select('id').where('email', '=', input.email.trim().toLowerCase()).where('deletedAt', 'is', null).limit(5).execute()) ids.add(row.id)
    const name = input.name ? fold(input.name) : ''
    if (name.length >= 3)
      for (const { entityId } of (await searchCandidates({ executor: ctx.executor, dialect: ctx.dialect, agencyId: ctx.agencyId }, ['contact'], name)).rows.slice(0, 5)) ids.add(entityId)
    // Who was merged is found as the other one.
    const living = ids.size ? await ctx.from('contact').select('id').where('id', 'in', [...ids]).where('id', '!=', input.except ?? '').where('mergedInto', 'is', null).execute() : []
    const there = new Set(living.map(({ id }) => id))
    return contactBriefs(ctx, [...ids].filter((id) => there.has(id)))
  }),
]

/** One contact with all that stands on his record. Throws `not_found`, `gone`. */
export async function contactView(ctx: QueryContext, id: string): Promise<ContactView> {
  const row = await ctx.from('contact').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) throw new AppError('not_found', { entity: 'contact', id })
  if (row.deletedAt !== null) throw new AppError('gone', { entity: 'contact', id })
  const [brief] = await contactBriefs(ctx, [id])
  const tags = await ctx.from('contactTag').select('tag').where('contactId', '=', id).where('deletedAt', 'is', null).orderBy('tag').execute()
  const consents = await ctx.from('contactConsent').select(['purpose', 'channel', 'given', 'day', 'source']).where('contactId', '=', id).where('deletedAt', 'is', null).execute()
  return {
    contact: decodeRow(contact, row) as Contact, phones: brief!.phones, roles: brief!.roles, tags: tags.map(({ tag }) => tag),
    consents: consents.map((consent) => ({ ...consent, given: consent.given === 1 }) as ConsentView),
    mayEdit: mayEditContact(ctx, row),
  }
}

/** Whether the reader may write to this record: the agent who follows it, and whoever leads him. */
export const mayEditContact = (ctx: QueryContext, { agentId, createdBy }: { agentId: string | null; createdBy: string | null }): boolean =>
  ctx.actor.kind === 'member' && (ctx.actor.role !== 'agent' || (agentId ?? createdBy) === ctx.actor.memberId)

async function tagsOf(ctx: QueryContext, ids: readonly string[]): Promise<Map<string, string[]>> {
  const tags = new Map<string, string[]>()
  if (!ids.length) return tags
  for (const { contactId, tag } of await ctx.from('contactTag').select(['contactId', 'tag']).where('contactId', 'in', ids).where('deletedAt', 'is', null).orderBy('tag').execute()) tags.set(contactId, [...(tags.get(contactId) ?? []), tag])
  return tags
}

/** Contacts by name, e-mail or telephone; null when nothing was typed. */
export async function contactsFound(ctx: QueryContext, search: string): Promise<string[] | null> {
  if (!search.trim()) return null
  const { rows } = await searchCandidates({ executor: ctx.executor, dialect: ctx.dialect, agencyId: ctx.agencyId }, ['contact', 'contactPhone'], search)
  return contactIds(ctx, rows)
}

/** What was found as a telephone stands for the contact it belongs to. */
export async function contactIds(ctx: QueryContext, rows: readonly { entity: string; entityId: string }[]): Promise<string[]> {
  const phones = rows.filter((row) => row.entity === 'contactPhone').map((row) => row.entityId)
  const owners = phones.length ? await ctx.from('contactPhone').select('contactId').where('id', 'in', phones).execute() : []
  return [...new Set([...rows.filter((row) => row.entity === 'contact').map((row) => row.entityId), ...owners.map((row) => row.contactId)])]
}

/** For each of these contacts whom he became where he was merged, else himself; who is gone is left out. */
export async function livingContacts(ctx: QueryContext, ids: readonly string[]): Promise<Map<string, string>> {
  const into = new Map<string, string | null>()
  for (let asked = [...new Set(ids)]; asked.length; ) {
    const rows = await ctx.from('contact').select(['id', 'mergedInto']).where('id', 'in', asked).where('deletedAt', 'is', null).execute()
    for (const row of rows) into.set(row.id, row.mergedInto)
    asked = rows.flatMap(({ mergedInto }) => (mergedInto !== null && !into.has(mergedInto) ? mergedInto : []))
  }
  const endOf = (id: string, passed: readonly string[] = []): string | null => {
    const next = into.get(id)
    return next === undefined || passed.includes(id) ? null : next === null ? id : endOf(next, [...passed, id])
  }
  return new Map(ids.flatMap((id) => {
    const end = endOf(id)
    return end === null ? [] : [[id, end] as const]
  }))
}

/** In the order of the ids; those that are not there are left out. */
export async function contactBriefs(ctx: QueryContext, ids: readonly string[]): Promise<ContactBrief[]> {
  if (!ids.length) return []
  const rows = await ctx.from('contact').select(['id', 'name', 'email']).where('id', 'in', ids).where('deletedAt', 'is', null).execute()
  const phones = await ctx.from('contactPhone').selectAll().where('contactId', 'in', ids).where('deletedAt', 'is', null).orderBy('position').execute()
  const roles = await ctx.from('contactRole').select(['contactId', 'role']).where('contactId', 'in', ids).where('deletedAt', 'is', null).execute()
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.flatMap((id) => {
    const row = byId.get(id)
    if (!row) return []
    return [{
      ...row,
      phones: phones.filter((phone) => phone.contactId === id).map((phone): PhoneView => ({
        id: phone.id, typed: phone.typed, e164: phone.e164, whatsapp: phone.whatsapp === 1, wave: phone.wave === 1, orangeMoney: phone.orangeMoney === 1,
      })),
      roles: roles.filter((role) => role.contactId === id).map((role) => role.role),
    }]
  })
}
