import { defineCommand, onRow } from '../../command/define.ts'
import type { Context } from '../../command/define.ts'
import { generatedDelete, generatedUpdate } from '../../command/generate.ts'
import { AppError } from '../../values/error.ts'
import { keyBetween } from '../../values/order-key.ts'
import { parsePhone } from '../../values/phone.ts'
import { member } from '../auth/index.ts'
import { createContact, setContactRoles } from './commands.ts'
import { trackInterest } from './commands-interest.ts'
import { createClientSearch } from './commands-search.ts'
import { clientNote, interaction, task } from './model-follow-up.ts'
import { lead, leadAssignInput, leadConvertInput, leadCreateInput, leadDistributeInput, leadQualifyInput, leadSetStatusInput, openLeadStatuses } from './model-lead.ts'
import type { Lead } from './model-lead.ts'
import { contact, contactPhone } from './model.ts'
import { baseScore, distribute, isOpen, leadMoves } from './rules-lead.ts'
import { joinedTexts } from './rules-merge.ts'

export const createLead = defineCommand({
  name: 'lead.create',
  version: 1,
  input: leadCreateInput,
  allow: 'nobody',
  where: 'anywhere',
  undo: 'before',
  run: async (ctx, { id, ...values }) => {
    await ctx.write.insert(lead, id, {
      ...values, phoneE164: e164Of(values.phone), status: 'new', statusAt: ctx.now, lostReason: null, qualification: 'cold', contactId: null, convertedAt: null,
    })
  },
})

/** Along the board, or off it. Lost is said with its reason. */
export const setLeadStatus = defineCommand({
  name: 'lead.setStatus',
  version: 1,
  input: leadSetStatusInput,
  allow: onRow(lead),
  where: 'anywhere',
  undo: 'before',
  run: async (ctx, { id, to, reason }) => {
    const row = await ctx.need(lead, id)
    if (row.status === to) return
    if (!leadMoves(row.status).includes(to)) throw new AppError('move_not_allowed', { entity: 'lead', from: row.status, to })
    if (to === 'lost' && !reason) throw new AppError('rule_broken', { rule: 'lost_reason' })
    await ctx.write.update(lead, id, { status: to, statusAt: ctx.now, lostReason: to === 'lost' ? reason : to === 'archived' ? row.lostReason : null })
  },
})

export const qualifyLead = defineCommand({
  name: 'lead.qualify',
  version: 1,
  input: leadQualifyInput,
  allow: onRow(lead),
  where: 'anywhere',
  undo: 'before',
  run: async (ctx, { id, qualification, notes }) => {
    const row = await ctx.need(lead, id)
    await ctx.write.update(lead, id, { qualification, ...(notes ? { notes: joinedTexts(row.notes, notes, 5000) } : {}) })
  },
})

export const assignLead = defineCommand({
  name: 'lead.assign',
  version: 1,
  input: leadAssignInput,
  allow: onRow(lead),
  where: 'anywhere',
  undo: 'before',
  run: async (ctx, { id, agentId }) => {
    await ctx.need(lead, id)
    if (agentId !== null) await mustWork(ctx, agentId)
    await ctx.write.update(lead, id, { agentId })
  },
})

/** Among the agents; where an agency has none, among everybody who works there. */
export const distributeLeads = defineCommand({
  name: 'lead.distribute',
  version: 1,
  input: leadDistributeInput,
  allow: ({ ids }) => ids.map((id) => ({ entity: 'lead', id })),
  where: 'anywhere',
  undo: 'before',
  run: async (ctx, { ids }) => {
    const waiting: Lead[] = []
    for (const id of new Set(ids)) {
      const row = await ctx.need(lead, id)
      if (row.agentId === null && isOpen(row.status)) waiting.push(row)
    }
    const team = await ctx.read.selectFrom('member').select(['id', 'role']).where('agencyId', '=', ctx.agencyId).where('active', '=', 1).where('deletedAt', 'is', null).orderBy('createdAt').orderBy('id').execute()
    const agents = team.filter(({ role }) => role === 'agent')
    const loads = await ctx.read.selectFrom('lead').select('agentId').select(({ fn }) => fn.countAll<number>().as('open')).where('agencyId', '=', ctx.agencyId).where('deletedAt', 'is', null)
      .where('status', 'in', openLeadStatuses).where('agentId', 'is not', null).groupBy('agentId').execute()
    const open = new Map(loads.map((load) => [load.agentId, Number(load.open)]))
    const given = distribute(waiting.map((row) => ({ id: row.id, score: baseScore(row) })), (agents.length ? agents : team).map(({ id }) => ({ memberId: id, open: open.get(id) ?? 0 })))
    for (const [id, agentId] of given) await ctx.write.update(lead, id, { agentId })
  },
})

