import { sql } from 'kysely'
import { z } from 'zod'
import type { Store } from '../../database/store.ts'
import type { Level } from '../../values/actor.ts'
import { defineEntity } from '../../values/entity.ts'
import { AppError } from '../../values/error.ts'
import { fold } from '../../values/fold.ts'
import { idSchema } from '../../values/id.ts'
import { defineCommand, onRow } from '../define.ts'
import type { AnyEntity, Business, CommandDefinition } from '../define.ts'
import { generatedCreate, generatedDelete, generatedUpdate } from '../generate.ts'
import { conflict } from '../../modules/core/model-conflict.ts'
import { createSettleCommand } from '../settle.ts'
import { createUndoCommand } from '../undo.ts'

/** A small business for the tests of the kernel: notes with tags, and a fee that only management sees. */

const plain = { policy: 'arrival', scope: 'agency', visibility: 'private', searchable: false, reference: null, label: 'note' } as const

export const note = defineEntity({
  name: 'note',
  table: 'note',
  ownedBy: 'createdBy',
  fields: {
    title: { schema: z.string().min(1).max(80), ...plain, searchable: true, unit: 'title' },
    amount: { schema: z.int().nullable(), ...plain, unit: 'price' },
    currency: { schema: z.string(), ...plain, unit: 'price' },
    done: { schema: z.boolean(), ...plain, unit: 'done' },
    marks: { schema: z.array(z.string()), ...plain, unit: 'marks' },
    state: { schema: z.string(), ...plain, policy: 'command', unit: 'state' },
    body: { schema: z.string().max(250_000).nullable(), ...plain, policy: 'text', unit: 'body' },
    claim: { schema: z.string().nullable(), ...plain, policy: 'first', unit: 'claim' },
    fee: { schema: z.int().nullable(), ...plain, scope: 'management', unit: 'fee' },
    parentId: { schema: idSchema.nullable(), ...plain, reference: 'note', unit: 'parent' },
  },
})
export const tag = defineEntity({
  name: 'tag',
  table: 'tag',
  ownedBy: 'noteId',
  fields: {
    noteId: { schema: idSchema, ...plain, policy: 'command', reference: 'note', unit: 'note' },
    word: { schema: z.string(), ...plain, policy: 'command', unit: 'word' },
  },
})

const closeNote = defineCommand({
  name: 'note.close', version: 2, input: z.strictObject({ id: idSchema }), allow: onRow(note), where: 'anywhere', undo: 'before',
  run: async (ctx, { id }) => {
    const row = await ctx.need(note, id)
    if (row.state === 'closed') throw new AppError('move_not_allowed', { from: 'closed', to: 'closed' })
    await ctx.write.update(note, id, { state: 'closed' })
    await ctx.effect('mail', { note: id })
  },
})
const tagNote = defineCommand({
  name: 'note.tag', version: 1, input: z.strictObject({ id: idSchema, add: z.array(z.string()), remove: z.array(z.string()) }), allow: onRow(note), where: 'anywhere', undo: 'before',
  run: async (ctx, { id, add, remove }) => {
    for (const word of add) await ctx.write.put(tag, ctx.setId(tag, id, word), { noteId: id, word })
    for (const word of remove) await ctx.write.remove(tag, ctx.setId(tag, id, word))
  },
})
const numberNote = defineCommand({
  name: 'note.number', version: 1, input: z.strictObject({ id: idSchema }), allow: onRow(note), where: 'anywhere', undo: 'none',
  run: async (ctx, { id }) => {
    const number = await ctx.number('note')
    await ctx.write.update(note, id, { title: `n° ${number ?? '…'}` })
    return { number }
  },
})
/** Made of others, and of ids that it makes itself. */
const splitNote = defineCommand({
  name: 'note.split', version: 1, input: z.strictObject({ id: idSchema, into: z.int() }), allow: onRow(note), where: 'anywhere', undo: 'before',
  run: async (ctx, { id, into }) => {
    const source = await ctx.need(note, id)
    const ids = Array.from({ length: into }, (_, i) => ctx.id(`part ${i}`))
    for (const part of ids) await ctx.run(createNote, { id: part, values: { title: source.title, amount: source.amount, currency: 'XOF', done: false, marks: [], state: 'open', body: null, claim: null, fee: null, parentId: id } })
    await ctx.run(closeNote, { id })
    return { ids }
  },
})
const createNote = generatedCreate(note)
/** Goes through hoops that end where they began. */
const fidgetNote = defineCommand({
  name: 'note.fidget', version: 1, input: z.strictObject({ id: idSchema }), allow: onRow(note), where: 'anywhere', undo: 'before',
  run: async (ctx, { id }) => {
    const row = await ctx.need(note, id)
    await ctx.write.update(note, id, { title: `${row.title}!` })
    await ctx.write.remove(note, id)
    await ctx.write.restore(note, id)
    await ctx.write.update(note, id, { title: row.title })
  },
})

let late: (() => Promise<unknown>) | null = null
/** What the command `note.mischief` tries to do from inside. */
export const mischief = (act: () => Promise<unknown>): void => void (late = act)
const mischiefNote = defineCommand({
  name: 'note.mischief', version: 1, input: z.strictObject({ id: idSchema }), allow: 'nobody', where: 'anywhere', undo: 'before',
  run: async (ctx, { id }) => {
    await ctx.write.update(note, id, { title: 'half done' })
    await late?.()
  },
})

const levels: Record<string, Record<string, Level>> = { agent: { default: 'own', 'note.create': 'agency', 'core.undo': 'agency', 'conflict.settle': 'agency', 'note.mischief': 'agency' }, admin: { default: 'agency' } }
const entities: AnyEntity[] = [note, tag, conflict]
const commands = [createNote, generatedUpdate(note), generatedDelete(note), closeNote, tagNote, numberNote, splitNote, fidgetNote, mischiefNote, createUndoCommand(() => notebook), createSettleCommand(() => notebook)]

export const notebook: Business = {
  entities: new Map(entities.map((entity) => [entity.name, entity])),
  commands: new Map((commands as unknown as CommandDefinition[]).map((command) => [command.name, command])),
  invariants: new Map([['note', [{
    entity: 'note', name: 'an amount is not negative',
    check: (row) => {
      if (((row as Record<string, unknown>)['amount'] as number | null ?? 0) < 0) throw new AppError('rule_broken', { rule: 'negative' })
    },
  }]]]),
  projections: new Map([['note', { entity: 'note', table: 'note_list', columns: (row) => ({ titleKey: fold((row as unknown as { title: string }).title) }) }]]),
  rightOf: (actor, name) => {
    const table = actor.kind === 'member' ? levels[actor.role] : actor.kind === 'job' ? { default: 'all' as const } : undefined
    return table?.[name] ?? table?.['default'] ?? 'none'
  },
  foldForSearch: fold,
}

/** The notebook's own tables, beside those of the migrations. */
export async function createNotebookTables({ kysely }: Store): Promise<void> {
  const frame = 'agency_id text not null, id text not null, created_at bigint not null, created_by text not null, updated_at bigint not null, deleted_at bigint, versions text not null'
  for (const table of [
    `create table if not exists note (${frame}, title text, body text, claim text, amount bigint, currency text, done bigint, marks text, state text, fee bigint, parent_id text, primary key (agency_id, id))`,
    `create table if not exists tag (${frame}, note_id text, word text, primary key (agency_id, id))`,
    'create table if not exists note_list (agency_id text not null, id text not null, title_key text, primary key (agency_id, id))',
  ]) await sql.raw(table).execute(kysely)
}
