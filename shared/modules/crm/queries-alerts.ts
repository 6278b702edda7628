import { defineQuery } from '../../command/query.ts'
import type { QueryContext } from '../../command/query.ts'
import { decodeRow } from '../../command/recorder-rows.ts'
import { createTranslator } from '../../language/index.ts'
import type { Language } from '../../values/money.ts'
import { alertEntry, alertMessage, mostNamed } from './model-alert.ts'
import type { AlertEntry, AlertMessage, AlertMessageState } from './model-alert.ts'
import type { AlertEntryView, AlertLog, AlertMessageView, AlertPage } from './model-views.ts'
import { searchesOf } from './queries-clients.ts'
import { alertText, languageOf } from './rules-alert-text.ts'
import { whatsappNumber } from './rules-alert.ts'

const translators = new Map((['fr', 'en'] as const).map((language) => [language, createTranslator(language)]))

export const alertQueries = [
  /** Messages to clients, in words as they would go out now; those that are ready first wait longest. */
  defineQuery('alerts.messages', async (ctx, { contactId, state, mine, offset, limit }: { contactId: string | null; state: AlertMessageState; mine: boolean; offset: number; limit: number }): Promise<AlertPage> => {
    const memberId = mine && ctx.actor.kind === 'member' ? ctx.actor.memberId : null
    let query = ctx.from('alertMessage').innerJoin('contact', (join) => join.onRef('contact.agencyId', '=', 'alertMessage.agencyId').onRef('contact.id', '=', 'alertMessage.contactId'))
      .where('alertMessage.deletedAt', 'is', null).where('contact.deletedAt', 'is', null).where('alertMessage.state', '=', state)
    if (contactId) query = query.where('alertMessage.contactId', '=', contactId)
    if (memberId) query = query.where((row) => row.or([row('contact.agentId', '=', memberId), row.and([row('contact.agentId', 'is', null), row('contact.createdBy', '=', memberId)])]))
    const { count } = await query.select(({ fn }) => fn.countAll<number>().as('count')).executeTakeFirstOrThrow()
    const rows = await query.selectAll('alertMessage').orderBy('alertMessage.createdAt', state === 'ready' ? 'asc' : 'desc').orderBy('alertMessage.id').offset(offset).limit(limit).execute()
    return { count: Number(count), rows: await messageViews(ctx, rows.map((row) => decodeRow(alertMessage, row) as AlertMessage)) }
  }),

  /** Why something was said to this client, or was not; the latest first. */
  defineQuery('alerts.log', async (ctx, { contactId, offset, limit }: { contactId: string | null; offset: number; limit: number }): Promise<AlertLog> => {
    let query = ctx.from('alertEntry').where('deletedAt', 'is', null)
    if (contactId) query = query.where('contactId', '=', contactId)
    const { count } = await query.select(({ fn }) => fn.countAll<number>().as('count')).executeTakeFirstOrThrow()
    const entries = (await query.selectAll().orderBy('at', 'desc').orderBy('id').offset(offset).limit(limit).execute()).map((row) => decodeRow(alertEntry, row) as AlertEntry)
    return { count: Number(count), rows: await entryViews(ctx, entries) }
  }),
]

async function messageViews(ctx: QueryContext, messages: readonly AlertMessage[]): Promise<AlertMessageView[]> {
  if (!messages.length) return []
  const contactIds = [...new Set(messages.map(({ contactId }) => contactId))]
  const clients = new Map((await ctx.from('contact').leftJoin('member', (join) => join.onRef('member.agencyId', '=', 'contact.agencyId').onRef('member.id', '=', 'contact.agentId'))
    .select(['contact.id', 'contact.name', 'contact.language', 'contact.agentId', 'member.name as agentName']).where('contact.id', 'in', contactIds).execute()).map((row) => [row.id, row]))
  const phones = await ctx.from('contactPhone').select(['contactId', 'e164', 'whatsapp']).where('contactId', 'in', contactIds).where('deletedAt', 'is', null).orderBy('position').execute()
  const agency = await ctx.from('agency').select('name').executeTakeFirstOrThrow()
  const told = await ctx.from('alertTold').innerJoin('property', (join) => join.onRef('property.agencyId', '=', 'alertTold.agencyId').onRef('property.id', '=', 'alertTold.propertyId'))
    .select([
      'alertTold.messageId', 'alertTold.score', 'property.id', 'property.title', 'property.reference', 'property.priceAmount', 'property.priceCurrency', 'property.pricePeriod', 'property.region', 'property.commune', 'property.quartier',
      'property.showPrice', 'property.status', 'property.deletedAt',
    ]).where('alertTold.messageId', 'in', messages.map(({ id }) => id)).where('alertTold.deletedAt', 'is', null).orderBy('alertTold.score', 'desc').orderBy('property.id').execute()
  return messages.flatMap((message) => {
    const client = clients.get(message.contactId)
    if (!client) return []
    const mine = told.filter(({ messageId }) => messageId === message.id).map((row) => ({ ...row, showPrice: row.showPrice === 1, isAvailable: row.status === 'available' && row.deletedAt === null }))
    const sayable = mine.filter(({ isAvailable }) => isAvailable)
    const language: Language = languageOf(client.language)
    const named = sayable.slice(0, mostNamed)
    const more = sayable.length - named.length + message.beyond
    const number = whatsappNumber(phones.filter(({ contactId }) => contactId === message.contactId).map(({ e164, whatsapp }) => ({ e164, whatsapp: whatsapp === 1 })))
    const text = message.text ?? alertText(translators.get(language)!, language, { name: client.name, agency: agency.name, agent: client.agentName, properties: named as never, more })
    return [{
      message, contactName: client.name, agentName: client.agentName, number, text, count: mine.length + message.beyond,
      properties: mine.slice(0, mostNamed).map(({ id, title, reference, isAvailable }) => ({ id, title, reference, isAvailable })),
    }]
  })
}

async function entryViews(ctx: QueryContext, entries: readonly AlertEntry[]): Promise<AlertEntryView[]> {
  if (!entries.length) return []
  const named = async (table: 'contact' | 'property', ids: readonly string[]): Promise<Map<string, string>> => {
    const wanted = [...new Set(ids)]
    if (!wanted.length) return new Map()
    if (table === 'contact') return new Map((await ctx.from('contact').select(['id', 'name']).where('id', 'in', wanted).execute()).map((row) => [row.id, row.name]))
    return new Map((await ctx.from(table).select(['id', 'title']).where('id', 'in', wanted).execute()).map((row) => [row.id, row.title]))
  }
  const contacts = await named('contact', entries.map(({ contactId }) => contactId))
  const searches = await searchesOf(ctx, entries.flatMap(({ searchId }) => searchId ?? []))
  const properties = await named('property', entries.flatMap(({ propertyIds }) => propertyIds))
  return entries.map((entry) => ({
    entry, contactName: contacts.get(entry.contactId) ?? null, search: (entry.searchId && searches.get(entry.searchId)) || null,
    properties: entry.propertyIds.map((id) => ({ id, title: properties.get(id) ?? '' })).filter(({ title }) => title),
  }))
}