/** A lead becomes a client: somebody known, or a new contact, with what is wanted as a search; what was noted of the lead goes with him. */
export const convertLead = defineCommand({
  name: 'lead.convert',
  version: 1,
  input: leadConvertInput,
  allow: onRow(lead),
  where: 'anywhere',
  undo: 'before',
  run: async (ctx, { id, contactId, searchId }) => {
    const row = await ctx.need(lead, id)
    if (row.contactId !== null) throw new AppError('rule_broken', { rule: 'converted_already' })
    if (!isOpen(row.status)) throw new AppError('move_not_allowed', { entity: 'lead', from: row.status, to: 'won' })
    await becomeContact(ctx, row, contactId)
    if (saysWhat(row)) await ctx.run(createClientSearch, {
      id: searchId, contactId, transaction: row.transaction ?? 'sale', budgetMin: row.budgetMin, budgetMax: row.budgetMax, currency: row.currency, kinds: row.kinds, places: row.places, timeframe: row.timeframe, notes: row.wish,
    })
    if (row.propertyId !== null) await ctx.run(trackInterest, { contactId, propertyId: row.propertyId, step: 'inquiry' })
    for (const entity of [interaction, clientNote, task]) {
      const rows = await ctx.read.selectFrom(entity.name as 'clientNote').select('id').where('agencyId', '=', ctx.agencyId).where('leadId', '=', id).where('contactId', 'is', null).where('deletedAt', 'is', null).execute()
      for (const { id: about } of rows) await ctx.write.update(entity, about, { contactId })
    }
    await ctx.write.update(lead, id, { status: 'won', statusAt: ctx.now, contactId, convertedAt: ctx.now, lostReason: null })
  },
})

const saysWhat = (row: Lead): boolean => row.budgetMin !== null || row.budgetMax !== null || row.kinds.length > 0 || row.places.length > 0 || row.transaction !== null

async function becomeContact(ctx: Context, row: Lead, contactId: string): Promise<void> {
  const role = row.transaction === 'rent' || row.transaction === 'shortStay' ? 'tenant' : 'buyer'
  const phones = row.phone === null ? [] : [{ typed: row.phone, whatsapp: row.whatsapp }]
  if ((await ctx.get(contact, contactId)) === null) {
    await ctx.run(createContact, {
      id: contactId, kind: row.company !== null && row.firstName === null && row.lastName === null && row.company === row.name ? 'company' : 'person', name: row.name, firstName: row.firstName, lastName: row.lastName, email: row.email,
      source: null, agentId: row.agentId, clientStatus: 'active', priority: 'medium', roles: [role], phones, notes: row.notes,
    })
    return
  }
  const known = await ctx.need(contact, contactId)
  await ctx.write.update(contact, contactId, {
    ...(known.email === null && row.email !== null ? { email: row.email } : {}), ...(known.agentId === null && row.agentId !== null ? { agentId: row.agentId } : {}),
    ...(known.clientStatus === 'client' ? {} : { clientStatus: 'active' as const }), ...(row.notes === null ? {} : { notes: joinedTexts(known.notes, row.notes, 5000) }),
  })
  await ctx.run(setContactRoles, { id: contactId, add: [role] })
  if (row.phone === null) return
  const id = ctx.setId(contactPhone, contactId, row.phoneE164 ?? row.phone)
  const there = await ctx.get(contactPhone, id)
  if (there && there.deletedAt === null) return
  const last = await ctx.read.selectFrom('contactPhone').select('position').where('agencyId', '=', ctx.agencyId).where('contactId', '=', contactId).where('deletedAt', 'is', null).orderBy('position', 'desc').limit(1).executeTakeFirst()
  await addPhone(ctx, contactId, id, row, last?.position ?? null)
}

async function addPhone(ctx: Context, contactId: string, id: string, { phone, phoneE164, whatsapp }: Lead, after: string | null): Promise<void> {
  await ctx.write.put(contactPhone, id, { contactId, e164: phoneE164, typed: phone!, whatsapp, wave: false, orangeMoney: false, position: keyBetween(after, null) })
}

async function mustWork(ctx: Context, memberId: string): Promise<void> {
  const row = await ctx.need(member, memberId)
  if (!row.active) throw new AppError('rule_broken', { rule: 'member_inactive' })
}

const e164Of = (phone: string | null): string | null => (phone === null ? null : (parsePhone(phone)?.e164 ?? null))

/** The number in its one form follows the typed one, whichever command wrote it. */
export const leadPhone = {
  entity: 'lead',
  name: 'the number in its one form',
  follow: async (ctx: Context, { row, fields }: { row: unknown; fields: ReadonlySet<string> }): Promise<void> => {
    const { id, phone, phoneE164 } = row as Lead
    if (fields.has('phone') && phoneE164 !== e164Of(phone)) await ctx.write.update(lead, id, { phoneE164: e164Of(phone) })
  },
}

export const leadCommands = [createLead, generatedUpdate(lead), generatedDelete(lead), setLeadStatus, qualifyLead, assignLead, distributeLeads, convertLead]
