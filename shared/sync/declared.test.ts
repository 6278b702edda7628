import { globSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { notebook } from '../command/testing/notebook.ts'
import type { AnyEntity, Business } from '../command/define.ts'
import { defineCommand, onRow } from '../command/define.ts'
import type { CommandDefinition } from '../command/define.ts'
import { business } from '../modules/business.ts'
import { defineEntity } from '../values/entity.ts'
import type { Fields } from '../values/entity.ts'
import { undeclared } from './testing/declared.ts'

const root = join(import.meta.dirname, '..', '..')
const field = { schema: z.string(), unit: 'word', policy: 'arrival', scope: 'agency', visibility: 'private', searchable: false, reference: null, label: 'word' } as const

/** A business with one more entity, whose declaration the compiler was talked out of. */
const withFields = (fields: Record<string, Record<string, unknown>>, more: { ownedBy?: string; commands?: CommandDefinition[] } = {}): Business => {
  const entity: AnyEntity = defineEntity({ name: 'lease', table: 'lease', ownedBy: (more.ownedBy ?? 'createdBy') as 'createdBy', fields: fields as unknown as Fields })
  return { ...business, entities: new Map([...business.entities, ['lease', entity]]), commands: new Map([...business.commands, ...(more.commands ?? []).map((one) => [one.name, one] as const)]) }
}
const without = (name: string): Record<string, unknown> => Object.fromEntries(Object.entries(field).filter(([key]) => key !== name))

describe('what every entity says so that posts can merge it', () => {
  it('is complete in every module', () => {
    expect(undeclared(business)).toEqual([])
    expect(undeclared(notebook)).toEqual([])
    expect(business.entities.size).toBeGreaterThan(10)
  })

  it('is said of every entity that a module declares: none stands beside the business, unseen', async () => {
    const files = globSync('shared/modules/*/model*.ts', { cwd: root }).filter((file) => !file.endsWith('.test.ts'))
    const declared: string[] = []
    for (const file of files) {
      const exports = Object.values((await import(join(root, file))) as Record<string, unknown>)
      declared.push(...exports.filter((one): one is AnyEntity => typeof one === 'object' && one !== null && 'ownedBy' in one && 'units' in one).map(({ name }) => name))
    }
    expect([...new Set(declared)].toSorted()).toEqual([...business.entities.keys()].toSorted())
  })

  it.each<[string, Business]>([
    ['lease.word has no merge policy', withFields({ word: without('policy') })],
    ['lease.word has no merge policy', withFields({ word: { ...field, policy: 'latest' } })],
    ['lease.word has no scope', withFields({ word: without('scope') })],
    ['lease.word has no merge unit', withFields({ word: { ...field, unit: '' } })],
    ['lease.word is merged as text and is none', withFields({ word: { ...field, policy: 'text', schema: z.int() } })],
    ['lease.word has the scope of its row, which has no field scope', withFields({ word: { ...field, scope: 'row' } })],
    [`lease is partly somebody's own: member, agency | lease.word would move with agentId, which anybody may change`, withFields({ word: { ...field, scope: 'member' }, agentId: { ...field, unit: 'agent' } }, { ownedBy: 'agentId' })],
    [`lease is partly somebody's own: management, agency`, withFields({ word: { ...field, scope: 'management' }, other: { ...field, unit: 'other' } })],
    ['lease is owned by agentId, which it does not have', withFields({ word: field }, { ownedBy: 'agentId' })],
    ['lease/word has fields of more than one policy', withFields({ word: field, other: { ...field, policy: 'first' } })],
    ['lease/word has fields of more than one scope', withFields({ word: field, other: { ...field, scope: 'management' } })],
    ['lease/word is merged as text and holds more than one field', withFields({ word: { ...field, policy: 'text' }, other: { ...field, policy: 'text' } })],
  ])('a module that leaves it out or contradicts itself is named: %s', (line, broken) => {
    expect(undeclared(broken).join(' | ')).toBe(line)
  })

  it('an update that takes what only named commands write is named', () => {
    const entity = withFields({ word: { ...field, policy: 'command' } }).entities.get('lease')!
    const update = defineCommand({
      name: 'lease.update', version: 1, input: z.strictObject({ id: z.string(), patch: z.strictObject({ word: z.string() }) }), allow: onRow(entity), where: 'anywhere', undo: 'before',
      run: async (ctx, { id, patch }) => ctx.write.update(entity, id, patch),
    }) as unknown as CommandDefinition
    expect(undeclared(withFields({ word: { ...field, policy: 'command' } }, { commands: [update] }))).toEqual(['lease.update takes word, which only named commands write'])
  })
})
