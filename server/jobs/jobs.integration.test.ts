import { readdirSync } from 'node:fs'
import { Readable } from 'node:stream'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest'
import { createServerLog } from '../log.ts'
import type { House } from '../house.ts'
import { makeToken } from '../identity/links.ts'
import { closeHouse, openHouse } from '../open.ts'
import { remindPeople } from '../notify/reminders.ts'
import { openMailbox } from '../testing/mailbox.ts'
import type { Mailbox } from '../testing/mailbox.ts'
import { openWorld, testPassword } from '../testing/world.ts'
import type { World } from '../testing/world.ts'
import { tellAlerts } from './alerts.ts'
import { openJobs } from './runner.ts'
import type { Job } from './runner.ts'

const day = 86_400_000
const hour = 3_600_000

const suite = (kind: string, postgresUrl: string, able = true) => describe.runIf(able)(`what the server does by itself, on ${kind}`, () => {
  let world: World
  let mailbox: Mailbox
  /** Another server over the same database. */
  let second: House
  beforeAll(async () => {
    mailbox = await openMailbox()
    world = await openWorld({ postgresUrl, environment: { SMTP_URL: mailbox.url } })
    second = await openHouse(world.server.house.config, createServerLog('silent'))
  })
  afterEach(async () => void (await world.server.house.store.kysely.deleteFrom('job').execute()))
  afterAll(async () => {
    await closeHouse(second)
    await world.server.close()
    await mailbox.close()
  })

  const row = (name: string) => world.server.house.store.kysely.selectFrom('job').selectAll().where('name', '=', name).executeTakeFirst()
  const count = async (table: 'idempotency' | 'oneTimeToken' | 'refreshToken' | 'accessSession' | 'upload' | 'mail') =>
    Number((await world.server.house.store.kysely.selectFrom(table).select(({ fn }) => fn.countAll<number>().as('n')).executeTakeFirstOrThrow()).n)
  /** Two runners of the same work over one database, and a clock that stands still until it is moved. */
  const pair = (job: Omit<Job, 'name'>, name: string) => {
    const clock = { now: Date.UTC(2026, 10, 28) }
    const open = (house: House) => openJobs({ ...house, clock: () => clock.now }, [{ ...job, name }])
    return { clock, both: [open(world.server.house), open(second)] as const }
  }

  it('a job that is due runs once, however many servers look at the same moment, and again when its time has come', async () => {
    let runs = 0
    const { clock, both } = pair({ every: 5000, most: 60_000, run: async () => void runs++ }, 'once')
    for (let round = 1; round <= 10; round++) {
      const ran = (await Promise.all([...both, ...both].map((runner) => runner.tick()))).flat()
      expect(ran).toEqual(['once'])
      expect(runs).toBe(round)
      expect(await both[1].tick()).toEqual([])
      clock.now += 5000
    }
    expect(await row('once')).toMatchObject({ runs: 10, error: null, lockedUntil: null, nextAt: clock.now })
  })

  it('one under way is left alone by others until whoever took it must be dead', async () => {
    let begun = 0
    const gate = Promise.withResolvers<void>()
    const { clock, both } = pair({ every: 1000, most: 60_000, run: async () => {
      begun++
      if (begun === 1) await gate.promise
    } }, 'long')
    const first = both[0].tick()
    while (begun === 0) await new Promise((resolve) => setTimeout(resolve, 5))
    clock.now += 59_999
    expect(await both[1].tick()).toEqual([])
    clock.now += 1
    expect(await both[1].tick()).toEqual(['long'])
    gate.resolve()
    await first
    // The one that was taken for dead does not touch the row of the one that came after it.
    expect(await row('long')).toMatchObject({ runs: 1, nextAt: clock.now + 1000 })
  })

  it('what goes wrong is kept where the operator sees it, holds up no other, and is forgotten once it works', async () => {
    let broken = true
    const { clock, both: [runner] } = pair({ every: 1000, most: 60_000, run: async () => {
      if (broken) throw new Error('the post office is closed')
    } }, 'failing')
    await runner.tick()
    expect(await row('failing')).toMatchObject({ error: 'Error: the post office is closed', runs: 1, lockedUntil: null })
    const shown = await world.server.call('GET', '/api/console/work/', { token: world.operator.token })
    expect(shown.body.jobs).toContainEqual(expect.objectContaining({ name: 'failing', error: 'Error: the post office is closed' }))
    broken = false
    clock.now += 1000
    await runner.tick()
    expect(await row('failing')).toMatchObject({ error: null, runs: 2 })
  })

  it('looks by itself once it is started, and after a stop never again', async () => {
    let runs = 0
    const runner = openJobs(world.server.house, [{ name: 'clockwork', every: 0, most: 60_000, run: async () => void runs++ }])
    runner.start()
    const started = Date.now()
    while (runs === 0 && Date.now() - started < 10_000) await new Promise((resolve) => setTimeout(resolve, 20))
    expect(runs).toBe(1)
    await runner.stop()
    const before = runs
    await new Promise((resolve) => setTimeout(resolve, 1300))
    expect(runs).toBe(before)
  })

  it('nothing runs in a server that was not told to start', async () => {
    expect(await row('mail.deliver')).toBeUndefined()
  })

  it('letters go out by the job, each once, whichever of two servers takes it', async () => {
    const { house } = world.server
    await Promise.all(Array.from({ length: 15 }, (_, n) => house.services.post.send({ kind: 'emailTaken', to: `n${n}@example.sn`, accountId: null, language: 'fr' })))
    await Promise.all([house.services.jobs.tick(), second.services.jobs.tick(), house.services.jobs.tick(), house.services.post.deliver(), second.services.post.deliver()])
    const got = mailbox.letters.map(({ to }) => to).filter((to) => /^n\d+@example\.sn$/.test(to))
    expect(got.toSorted()).toEqual(Array.from({ length: 15 }, (_, n) => `n${n}@example.sn`).toSorted())
    expect(await row('mail.deliver')).toMatchObject({ error: null, lockedUntil: null })
    mailbox.letters.length = 0
  })

  it('forgets what is over and keeps what is not', async () => {
    const { house, call, advance } = world.server
    const { kysely } = house.store
    const { accountId } = world.client
    const property = { title: 'Une fois', property_type: 'land', property_type_display: 'sale' }
    await call('POST', '/api/properties/', { token: world.ours.agent.token, body: property, headers: { 'Idempotency-Key': 'sweep-me-please' } })
    await makeToken(house, 'reset', accountId, world.client.email)
    const kept = await makeToken(house, 'verify', accountId, world.client.email)
    const { id: upload } = await house.services.uploads.begin(world.ours.agent.accountId, world.ours.id, { name: 'salon.jpg', bytes: 100, purpose: 'photo' })
    await house.services.uploads.put(world.ours.agent.accountId, upload, 0, Readable.from([Buffer.alloc(10)]))
    expect([await count('idempotency'), await count('oneTimeToken'), await count('upload')]).toEqual([1, 2, 1])
    await house.services.jobs.tick()
    expect([await count('idempotency'), await count('oneTimeToken'), await count('upload')]).toEqual([1, 2, 1])

    advance(2 * hour)
    await house.services.jobs.tick()
    // The reset lived an hour, the proof lives three days.
    expect((await kysely.selectFrom('oneTimeToken').select('purpose').execute()).map(({ purpose }) => purpose)).toEqual(['verify'])
    expect(await count('idempotency')).toBe(1)
    advance(2 * day)
    await house.services.jobs.tick()
    expect([await count('idempotency'), await count('upload')]).toEqual([0, 0])
    expect(readdirSync(join(house.config.dataDirectory, 'uploads'), { recursive: true }).filter((name) => String(name).includes(upload))).toEqual([])
    expect((await call('POST', '/api/auth/verify-email/', { body: { uid: accountId, token: kept } })).status).not.toBe(500)
  })

  it('ends sessions that nobody can go on with, keeps those that somebody can, and still knows a stolen token meanwhile', async () => {
    const { house, call, advance } = world.server
    const { kysely } = house.store
    const idle = (await call('POST', '/api/auth/login/', { body: { email: world.client.email, password: testPassword } })).body
    const used = (await call('POST', '/api/auth/login/', { body: { email: world.client.email, password: testPassword } })).body
    advance(20 * day)
    const next = (await call('POST', '/api/auth/refresh/', { body: { refresh: used.refresh } })).body
    await house.services.jobs.tick()
    advance(8 * day)
    await house.services.jobs.tick()
    const other = (await call('POST', '/api/auth/login/', { body: { email: world.client.email, password: testPassword } })).body
    const renewed = (await call('POST', '/api/auth/refresh/', { body: { refresh: other.refresh } })).body
    advance(4 * day)
    await house.services.jobs.tick()
    const sessions = (await house.services.sessions.list(world.client.accountId)).length
    expect(sessions).toBe(2)
    expect((await call('POST', '/api/auth/refresh/', { body: { refresh: idle.refresh } })).body.code).toBe('token_invalid')
    expect((await call('POST', '/api/auth/refresh/', { body: { refresh: next.refresh } })).status).toBe(200)
    expect((await call('POST', '/api/auth/refresh/', { body: { refresh: other.refresh } })).body.code).toBe('token_reused')
    expect((await call('POST', '/api/auth/refresh/', { body: { refresh: renewed.refresh } })).body.code).toBe('token_invalid')
    expect(await kysely.selectFrom('accessSession').select('endReason').where('endReason', '=', 'expired').execute()).not.toHaveLength(0)
    advance(200 * day)
    await house.services.jobs.tick()
    advance(100 * day)
    await house.services.jobs.tick()
    expect([await count('accessSession'), await count('refreshToken')]).toEqual([0, 0])
  })

  it('what saved searches found is told once, whichever of two servers does it, and of each agency apart', async () => {
    const { house } = world.server
    await house.services.jobs.tick()
    const seek = async (staff: typeof world.ours.agent, agency: typeof world.ours) => {
      const [contactId, propertyId] = [world.newId(), world.newId()]
      await world.act(staff, agency, 'contact.create', { id: contactId, name: `Client de ${agency.name}`, phones: [{ typed: '77 123 45 67' }] })
      await world.act(staff, agency, 'contact.setConsent', { id: contactId, purpose: 'service', channel: 'whatsapp', given: true, day: '2026-11-01' })
      await world.act(staff, agency, 'clientSearch.create', { id: world.newId(), contactId, transaction: 'rent', kinds: ['apartment'], alerts: 'immediate' })
      await world.act(staff, agency, 'property.create', { id: propertyId, status: 'available', values: { title: `Bien de ${agency.name}`, kind: 'apartment', transaction: 'rent' } })
      return propertyId
    }
    const [mine, theirs] = [await seek(world.ours.agent, world.ours), await seek(world.theirs.agent, world.theirs)]
    world.server.advance(10_000)
    await Promise.all([house.services.jobs.tick(), second.services.jobs.tick(), tellAlerts(house), tellAlerts(second)])
    await tellAlerts(second)
    const told = await house.store.kysely.selectFrom('alertTold').select(['agencyId', 'propertyId']).where('messageId', 'is not', null).execute()
    expect(told.toSorted((a, b) => (a.agencyId < b.agencyId ? -1 : 1))).toEqual([{ agencyId: world.ours.id, propertyId: mine }, { agencyId: world.theirs.id, propertyId: theirs }].toSorted((a, b) => (a.agencyId < b.agencyId ? -1 : 1)))
    expect((await house.store.kysely.selectFrom('alertMessage').select('state').execute()).map(({ state }) => state)).toEqual(['ready', 'ready'])
    expect(await row('alerts.tell')).toMatchObject({ error: null })
  })

  it('tells the admins of an agency a week before its subscription ends and when it has, once each', async () => {
    const { house, advance } = world.server
    const { kysely } = house.store
    const told = () => kysely.selectFrom('audit').select(['action', 'agencyId']).where('action', 'in', ['subscription.ending', 'subscription.ended']).orderBy('at').execute()
    await kysely.deleteFrom('mail').execute()
    await kysely.deleteFrom('audit').execute()
    await kysely.updateTable('subscription').set({ endsAt: house.clock() + 400 * day }).execute()
    await kysely.updateTable('subscription').set({ endsAt: house.clock() + 8 * day }).where('agencyId', '=', world.ours.id).execute()
    await house.services.jobs.tick()
    expect(await told()).toEqual([])
    for (const days of [1.5, 1, 1, 6, 1, 1]) {
      advance(days * day)
      await house.services.jobs.tick()
    }
    expect(await told()).toEqual([{ action: 'subscription.ending', agencyId: world.ours.id }, { action: 'subscription.ended', agencyId: world.ours.id }])
    const letters = await kysely.selectFrom('mail').select(['kind', 'email']).orderBy('createdAt').execute()
    expect(letters.map(({ kind: what, email }) => [what, email])).toEqual([['subscriptionEnding', world.ours.admin.email], ['subscriptionEnded', world.ours.admin.email]])
    advance(6000)
    await house.services.jobs.tick()
    expect(mailbox.letters.find(({ subject }) => subject === `L’abonnement de ${world.ours.name} est terminé`)?.text).toMatch(/s’est terminé le \d{1,2} \S+ \d{4}/)
  })

  it('what falls due is said once, whichever of two servers says it, and not again', async () => {
    const { house, advance } = world.server
    const { theirs: ours } = world
    const id = world.newId()
    await world.act(ours.agent, ours, 'task.create', { id, title: 'Rappeler le notaire', remindAt: house.clock() + hour })
    const told = () => house.store.kysely.selectFrom('notification').select(['kind', 'memberId', 'targetId']).where('targetId', '=', id).execute()
    const said = () => house.store.kysely.selectFrom('change').select('commandId').where('entity', '=', 'notification').where('agencyId', '=', ours.id).execute()
    expect(await remindPeople(house)).toBe(0)
    const before = (await said()).length
    advance(hour)
    const other = { ...second, clock: house.clock }
    // Two servers at once share PostgreSQL; on SQLite one follows the other.
    if (postgresUrl) await Promise.all([remindPeople(house), remindPeople(other), remindPeople(house)])
    else for (const server of [house, other]) await remindPeople(server)
    expect(await told()).toEqual([{ kind: 'taskDue', memberId: ours.agent.memberId, targetId: id }])
    expect(await said()).toHaveLength(before + 1)
    expect(await remindPeople(house)).toBe(0)
    // Where the subscription has run out nothing of the agency changes any more; what somebody is told is his own.
    const chosen = { choices: [{ topic: 'leads', channel: 'native', enabled: false }] }
    await expect(world.act(world.ours.agent, world.ours, 'task.create', { id: world.newId(), title: 'x' })).rejects.toMatchObject({ code: 'plan_expired' })
    await world.act(world.ours.agent, world.ours, 'notification.setPreferences', chosen)
  })

  it('letters that left a month ago are forgotten, those that wait are not', async () => {
    const { house } = world.server
    const { kysely } = house.store
    await kysely.deleteFrom('mail').execute()
    const now = house.clock()
    const letter = (id: string, more: object) => ({ id, kind: 'verify', email: `${id}@example.sn`, accountId: null, language: 'fr', params: '{}', state: 'sent' as const, attempts: 1, nextAt: now, error: null, createdAt: now - 200 * day, sentAt: null, ...more })
    await kysely.insertInto('mail').values([
      letter('old', { sentAt: now - 31 * day }), letter('new', { sentAt: now - 29 * day }), letter('waiting', { state: 'waiting', nextAt: now + day }), letter('failed', { state: 'failed' }), letter('failing', { state: 'failed', createdAt: now - 80 * day }),
    ]).execute()
    await house.services.jobs.tick()
    expect((await kysely.selectFrom('mail').select('id').orderBy('id').execute()).map(({ id }) => id)).toEqual(['failing', 'new', 'waiting'])
  })
})

suite('SQLite', '')
suite('PostgreSQL', inject('postgresUrl'), inject('postgresUrl') !== '')
