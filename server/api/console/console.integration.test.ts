import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { Secret, TOTP } from 'otpauth'
import { beginFactor, confirmFactor } from '../../identity/second-factor.ts'
import { isoOf } from '../values.ts'
import { property } from '../../testing/things.ts'
import { openWorld, testPassword } from '../../testing/world.ts'
import type { TestAgency, World } from '../../testing/world.ts'
import type { Answer } from '../../testing/open.ts'

const day = 86_400_000

const suite = (kind: string, postgresUrl: string, able = true) => describe.runIf(able)(`the operator, on ${kind}`, () => {
  let world: World
  beforeAll(async () => {
    world = await openWorld({ postgresUrl })
  })
  afterAll(async () => world.server.close())

  const get = (path: string): Promise<Answer> => world.server.call('GET', `/api/console/${path}`, { token: world.operator.token })
  const post = (path: string, body: unknown = { reason: 'Demandé au téléphone' }): Promise<Answer> => world.server.call('POST', `/api/console/${path}`, { token: world.operator.token, body })
  const change = (agency: TestAgency, body: object): Promise<Answer> =>
    world.server.call('PUT', `/api/console/agencies/${agency.id}/subscription/`, { token: world.operator.token, body: { plan: 'trial', ends_at: isoOf(Date.now() + 90 * day), max_agents: 2, max_properties: 10, max_clients: null, reason: 'Essai', ...body } })
  const villa = (agency: TestAgency) => property({ world, agency, owner: agency.agent, caller: 'agent', token: undefined })
  const lastAudit = async (query: string) => (await get(`audit/?page_size=1&${query}`)).body.results[0]

  it('sees what each agency uses of what it may, found by parts of its name without accents, in pages', async () => {
    await villa(world.ours)
    await change(world.ours, {})
    const { body } = await get('agencies/?search=LAGUNE%20agence')
    expect(body).toMatchObject({ count: 1, results: [{ id: world.ours.id, plan: 'trial', state: 'active', limits: { agents: 2, properties: 10, clients: null }, usage: { agents: 2, properties: 1, clients: 0 }, license_number: 'LIC-lagune' }] })
    const first = (await get('agencies/?page_size=1')).body
    expect(first).toMatchObject({ count: 2, previous: null, results: [{ name: 'Agence lagune' }] })
    expect((await get('agencies/?page_size=1&page=2')).body).toMatchObject({ count: 2, next: null, results: [{ name: 'Agence teranga' }] })
    expect((await get('agencies/?page_size=1&page=3')).status).toBe(404)
    expect((await get('agencies/?plan=enterprise')).body.results.map((row: { id: string }) => row.id)).toEqual([world.theirs.id])
    expect((await get('agencies/?search=nobody%20here')).body).toMatchObject({ count: 0, results: [] })
  })

  it('reads facts and members of an agency, and nothing it works on', async () => {
    const { body, text } = await get(`agencies/${world.ours.id}/`)
    expect(body.members.map((member: { email: string; role: string }) => `${member.role} ${member.email}`).toSorted()).toEqual(
      ['admin admin@lagune.sn', 'agent agent@lagune.sn', 'agent colleague@lagune.sn', 'manager manager@lagune.sn'])
    expect(body.last_activity).not.toBeNull()
    expect(text).not.toContain(world.ours.secret)
    expect((await get(`agencies/${world.newId()}/`)).status).toBe(404)
  })

  it('changes plan, end and limits, and the audit says from what to what and why', async () => {
    const ends = isoOf(Date.now() + 400 * day)
    const { status, body } = await change(world.ours, { plan: 'premium', ends_at: ends, max_agents: 20, max_properties: null, reason: 'Payé pour 2027' })
    expect(status).toBe(200)
    expect(body).toMatchObject({ plan: 'premium', ends_at: ends, limits: { agents: 20, properties: null, clients: null }, license_number: 'LIC-lagune' })
    expect(await lastAudit(`agency=${world.ours.id}`)).toMatchObject({
      action: 'subscription.changed', reason: 'Payé pour 2027', account: { email: 'operator@digit-hab.sn' }, agency: { id: world.ours.id, name: 'Agence lagune' },
      detail: { from: { plan: 'trial' }, to: { plan: 'premium', limits: { agents: 20, properties: null, clients: null } } },
    })
  })

  it('is refused an unknown plan, a missing reason and limits below nothing, and nothing changes or is audited', async () => {
    const before = (await get(`audit/?agency=${world.ours.id}`)).body.count
    expect((await change(world.ours, { plan: 'gold' })).status).toBe(404)
    expect(await change(world.ours, { reason: '  ' })).toMatchObject({ status: 400, body: { code: 'invalid_input', fields: { reason: [expect.any(String)] } } })
    expect((await change(world.ours, { max_agents: -1 })).status).toBe(400)
    expect((await get(`agencies/${world.ours.id}/`)).body.plan).toBe('premium')
    expect((await get(`audit/?agency=${world.ours.id}`)).body.count).toBe(before)
  })

  it('gives an agency without a subscription its first', async () => {
    await world.server.house.store.kysely.deleteFrom('subscription').where('agencyId', '=', world.theirs.id).execute()
    expect((await get('agencies/?state=unsubscribed')).body.results.map((row: { id: string }) => row.id)).toEqual([world.theirs.id])
    expect((await post(`agencies/${world.theirs.id}/suspend/`)).status).toBe(409)
    expect((await change(world.theirs, { plan: 'basic' })).body).toMatchObject({ plan: 'basic', state: 'active' })
  })

  it('suspends with a reason: strangers see no property of it any more; lifted, they do again', async () => {
    const id = await villa(world.theirs)
    const seen = async () => (await world.server.call('GET', `/api/properties/${id}/`)).status
    expect(await seen()).toBe(200)
    expect((await post(`agencies/${world.theirs.id}/suspend/`, { reason: 'Facture impayée depuis trois mois' })).body).toMatchObject({ state: 'suspended', suspended_reason: 'Facture impayée depuis trois mois' })
    expect(await seen()).toBe(404)
    expect((await get('agencies/?state=suspended')).body.results).toHaveLength(1)
    expect((await get('overview/')).body).toMatchObject({ agencies: { total: 2, active: 1, suspended: 1 }, attention: [{ agency: { id: world.theirs.id }, why: 'suspended' }] })
    // Twice is refused, and leaves the first reason.
    expect((await post(`agencies/${world.theirs.id}/suspend/`, { reason: 'encore' })).body.code).toBe('move_not_allowed')
    expect((await post(`agencies/${world.theirs.id}/resume/`)).body).toMatchObject({ state: 'active', suspended_at: null, suspended_reason: null })
    expect(await seen()).toBe(200)
    expect(await lastAudit('action=agency.suspended')).toMatchObject({ reason: 'Facture impayée depuis trois mois', agency: { id: world.theirs.id } })
    expect((await get('audit/?action=agency.suspended')).body.count).toBe(1)
  })

  it('is shown agencies near a limit, near their end, and past it', async () => {
    const why = async () => (await get('overview/')).body.attention.find((one: { agency: { id: string } }) => one.agency.id === world.ours.id)?.why
    await change(world.ours, { max_agents: 20, max_properties: 10, ends_at: isoOf(Date.now() + 90 * day) })
    expect(await why()).toBeUndefined()
    await change(world.ours, { max_properties: 1 })
    expect(await why()).toBe('limit')
    await change(world.ours, { ends_at: isoOf(Date.now() + 10 * day), max_agents: 20 })
    expect(await why()).toBe('ending')
    await change(world.ours, { ends_at: isoOf(Date.now() - day) })
    expect(await why()).toBe('expired')
    expect((await get('agencies/?state=expired')).body.count).toBe(1)
    await change(world.ours, { plan: 'enterprise', max_agents: null, max_properties: null, ends_at: isoOf(Date.now() + 365 * day) })
  })

  it('finds people by name and e-mail, by role, by agency and by state', async () => {
    const emails = async (query: string) => (await get(`accounts/?${query}`)).body.results.map((row: { email: string }) => row.email).toSorted()
    expect(await emails('search=CLIENT@example')).toEqual(['client@example.sn'])
    expect(await emails('search=colleague%20diop')).toEqual(['colleague@lagune.sn', 'colleague@teranga.sn'])
    expect(await emails('search=%25')).toHaveLength((await get('accounts/')).body.count)
    expect(await emails(`role=agent&agency=${world.ours.id}`)).toEqual(['agent@lagune.sn', 'colleague@lagune.sn'])
    expect(await emails('role=client')).toEqual(['client@example.sn'])
    expect(await emails('role=operator')).toEqual(['operator@digit-hab.sn'])
    expect(await emails('state=closed')).toEqual([])
    expect((await get(`accounts/${world.ours.agent.accountId}/`)).body).toMatchObject({ role: 'agent', agency: { id: world.ours.id, name: 'Agence lagune' }, state: 'open', sessions: 1, verified: true, second_factor: false })
  })

  it('closes an account: its tokens are worth nothing at once, and it cannot sign in until it is opened again', async () => {
    const { accountId, email, token } = world.theirs.manager
    const signIn = async () => (await world.server.call('POST', '/api/auth/login/', { body: { email, password: testPassword } })).status
    expect((await post(`accounts/${accountId}/close/`)).body).toMatchObject({ state: 'closed', sessions: 0 })
    expect((await world.server.call('GET', '/api/auth/me/', { token })).status).toBe(401)
    expect(await signIn()).toBe(403)
    expect((await post(`accounts/${accountId}/close/`)).status).toBe(409)
    expect((await post(`accounts/${accountId}/reopen/`)).body.state).toBe('open')
    expect(await signIn()).toBe(200)
    expect((await get(`audit/?account=${accountId}`)).body.results.map((line: { action: string }) => line.action)).toEqual(['session.begun', 'account.reopened', 'account.closed'])
  })

  it('cannot close the account it is signed in with', async () => {
    expect((await post(`accounts/${world.operator.accountId}/close/`)).status).toBe(403)
    expect((await get('me/')).body).toMatchObject({ email: 'operator@digit-hab.sn', account_id: world.operator.accountId })
  })

  it('ends one session or all of them, but never the one it asks with', async () => {
    const { accountId, token, refresh } = world.theirs.colleague
    const { sessions } = (await get(`accounts/${accountId}/sessions/`)).body
    expect(sessions).toMatchObject([{ device: 'test', current: false }])
    expect((await post(`sessions/${sessions[0].id}/end/`)).status).toBe(204)
    expect((await world.server.call('GET', '/api/auth/me/', { token })).status).toBe(401)
    expect((await world.server.call('POST', '/api/auth/refresh/', { body: { refresh } })).status).toBe(401)
    expect((await post(`sessions/${sessions[0].id}/end/`)).status).toBe(404)
    expect(await lastAudit('action=session.ended')).toMatchObject({ target: { id: accountId, name: 'colleague@teranga.sn' }, detail: { session: sessions[0].id } })
    await world.server.house.services.sessions.begin(world.operator.accountId, { deviceName: 'other', userAgent: null, address: null })
    expect((await post(`accounts/${world.operator.accountId}/end-sessions/`)).body.sessions).toBe(1)
    expect((await get(`accounts/${world.operator.accountId}/sessions/`)).body.sessions).toMatchObject([{ device: 'test', current: true }])
  })

  it('takes off the lock of wrong passwords', async () => {
    const { accountId, email } = world.theirs.agent
    const signIn = async (password: string) => (await world.server.call('POST', '/api/auth/login/', { body: { email, password } })).status
    for (let n = 0; n < 5; n++) await signIn('not the password')
    expect(await signIn(testPassword)).toBe(423)
    expect((await get('accounts/?state=locked')).body.results).toMatchObject([{ email, state: 'locked', locked_until: expect.any(String) }])
    expect((await post(`accounts/${accountId}/unlock/`)).body).toMatchObject({ state: 'open', locked_until: null })
    expect(await signIn(testPassword)).toBe(200)
  })

  it('takes the second factor off an account whose telephone is lost', async () => {
    const { house } = world.server
    const { accountId, email } = world.ours.manager
    const { secret } = await beginFactor(house, { id: accountId, email })
    await confirmFactor(house, { id: accountId, email }, new TOTP({ secret: Secret.fromBase32(secret) }).generate())
    const signIn = async () => (await world.server.call('POST', '/api/auth/login/', { body: { email, password: testPassword } })).body.code
    expect(await signIn()).toBe('code_needed')
    expect((await get(`accounts/${accountId}/`)).body.second_factor).toBe(true)
    expect((await post(`accounts/${accountId}/drop-factor/`, { reason: 'Téléphone perdu, identité vérifiée' })).body.second_factor).toBe(false)
    expect(await signIn()).toBeUndefined()
    expect(await lastAudit('action=factor.dropped')).toMatchObject({ target: { id: accountId }, reason: 'Téléphone perdu, identité vérifiée' })
  })

  it('reads the audit by time and by act, and acts that failed are not in it', async () => {
    const { actions } = (await get('audit/actions/')).body
    expect(actions).toEqual(expect.arrayContaining(['account.closed', 'agency.suspended', 'session.begun', 'subscription.changed']))
    const now = encodeURIComponent(isoOf(Date.now() + 60_000))
    expect((await get(`audit/?from=${now}`)).body.count).toBe(0)
    expect((await get(`audit/?to=${now}`)).body.count).toBeGreaterThan(10)
    expect((await get('audit/?from=yesterday')).status).toBe(400)
    const times = (await get('audit/?page_size=100')).body.results.map((line: { at: string }) => line.at)
    expect(times).toEqual(times.toSorted().toReversed())
  })

  it('sees letters that wait or failed, and what works by itself', async () => {
    const { house } = world.server
    await house.services.post.send({ kind: 'verify', to: 'awa@example.sn', accountId: null, language: 'fr' })
    await house.store.kysely.insertInto('job').values({ name: 'test.nightly', nextAt: Date.now() + day, lockedUntil: null, startedAt: Date.now() - 5000, endedAt: Date.now() - 1000, error: 'disk full', runs: 3 }).execute()
    const { body } = await get('work/')
    expect(body.mails).toMatchObject({ on: false, waiting: 1, failed: 0, letters: [{ kind: 'verify', email: 'awa@example.sn', state: 'waiting', attempts: 0 }] })
    expect(body.jobs).toContainEqual(expect.objectContaining({ name: 'test.nightly', running: false, error: 'disk full', runs: 3 }))
    expect((await get('overview/')).body).toMatchObject({ jobs_failing: 1, mails: { waiting: 1, failed: 0 } })
    await house.store.kysely.updateTable('mail').set({ state: 'failed', error: 'refused' }).execute()
    expect((await get('work/')).body.mails).toMatchObject({ waiting: 0, failed: 1, letters: [{ state: 'failed', error: 'refused' }] })
  })
})

suite('SQLite', '')
suite('PostgreSQL', inject('postgresUrl'), inject('postgresUrl') !== '')
