import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openSqlite } from '../../shared/database/open-sqlite.ts'
import { adminAccount, openTestCore } from './testing/open-core.ts'
import type { TestCore, TestPage } from './testing/open-core.ts'
import { databasePath } from './workspace.ts'

const minute = 60_000
const { email, password } = adminAccount

/** The code that a call was refused with. */
async function refusal(call: Promise<unknown>): Promise<unknown> {
  try {
    await call
    return 'not refused'
  } catch (error) {
    return (error as { code?: unknown }).code ?? error
  }
}

let house: TestCore
beforeEach(async () => {
  house = await openTestCore()
})
afterEach(async () => house.end())
const list = { filters: [], search: '', sort: [], offset: 0, limit: 10 }

describe('the first run', () => {
  it('finds nothing, makes the agency and its admin, and signs him in', async () => {
    const page = house.page()
    expect(await page.ask.setup.state({})).toEqual({ state: 'empty', joining: null })
    const view = await page.ask.setup.createAgency({ agencyName: ' Teranga ', city: null, phone: null, referencePrefix: 'THS',
      name: 'Awa Ndiaye', email: ' AWA@Example.sn ', password })
    expect(view).toMatchObject({
      member: { name: 'Awa Ndiaye', email, role: 'admin' },
        agency: { name: 'Teranga', currency: 'XOF', zone: 'Africa/Dakar', country: 'SN', referencePrefix: 'THS',
        lockAfterMinutes: 15 },
      locked: false, lockAt: house.now + 15 * minute, mustChangePassword: false,
    })
    expect(view.rights).toMatchObject({ 'member.create': 'agency', 'property.update': 'agency', 'agency.found': 'none' })
    expect(view.token).toMatch(/^[\w-]{43}$/)
    expect(await page.ask.setup.state({})).toEqual({ state: 'ready', agencyName: 'Teranga', demo: null })
    expect((await page.ask.properties.page(list)).rows).toEqual([])
  })

  it('is done once, even when asked twice at the same moment', async () => {
    const founding = { agencyName: 'A', name: 'Awa Ndiaye', email, password }
    const [first, second] = await Promise.allSettled([house.page().ask.setup.createAgency(founding),
      house.page().ask.setup.createAgency({ ...founding, email: 'other@example.sn' })])
    expect([first.status, second.status].toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(await refusal(house.page().ask.setup.createAgency(founding))).toBe('already_exists')
    expect(await refusal(house.page().ask.setup.openDemo({}))).toBe('already_exists')
    const database = openSqlite(databasePath(house.directory), { readonly: true })
    expect(database.prepare('select count(*) from agency').pluck().get()).toBe(1)
    database.close()
  })

  it.each([['motdepasse1', 'common'], ['awa ndiaye 2026', 'personal'],
    ['aaaaaaaaaaaa', 'common']])('refuses the password %j as %s, and leaves nothing', async (weak, why) => {
    const page = house.page()
    await expect(page.ask.setup.createAgency({ agencyName: 'A', name: 'Awa Ndiaye', email, password: weak }))
      .rejects.toMatchObject({ code: 'weak_password', params: { why } })
    expect(await page.ask.setup.state({})).toEqual({ state: 'empty', joining: null })
    expect(await refusal(page.ask.properties.page(list))).toBe('not_signed_in')
  })

  it('can be tried again after it failed half-way', async () => {
    const database = openSqlite(databasePath(house.directory))
    database.exec(`create trigger stop before insert on agency begin select raise(abort, 'no'); end`)
    const founding = { agencyName: 'A', name: 'Awa Ndiaye', email, password }
    await expect(house.page().ask.setup.createAgency(founding)).rejects.toThrow('no')
    database.exec('drop trigger stop')
    database.close()
    expect(await house.page().ask.setup.createAgency(founding)).toMatchObject({ member: { email } })
    expect(await house.page().ask.session.signIn({ email, password })).toMatchObject({ member: { email } })
  })
})

describe('signing in', () => {
  let admin: TestPage
  beforeEach(async () => {
    admin = await house.found()
  })

  it('by e-mail however it is written; and out again', async () => {
    const page = house.page()
    expect(await page.ask.session.current({})).toBeNull()
    expect(await page.ask.session.signIn({ email: ' Awa@EXAMPLE.sn', password }))
      .toMatchObject({ member: { name: 'Awa Ndiaye' } })
    expect(await page.ask.session.current({})).toMatchObject({ member: { name: 'Awa Ndiaye' } })
    await page.ask.session.signOut({})
    expect(await page.ask.session.current({})).toBeNull()
    expect(await refusal(page.ask.team.list({}))).toBe('not_signed_in')
    expect((await admin.ask.team.list({})).map((member) => member.lastSignInAt)).toEqual([house.now])
  })

  it('a wrong password says how many tries are left, a stranger’s the same', async () => {
    const page = house.page()
    for (const who of [email, 'nobody@example.sn'])
      for (const left of [4, 3, 2, 1]) await expect(page.ask.session.signIn({ email: who, password: 'wrong' }))
        .rejects.toMatchObject({ code: 'wrong_password', params: { left } })
    expect(await page.ask.session.signIn({ email, password })).toMatchObject({ member: { email } })
    await expect(page.ask.session.signIn({ email, password: 'wrong' })).rejects.toMatchObject({ params: { left: 4 } })
  })

  it('locks with the fifth failure, for longer each time, and opens again when the time has passed', async () => {
    const page = house.page()
    for (const who of [email, 'nobody@example.sn']) {
      for (let n = 0; n < 4; n += 1) await refusal(page.ask.session.signIn({ email: who, password: 'wrong' }))
      await expect(page.ask.session.signIn({ email: who, password: 'wrong' })).rejects.toMatchObject({ code: 'account_locked',
        params: { until: house.now + minute } })
      await expect(page.ask.session.signIn({ email: who, password })).rejects.toMatchObject({ code: 'account_locked',
        params: { until: house.now + minute } })
    }
    house.now += minute + 1
    await expect(page.ask.session.signIn({ email, password: 'wrong' })).rejects.toMatchObject({ code: 'account_locked',
      params: { until: house.now + 2 * minute } })
    house.now += minute
    expect(await refusal(page.ask.session.signIn({ email, password }))).toBe('account_locked')
    house.now += minute + 1
    expect(await page.ask.session.signIn({ email, password })).toMatchObject({ locked: false })
    await expect(page.ask.session.signIn({ email, password: 'wrong' })).rejects.toMatchObject({ code: 'wrong_password',
      params: { left: 4 } })
  })

  it('guesses at the same moment are counted one by one', async () => {
    const guesses = await Promise.all(Array.from({ length: 8 },
      () => refusal(house.page().ask.session.signIn({ email, password: 'wrong' }))))
    expect(guesses.filter((code) => code === 'wrong_password')).toHaveLength(4)
    expect(guesses.filter((code) => code === 'account_locked')).toHaveLength(4)
    expect(await refusal(house.page().ask.session.signIn({ email, password }))).toBe('account_locked')
  })

  it('the lock survives a restart', async () => {
    for (let n = 0; n < 5; n += 1) await refusal(house.page().ask.session.signIn({ email, password: 'wrong' }))
    await house.restart()
    expect(await refusal(house.page().ask.session.signIn({ email, password }))).toBe('account_locked')
  })

  it('two windows are two people, each with his own rights', async () => {
    const fatou = await house.join(admin, 'Fatou', 'agent')
    expect((await fatou.ask.session.current({}))?.member).toMatchObject({ name: 'Fatou Membre', role: 'agent' })
    expect((await admin.ask.session.current({}))?.member).toMatchObject({ name: 'Awa Ndiaye', role: 'admin' })
    expect(await refusal(fatou.ask.backup.list({}))).toBe('forbidden')
    expect(await admin.ask.backup.list({})).toEqual([])
    expect(await fatou.say('member.setRole', { id: fatou.memberId, role: 'admin' })).toMatchObject({ code: 'forbidden' })
    await fatou.ask.session.signOut({})
    expect(await admin.ask.team.list({})).toHaveLength(2)
  })
})

describe('a locked window', () => {
  let admin: TestPage
  beforeEach(async () => {
    admin = await house.found()
  })

  it('locks by itself, in the core, when nobody touched it', async () => {
    house.now += 15 * minute
    expect(await admin.ask.team.list({})).toHaveLength(1)
    house.now += 1
    expect(await refusal(admin.ask.team.list({}))).toBe('session_locked')
    expect(await refusal(admin.act('agency.update', { id: 'x', patch: {} }))).toBe('session_locked')
    expect(await refusal(admin.ask.session.touch({}))).toBe('session_locked')
    expect(await admin.ask.session.current({})).toMatchObject({ locked: true })
    house.now -= 10 * minute
    expect(await refusal(admin.ask.team.list({})), 'turning the clock back does not open it').toBe('session_locked')
  })

  it('stays open while somebody works or touches', async () => {
    for (let n = 0; n < 4; n += 1) {
      house.now += 10 * minute
      if (n % 2) expect(await admin.ask.session.touch({})).toEqual({ lockAt: house.now + 15 * minute })
      else await admin.act('contact.create', { id: `018f0000-0000-7000-8000-00000000000${n}`, name: 'Contact' })
    }
    expect(await admin.ask.team.list({})).toHaveLength(1)
  })

  it('looking at lists is no sign of life: a screen that refreshes itself does not keep it open', async () => {
    for (let n = 0; n < 2; n += 1) {
      house.now += 8 * minute
      if (n === 0) await admin.ask.properties.page(list)
    }
    expect(await refusal(admin.ask.properties.page(list))).toBe('session_locked')
  })

  it('opens with the password of its member, and wrong ones count', async () => {
    await admin.ask.session.lock({})
    expect(await refusal(admin.ask.properties.page(list))).toBe('session_locked')
    await expect(admin.ask.session.unlock({ password: 'wrong' })).rejects.toMatchObject({ code: 'wrong_password',
      params: { left: 4 } })
    expect(await refusal(admin.ask.properties.page(list))).toBe('session_locked')
    expect(await admin.ask.session.unlock({ password })).toMatchObject({ locked: false, lockAt: house.now + 15 * minute })
    expect((await admin.ask.properties.page(list)).rows).toEqual([])
  })

  it('the time is the agency’s, and a new one counts at once', async () => {
    const { agency } = (await admin.ask.session.current({}))!
    await admin.act('agency.update', { id: agency.id, patch: { lockAfterMinutes: 2 } })
    house.now += 2 * minute + 1
    expect(await refusal(admin.ask.team.list({}))).toBe('session_locked')
  })

  it('can be left by signing out', async () => {
    await admin.ask.session.lock({})
    await admin.ask.session.signOut({})
    expect(await refusal(admin.ask.session.unlock({ password }))).toBe('not_signed_in')
  })
})

describe('taking a session up again', () => {
  it('after a reload and after a restart, by its token', async () => {
    const admin = await house.found()
    const { token } = (await admin.ask.session.current({}))!
    admin.leave()
    const reloaded = house.page()
    expect(await reloaded.ask.session.resume({ token })).toMatchObject({ token, member: { email }, locked: false })
    await house.restart()
    const restarted = house.page()
    expect(await restarted.ask.session.resume({ token })).toMatchObject({ token, member: { email }, locked: false })
    expect(await restarted.ask.team.list({})).toHaveLength(1)
  })

  it('comes back locked when it was locked, or away too long; after half a day not at all', async () => {
    const admin = await house.found()
    const { token } = (await admin.ask.session.current({}))!
    await admin.ask.session.lock({})
    await house.restart()
    expect(await house.page().ask.session.resume({ token })).toMatchObject({ locked: true })
    const page = house.page()
    await page.ask.session.resume({ token })
    await page.ask.session.unlock({ password })
    await house.restart()
    house.now += 16 * minute
    const away = house.page()
    expect(await away.ask.session.resume({ token })).toMatchObject({ locked: true })
    expect(await refusal(away.ask.team.list({}))).toBe('session_locked')
    await house.restart()
    house.now += 12 * 60 * minute
    expect(await refusal(house.page().ask.session.resume({ token }))).toBe('not_signed_in')
  })

  it('not with another token, nor after signing out', async () => {
    const admin = await house.found()
    const { token } = (await admin.ask.session.current({}))!
    expect(await refusal(house.page().ask.session.resume({ token: 'A'.repeat(43) }))).toBe('not_signed_in')
    const second = house.page()
    await second.ask.session.resume({ token })
    await admin.ask.session.signOut({})
    expect(await refusal(house.page().ask.session.resume({ token }))).toBe('not_signed_in')
    expect(await refusal(second.ask.team.list({})), 'another window of the same session').toBe('not_signed_in')
    expect(await second.ask.session.current({})).toBeNull()
    await house.restart()
    expect(await refusal(house.page().ask.session.resume({ token }))).toBe('not_signed_in')
  })

  it('the token itself is nowhere in the database', async () => {
    const admin = await house.found()
    const { token } = (await admin.ask.session.current({}))!
    const database = openSqlite(databasePath(house.directory), { readonly: true })
    expect(JSON.stringify(database.prepare('select * from session').all())).not.toContain(token)
    expect(JSON.stringify(database.prepare('select * from credential').all())).not.toContain(password)
    database.close()
  })
})

describe('who loses his right', () => {
  let admin: TestPage
  let fatou: Awaited<ReturnType<TestCore['join']>>
  beforeEach(async () => {
    admin = await house.found()
    fatou = await house.join(admin, 'Fatou', 'manager')
  })

  it('loses it with the very next call: a new role counts at once', async () => {
    expect(await fatou.ask.backup.create({})).toMatchObject({ reason: 'manual' })
    const [, late] = await Promise.all([admin.act('member.setRole', { id: fatou.memberId, role: 'agent' }), Promise.resolve()])
    expect(late).toBeUndefined()
    expect(await refusal(fatou.ask.backup.create({}))).toBe('forbidden')
    expect((await fatou.ask.session.current({}))).toMatchObject({ member: { role: 'agent' },
      rights: { 'backup.create': 'none' } })
    await admin.act('member.setRole', { id: fatou.memberId, role: 'admin' })
    expect(await fatou.ask.backup.list({})).toHaveLength(1)
  })

  it('made inactive is signed out everywhere and cannot come back; made active again he can', async () => {
    const { token } = (await fatou.ask.session.current({}))!
    await admin.act('member.setActive', { id: fatou.memberId, active: false })
    expect(await refusal(fatou.ask.team.list({}))).toBe('not_signed_in')
    expect(await refusal(house.page().ask.session.resume({ token }))).toBe('not_signed_in')
    expect(await refusal(house.page().ask.session.signIn({ email: fatou.email, password: fatou.password }))).toBe('forbidden')
    await house.restart()
    expect(await refusal(house.page().ask.session.resume({ token }))).toBe('not_signed_in')
    admin = house.page()
    await admin.ask.session.signIn(adminAccount)
    await admin.act('member.setActive', { id: fatou.memberId, active: true })
    expect(await house.page().ask.session.signIn({ email: fatou.email, password: fatou.password }))
      .toMatchObject({ member: { role: 'manager' } })
  })

  it('whose making was undone is gone at once, and his e-mail is free again', async () => {
    const { entries } = await admin.ask.core.activity({})
    await admin.act('core.undo', { commandId: entries.find((entry) => entry.commandName === 'member.create')!.commandId })
    expect(await refusal(fatou.ask.team.list({}))).toBe('not_signed_in')
    expect(await refusal(house.page().ask.session.signIn({ email: fatou.email, password: fatou.password }))).toBe('forbidden')
    const again = await house.join(admin, 'Fatou', 'agent')
    expect(await again.ask.session.current({})).toMatchObject({ member: { id: again.memberId, role: 'agent' } })
    expect(await refusal(house.page().ask.session.signIn({ email: fatou.email, password: 'un premier secret' })))
      .toBe('wrong_password')
  })
})

describe('changing a password', () => {
  it('needs the old one, refuses weak ones, and ends all other sessions of its owner', async () => {
    const admin = await house.found()
    const fatou = await house.join(admin, 'Fatou', 'agent')
    const elsewhere = house.page()
    const { token } = await elsewhere.ask.session.signIn(adminAccount)
    const change = (current: string, next: string) => admin.ask.session.changePassword({ current, next })
    await expect(change('wrong', 'un autre secret 42')).rejects.toMatchObject({ code: 'wrong_password' })
    await expect(change(password, password)).rejects.toMatchObject({ code: 'weak_password', params: { why: 'same' } })
    await expect(change(password, 'ndiaye ndiaye ndiaye')).rejects.toMatchObject({ code: 'weak_password',
      params: { why: 'personal' } })
    expect(await refusal(change(password, 'court'))).toBe('BAD_REQUEST')
    expect(await elsewhere.ask.team.list({})).toHaveLength(2)
    await change(password, 'un autre secret 42')
    expect(await admin.ask.team.list({})).toHaveLength(2)
    expect(await fatou.ask.team.list({})).toHaveLength(2)
    expect(await refusal(elsewhere.ask.team.list({}))).toBe('not_signed_in')
    expect(await elsewhere.ask.session.current({})).toBeNull()
    expect(await refusal(elsewhere.ask.session.unlock({ password: 'un autre secret 42' }))).toBe('not_signed_in')
    expect(await refusal(elsewhere.ask.session.touch({}))).toBe('not_signed_in')
    expect(await refusal(house.page().ask.session.resume({ token }))).toBe('not_signed_in')
    expect(await refusal(house.page().ask.session.signIn({ email, password }))).toBe('wrong_password')
    expect(await house.page().ask.session.signIn({ email, password: 'un autre secret 42' })).toMatchObject({ member: { email } })
  })

  it('given by the admin it must be changed, and whoever was signed in is not any more', async () => {
    const admin = await house.found()
    const fatou = await house.join(admin, 'Fatou', 'agent')
    await admin.ask.team.setPassword({ memberId: fatou.memberId, password: 'donné par la cheffe' })
    expect(await refusal(fatou.ask.team.list({}))).toBe('not_signed_in')
    const page = house.page()
    const view = await page.ask.session.signIn({ email: fatou.email, password: 'donné par la cheffe' })
    expect(view.mustChangePassword).toBe(true)
    await house.restart()
    const resumed = house.page()
    expect(await resumed.ask.session.resume({ token: view.token })).toMatchObject({ mustChangePassword: true })
    await resumed.ask.session.changePassword({ current: 'donné par la cheffe', next: 'choisi par moi-même' })
    expect(await resumed.ask.session.current({})).toMatchObject({ mustChangePassword: false })
    expect(await refusal(resumed.ask.team.setPassword({ memberId: fatou.memberId, password: 'un agent ne peut pas' })))
      .toBe('forbidden')
  })

  it('opens an account that was locked by guesses', async () => {
    const admin = await house.found()
    const fatou = await house.join(admin, 'Fatou', 'agent')
    for (let n = 0; n < 5; n += 1) await refusal(house.page().ask.session.signIn({ email: fatou.email, password: 'wrong' }))
    expect(await refusal(house.page().ask.session.signIn({ email: fatou.email, password: fatou.password })))
      .toBe('account_locked')
    await admin.ask.team.setPassword({ memberId: fatou.memberId, password: 'donné par la cheffe' })
    expect(await house.page().ask.session.signIn({ email: fatou.email, password: 'donné par la cheffe' }))
      .toMatchObject({ mustChangePassword: true })
  })
})
