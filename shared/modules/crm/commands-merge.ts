import { defineCommand } from '../../command/define.ts'
import type { AnyEntity, Context } from '../../command/define.ts'
import { AppError } from '../../values/error.ts'
import { fold } from '../../values/fold.ts'
import { keyBetween } from '../../values/order-key.ts'
import { alertEntry, alertMessage, alertTold } from './model-alert.ts'
import { clientNote, interaction, task } from './model-follow-up.ts'
import { interest } from './model-interest.ts'
import { lead } from './model-lead.ts'
import { clientSearch } from './model-search.ts'
import { contact, contactConsent, contactMergeInput, contactPhone, contactRole, contactTag } from './model.ts'
import type { Contact, ContactRole } from './model.ts'
import { furtherStep } from './rules-interest.ts'
import { chosenValues, joinedTexts, mergedValues } from './rules-merge.ts'

/**
 * Two records of one person become one. Everything that named the one names the other (other modules see to their own); what both say differently stays readable on
 * the record that was merged, which leads to the other. Undone as a whole.
 */
export const mergeContacts = defineCommand({
  name: 'contact.merge',
  version: 1,
  input: contactMergeInput,
  allow: ({ into, from }) => [{ entity: 'contact', id: into }, { entity: 'contact', id: from }],
  where: 'anywhere',
  undo: 'before',
  run: async (ctx, { into, from, take }) => {
    if (into === from) throw new AppError('rule_broken', { rule: 'merge_with_itself' })
    const [kept, merged] = [await ctx.need(contact, into), await ctx.need(contact, from)]
    if (kept.mergedInto !== null || merged.mergedInto !== null) throw new AppError('rule_broken', { rule: 'merged_already' })
    const { into: taken, from: given } = chosenValues(kept, merged, take)
    await ctx.write.update(contact, into, { ...mergedValues(kept, merged), ...taken } as Partial<Contact>)
    await ctx.write.update(contact, from, { ...given, mergedInto: into } as Partial<Contact>)
    await moveSets(ctx, into, from)
    await movePhones(ctx, into, from)
    await moveConsents(ctx, into, from)
    await moveInterests(ctx, into, from)
    await moveTold(ctx, into, from)
    for (const entity of [clientSearch, interaction, clientNote, task, lead, alertMessage, alertEntry]) await follow(ctx, entity, 'contactId', into, from)
    // Whoever was merged into this one before goes on with it.
    await follow(ctx, contact, 'mergedInto', into, from)
  },
})

async function moveSets(ctx: Context, into: string, from: string): Promise<void> {
  const living = (table: 'contactRole' | 'contactTag') => ctx.read.selectFrom(table).where('agencyId', '=', ctx.agencyId).where('contactId', '=', from).where('deletedAt', 'is', null).orderBy('id')
  for (const { role } of await living('contactRole').select('role' as never).execute() as { role: ContactRole }[]) await ctx.write.put(contactRole, ctx.setId(contactRole, into, role), { contactId: into, role })
  for (const { tag } of await living('contactTag').select('tag' as never).execute() as { tag: string }[]) await ctx.write.put(contactTag, ctx.setId(contactTag, into, fold(tag)), { contactId: into, tag })
}

/** Behind those that are there; a number that both have keeps every use of either. */
async function movePhones(ctx: Context, into: string, from: string): Promise<void> {
  const [own, others] = [await ctx.read.selectFrom('contactPhone').select('position').where('agencyId', '=', ctx.agencyId).where('contactId', '=', into).where('deletedAt', 'is', null).orderBy('position').execute(),
    await ctx.read.selectFrom('contactPhone').selectAll().where('agencyId', '=', ctx.agencyId).where('contactId', '=', from).where('deletedAt', 'is', null).orderBy('position').execute()]
  let position = own.at(-1)?.position ?? null
  for (const phone of others) {
    const id = ctx.setId(contactPhone, into, phone.e164 ?? phone.typed)
    const there = await ctx.get(contactPhone, id)
    const isThere = there !== null && there.deletedAt === null
    if (!isThere) position = keyBetween(position, null)
    await ctx.write.put(contactPhone, id, {
      contactId: into, e164: phone.e164, typed: isThere ? there.typed : phone.typed, position: isThere ? there.position : position!,
      whatsapp: phone.whatsapp === 1 || (isThere && there.whatsapp), wave: phone.wave === 1 || (isThere && there.wave), orangeMoney: phone.orangeMoney === 1 || (isThere && there.orangeMoney),
    })
    await ctx.write.remove(contactPhone, phone.id)
  }
}

/** What was said last counts; said on the same day, the refusal does. */
async function moveConsents(ctx: Context, into: string, from: string): Promise<void> {
  for (const { purpose, channel, given, source, day } of await ctx.read.selectFrom('contactConsent').selectAll().where('agencyId', '=', ctx.agencyId).where('contactId', '=', from).where('deletedAt', 'is', null).execute()) {
    const id = ctx.setId(contactConsent, into, `${purpose} ${channel}`)
    const there = await ctx.get(contactConsent, id)
    if (there && there.deletedAt === null && (there.day > day || (there.day === day && !there.given))) continue
    await ctx.write.put(contactConsent, id, { contactId: into, purpose, channel, given: given === 1, source, day })
  }
}

async function moveInterests(ctx: Context, into: string, from: string): Promise<void> {
  for (const row of await ctx.read.selectFrom('interest').select('id').where('agencyId', '=', ctx.agencyId).where('contactId', '=', from).where('deletedAt', 'is', null).execute()) {
    const other = await ctx.need(interest, row.id)
    const id = ctx.setId(interest, into, other.propertyId)
    const there = await ctx.get(interest, id)
    const isThere = there !== null && there.deletedAt === null
    const further = isThere && furtherStep(there.step, other.step) === there.step ? there : other
    await ctx.write.put(interest, id, {
      contactId: into, propertyId: other.propertyId, step: further.step, at: further.at, level: isThere ? there.level : other.level, state: isThere ? there.state : other.state,
      notes: joinedTexts(isThere ? there.notes : null, other.notes, 5000),
    })
    await ctx.write.remove(interest, other.id)
  }
}

/** What either was told of, both were. */
async function moveTold(ctx: Context, into: string, from: string): Promise<void> {
  for (const row of await ctx.read.selectFrom('alertTold').select('id').where('agencyId', '=', ctx.agencyId).where('contactId', '=', from).where('deletedAt', 'is', null).execute()) {
    const { propertyId, searchId, messageId, score, at } = await ctx.need(alertTold, row.id)
    const id = ctx.setId(alertTold, into, propertyId)
    const there = await ctx.get(alertTold, id)
    if (!there || there.deletedAt !== null || there.messageId === null) await ctx.write.put(alertTold, id, { contactId: into, propertyId, searchId, messageId, score, at })
    await ctx.write.remove(alertTold, row.id)
  }
}

/** Rows that named the one name the other. */
async function follow(ctx: Context, entity: AnyEntity, field: string, into: string, from: string): Promise<void> {
  const rows = await ctx.read.selectFrom(entity.name as 'lead').select('id').where('agencyId', '=', ctx.agencyId).where(field as 'contactId', '=', from).where('deletedAt', 'is', null).execute()
  for (const { id } of rows) if (id !== into) await ctx.write.update(entity, id, { [field]: into })
}
