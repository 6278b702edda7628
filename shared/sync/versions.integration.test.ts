import { sql } from 'kysely'
import { afterEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { compareLogWithTables } from '../command/fold.ts'
import { defineCommand } from '../command/define.ts'
import type { Business, CommandDefinition } from '../command/define.ts'
import { generatedCreate, generatedUpdate } from '../command/generate.ts'
import { note, notebook } from '../command/testing/notebook.ts'
import type { Store } from '../database/store.ts'
import { defineEntity } from '../values/entity.ts'
import { idSchema } from '../values/id.ts'
import { oldestProtocol, protocol } from './protocol.ts'
import { openOffice } from './testing/office.ts'
import type { Office } from './testing/office.ts'

const plain = { policy: 'arrival', scope: 'agency', visibility: 'private', searchable: false, reference: null, label: 'note' } as const
/** The notebook a version later: notes have a colour, and there are drawers, and a command that empties one. */
const colouredNote = defineEntity({ name: 'note', table: 'note', ownedBy: 'createdBy', fields: { ...note.fields, colour: { schema: z.string().nullable(), ...plain, unit: 'colour' } } })
const drawer = defineEntity({ name: 'drawer', table: 'drawer', ownedBy: 'createdBy', fields: { name: { schema: z.string(), ...plain, unit: 'name' } } })
const emptyDrawer = defineCommand({
  name: 'drawer.empty', version: 1, input: z.strictObject({ id: idSchema }), allow: 'nobody', where: 'anywhere', undo: 'before',
  run: async (ctx, { id }) => ctx.write.update(drawer, id, { name: 'empty' }),
})
const added = [generatedUpdate(colouredNote), generatedCreate(colouredNote), generatedCreate(drawer), generatedUpdate(drawer), emptyDrawer] as unknown as CommandDefinition[]
const newer: Business = {
  ...notebook,
  entities: new Map([...notebook.entities, ['note', colouredNote], ['drawer', drawer]]),
  commands: new Map([...notebook.commands, ...added.map((one) => [one.name, one] as const)]),
}
/** What the migration of that version does, before or after. */
async function migrateToNewer({ kysely }: Store): Promise<void> {
  await sql`alter table note add column colour text`.execute(kysely)
  await sql`create table drawer (agency_id text not null, id text not null, created_at bigint not null, created_by text not null, updated_at bigint not null, deleted_at bigint, versions text not null, name text, primary key (agency_id, id))`.execute(kysely)
}

describe('versions of posts and server', () => {
  let office: Office
  afterEach(async () => office.close())

  it('fault 52, 53: changes of a newer program lie aside in an older post, which goes on, and take their place after its update, without a network', async () => {
    office = await openOffice({ business: newer })
    await migrateToNewer(office.server)
    const [old, fresh] = [await office.post('old', { business: notebook }), await office.post('fresh')]
    await migrateToNewer(fresh.store)
    const id = await fresh.note({ colour: null })
    const box = office.newId()
    await fresh.say('note.update', { id, patch: { colour: 'red', title: 'of both' } })
    await fresh.say('drawer.create', { id: box, values: { name: 'top' } })
    await fresh.say('drawer.empty', { id: box })
    await fresh.say('note.update', { id, patch: { colour: 'blue' } })
    await fresh.say('note.update', { id, patch: { amount: 7 } })
    await fresh.exchange()
    while ((await old.exchange()).more);
    expect(await old.row(id)).toMatchObject({ title: 'of both', amount: 7 })
    expect(await old.cursor()).toBe(6)
    expect((await old.store.kysely.selectFrom('parkedChange').select('seq').orderBy('seq').execute()).map(({ seq }) => seq)).toEqual([2, 3, 4, 5])
    expect(await compareLogWithTables(old.store, notebook)).toEqual([])
    // The older one is heard as ever, by a row it does not know wholly too; and it is not taken for damaged.
    await old.say('note.update', { id, patch: { title: 'by the older' } })
    expect(await old.exchange()).toMatchObject({ sent: 1, refused: 0 })
    expect(await old.compare()).toBeNull()
    await old.say('note.update', { id, patch: { done: true } })

    await migrateToNewer(old.store)
    const updated = old.again({ business: newer, wire: (whole) => ({ ...whole, hello: async () => {
      throw new Error('no network')
    } }) })
    await expect(updated.exchange()).rejects.toThrow('no network')
    expect(await updated.row(id)).toMatchObject({ title: 'by the older', colour: 'blue', amount: 7, done: 1 })
    expect(await updated.store.kysely.selectFrom('drawer' as 'property').selectAll().execute()).toMatchObject([{ id: box, name: 'empty' }])
    expect(await updated.store.kysely.selectFrom('parkedChange').select('seq').execute()).toEqual([])
    expect(await compareLogWithTables(updated.store, newer)).toEqual([])
    const online = old.again({ business: newer })
    await online.exchange()
    expect(await online.compare()).toEqual([])
    expect(JSON.parse((await online.row(id))!['versions'] as string)).toEqual(JSON.parse((await office.serverRow(id))!['versions'] as string))
  })

  it('fault 54: a command that the server does not know yet waits, with what follows it, and goes on after the update of the server', async () => {
    office = await openOffice()
    const post = await office.post('fresh', { business: newer, parts: { program: { schemaVersion: '0040', appVersion: '2', deviceName: 'fresh' } } })
    await migrateToNewer(post.store)
    const first = await post.say('note.close', { id: await office.post('old').then(async (old) => {
      const known = await old.note()
      await old.exchange()
      await post.exchange()
      return known
    }) })
    expect(first).toMatchObject({ status: 'applied' })
    // A field that the server does not know in a command that it knows, and a command that it does not know.
    const id = await post.note({ colour: 'red' })
    const box = office.newId()
    await post.say('drawer.create', { id: box, values: { name: 'top' } })
    await post.say('note.update', { id, patch: { title: 'behind it' } })
    expect(await post.exchange()).toMatchObject({ sent: 1, held: true, waiting: 3, refused: 0 })
    expect(await post.exchange()).toMatchObject({ sent: 0, held: true, waiting: 3 })
    expect(await post.row(id)).toMatchObject({ title: 'behind it' })
    await migrateToNewer(office.server)
    office.restart(newer)
    expect(await post.exchange()).toMatchObject({ sent: 3, held: false, waiting: 0, refused: 0 })
    expect([await office.serverRow(id), await post.attention()]).toMatchObject([{ title: 'behind it' }, []])
  })

  it('fault 57: what still waits from the version before is said as the new one says it, here and at the server; what nobody can say any more is laid before the user', async () => {
    office = await openOffice()
    const post = await office.post('one')
    await post.exchange()
    const [kept, lost] = [await post.note(), await post.note()]
    await post.say('note.update', { id: kept, patch: { title: 'typed before the update' } })
    await post.say('note.close', { id: lost })
    await post.say('note.update', { id: lost, patch: { done: true } })
    // The next version says `changes` where this one said `patch`, and closes no notes as before.
    const update = defineCommand({
      name: 'note.update', version: 2, input: z.strictObject({ id: idSchema, changes: z.record(z.string(), z.unknown()) }), allow: 'nobody', where: 'anywhere', undo: 'before',
      upgrades: { 1: (input) => ({ id: (input as { id: string }).id, changes: (input as { patch: unknown }).patch }) },
      run: async (ctx, { id, changes }) => ctx.write.update(note, id, changes),
    })
    const close = { ...notebook.commands.get('note.close')!, version: 3 }
    const next: Business = { ...notebook, commands: new Map([...notebook.commands, ['note.update', update as unknown as CommandDefinition], ['note.close', close]]) }
    office.restart(next)
    const updated = post.again({ business: next })
    expect(await updated.exchange()).toMatchObject({ refused: 1, waiting: 0 })
    expect(await updated.attention()).toMatchObject([{ code: 'unsupported_version', envelope: expect.stringContaining(lost) }])
    expect([await office.serverRow(kept), await office.serverRow(lost)]).toMatchObject([{ title: 'typed before the update' }, { done: 1, state: 'open' }])
    expect([await updated.row(kept), await updated.waiting(), await updated.compare()]).toMatchObject([{ title: 'typed before the update' }, 0, []])
  })

  it('fault 33: during an update two versions of the server answer in turn; nothing is refused or done twice', async () => {
    office = await openOffice()
    await migrateToNewer(office.server)
    const post = await office.post('fresh', { business: newer, parts: { program: { schemaVersion: '0040', appVersion: '2', deviceName: 'fresh' } } })
    await migrateToNewer(post.store)
    const box = office.newId()
    await post.say('drawer.create', { id: box, values: { name: '0' } })
    for (let n = 1; n < 6; n++) {
      await post.say('drawer.update', { id: box, patch: { name: String(n) } })
      office.restart(n % 2 ? notebook : newer)
      await post.exchange().catch(() => null)
    }
    office.restart(newer)
    await post.exchange()
    expect(await office.server.kysely.selectFrom('drawer' as 'property').selectAll().execute()).toMatchObject([{ name: '5' }])
    expect([await post.waiting(), await post.attention()]).toEqual([0, []])
    expect((await office.server.kysely.selectFrom('command').select('id').where('status', '=', 'applied').execute()).length).toBe(6)
  })

  it('a post below the oldest protocol is told so, one above the newest speaks the server’s', async () => {
    office = await openOffice()
    const post = await office.post('one')
    const hello = { schemaVersion: '0030', appVersion: '1', deviceId: office.newId(), incarnation: office.newId(), epochSeen: null, cursor: 0, numbered: 0 }
    const peer = { actor: post.actor, accountId: null }
    await expect(office.authority.hello(peer, { ...hello, protocol: oldestProtocol - 1 })).rejects.toMatchObject({ code: 'unsupported_version' })
    expect(await office.authority.hello(peer, { ...hello, protocol: protocol + 1 })).toMatchObject({ protocol, resync: null })
  })
})
