import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { openMailbox } from '../testing/mailbox.ts'
import type { Mailbox } from '../testing/mailbox.ts'
import { openTestServer } from '../testing/open.ts'
import type { Answer } from '../testing/open.ts'
import { photoForm } from '../testing/samples-files.ts'
import { codeOf } from '../testing/samples-people.ts'
import { another } from '../testing/things.ts'
import { openWorld, testPassword } from '../testing/world.ts'
import type { Person, World } from '../testing/world.ts'

const suite = (kind: string, postgresUrl: string, able = true) => describe.runIf(able)(`who is who, on ${kind}`, () => {
  let world: World
  let mailbox: Mailbox
  beforeAll(async () => {
    mailbox = await openMailbox()
    world = await openWorld({ postgresUrl, environment: { SMTP_URL: mailbox.url, CLIENT_URL: 'https://app.example.sn', PUBLIC_URL: 'https://api.example.sn' } })
  })
  afterAll(async () => {
    await world.server.close()
    await mailbox.close()
  })

  const post = (path: string, body: unknown, token?: string) => world.server.call('POST', path, { body, token })
  const me = (token: string) => world.server.call('GET', '/api/auth/me/', { token })
  const login = (email: string, password = testPassword, more: object = {}) => post('/api/auth/login/', { email, password, ...more })
  /** The clock has moved since the world began: its tokens may be over. */
  const tokenOf = async ({ accountId }: Person) => (await world.server.house.services.sessions.begin(accountId, { deviceName: null, userAgent: null, address: null })).access
  const register = async (more: object = {}): Promise<{ email: string; id: string; access: string; refresh: string; answer: Answer }> => {
    const email = `${another()}@example.sn`
    const answer = await post('/api/auth/register/', { email, password: testPassword, password_confirm: testPassword, first_name: 'Awa', last_name: 'Ndiaye', ...more })
    expect(answer.status, answer.text).toBe(201)
    return { email, id: answer.body.user.id, access: answer.body.access, refresh: answer.body.refresh, answer }
  }
  /** The letters to an address, once what waits has gone out. */
  const lettersTo = async (email: string) => {
    while ((await world.server.house.services.post.deliver()) > 0);
    return mailbox.letters.filter(({ to }) => to === email)
  }
  const linkIn = (text: string): URL => new URL(/https:\/\/\S+/.exec(text)![0])

  describe('tokens', () => {
    it('a refresh token is used once; used again later, its session ends for whoever holds the next one too', async () => {
      const { refresh } = await register()
      const next = await post('/api/auth/token/refresh/', { refresh })
      expect(next.status).toBe(200)
      expect(next.body.refresh).not.toBe(refresh)
      expect((await me(next.body.access)).status).toBe(200)
      world.server.advance(11_000)
      expect(await post('/api/auth/refresh/', { refresh })).toMatchObject({ status: 401, body: { code: 'token_reused' } })
      expect((await me(next.body.access)).status).toBe(401)
      expect(await post('/api/auth/refresh/', { refresh: next.body.refresh })).toMatchObject({ status: 401, body: { code: 'token_invalid' } })
    })

    it('a telephone that sends the same refresh token twice at once is no thief', async () => {
      const { refresh } = await register()
      const both = await Promise.all([post('/api/auth/refresh/', { refresh }), post('/api/auth/refresh/', { refresh })])
      expect(both.map(({ status }) => status)).toEqual([200, 200])
      for (const { body } of both) expect((await me(body.access)).status).toBe(200)
    })

    it('an access token ends after an hour, a refresh token after thirty days', async () => {
      const { access, refresh } = await register()
      world.server.advance(59 * 60_000)
      expect((await me(access)).status).toBe(200)
      world.server.advance(2 * 60_000)
      expect(await me(access)).toMatchObject({ status: 401, body: { code: 'token_invalid' } })
      const { body } = await post('/api/auth/refresh/', { refresh })
      world.server.advance(30 * 86_400_000 + 1)
      expect((await post('/api/auth/refresh/', { refresh: body.refresh })).status).toBe(401)
    })

    it('signing out ends the session at once, on every server of the database', async () => {
      const { access, refresh } = await register()
      expect((await post('/api/auth/logout/', { refresh }, access)).status).toBe(200)
      expect((await me(access)).status).toBe(401)
      expect((await post('/api/auth/refresh/', { refresh })).status).toBe(401)
      expect((await post('/api/auth/token/verify/', { token: access })).status).toBe(401)
    })

    it('somebody sees where he is signed in and ends what is not his own telephone', async () => {
      const { email, access } = await register()
      const other = (await login(email, testPassword, { device_name: 'Tablette de l’agence' })).body.access as string
      const { body } = await world.server.call('GET', '/api/auth/sessions/', { token: access })
      expect(body).toHaveLength(2)
      expect(body.filter((one: { current: boolean }) => one.current)).toHaveLength(1)
      const tablet = body.find((one: { device_name: string | null }) => one.device_name === 'Tablette de l’agence')
      expect((await world.server.call('DELETE', `/api/auth/sessions/${tablet.id}/`, { token: await tokenOf(world.client) })).status).toBe(404)
      expect((await world.server.call('DELETE', `/api/auth/sessions/${tablet.id}/`, { token: access })).status).toBe(204)
      expect((await me(other)).status).toBe(401)
      const third = (await login(email)).body.access as string
      expect((await post('/api/auth/sessions/end-others/', {}, third)).status).toBe(200)
      expect([(await me(access)).status, (await me(third)).status]).toEqual([401, 200])
    })
  })

  describe('guessing', () => {
    it('five wrong passwords lock the account, said alike for somebody who has none; time opens it', async () => {
      const { email } = await register()
      const stranger = `${another()}@example.sn`
      const said = async (who: string) => {
        const answers: Answer[] = []
        for (let n = 0; n < 6; n++) answers.push(await login(who, 'cinq chevaux verts'))
        return answers.map(({ status, body }) => [status, body.code, body.detail])
      }
      const known = await said(email)
      expect(known.map(([status]) => status)).toEqual([401, 401, 401, 401, 423, 423])
      expect(await said(stranger)).toEqual(known)
      expect((await login(email)).status).toBe(423)
      world.server.advance(61_000)
      expect((await login(email)).status).toBe(200)
    })

    it('guesses at the same moment are counted one by one', async () => {
      const { email } = await register()
      const answers = await Promise.all(Array.from({ length: 12 }, () => login(email, 'cinq chevaux verts')))
      expect(answers.filter(({ status }) => status === 401)).toHaveLength(4)
      expect(answers.filter(({ status }) => status === 423)).toHaveLength(8)
    })
  })

  describe('letters', () => {
    it('a new account gets a letter in its language whose link proves the address, once', async () => {
      const { email, access } = await register()
      const [letter] = await lettersTo(email)
      expect(letter!.subject).toBe('Confirmez votre adresse e-mail')
      const link = linkIn(letter!.text)
      expect(link.href).toMatch(/^https:\/\/app\.example\.sn\/verify-email\?uid=/)
      expect((await me(access)).body.is_verified).toBe(false)
      const token = link.searchParams.get('token')
      expect((await post('/api/auth/email/verify/', { token })).status).toBe(200)
      expect((await me(access)).body).toMatchObject({ is_verified: true, verified_at: expect.stringMatching(/\+00:00$/) })
      expect(await post('/api/auth/email/verify/', { token })).toMatchObject({ status: 400, body: { code: 'link_invalid' } })
    })

    it('a forgotten password is made anew by a letter: old sessions end, the link serves once and for an hour', async () => {
      const { email, access } = await register()
      const asked = await world.server.call('POST', '/api/auth/users/request_password_reset/', { body: { email: email.toUpperCase() }, language: 'en' })
      expect(asked.status).toBe(200)
      const letter = (await lettersTo(email)).at(-1)!
      expect(letter.text).toContain('password')
      const token = linkIn(letter.text).searchParams.get('token')!
      const confirm = (password: string) => post('/api/auth/users/confirm_password_reset/', { uid: '', token, new_password: password, new_password_confirm: password })
      expect(await confirm('court')).toMatchObject({ status: 400, body: { code: 'weak_password' } })
      expect((await confirm('sept pirogues rouges')).status).toBe(200)
      expect(await confirm('huit pirogues rouges')).toMatchObject({ status: 400, body: { code: 'link_invalid' } })
      expect((await me(access)).status).toBe(401)
      expect([(await login(email)).status, (await login(email, 'sept pirogues rouges')).status]).toEqual([401, 200])
      expect((await lettersTo(email)).at(-1)!.subject).toBe('Votre mot de passe a changé')

      await post('/api/auth/password/reset/', { email })
      const late = linkIn((await lettersTo(email)).at(-1)!.text).searchParams.get('token')!
      world.server.advance(3_600_001)
      expect((await post('/api/auth/password/reset/confirm/', { token: late, new_password: 'neuf pirogues rouges', new_password_confirm: 'neuf pirogues rouges' })).body.code).toBe('link_invalid')
    })

    it('asking for a new password says nothing about who has an account, and sends nothing to nobody', async () => {
      const stranger = `${another()}@example.sn`
      const [known, unknown] = await Promise.all([post('/api/auth/password/reset/', { email: world.client.email }), post('/api/auth/password/reset/', { email: stranger })])
      expect([unknown.status, unknown.body]).toEqual([known.status, known.body])
      expect(await lettersTo(stranger)).toEqual([])
      expect((await lettersTo(world.client.email)).length).toBeGreaterThan(0)
    })

    it('no token of a link lies in the database', async () => {
      const { email } = await register()
      const token = linkIn((await lettersTo(email))[0]!.text).searchParams.get('token')!
      const { kysely } = world.server.house.store
      expect(JSON.stringify([await kysely.selectFrom('mail').selectAll().execute(), await kysely.selectFrom('oneTimeToken').selectAll().execute()])).not.toContain(token)
    })

    it('another address counts once its letter was opened; one that somebody has stays his, and only he is told', async () => {
      const { email, access } = await register()
      const fresh = `${another()}@example.sn`
      expect(await post('/api/auth/email/change/', { email: fresh, password: 'faux' }, access)).toMatchObject({ status: 400, body: { fields: { password: expect.any(Array) } } })
      expect((await post('/api/auth/email/change/', { email: fresh, password: testPassword }, access)).status).toBe(200)
      expect((await me(access)).body.email).toBe(email)
      await post('/api/auth/email/verify/', { token: linkIn((await lettersTo(fresh))[0]!.text).searchParams.get('token') })
      expect((await me(access)).body).toMatchObject({ email: fresh, is_verified: true })
      const taken = await post('/api/auth/email/change/', { email: world.client.email, password: testPassword }, access)
      expect(taken.status).toBe(200)
      const told = (await lettersTo(world.client.email)).at(-1)!
      expect(told.subject).toBe('Votre adresse a déjà un compte')
      expect(told.text).not.toContain('http')
    })

    it('a letter that the mail server refuses is tried again later, and none is sent twice', async () => {
      mailbox.refuse(true)
      const { email } = await register()
      expect(await lettersTo(email)).toEqual([])
      mailbox.refuse(false)
      expect(await lettersTo(email)).toEqual([])
      world.server.advance(61_000)
      const { post: letters } = world.server.house.services
      await Promise.all([letters.deliver(), letters.deliver()])
      expect(await lettersTo(email)).toHaveLength(1)
    })
  })

  describe('the password', () => {
    it('is changed by whoever knows it: his other devices are signed out, this one goes on', async () => {
      const { email, access } = await register()
      const other = (await login(email)).body.access as string
      const change = (old: string, fresh: string) => post('/api/auth/users/change_password/', { old_password: old, new_password: fresh, new_password_confirm: fresh }, access)
      expect(await change('faux', 'sept pirogues rouges')).toMatchObject({ status: 400, body: { code: 'invalid_input', fields: { old_password: expect.any(Array) } } })
      expect((await change(testPassword, 'sept pirogues rouges')).status).toBe(200)
      expect([(await me(access)).status, (await me(other)).status]).toEqual([200, 401])
    })
  })

  describe('second factor', () => {
    const turnOn = async () => {
      const who = await register()
      const { body } = await post('/api/auth/two-factor/setup/', { password: testPassword }, who.access)
      const secret = body.secret as string
      expect(body.otpauth_url).toContain(secret)
      // Not asked for before it is confirmed: somebody who loses the secret half-way is not shut out.
      expect((await login(who.email)).status).toBe(200)
      const confirmed = await post('/api/auth/two-factor/confirm/', { code: codeOf(secret, world.server.house.clock()) }, who.access)
      expect(confirmed.status, confirmed.text).toBe(200)
      world.server.advance(30_000)
      return { ...who, code: () => codeOf(secret, world.server.house.clock()), recovery: confirmed.body.recovery_codes as string[] }
    }

    it('asks for a code after the password, takes each code once', async () => {
      const { email, code } = await turnOn()
      expect(await login(email)).toMatchObject({ status: 401, body: { code: 'code_needed' } })
      expect(await login(email, 'faux', { code: code() })).toMatchObject({ status: 401, body: { code: 'wrong_password' } })
      expect((await login(email, testPassword, { code: code() })).status).toBe(200)
      expect(await login(email, testPassword, { code: code() })).toMatchObject({ status: 401, body: { code: 'code_wrong' } })
    })

    it('wrong codes lock like wrong passwords', async () => {
      const { email, code } = await turnOn()
      const answers: Answer[] = []
      for (let n = 0; n < 5; n++) answers.push(await login(email, testPassword, { code: '000000' }))
      expect(answers.map(({ body }) => body.code)).toEqual(['code_wrong', 'code_wrong', 'code_wrong', 'code_wrong', 'account_locked'])
      expect((await login(email, testPassword, { code: code() })).status).toBe(423)
    })

    it('a recovery code opens once; with the password the factor is turned off', async () => {
      const { email, recovery, access } = await turnOn()
      expect(recovery).toHaveLength(10)
      const opened = await login(email, testPassword, { code: recovery[0]!.toUpperCase() })
      expect(opened.status).toBe(200)
      expect((await login(email, testPassword, { code: recovery[0] })).body.code).toBe('code_wrong')
      expect((await world.server.call('GET', '/api/auth/two-factor/', { token: access })).body).toEqual({ enabled: true, recovery_codes_left: 9 })
      expect((await post('/api/auth/two-factor/disable/', { password: testPassword }, access)).status).toBe(200)
      expect((await login(email)).status).toBe(200)
    })

    it('the secret lies sealed in the database', async () => {
      const who = await register()
      const { body } = await post('/api/auth/two-factor/setup/', { password: testPassword }, who.access)
      expect(JSON.stringify(await world.server.house.store.kysely.selectFrom('secondFactor').selectAll().execute())).not.toContain(body.secret)
    })
  })

  describe('sign-in by others', () => {
    const nonce = async () => (await post('/api/auth/oauth/nonce/', {})).body.nonce as string
    const claims = async (more: object = {}) => ({ sub: another(), email: `${another()}@example.sn`, email_verified: true, given_name: 'Aminata', nonce: await nonce(), ...more })
    const google = (token: string) => post('/api/auth/oauth/google/', { id_token: token })

    it('makes an account the first time and finds it by its subject ever after, also with another address', async () => {
      const person = await claims()
      const first = await google(await world.issuer.token(person))
      expect(first.status, first.text).toBe(200)
      expect((await me(first.body.access)).body).toMatchObject({ is_verified: true, first_name: 'Aminata', email: person.email })
      const again = await google(await world.issuer.token({ ...(await claims()), sub: person.sub }))
      expect(again.body.user.id).toBe(first.body.user.id)
    })

    it.each([
      ['signed by another key', {}, 'other'],
      ['made out to another application', { aud: 'another-application' }, 'published'],
      ['of another issuer', { iss: 'https://accounts.example.com' }, 'published'],
      ['past its time', { iat: 1_700_000_000, exp: 1_700_003_600 }, 'published'],
      ['without a nonce', { nonce: undefined }, 'published'],
      ['with a nonce that we did not give', { nonce: 'abc.def.ghi' }, 'published'],
      ['without a proven address', { email_verified: false }, 'published'],
      ['without a subject', { sub: undefined }, 'published'],
    ] as const)('refuses a token %s', async (_what, more, key) => {
      const answer = await google(await world.issuer.token(await claims(more), { key }))
      expect(answer).toMatchObject({ status: 401, body: { code: 'identity_refused' } })
    })

    it('refuses an unsigned token, and the same token a second time', async () => {
      const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
      const unsigned = `${part({ alg: 'none', typ: 'JWT' })}.${part({ iss: world.issuer.url, aud: 'digit-hab-mobile', exp: Math.floor(world.server.house.clock() / 1000) + 600, iat: 1, ...(await claims()) })}.`
      expect(await google(unsigned)).toMatchObject({ status: 401, body: { code: 'identity_refused' } })
      const token = await world.issuer.token(await claims())
      expect((await google(token)).status).toBe(200)
      expect(await google(token)).toMatchObject({ status: 401, body: { code: 'identity_refused' } })
    })

    it('gives nobody the account of an address that was never proven here', async () => {
      const { email } = await register()
      expect(await google(await world.issuer.token(await claims({ email })))).toMatchObject({ status: 401, body: { code: 'identity_refused' } })
      const proven = await google(await world.issuer.token(await claims({ email: world.client.email })))
      expect(proven.body.user.id).toBe(world.client.accountId)
    })

    it('does not go round the second factor', async () => {
      const first = await google(await world.issuer.token(await claims({ sub: 'with-factor' })))
      const { access, user } = first.body
      const { house } = world.server
      await house.services.credentials.set(user.id, { email: user.email, name: 'x' }, testPassword, { mustChange: false })
      const { secret } = (await post('/api/auth/two-factor/setup/', { password: testPassword }, access)).body
      await post('/api/auth/two-factor/confirm/', { code: codeOf(secret, house.clock()) }, access)
      expect(await google(await world.issuer.token(await claims({ sub: 'with-factor' })))).toMatchObject({ status: 401, body: { code: 'code_needed' } })
    })
  })

  describe('people', () => {
    it('what a member says of himself stands in his agency too', async () => {
      const { memberId } = world.ours.colleague
      const token = await tokenOf(world.ours.colleague)
      const answer = await world.server.call('PATCH', '/api/auth/users/me/', { token, body: { first_name: 'Khady', last_name: 'Mbaye', phone: '77 123 45 67' } })
      expect(answer.body).toMatchObject({ full_name: 'Khady Mbaye', phone: '+221771234567', agency: world.ours.name })
      const row = await world.server.house.store.kysely.selectFrom('member').select(['name', 'phone']).where('id', '=', memberId).executeTakeFirstOrThrow()
      expect(row).toEqual({ name: 'Khady Mbaye', phone: '+221771234567' })
    })

    it('nobody makes himself more than he is by sending the whole object back', async () => {
      const { access, email } = await register()
      const answer = await world.server.call('PUT', '/api/auth/me/', { token: access, body: { email, role: 'admin', is_verified: true, is_active: true, operator: true, login_count: 99, first_name: 'Awa' } })
      expect(answer.body).toMatchObject({ role: 'client', is_verified: false, login_count: 1 })
    })

    it('a picture is cleaned, served by a signed address, and taken away again', async () => {
      const form = await photoForm({}, 'avatar')
      const { access } = await register()
      const answer = await world.server.call('PATCH', '/api/auth/users/me/', { token: access, form })
      expect(answer.status, answer.text).toBe(200)
      const address = answer.body.avatar.replace('https://api.example.sn', '')
      const picture = await world.server.call('GET', address)
      expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/jpeg'])
      expect((await world.server.call('GET', address.replace(/signature=.{4}/, 'signature=AAAA'))).status).toBe(404)
      expect((await world.server.call('PATCH', '/api/auth/users/me/', { token: access, body: { avatar: null } })).body.avatar).toBeNull()
    })

    it('whoever closes his account is forgotten, and his address is free', async () => {
      const { id, email, access } = await register({ phone: '77 765 43 21' })
      expect((await world.server.call('DELETE', `/api/auth/users/${id}/`, { token: access })).status).toBe(204)
      expect((await me(access)).status).toBe(401)
      expect((await login(email)).status).toBe(401)
      const left = JSON.stringify(await world.server.house.store.kysely.selectFrom('account').selectAll().where('id', '=', id).execute())
      for (const word of [email, 'Awa', 'Ndiaye', '77 765', '77765']) expect(left).not.toContain(word)
      expect((await post('/api/auth/register/', { email, password: testPassword, password_confirm: testPassword })).status).toBe(201)
    })

    it('each yes and no stands with its date and the version of the text', async () => {
      const { access } = await register({ privacy_consent: true })
      await post('/api/auth/consents/', { purpose: 'marketing', given: true }, access)
      await post('/api/auth/consents/', { purpose: 'marketing', given: false }, access)
      const { body } = await world.server.call('GET', '/api/auth/consents/', { token: access })
      expect(body.map((one: { purpose: string; given: boolean }) => [one.purpose, one.given])).toEqual([['marketing', false], ['marketing', true], ['privacy', true]])
      expect(body[0]).toMatchObject({ version: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/), at: expect.stringMatching(/\+00:00$/) })
    })

    it('managers find the people of their agency and nobody else', async () => {
      const list = async (who: Person, query = '') => (await world.server.call('GET', `/api/auth/users/?page_size=100${query}`, { token: await tokenOf(who) })).body
      const ours = await list(world.ours.manager)
      expect(new Set(ours.results.map((one: { agency_id: string }) => one.agency_id))).toEqual(new Set([world.ours.id]))
      expect(ours.count).toBe(4)
      expect((await list(world.ours.agent)).results.map((one: { id: string }) => one.id)).toEqual([world.ours.agent.accountId])
      expect((await list(world.operator, '&role=admin')).count).toBe(2)
      expect((await list(world.ours.admin, '&search=manager')).results).toHaveLength(1)
      expect((await list(world.ours.admin, '&search=%25')).count).toBe(4)
    })
  })
})

suite('SQLite', '')
suite('PostgreSQL', inject('postgresUrl'), inject('postgresUrl') !== '')

describe('how often one may ask', () => {
  it('is bound by class of operation and by caller, and told with Retry-After', async () => {
    const server = await openTestServer({ environment: { RATE_LIMIT_SCALE: '1' } })
    try {
      const ask = (email: string) => server.call('POST', '/api/auth/password/reset/', { body: { email } })
      const answers: Answer[] = []
      for (let n = 0; n < 7; n++) answers.push(await ask(`a${n}@example.sn`))
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200, 429])
      expect(answers[6]!.body).toMatchObject({ code: 'too_many_requests' })
      expect(Number(answers[6]!.headers.get('retry-after'))).toBeGreaterThan(0)
      // Another class still answers.
      expect((await server.call('GET', '/api/properties/')).status).toBe(200)
    } finally {
      await server.close()
    }
  })
})
