import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createAccount } from '../../../server/identity/accounts.ts'
import { another } from '../../../server/testing/things.ts'
import { openWorld } from '../../../server/testing/world.ts'
import type { World } from '../../../server/testing/world.ts'
import { adminAccount } from '../testing/open-core.ts'
import type { TestPage } from '../testing/open-core.ts'
import { codeOf, openTestPost, until } from '../testing/open-post.ts'
import type { TestPost } from '../testing/open-post.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(async () => {
  await world.server.close()
})
const opened: TestPost[] = []
afterEach(async () => {
  for (const post of opened.splice(0)) await post.stop()
})

const password = 'cinq baobabs au village'

/** A desktop that works alone, with some properties. */
async function lonely(properties = 3): Promise<{ post: TestPost; page: TestPage }> {
  const post = await openTestPost()
  opened.push(post)
  const page = await post.found()
  for (let n = 0; n < properties; n++) await page.act('property.create', { id: world.newId(), values: { title: `Terrain ${n}`, kind: 'land', transaction: 'sale', priceAmount: 5_000_000 + n } })
  return { post, page }
}
const newEmail = (): string => `${another()}@seule.sn`
const given = (email: string, more: object = {}) => ({ server: world.server.url, email, password, newAccount: true, ...more })
const foundingOf = async (page: TestPage) => (await page.ask.sync.state({})).founding
const isDone = (page: TestPage) => async () => {
  const { server, founding } = await page.ask.sync.state({})
  return server !== null && founding === null
}

