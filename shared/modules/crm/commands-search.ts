import { defineCommand } from '../../command/define.ts'
import type { Invariant } from '../../command/define.ts'
import { generatedDelete, generatedUpdate } from '../../command/generate.ts'
import { AppError } from '../../values/error.ts'
import type { Lead } from './model-lead.ts'
import { clientSearch, clientSearchCreateInput } from './model-search.ts'
import type { ClientSearch } from './model-search.ts'
import { contact } from './model.ts'

export const createClientSearch = defineCommand({
  name: 'clientSearch.create',
  version: 1,
  input: clientSearchCreateInput,
  allow: ({ contactId }) => [{ entity: 'contact', id: contactId }],
  where: 'anywhere',
  undo: 'before',
  run: async (ctx, { id, ...values }) => {
    await ctx.need(contact, values.contactId)
    await ctx.write.insert(clientSearch, id, { ...values, state: 'active' })
  },
})

export const searchCommands = [createClientSearch, generatedUpdate(clientSearch), generatedDelete(clientSearch)]

const inOrder = (row: object, ranges: readonly string[]): void => {
  for (const range of ranges) {
    const [low, high] = [(row as Record<string, number | null>)[`${range}Min`] ?? null, (row as Record<string, number | null>)[`${range}Max`] ?? null]
    if (low !== null && high !== null && low > high) throw new AppError('rule_broken', { rule: 'range_order', field: `${range}Max` })
  }
}

export const searchInvariants: Invariant[] = [
  { entity: 'clientSearch', name: 'the least is not above the most', check: (row) => inOrder(row as unknown as ClientSearch, ['budget', 'bedrooms', 'area']) },
  { entity: 'lead', name: 'the least is not above the most', check: (row) => inOrder(row as unknown as Lead, ['budget']) },
]
