import type { QueryContext } from '../../command/query.ts'

/** What a row of the log is called, where its entity has a name; the parts of a property or a contact are called as it is. */
export async function titlesOf(ctx: QueryContext, ids: readonly string[]): Promise<Map<string, string>> {
  if (!ids.length) return new Map()
  const ofProperty = (part: 'propertyPhoto' | 'propertyAmenity') =>
    ctx.from(part).innerJoin('property', (join) => join.onRef('property.agencyId', '=', `${part}.agencyId`).onRef('property.id', '=', `${part}.propertyId`))
      .select([`${part}.id`, 'property.title as name']).where(`${part}.id`, 'in', ids).execute()
  const ofContact = (part: 'contactPhone' | 'contactRole' | 'contactTag' | 'clientSearch' | 'interaction' | 'clientNote' | 'interest' | 'alertMessage') =>
    ctx.from(part).innerJoin('contact', (join) => join.onRef('contact.agencyId', '=', `${part}.agencyId`).onRef('contact.id', '=', `${part}.contactId`))
      .select([`${part}.id`, 'contact.name']).where(`${part}.id`, 'in', ids).execute()
  const ofLead = (part: 'interaction' | 'clientNote') =>
    ctx.from(part).innerJoin('lead', (join) => join.onRef('lead.agencyId', '=', `${part}.agencyId`).onRef('lead.id', '=', `${part}.leadId`))
      .select([`${part}.id`, 'lead.name']).where(`${part}.id`, 'in', ids).execute()
  const found = await Promise.all([
    // What is about both is called by the contact, who comes later.
    ofLead('interaction'), ofLead('clientNote'), ofContact('contactTag'), ofContact('clientSearch'), ofContact('interaction'), ofContact('clientNote'), ofContact('interest'), ofContact('alertMessage'),
    ctx.from('lead').select(['id', 'name']).where('id', 'in', ids).execute(),
    ctx.from('task').select(['id', 'title as name']).where('id', 'in', ids).execute(),
    ctx.from('property').select(['id', 'title as name']).where('id', 'in', ids).execute(),
    ctx.from('contact').select(['id', 'name']).where('id', 'in', ids).execute(),
    ctx.from('member').select(['id', 'name']).where('id', 'in', ids).execute(),
    ctx.from('agency').select(['id', 'name']).where('id', 'in', ids).execute(),
    ofProperty('propertyPhoto'), ofProperty('propertyAmenity'), ofContact('contactPhone'), ofContact('contactRole'),
    ctx.from('propertyDocument').select(['id', 'title as name']).where('id', 'in', ids).execute(),
    ctx.from('importBatch').select(['id', 'fileName as name']).where('id', 'in', ids).execute(),
    ctx.from('conflict').innerJoin('property', (join) => join.onRef('property.agencyId', '=', 'conflict.agencyId').onRef('property.id', '=', 'conflict.entityId'))
      .select(['conflict.id', 'property.title as name']).where('conflict.id', 'in', ids).execute(),
    ctx.from('conflict').innerJoin('contact', (join) => join.onRef('contact.agencyId', '=', 'conflict.agencyId').onRef('contact.id', '=', 'conflict.entityId'))
      .select(['conflict.id', 'contact.name']).where('conflict.id', 'in', ids).execute(),
  ])
  return new Map(found.flat().map((row) => [row.id, row.name]))
}