describe('an agency is brought to a server', () => {
  it('all of it: this post is one of its posts, and a second one joins it and sees the rows', async () => {
    const { post, page } = await lonely()
    const ibou = await post.join(page, 'Ibou', 'agent')
    const email = newEmail()
    expect(await page.ask.sync.toFound({})).toMatchObject({ properties: 3, contacts: 0, photos: 0, documents: 0, members: [{ name: 'Awa Ndiaye' }, { name: 'Ibou Membre' }] })
    await page.ask.sync.found(given(email))
    await until(isDone(page))
    expect(await page.ask.sync.now({})).toMatchObject({ server: world.server.url, stopped: null, waitingCount: 0, founding: null })
    // Whoever sits here goes on, under his account of the server.
    const session = (await page.ask.session.current({}))!
    expect(session.member).toMatchObject({ email, role: 'admin' })
    const made = world.newId()
    expect(await page.act('property.create', { id: made, values: { title: 'Villa', kind: 'villa', transaction: 'sale', priceAmount: 9 } })).toMatchObject({ seq: null })
    expect(await page.ask.sync.now({})).toMatchObject({ waitingCount: 0 })
    const { kysely } = world.server.house.store
    expect(await kysely.selectFrom('property').select(['title']).where('agencyId', '=', session.agency.id).orderBy('title').execute()).toEqual([{ title: 'Terrain 0' }, { title: 'Terrain 1' }, { title: 'Terrain 2' }, { title: 'Villa' }])
    expect(await kysely.selectFrom('property').select('reference').where('id', '=', made).executeTakeFirstOrThrow()).toEqual({ reference: 'DKR-0004' })

    // The colleague who sits here too goes on, and is told by letter to choose a password at the server.
    expect(await ibou.ask.session.current({})).toMatchObject({ member: { email: ibou.email } })
    expect(await kysely.selectFrom('mail').select('kind').where('email', '=', ibou.email).execute()).toEqual([{ kind: 'reset' }])

    const other = await openTestPost()
    opened.push(other)
    const there = other.page()
    for await (const _ of await there.ask.setup.joinAgency({ server: world.server.url, email, password })) void _
    expect((await there.ask.properties.page({})).rows.map(({ title }) => title).toSorted()).toEqual(['Terrain 0', 'Terrain 1', 'Terrain 2', 'Villa'])
    await there.act('property.update', { id: made, patch: { priceAmount: 10 } })
    await there.ask.sync.now({})
    await page.ask.sync.now({})
    expect((await page.ask.properties.get({ id: made })).property.priceAmount).toBe(10)
    expect(await page.ask.sync.compare({})).toMatchObject({ kind: 'same' })

    // Signed out and in again, with and without a network: by the password of the server.
    const again = post.page()
    expect(await again.ask.session.signIn({ email, password })).toMatchObject({ member: { name: 'Awa Ndiaye' } })
    post.line.answer = 'nothing'
    expect(await again.ask.session.signIn({ email, password })).toMatchObject({ member: { name: 'Awa Ndiaye' } })
    expect(await codeOf(post.page().ask.session.signIn(adminAccount))).toBe('sign_in_online')
  }, 60_000)

  it('with an account that one has; the window may be locked meanwhile, and opens by the server’s password', async () => {
    const { page } = await lonely(1)
    const email = adminAccount.email
    const { id } = await createAccount(world.server.house, { email, firstName: 'Awa', lastName: 'Ndiaye', phone: null, password, language: 'fr' })
    expect(await codeOf(page.ask.sync.found(given(email, { newAccount: false, password: 'pas le bon mot' })))).toBe('wrong_password')
    expect(await foundingOf(page)).toBe(null)
    await page.ask.sync.found(given(email, { newAccount: false }))
    await until(isDone(page))
    await page.ask.sync.now({})
    await page.ask.session.lock({})
    expect(await codeOf(page.ask.session.unlock({ password: adminAccount.password }))).toBe('wrong_password')
    expect(await page.ask.session.unlock({ password })).toMatchObject({ member: { email } })
    expect(await world.server.house.store.kysely.selectFrom('member').select('role').where('accountId', '=', id).execute()).toEqual([{ role: 'admin' }])
  }, 30_000)

  it('goes on where it was after a line that broke and a program that was closed; people work meanwhile, and decide', async () => {
    const { post, page } = await lonely(2)
    const { agencyId, token } = await (async () => {
      const session = (await page.ask.session.current({}))!
      return { agencyId: session.agency.id, token: session.token }
    })()
    const batch = world.newId()
    await page.act('importBatch.start', { id: batch, fileName: 'biens.csv', rows: 1600 })
    for (let from = 0; from < 1600; from += 200)
      await page.act('importBatch.addRows', { batchId: batch, rows: Array.from({ length: 200 }, (_, i) => ({ id: world.newId(), line: from + i + 2, values: { title: `Lot ${from + i}`, kind: 'land', transaction: 'sale' } })) })
    let parts = 0
    post.line.after = (path) => {
      // The second part arrives there, and nobody hears of it here.
      if (path === '/api/sync/found/part/' && ++parts === 2) {
        post.line.answer = 'nothing'
        throw new TypeError('fetch failed')
      }
    }
    const email = newEmail()
    await page.ask.sync.found(given(email))
    await until(async () => (await foundingOf(page))?.stopped === 'away')
    expect(await foundingOf(page)).toMatchObject({ stage: 'sending', server: world.server.url, email, code: null })
    const meanwhile = world.newId()
    expect(await page.act('property.create', { id: meanwhile, values: { title: 'Entre-temps', kind: 'land', transaction: 'sale' } })).toMatchObject({ status: 'applied', seq: expect.any(Number) })
    await post.restart()
    post.line.after = null
    const again = post.page()
    await again.ask.session.resume({ token })
    expect(await foundingOf(again)).toMatchObject({ stage: 'sending' })
    post.line.answer = 'ours'
    await again.ask.sync.now({})
    await until(isDone(again))
    const { kysely } = world.server.house.store
    const { n } = await kysely.selectFrom('property').select((row) => row.fn.countAll<number>().as('n')).where('agencyId', '=', agencyId).executeTakeFirstOrThrow()
    expect(Number(n)).toBe(1603)
    expect(await again.ask.sync.compare({})).toMatchObject({ kind: 'same' })
  }, 90_000)

  it('the answer to the last word is lost and the program closed: sealed, people go on, and it comes to its end', async () => {
    const { post, page } = await lonely(1)
    const { token } = (await page.ask.session.current({}))!
    post.line.after = (path) => {
      if (path !== '/api/sync/found/finish/') return
      post.line.answer = 'nothing'
      throw new TypeError('fetch failed')
    }
    const email = newEmail()
    await page.ask.sync.found(given(email))
    await until(async () => (await foundingOf(page))?.stopped === 'away')
    expect(await foundingOf(page)).toMatchObject({ stage: 'sealed' })
    const id = world.newId()
    expect(await page.act('property.create', { id, values: { title: 'Scellé', kind: 'land', transaction: 'sale' } })).toMatchObject({ status: 'applied', seq: null })
    expect(await codeOf(page.ask.sync.dropFounding({ anyway: true }))).toBe('rule_broken')
    expect(await codeOf(page.ask.sync.leave({ confirmed: true }))).toBe('rule_broken')
    // By the password of this post, as the server does not know that he is of the agency.
    expect(await post.page().ask.session.signIn(adminAccount)).toMatchObject({ member: { name: 'Awa Ndiaye' } })
    await post.restart()
    post.line.after = null
    post.line.answer = 'ours'
    const again = post.page()
    await again.ask.session.resume({ token })
    await until(isDone(again))
    await until(async () => (await again.ask.sync.state({})).waitingCount === 0)
    expect(await world.server.house.store.kysely.selectFrom('property').select('title').where('id', '=', id).execute()).toEqual([{ title: 'Scellé' }])
  }, 60_000)

  it('given up: the server has forgotten it, and the post is as alone as before', async () => {
    const { post, page } = await lonely(1)
    const { agency } = (await page.ask.session.current({}))!
    post.line.before = (path) => {
      if (path === '/api/sync/found/finish/' || path === '/api/sync/found/part/') throw new TypeError('fetch failed')
    }
    await page.ask.sync.found(given(newEmail()))
    await until(async () => (await foundingOf(page))?.stopped === 'away')
    const { kysely } = world.server.house.store
    expect(await kysely.selectFrom('founding').select('agencyId').where('agencyId', '=', agency.id).execute()).toHaveLength(1)
    post.line.answer = 'nothing'
    expect(await codeOf(page.ask.sync.dropFounding({ anyway: false }))).toBe('online_only')
    expect(await foundingOf(page)).toMatchObject({ stage: 'sending' })
    post.line.answer = 'ours'
    expect(await page.ask.sync.dropFounding({ anyway: false })).toMatchObject({ server: null, founding: null })
    expect(await kysely.selectFrom('founding').select('agencyId').where('agencyId', '=', agency.id).execute()).toEqual([])
    // It decides for itself, and may begin again with somebody else's account.
    expect(await page.act('property.create', { id: world.newId(), values: { title: 'Seul', kind: 'land', transaction: 'sale' } })).toMatchObject({ seq: expect.any(Number) })
    await post.restart()
    const again = post.page()
    await again.ask.session.signIn(adminAccount)
    expect(await again.ask.sync.state({})).toMatchObject({ server: null, founding: null })
    post.line.before = null
    await again.ask.sync.found(given(newEmail()))
    await until(isDone(again))
  }, 60_000)

  it('who has an account of his own there is named, and what the server refuses is said', async () => {
    const { post, page } = await lonely(1)
    const ndeye = await post.join(page, 'Ndeye', 'agent')
    await createAccount(world.server.house, { email: ndeye.email, firstName: 'Un', lastName: 'Autre', phone: null, password, language: 'fr' })
    // Somebody of another agency brings nothing.
    expect(await codeOf(page.ask.sync.found({ ...given(world.ours.admin.email, { newAccount: false }), password: world.ours.admin.password }))).toBe('already_exists')
    expect(await codeOf(page.ask.sync.found({ ...given(ndeye.email) }))).toBe('already_exists')
    expect(await codeOf(ndeye.ask.sync.found(given(newEmail())))).toBe('forbidden')
    expect(await codeOf(page.ask.sync.found(given(newEmail(), { password: 'court' })))).toBe('weak_password')
    expect(await foundingOf(page)).toBe(null)
    await page.ask.sync.found(given(newEmail()))
    await until(async () => (await foundingOf(page))?.stage === 'done')
    await page.ask.sync.now({})
    expect(await foundingOf(page)).toMatchObject({ withoutAccount: [{ id: ndeye.memberId, name: 'Ndeye Membre', email: ndeye.email }] })
    await page.ask.sync.noteFounding({})
    expect(await foundingOf(page)).toBe(null)
    // A new password is for who has an account: he has none.
    expect(await codeOf(page.ask.team.setPassword({ memberId: ndeye.memberId, password: 'sept pirogues rouges' }))).toBe('not_found')
  }, 60_000)

  it('a license that another agency has is refused, in the open; it is mended and goes on', async () => {
    const { page } = await lonely(1)
    const { agency } = (await page.ask.session.current({}))!
    const { licenseNumber } = await world.server.house.store.kysely.selectFrom('subscription').select('licenseNumber').where('agencyId', '=', world.ours.id).executeTakeFirstOrThrow()
    await page.act('agency.update', { id: agency.id, patch: { licenseNumber: licenseNumber! } })
    await page.ask.sync.found(given(newEmail()))
    await until(async () => (await foundingOf(page))?.code === 'already_exists')
    await page.act('agency.update', { id: agency.id, patch: { licenseNumber: `SN-${another()}` } })
    await page.ask.sync.now({})
    await until(isDone(page))
    expect(await page.ask.sync.state({})).toMatchObject({ server: world.server.url })
  }, 60_000)
})
