import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { protocol, pushLimits } from '../../../shared/sync/protocol.ts'
import type { CommandResult, Page } from '../../../shared/sync/protocol.ts'
import { request } from '../../testing/open.ts'
import { openWorld } from '../../testing/world.ts'
import type { Staff, World } from '../../testing/world.ts'

/** What a post of a forger, or a broken one, says over HTTP: refused one by one with a code, and what follows is decided. */
const suite = (kind: string, postgresUrl: string, able = true) => describe.runIf(able)(`bad input of posts, on ${kind}`, () => {
  let world: World
  let foreign = ''
  let colleagues = ''
  beforeAll(async () => {
    world = await openWorld({ postgresUrl })
    ;[foreign, colleagues] = [world.newId(), world.newId()]
    const values = { title: 'Villa', kind: 'villa', transaction: 'sale', priceAmount: 10 }
    await world.act(world.theirs.agent, world.theirs, 'property.create', { id: foreign, values: { ...values, notes: world.theirs.secret } })
    await world.act(world.ours.colleague, world.ours, 'property.create', { id: colleagues, values })
  })
  afterAll(async () => world.server.close())

  /** Somebody who says by hand what a post would. */
  async function forger(who: Staff) {
    const [deviceId, incarnation] = [world.newId(), world.newId()]
    const ask = (path: string, body: unknown) => request(world.server.url, 'POST', `/api/sync/${path}/`, { token: who.token, body })
    const { body: welcome } = await ask('hello', { protocol, schemaVersion: '0030', appVersion: '0.1.0', deviceId, incarnation, deviceName: 'forger', epochSeen: null, cursor: 0, numbered: 0 })
    let deviceSeq = 0
    const numbered = (name: string, input: unknown, more: object = {}) => ({ deviceSeq: ++deviceSeq, envelope: { commandId: world.newId(), name, version: 1, input, typedAt: Date.now(), deviceId, ...more } })
    const message = (commands: unknown) => ({ deviceId, incarnation, epoch: welcome.epoch as string, commands })
    return { ask, deviceId, epoch: welcome.epoch as string, numbered, message, push: (commands: unknown) => ask('push', message(commands)) }
  }
  const codesOf = (results: readonly CommandResult[]) => results.map(({ status, code }) => code ?? status)
  const seqOf = async () => Number((await world.server.house.store.kysely.selectFrom('agencySequence').select('seq').where('agencyId', '=', world.ours.id).executeTakeFirstOrThrow()).seq)
  const create = (id: string) => ({ id, values: { title: 'Studio', kind: 'studio', transaction: 'rent' } })

  it('forged agencies, foreign rows, unknown commands, wrong types and ranges: each has its code, and what stands between and behind them is decided', async () => {
    const { numbered, push } = await forger(world.ours.agent)
    const [first, last] = [world.newId(), world.newId()]
    const { status, body } = await push([
      numbered('property.create', create(first)),
      numbered('agency.update', { id: world.theirs.id, patch: { city: 'Thiès' } }),
      numbered('property.update', { id: foreign, patch: { title: 'ours now' } }),
      numbered('property.create', { ...create(world.newId()), agencyId: world.theirs.id }),
      numbered('property.update', { id: colleagues, patch: { title: 'mine now' } }),
      numbered('property.steal', { id: foreign }),
      numbered('property.update', { id: first, patch: { rooms: 'many' } }),
      numbered('property.update', { id: first, patch: { rooms: -3 } }),
      numbered('property.update', { id: first, patch: { '"; drop table property; --': 1 } }),
      numbered('property.update', { id: first, patch: { rooms: 3 } }, { version: 99 }),
      numbered('property.update', 'everything'),
      numbered('member.setRole', { id: world.ours.agent.memberId, role: 'admin' }),
      numbered('agency.found', { agencyId: world.theirs.id, name: 'Mine', referencePrefix: 'XXX', admin: { memberId: world.newId(), accountId: world.newId(), email: 'x@example.sn', name: 'X' } }),
      numbered('property.create', create(last)),
    ])
    expect(status).toBe(200)
    expect(codesOf(body.results)).toEqual([
      'applied', expect.stringMatching(/^(not_found|forbidden)$/), 'not_found', 'invalid_input', 'forbidden', 'unknown_command', 'invalid_input', 'invalid_input', 'invalid_input', 'unsupported_version', 'invalid_input', 'forbidden', 'forbidden', 'applied',
    ])
    expect(body).toMatchObject({ again: false, upTo: 14 })
    const { kysely } = world.server.house.store
    expect(await kysely.selectFrom('property').select(['id', 'title', 'agencyId']).where('id', 'in', [foreign, colleagues]).orderBy('title').execute()).toEqual(
      expect.arrayContaining([{ id: foreign, title: 'Villa', agencyId: world.theirs.id }, { id: colleagues, title: 'Villa', agencyId: world.ours.id }]))
  })

  it('a batch that is played again is answered and not done again; its ids with other words, or in another’s mouth, do nothing', async () => {
    const [one, other] = [await forger(world.ours.agent), await forger(world.ours.manager)]
    const commands = [one.numbered('property.create', create(world.newId())), one.numbered('contact.create', { id: world.newId(), name: 'Awa' })]
    expect(codesOf((await one.push(commands)).body.results)).toEqual(['applied', 'applied'])
    const seq = await seqOf()
    for (let n = 0; n < 3; n++) expect(codesOf((await one.push(commands)).body.results)).toEqual(['duplicate', 'duplicate'])
    const changed = commands.map(({ envelope }, i) => ({ deviceSeq: 3 + i, envelope: { ...envelope, input: { ...(envelope.input as object), name: 'Other', extra: 1 } } }))
    expect(codesOf((await one.push(changed)).body.results)).toEqual(['id_reused', 'id_reused'])
    // Under another's token the numbers of this post are not his, and what was decided stays the first one's.
    const stolen = commands.map(({ envelope }, i) => ({ deviceSeq: 1 + i, envelope }))
    expect(codesOf((await other.push(stolen)).body.results)).toEqual(['duplicate', 'duplicate'])
    expect(await seqOf()).toBe(seq)
  })

  it('the post of another agency is nobody here, whatever is asked in its name, and no page shows a row of another', async () => {
    const [ours, theirs] = [await forger(world.ours.agent), await forger(world.theirs.agent)]
    expect(await ours.ask('push', theirs.message([ours.numbered('property.create', create(world.newId()))]))).toMatchObject({ status: 404, body: { code: 'not_found' } })
    expect(await ours.ask('pull', { deviceId: theirs.deviceId, epoch: theirs.epoch, cursor: 0 })).toMatchObject({ status: 404 })
    expect(await ours.ask('check', { deviceId: theirs.deviceId, epoch: theirs.epoch, cursor: 0 })).toMatchObject({ status: 404 })
    const { status, body, text } = await ours.ask('pull', { deviceId: ours.deviceId, epoch: ours.epoch, cursor: 0 })
    expect([status, (body as Page).changes.length > 5, text.includes(world.theirs.secret), text.includes(foreign)]).toEqual([200, true, false, false])
    expect(await ours.ask('pull', { deviceId: ours.deviceId, epoch: ours.epoch, cursor: 0, agencyId: world.theirs.id })).toMatchObject({ status: 400, body: { code: 'invalid_input' } })
  })

  it('too many commands, too heavy ones and what is no message are refused whole with a code, and the next push is heard', async () => {
    const { numbered, push, ask, message } = await forger(world.ours.agent)
    const good = numbered('contact.create', { id: world.newId(), name: 'Modou' })
    const envelope = good.envelope
    const many = Array.from({ length: pushLimits.commands + 1 }, (_, i) => ({ deviceSeq: i + 1, envelope: { ...envelope, commandId: world.newId() } }))
    expect(await push(many)).toMatchObject({ status: 400, body: { code: 'invalid_input' } })
    expect(await push([{ deviceSeq: 1, envelope: { ...envelope, input: { id: world.newId(), name: 'x'.repeat(300 * 1024) } } }])).toMatchObject({ status: 400, body: { code: 'invalid_input' } })
    expect(await push([{ deviceSeq: 1, envelope: { ...envelope, input: { name: 'x'.repeat(20 * 1024 * 1024) } } }])).toMatchObject({ status: 413, body: { code: 'too_large' } })
    for (const commands of [[], 'all', [{ deviceSeq: 0, envelope }], [{ deviceSeq: 1 }], [{ deviceSeq: 1, envelope: { ...envelope, commandId: 'one' } }], [{ deviceSeq: 1, envelope: { ...envelope, typedAt: 'now' } }], [{ deviceSeq: 1, envelope: { ...envelope, memberId: world.ours.admin.memberId } }]])
      expect(await push(commands), JSON.stringify(commands).slice(0, 100)).toMatchObject({ status: 400, body: { code: 'invalid_input' } })
    expect(await ask('push', { ...message([good]), epoch: 7 })).toMatchObject({ status: 400 })
    expect(codesOf((await push([good])).body.results)).toEqual(['applied'])
  })

  it('a program that is too old is told so with 426', async () => {
    const { ask } = await forger(world.ours.agent)
    expect(await ask('hello', { protocol: 0, schemaVersion: '0001', appVersion: '0.0.1', deviceId: world.newId(), incarnation: world.newId(), deviceName: '', epochSeen: null, cursor: 0, numbered: 0 })).toMatchObject({ status: 426, body: { code: 'unsupported_version' } })
  })
})

suite('SQLite', '')
suite('PostgreSQL', inject('postgresUrl'), inject('postgresUrl') !== '')
