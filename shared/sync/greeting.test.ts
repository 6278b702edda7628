import { afterEach, describe, expect, it } from 'vitest'
import { openOffice } from './testing/office.ts'
import type { Office } from './testing/office.ts'
import { TransportError } from './transport.ts'
import type { Transport } from './transport.ts'

describe('a post greets its server', () => {
  let office: Office
  afterEach(() => office.close())

  /** A post whose requests are written down; `broken` lets them fail. */
  async function open(parts: Parameters<Office['post']>[1] = {}) {
    office = await openOffice()
    const line = { asked: [] as string[], broken: false }
    const through = (name: string, ask: (...given: never[]) => Promise<unknown>) => async (...given: unknown[]): Promise<unknown> => {
      line.asked.push(name)
      if (line.broken) throw new TransportError('away')
      return ask(...(given as never[]))
    }
    const post = await office.post('one', {
      ...parts,
      wire: (whole) => ({ hello: through('hello', whole.hello), push: through('push', whole.push), pull: through('pull', whole.pull), check: through('check', whole.check!) }) as unknown as Transport,
    })
    const requests = async (): Promise<string[]> => {
      line.asked = []
      await post.exchange()
      return line.asked
    }
    return { post, line, requests }
  }

  it('once a minute; an exchange between is what it is about: a push and a pull', async () => {
    const { post, requests } = await open()
    await post.note()
    expect(await requests()).toContain('hello')
    await post.note()
    expect(await requests()).toEqual(['push', 'pull'])
    office.time.now += 50_000
    expect(await requests()).toEqual(['pull'])
    office.time.now += 10_000
    expect(await requests()).toEqual(['hello', 'pull'])
    office.time.now -= 5_000
    expect(await requests()).toEqual(['hello', 'pull'])
  })

  it('again after anything failed, and when another member goes on', async () => {
    const who = { peer: 'awa' }
    const { post, line, requests } = await open({ parts: { peer: () => who.peer } })
    await requests()
    line.broken = true
    await expect(post.exchange()).rejects.toMatchObject({ stop: 'away' })
    line.broken = false
    expect(await requests()).toEqual(['hello', 'pull'])
    who.peer = 'moussa'
    expect(await requests()).toEqual(['hello', 'pull'])
    expect(await requests()).toEqual(['pull'])
  })

  it('at once when the server says that he may see something else now: what he may not goes, what he may comes', async () => {
    const { post, requests } = await open()
    const id = await post.note({ fee: 12 })
    await requests()
    post.state.actor = { ...post.state.actor, role: 'agent' }
    expect(await requests()).toEqual(['pull', 'hello', 'pull'])
    expect(await post.row(id)).toMatchObject({ title: 'note', fee: null })
    post.state.actor = { ...post.state.actor, role: 'admin' }
    expect(await requests()).toEqual(['pull', 'hello', 'pull'])
    expect(await post.row(id)).toMatchObject({ fee: 12 })
  })

  it('a server that was put back is met as before: told by its epoch, greeted, and nothing that was typed is lost', async () => {
    const { post, requests } = await open()
    await requests()
    await office.server.kysely.insertInto('serverEpoch').values({ epoch: 'another', at: office.time.now + 1, heads: '{}' }).execute()
    office.restart()
    const id = await post.note()
    await expect(post.exchange()).rejects.toMatchObject({ stop: 'away' })
    await post.exchange()
    expect(await office.serverRow(id)).toMatchObject({ title: 'note' })
    expect([await post.waiting(), await post.attention()]).toEqual([0, []])
  })
})
