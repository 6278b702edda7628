import { defineCommand } from '../../command/define.ts'
import type { Context } from '../../command/define.ts'
import { AppError } from '../../values/error.ts'
import { tell } from '../notifications/index.ts'
import { alertEntry, alertMessage, alertMessageSetStateInput, alertTellInput, alertTold, mostNamed } from './model-alert.ts'
import type { AlertMessage, AlertReason, AlertTell } from './model-alert.ts'
import { clientSearch } from './model-search.ts'
import { contact } from './model.ts'
import { mayBeTold, whatsappNumber } from './rules-alert.ts'

type Candidate = { propertyId: string; searchId: string; score: number; /** The agent was told of it before. */ isHeld: boolean }

/**
 * New matches of one client: the properties that he was not told of become part of a message to him that a person sends, or the
 * log says why they do not. What was decided before counts, so that the same said twice, by whichever server, is said once.
 */
export const tellAlert = defineCommand({
  name: 'alertMessage.tell',
  version: 1,
  input: alertTellInput,
  allow: ({ contactId }) => [{ entity: 'contact', id: contactId }],
  where: 'anywhere',
  undo: 'none',
  run: async (ctx, input) => {
    const { contactId } = input
    const client = await ctx.get(contact, contactId)
    // Deleted or merged since: who he is now is looked at by himself.
    if (!client || client.deletedAt !== null || client.mergedInto !== null) return { fresh: 0, messageId: null }
    const entry = entriesOf(ctx, contactId)
    const ready = await readyMessage(ctx, contactId)
    const left = ready && (await withdraw(ctx, ready, input.gone, entry))
    const candidates: Candidate[] = []
    let beyond = 0
    for (const found of input.found) {
      const search = await ctx.get(clientSearch, found.searchId)
      if (!search || search.deletedAt !== null || search.contactId !== contactId || search.alerts === 'never') continue
      if (search.state === 'paused') await entry('paused', found.searchId, null, found.properties.map(({ id }) => id), found.total)
      if (search.state !== 'active') continue
      const sorted = await sortOut(ctx, contactId, found)
      for (const reason of ['unavailable', 'alreadyTold', 'alreadyKnown'] as const) await entry(reason, found.searchId, null, sorted[reason])
      const added = sorted.candidates.filter(({ propertyId }) => !candidates.some((one) => one.propertyId === propertyId))
      candidates.push(...added)
      if (added.length) beyond += found.total - found.properties.length
    }
    if (!candidates.length) return { fresh: 0, messageId: null }

    const hindrance = await hindranceOf(ctx, contactId)
    const messageId = hindrance === null ? (left?.id ?? ctx.id('message')) : null
    if (messageId && !left) await ctx.write.insert(alertMessage, messageId, { contactId, channel: 'whatsapp', state: 'ready', sentAt: null, text: null, beyond })
    else if (left && messageId && beyond) await ctx.write.update(alertMessage, messageId, { beyond: left.beyond + beyond })
    for (const { propertyId, searchId, score } of candidates) await ctx.write.put(alertTold, ctx.setId(alertTold, contactId, propertyId), { contactId, propertyId, searchId, messageId, score, at: ctx.now })
    const fresh = candidates.filter(({ isHeld }) => !isHeld)
    for (const searchId of new Set(candidates.map((one) => one.searchId))) {
      const of = (messageId ? candidates : fresh).filter((one) => one.searchId === searchId)
      await entry(hindrance ?? 'ready', searchId, messageId, of.map(({ propertyId }) => propertyId))
    }
    // One word to his agent for all that he is to hear of: said again, it takes the place of the one before.
    if (fresh.length) await ctx.run(tell, { kind: 'searchMatches', members: [client.agentId ?? client.createdBy], target: { entity: 'contact', id: contactId }, params: { name: client.name, count: await countOf(ctx, messageId, fresh.length, (left?.beyond ?? 0) + beyond) } })
    return { fresh: fresh.length, messageId }
  },
})

/** It was sent, will not be, or is to be after all. */
export const setAlertMessageState = defineCommand({
  name: 'alertMessage.setState',
  version: 1,
  input: alertMessageSetStateInput,
  allow: ({ id }) => [{ entity: 'alertMessage', id }],
  where: 'anywhere',
  undo: 'before',
  run: async (ctx, { id, to, text }) => {
    const message = await ctx.need(alertMessage, id)
    if (message.state === to) return
    if (to === 'sent' && text === null) throw new AppError('rule_broken', { rule: 'sent_without_text', field: 'text' })
    await ctx.write.update(alertMessage, id, { state: to, sentAt: to === 'sent' ? ctx.now : null, text: to === 'sent' ? text : null })
    const of = await ctx.read.selectFrom('alertTold').select(['propertyId', 'searchId']).where('agencyId', '=', ctx.agencyId).where('messageId', '=', id).where('deletedAt', 'is', null).orderBy('score', 'desc').orderBy('propertyId').execute()
    await entriesOf(ctx, message.contactId)(to, of[0]?.searchId ?? null, id, of.map(({ propertyId }) => propertyId), of.length + message.beyond)
  },
})

