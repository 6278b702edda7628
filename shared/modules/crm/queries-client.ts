import { defineQuery } from '../../command/query.ts'
import type { QueryContext } from '../../command/query.ts'
import { decodeRow } from '../../command/recorder-rows.ts'
import { AppError } from '../../values/error.ts'
import { interest } from './model-interest.ts'
import type { Interest } from './model-interest.ts'
import { clientSearch } from './model-search.ts'
import type { ClientSearch } from './model-search.ts'
import type { ClientLife, InterestRow } from './model-views.ts'
import { contact } from './model.ts'
import type { Contact } from './model.ts'
import { followUpsOf } from './queries-follow-up.ts'
import { leadRows } from './queries-leads.ts'
import { conversionParts } from './rules-client.ts'
import { differingFields } from './rules-merge.ts'

export const clientQueries = [
  /** Everything of one person beside what stands on his record: searches, interests, talks, notes, tasks, the leads he came as. */
  defineQuery('contacts.life', (ctx, { id }: { id: string }) => clientLife(ctx, id)),
]

/** Throws `not_found`. */
export async function clientLife(ctx: QueryContext, id: string): Promise<ClientLife> {
  const row = await ctx.from('contact').selectAll().where('id', '=', id).where('deletedAt', 'is', null).executeTakeFirst()
  if (!row) throw new AppError('not_found', { entity: 'contact', id })
  const known = decodeRow(contact, row) as Contact
  const searches = (await ctx.from('clientSearch').selectAll().where('contactId', '=', id).where('deletedAt', 'is', null).orderBy('createdAt', 'desc').execute()).map((one) => decodeRow(clientSearch, one) as ClientSearch)
  const interests = await interestsOf(ctx, id)
  const leads = await ctx.from('lead').select('id').where('contactId', '=', id).where('deletedAt', 'is', null).orderBy('createdAt', 'desc').execute()
  const merged = (await ctx.from('contact').selectAll().where('mergedInto', '=', id).where('deletedAt', 'is', null).execute()).map((one) => decodeRow(contact, one) as Contact)
  const followUps = await followUpsOf(ctx, 'contactId', id)
  const { n: inquiries } = await ctx.from('interaction').where('contactId', '=', id).where('type', '=', 'inquiry').where('deletedAt', 'is', null).select(({ fn }) => fn.countAll<number>().as('n')).executeTakeFirstOrThrow()
  return {
    searches, interests, leads: await leadRows(ctx, leads.map((one) => one.id)), ...followUps, merged: merged.map((other) => ({ contact: other, differs: differingFields(known, other) })),
    conversionScore: conversionParts({
      interests: interests.length, inquiries: Number(inquiries), priority: known.priority, status: known.clientStatus, financings: searches.filter(({ state }) => state === 'active').map(({ financing }) => financing),
      lastLook: interests.reduce<number | null>((latest, { at }) => Math.max(latest ?? 0, at), null),
    }, ctx.now),
  }
}

async function interestsOf(ctx: QueryContext, contactId: string): Promise<InterestRow[]> {
  const rows = await ctx.from('interest').innerJoin('property', (join) => join.onRef('property.agencyId', '=', 'interest.agencyId').onRef('property.id', '=', 'interest.propertyId'))
    .selectAll('interest').select(['property.title as propertyTitle', 'property.reference as propertyReference']).where('interest.contactId', '=', contactId).where('interest.deletedAt', 'is', null).orderBy('interest.at', 'desc').execute()
  return rows.map(({ propertyTitle, propertyReference, ...row }) => ({ ...(decodeRow(interest, row) as Interest), propertyTitle, propertyReference }))
}
