import { defineCommand, onRow } from '../../command/define.ts'
import type { Context, Invariant } from '../../command/define.ts'
import { generatedUpdate } from '../../command/generate.ts'
import { AppError } from '../../values/error.ts'
import type { Values } from '../../values/entity.ts'
import { agency, agencyFoundInput, member, memberCreateInput, memberLinkInput, memberSetActiveInput, memberSetRoleInput } from './model.ts'

/** An agency and its first admin. Run once, by the program itself, when a computer is set up. */
export const foundAgency = defineCommand({
  name: 'agency.found',
  version: 1,
  input: agencyFoundInput,
  allow: 'nobody',
  where: 'anywhere',
  undo: 'none',
  run: async (ctx, input) => {
    if (input.agencyId !== ctx.agencyId) throw new AppError('forbidden', { action: 'agency.found' })
    const { agencyId, admin, ...said } = input
    await ctx.write.insert(agency, agencyId, {
      ...said, email: said.email ?? admin.email, ninea: null, rccm: null, commissionRate: null, lockAfterMinutes: 15, logoFileId: null,
    })
    await ctx.write.insert(member, admin.memberId, newMember({ ...admin, position: null, department: null, employeeNumber: null, role: 'admin' }))
  },
})

export const createMember = defineCommand({
  name: 'member.create',
  version: 1,
  input: memberCreateInput,
  allow: 'nobody',
  where: 'anywhere',
  undo: 'before',
  run: async (ctx, { id, ...input }) => {
    await mustBeFree(ctx, 'email', input.email)
    await mustBeFree(ctx, 'accountId', input.accountId)
    await ctx.write.insert(member, id, newMember(input))
  },
})

export const setMemberRole = defineCommand({
  name: 'member.setRole',
  version: 1,
  input: memberSetRoleInput,
  allow: onRow(member),
  where: 'anywhere',
  undo: 'before',
  run: async (ctx, { id, role }) => {
    await ctx.need(member, id)
    await ctx.write.update(member, id, { role })
  },
})

/** A member who leaves keeps his name in history, and can no longer sign in. */
export const setMemberActive = defineCommand({
  name: 'member.setActive',
  version: 1,
  input: memberSetActiveInput,
  allow: onRow(member),
  where: 'anywhere',
  undo: 'before',
  run: async (ctx, { id, active }) => {
    await ctx.need(member, id)
    await ctx.write.update(member, id, { active })
  },
})

/** Who brings an agency to a server is there by another account than on his own computer. */
export const linkMember = defineCommand({
  name: 'member.link',
  version: 1,
  input: memberLinkInput,
  allow: onRow(member),
  where: 'server',
  undo: 'none',
  run: async (ctx, { id, accountId, email }) => {
    const before = await ctx.need(member, id)
    if (before.email !== email) await mustBeFree(ctx, 'email', email)
    if (before.accountId !== accountId) await mustBeFree(ctx, 'accountId', accountId)
    await ctx.write.update(member, id, { accountId, email })
  },
})

export const authCommands = [foundAgency, generatedUpdate(agency), createMember, generatedUpdate(member), setMemberRole, setMemberActive, linkMember]

/** Nobody could give rights back if the last admin went. */
export const authInvariants: Invariant[] = [
  {
    entity: 'member',
    name: 'an agency keeps an active admin',
    check: async (_row, ctx) => {
      const admins = await ctx.read.selectFrom('member').select('id').where('agencyId', '=', ctx.agencyId)
        .where('role', '=', 'admin').where('active', '=', 1).where('deletedAt', 'is', null).limit(1).execute()
      if (!admins.length) throw new AppError('last_admin')
    },
  },
]

function newMember(given: Omit<Values<typeof member>, 'active'> & { memberId?: string }): Values<typeof member> {
  const { accountId, email, name, phone, position, department, employeeNumber, role } = given
  return { accountId, email, name, phone, position, department, employeeNumber, role, active: true }
}

/** One account is one person: nobody else of the agency may have it, nor the e-mail. */
async function mustBeFree(ctx: Context, field: 'email' | 'accountId', value: string): Promise<void> {
  const taken = await ctx.read.selectFrom('member').select('id').where('agencyId', '=', ctx.agencyId).where(field, '=', value).where('deletedAt', 'is', null).executeTakeFirst()
  if (taken) throw new AppError('already_exists', { entity: 'member', field, value })
}