export const alertCommands = [tellAlert, setAlertMessageState]

type Entry = (reason: AlertReason, searchId: string | null, messageId: string | null, propertyIds: readonly string[], count?: number) => Promise<void>

/** Writes a line of the log; one about nothing is none. */
function entriesOf(ctx: Context, contactId: string): Entry {
  return async (reason, searchId, messageId, propertyIds, count = propertyIds.length) => {
    if (count) await ctx.write.insert(alertEntry, ctx.id(`${reason} ${searchId}`), { contactId, searchId, messageId, reason, propertyIds: propertyIds.slice(0, mostNamed), count, at: ctx.now })
  }
}

/** Properties of the message, with those beyond; where there is none, those that are new. */
async function countOf(ctx: Context, messageId: string | null, fresh: number, beyond: number): Promise<number> {
  if (messageId === null) return fresh + beyond
  const rows = await ctx.read.selectFrom('alertTold').select('id').where('agencyId', '=', ctx.agencyId).where('messageId', '=', messageId).where('deletedAt', 'is', null).execute()
  return rows.length + beyond
}

async function readyMessage(ctx: Context, contactId: string): Promise<AlertMessage | null> {
  const row = await ctx.read.selectFrom('alertMessage').select('id').where('agencyId', '=', ctx.agencyId).where('contactId', '=', contactId).where('state', '=', 'ready').where('deletedAt', 'is', null).executeTakeFirst()
  return row ? ctx.need(alertMessage, row.id) : null
}

/** Takes out what he was to hear of and cannot be had any more: it is news again if it comes back. Null where nothing is left to say. */
async function withdraw(ctx: Context, message: AlertMessage, gone: readonly string[], entry: Entry): Promise<AlertMessage | null> {
  if (!gone.length) return message
  const rows = await ctx.read.selectFrom('alertTold').select(['id', 'propertyId']).where('agencyId', '=', ctx.agencyId).where('messageId', '=', message.id).where('deletedAt', 'is', null).execute()
  const out = rows.filter(({ propertyId }) => gone.includes(propertyId))
  for (const { id } of out) await ctx.write.remove(alertTold, id)
  await entry('unavailable', null, message.id, out.map(({ propertyId }) => propertyId))
  if (out.length === 0 || out.length < rows.length) return message
  await ctx.write.update(alertMessage, message.id, { state: 'dismissed' })
  return null
}

/** What of the matches is news to him, and why the others are not. */
async function sortOut(ctx: Context, contactId: string, { searchId, properties }: AlertTell['found'][number]) {
  const sorted = { candidates: [] as Candidate[], unavailable: [] as string[], alreadyTold: [] as string[], alreadyKnown: [] as string[] }
  if (!properties.length) return sorted
  const ids = properties.map(({ id }) => id)
  const rows = new Map((await ctx.read.selectFrom('property').select(['id', 'ownerId', 'status']).where('agencyId', '=', ctx.agencyId).where('id', 'in', ids).where('deletedAt', 'is', null).execute()).map((row) => [row.id, row]))
  const seen = new Set((await ctx.read.selectFrom('interest').select('propertyId').where('agencyId', '=', ctx.agencyId).where('contactId', '=', contactId).where('propertyId', 'in', ids).where('deletedAt', 'is', null).execute()).map((row) => row.propertyId))
  for (const { id, score } of properties) {
    const row = rows.get(id)
    const told = await ctx.get(alertTold, ctx.setId(alertTold, contactId, id))
    const standing = told && told.deletedAt === null ? told : null
    if (row?.status !== 'available') sorted.unavailable.push(id)
    // His own, or one that he has looked at already.
    else if (row.ownerId === contactId || seen.has(id)) sorted.alreadyKnown.push(id)
    else if (standing && standing.messageId !== null) sorted.alreadyTold.push(id)
    else sorted.candidates.push({ propertyId: id, searchId, score, isHeld: standing !== null })
  }
  return sorted
}

/** What keeps the agency from writing to him; null when nothing does. */
async function hindranceOf(ctx: Context, contactId: string): Promise<'noConsent' | 'noPhone' | null> {
  const phones = await ctx.read.selectFrom('contactPhone').select(['e164', 'whatsapp']).where('agencyId', '=', ctx.agencyId).where('contactId', '=', contactId).where('deletedAt', 'is', null).orderBy('position').execute()
  if (whatsappNumber(phones.map(({ e164, whatsapp }) => ({ e164, whatsapp: whatsapp === 1 }))) === null) return 'noPhone'
  const consents = await ctx.read.selectFrom('contactConsent').select(['purpose', 'channel', 'given']).where('agencyId', '=', ctx.agencyId).where('contactId', '=', contactId).where('deletedAt', 'is', null).execute()
  return mayBeTold(consents.map((consent) => ({ ...consent, given: consent.given === 1 })), 'whatsapp') ? null : 'noConsent'
}
