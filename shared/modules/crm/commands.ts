import { defineCommand, onRow } from '../../command/define.ts'
import type { Context } from '../../command/define.ts'
import { generatedDelete, generatedUpdate } from '../../command/generate.ts'
import { fold } from '../../values/fold.ts'
import { keyBetween } from '../../values/order-key.ts'
import { parsePhone } from '../../values/phone.ts'
import {
  contact, contactConsent, contactCreateInput, contactDescribeSelfInput, contactPhone, contactRole, contactSetConsentInput, contactSetPhonesInput, contactSetRolesInput, contactSetTagsInput, contactTag,
} from './model.ts'
import type { ContactRole } from './model.ts'

type PhoneInput = { typed: string; whatsapp: boolean; wave: boolean; orangeMoney: boolean }

export const createContact = defineCommand({
  name: 'contact.create',
  version: 1,
  input: contactCreateInput,
  allow: 'nobody',
  where: 'anywhere',
  undo: 'before',
  run: async (ctx, { id, roles, phones, ...values }) => {
    await ctx.write.insert(contact, id, { ...values, mergedInto: null })
    await addRoles(ctx, id, roles)
    await addPhones(ctx, id, phones)
  },
})

/** What somebody may say of himself, over the mobile client. His address is not among it: by it the agency and he know each other. */
export const describeSelf = defineCommand({
  name: 'contact.describeSelf',
  version: 1,
  input: contactDescribeSelfInput,
  allow: onRow(contact),
  where: 'anywhere',
  undo: 'before',
  run: async (ctx, { id, patch }) => {
    await ctx.need(contact, id)
    await ctx.write.update(contact, id, patch)
  },
})

export const setContactRoles = defineCommand({
  name: 'contact.setRoles',
  version: 1,
  input: contactSetRolesInput,
  allow: onRow(contact),
  where: 'anywhere',
  undo: 'before',
  run: async (ctx, { id, add, remove }) => {
    await ctx.need(contact, id)
    await addRoles(ctx, id, add)
    for (const role of remove) {
      const row = ctx.setId(contactRole, id, role)
      if (await ctx.get(contactRole, row)) await ctx.write.remove(contactRole, row)
    }
  },
})

export const setContactTags = defineCommand({
  name: 'contact.setTags',
  version: 1,
  input: contactSetTagsInput,
  allow: onRow(contact),
  where: 'anywhere',
  undo: 'before',
  run: async (ctx, { id, add, remove }) => {
    await ctx.need(contact, id)
    for (const tag of new Set(add)) await ctx.write.put(contactTag, ctx.setId(contactTag, id, fold(tag)), { contactId: id, tag })
    for (const tag of new Set(remove)) {
      const row = ctx.setId(contactTag, id, fold(tag))
      if (await ctx.get(contactTag, row)) await ctx.write.remove(contactTag, row)
    }
  },
})

/** The numbers a contact has from now on, in order; numbers not named are taken away. */
export const setContactPhones = defineCommand({
  name: 'contact.setPhones',
  version: 1,
  input: contactSetPhonesInput,
  allow: onRow(contact),
  where: 'anywhere',
  undo: 'before',
  run: async (ctx, { id, phones }) => {
    await ctx.need(contact, id)
    const kept = new Set(await addPhones(ctx, id, phones))
    const known = await ctx.read.selectFrom('contactPhone').select('id').where('agencyId', '=', ctx.agencyId).where('contactId', '=', id).where('deletedAt', 'is', null).execute()
    for (const row of known) if (!kept.has(row.id)) await ctx.write.remove(contactPhone, row.id)
  },
})

export const setContactConsent = defineCommand({
  name: 'contact.setConsent',
  version: 1,
  input: contactSetConsentInput,
  allow: onRow(contact),
  where: 'anywhere',
  undo: 'before',
  run: async (ctx, { id, ...consent }) => {
    await ctx.need(contact, id)
    await ctx.write.put(contactConsent, ctx.setId(contactConsent, id, `${consent.purpose} ${consent.channel}`), { contactId: id, ...consent })
  },
})

export const crmCommands = [createContact, generatedUpdate(contact), generatedDelete(contact), describeSelf, setContactRoles, setContactTags, setContactPhones, setContactConsent]

async function addRoles(ctx: Context, contactId: string, roles: readonly ContactRole[]): Promise<void> {
  for (const role of new Set(roles)) await ctx.write.put(contactRole, ctx.setId(contactRole, contactId, role), { contactId, role })
}

/** One row a number; the same number typed in two ways is one row. Returns the rows' ids. */
async function addPhones(ctx: Context, contactId: string, phones: readonly PhoneInput[]): Promise<string[]> {
  const ids: string[] = []
  let position: string | null = null
  for (const phone of phones) {
    const e164 = parsePhone(phone.typed)?.e164 ?? null
    const id = ctx.setId(contactPhone, contactId, e164 ?? phone.typed)
    if (ids.includes(id)) continue
    position = keyBetween(position, null)
    await ctx.write.put(contactPhone, id, { contactId, e164, ...phone, position })
    ids.push(id)
  }
  return ids
}
