import { afterEach, describe, expect, it } from 'vitest'
import { AppError } from '../values/error.ts'
import { oldestProtocol, protocol } from './protocol.ts'
import { agree } from './testing/agree.ts'
import { openOffice } from './testing/office.ts'
import type { Office } from './testing/office.ts'
import { wireOfOlderPost, wireToOlderServer } from './testing/protocol-1.ts'
import { TransportError } from './transport.ts'

/** Every protocol from the oldest to ours, on both sides (sync.md G). Each that is cut adds its frozen words to testing/. */
describe('protocols', () => {
  let office: Office
  afterEach(async () => office.close())

  it('a post of protocol 1 works with this server, beside posts of today', async () => {
    office = await openOffice()
    const [older, today] = [await office.post('older', { wire: wireOfOlderPost }), await office.post('today')]
    const id = await older.note({ fee: 3 })
    await agree(office, older, today)
    await today.say('note.update', { id, patch: { title: 'by the newer' } })
    await older.say('note.update', { id, patch: { title: 'by the older' } })
    await older.say('note.update', { id, patch: { amount: -1 } })
    await today.exchange()
    expect(await older.exchange()).toMatchObject({ sent: 2, refused: 1 })
    await agree(office, older, today)
    expect([await today.row(id), await today.store.kysely.selectFrom('conflict').select('unit').execute()]).toMatchObject([{ title: 'by the older', amount: 1, fee: 3 }, [{ unit: 'title' }]])
    expect(await office.server.kysely.selectFrom('syncDevice').select('protocol').orderBy('protocol').execute()).toEqual([{ protocol: 1 }, { protocol }])
  })

  it('a post of today works with a server of protocol 1: it says nothing that the server does not know', async () => {
    office = await openOffice()
    const [one, two] = [await office.post('one', { wire: wireToOlderServer }), await office.post('two', { wire: wireToOlderServer })]
    const id = await one.note()
    for (let n = 0; n < 30; n++) await one.note({ title: `n ${n}` })
    await agree(office, one, two)
    await two.say('note.update', { id, patch: { title: 'typed' } })
    await agree(office, two, one)
    expect(await one.row(id)).toMatchObject({ title: 'typed' })
    expect((await two.store.kysely.selectFrom('note' as 'property').select('id').execute()).length).toBe(31)
  })

  it('a post that is too old is told so each time; what it still holds is heard, nothing is taken, and after its update all is in step', async () => {
    office = await openOffice()
    let tooOld = false
    const post = await office.post('old', { wire: (whole) => ({
      ...whole,
      hello: async (message) => {
        try {
          return await whole.hello(tooOld ? { ...message, protocol: oldestProtocol - 1 } : message)
        } catch (error) {
          // As the transport over HTTP reads a 426.
          if (error instanceof AppError && error.code === 'unsupported_version') throw new TransportError('tooOld', { code: error.code, cause: error })
          throw error
        }
      },
      pull: async (message) => {
        expect(tooOld).toBe(false)
        return whole.pull(message)
      },
    }) })
    const other = await office.post('other')
    const id = await post.note()
    await agree(office, post, other)
    tooOld = true
    await post.say('note.update', { id, patch: { title: 'typed before the update' } })
    await post.say('note.update', { id, patch: { amount: -1 } })
    for (let n = 0; n < 2; n++) await expect(post.again().exchange()).rejects.toMatchObject({ stop: 'tooOld' })
    await other.exchange()
    expect([await other.row(id), await post.row(id)]).toMatchObject([{ title: 'typed before the update' }, { title: 'typed before the update', amount: 1 }])
    expect(await post.attention()).toMatchObject([{ code: 'rule_broken' }])
    tooOld = false
    const updated = post.again()
    await agree(office, updated, other)
    expect((await office.server.kysely.selectFrom('command').select('id').where('status', '=', 'applied').execute()).length).toBe(2)
  })
})
