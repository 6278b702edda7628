import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { photoForm } from '../../testing/samples-files.ts'
import { property } from '../../testing/things.ts'
import { openWorld, testPassword } from '../../testing/world.ts'
import type { World } from '../../testing/world.ts'

const suite = (kind: string, postgresUrl: string, able = true) => describe.runIf(able)(`agencies and their people, on ${kind}`, () => {
  let world: World
  beforeAll(async () => {
    world = await openWorld({ postgresUrl })
  })
  afterAll(async () => world.server.close())

  const call = (method: string, path: string, token?: string, body?: unknown) => world.server.call(method, path, { token, ...(body === undefined ? {} : { body }) })
  const registration = (more: object = {}) => ({
    name: 'Agence Keur Immo', legal_name: 'Keur Immo SARL', license_number: 'SN-KEUR', email: 'Awa@Keur.sn', phone: '+221338001122', address_line1: 'Rue 10', city: 'Dakar', country: 'Sénégal',
    first_name: 'Awa', last_name: 'Ndiaye', password: testPassword, password_confirm: testPassword, ...more,
  })
  /** Everything that a registration could leave behind. */
  const rows = async () => {
    const { kysely } = world.server.house.store
    const count = async (table: 'agency' | 'member' | 'account' | 'credential' | 'subscription' | 'command' | 'change') =>
      Number((await kysely.selectFrom(table).select(({ fn }) => fn.countAll<number>().as('n')).executeTakeFirstOrThrow()).n)
    return Promise.all((['agency', 'member', 'account', 'credential', 'subscription', 'command', 'change'] as const).map(count))
  }

  it('an agency and the account of its admin are made in one act, which answers with tokens that open it', async () => {
    const { status, body } = await call('POST', '/api/auth/agencies/register-with-agent/', undefined, registration({ subscription_type: 'enterprise', logo: null }))
    expect(status).toBe(201)
    expect(body).toMatchObject({
      message: 'Votre agence est enregistrée.', user: { email: 'awa@keur.sn', first_name: 'Awa', last_name: 'Ndiaye', role: 'admin', agency_id: body.agency.id },
      // Which plan an agency is on, nobody gives himself.
      agency: { name: 'Agence Keur Immo', legal_name: 'Keur Immo SARL', license_number: 'SN-KEUR', country: 'SN', subscription_type: 'trial', is_trial: true, max_agents: 5, max_properties: 100, max_clients: 500, users_count: 1, commission_rate: '3.00' },
    })
    expect(Date.parse(body.agency.subscription_end) - Date.parse(body.agency.subscription_start)).toBe(30 * 86_400_000)
    expect((await call('GET', '/api/agencies/me', body.access)).body).toMatchObject({ id: body.agency.id })
    expect((await call('GET', '/api/auth/me/', body.access)).body).toMatchObject({ role: 'admin', agency_id: body.agency.id })
    expect((await call('POST', '/api/auth/login/', undefined, { email: 'awa@keur.sn', password: testPassword })).status).toBe(200)
    expect((await call('POST', '/api/auth/refresh/', undefined, { refresh: body.refresh })).status).toBe(200)
    const made = await call('POST', '/api/properties/', body.access, { title: 'Premier bien', property_type: 'villa', property_type_display: 'sale' })
    expect(made.body.reference).toMatch(/^KEU-/)
  })

  it('what is refused leaves nothing behind: no agency without an admin, no account without its agency', async () => {
    const before = await rows()
    const refused = async (more: object) => (await call('POST', '/api/auth/agencies/register-with-agent/', undefined, registration(more))).body
    expect(await refused({ email: 'other@keur.sn' })).toMatchObject({ code: 'already_exists', fields: { license_number: [expect.any(String)] } })
    expect(await refused({ license_number: 'SN-2' })).toMatchObject({ code: 'already_exists', fields: { email: [expect.any(String)] } })
    expect(await refused({ license_number: 'SN-2', email: 'other@keur.sn', password: 'password12', password_confirm: 'password12' })).toMatchObject({ code: 'weak_password' })
    expect(await refused({ license_number: 'SN-2', email: 'other@keur.sn', password_confirm: 'autre' })).toMatchObject({ fields: { password_confirm: [expect.any(String)] } })
    expect(await refused({ license_number: 'SN-2', email: 'other@keur.sn', country: 'Atlantide' })).toMatchObject({ fields: { country: [expect.any(String)] } })
    expect(await rows()).toEqual(before)
  })

  it('sent twenty times at once it is one agency', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => call('POST', '/api/auth/agencies/register-with-agent/', undefined, registration({ license_number: 'SN-ONCE', email: 'once@keur.sn' }))))
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(19)
  })

  it('somebody who is signed in founds one for himself and is its admin from then on; a second one is refused', async () => {
    const person = (await call('POST', '/api/auth/register/', undefined, { email: 'founder@example.sn', password: testPassword, password_confirm: testPassword, first_name: 'Ousmane', last_name: 'Sow' })).body
    const said = { name: 'Teranga Sud', license_number: 'SN-SUD', email: 'sud@example.sn', phone: '338112233' }
    expect((await call('POST', '/api/auth/agencies/register/', undefined, said)).status).toBe(401)
    const made = await call('POST', '/api/auth/agencies/register/', person.access, said)
    expect(made).toMatchObject({ status: 201, body: { name: 'Teranga Sud', users_count: 1 } })
    expect((await call('GET', '/api/auth/agencies/me/', person.access)).body.id).toBe(made.body.id)
    expect((await call('POST', '/api/auth/agencies/register/', person.access, { ...said, license_number: 'SN-SUD-2' })).body).toMatchObject({ code: 'already_exists' })
  })

  it('settings are the admin’s, with the logo in the same act; others keep their hands off', async () => {
    const form = await photoForm({ commission_rate: '4,25', website: 'https://lagune.sn', address_line2: '' }, 'logo')
    const { body } = await world.server.call('PATCH', '/api/auth/agencies/me/', { token: world.ours.admin.token, form })
    expect(body).toMatchObject({ commission_rate: '4.25', website: 'https://lagune.sn' })
    const logo = new URL(body.logo_url)
    expect((await call('GET', logo.pathname + logo.search)).headers.get('content-type')).toBe('image/jpeg')
    expect(body.logo).toBe(body.logo_url)
    const notAPhoto = new FormData()
    notAPhoto.set('name', 'Autre nom')
    notAPhoto.set('logo', new File(['<script>alert(1)</script>'], 'logo.jpg', { type: 'image/jpeg' }))
    expect((await world.server.call('PATCH', '/api/auth/agencies/me/', { token: world.ours.admin.token, form: notAPhoto })).status).toBe(415)
    expect((await call('GET', '/api/auth/agencies/me/', world.ours.agent.token)).body).toMatchObject({ name: world.ours.name, commission_rate: null, logo: expect.any(String) })
    for (const token of [world.ours.agent.token, world.ours.manager.token]) expect((await call('PATCH', '/api/auth/agencies/me/', token, { commission_rate: 99 })).body.code).toBe('forbidden')
    expect((await call('PATCH', '/api/auth/agencies/me/', world.ours.admin.token, { commission_rate: 101 })).status).toBe(400)
    expect((await call('PATCH', '/api/auth/agencies/me/', world.client.token, { name: 'Chez moi' })).body.code).toBe('forbidden')
  })

  it('the operator changes settings of any agency and says why, which is written down', async () => {
    const path = `/api/auth/agencies/${world.theirs.id}/update_settings/`
    expect((await call('PATCH', path, world.operator.token, { city: 'Thiès' })).body).toMatchObject({ code: 'invalid_input', fields: { reason: [expect.any(String)] } })
    expect((await call('PATCH', path, world.operator.token, { city: 'Thiès', reason: 'Demande du 27 novembre' })).body).toMatchObject({ city: 'Thiès' })
    expect(await world.server.house.store.kysely.selectFrom('audit').select(['accountId', 'agencyId', 'reason']).where('action', '=', 'agency.update').execute())
      .toEqual([{ accountId: world.operator.accountId, agencyId: world.theirs.id, reason: 'Demande du 27 novembre' }])
    expect((await call('PATCH', path, world.ours.admin.token, { city: 'Saly' })).status).toBe(404)
    expect((await call('PATCH', '/api/auth/agencies/0192f0c1-7b3a-7c44-9f00-1234567890ab/update_settings/', world.operator.token, { city: 'Saly', reason: 'Aucune' })).status).toBe(404)
  })

  it('strangers see the name and the telephone of an agency, never its subscription, its people or its figures', async () => {
    await property({ world, agency: world.theirs, owner: world.theirs.agent, caller: 'agent', token: undefined })
    await property({ world, agency: world.theirs, owner: world.theirs.agent, caller: 'agent', token: undefined }, {}, 'draft')
    for (const token of [undefined, world.client.token, world.ours.admin.token]) {
      const { body } = await call('GET', `/api/auth/agencies/${world.theirs.id}/`, token)
      expect(body).toMatchObject({ name: world.theirs.name, properties_count: 1 })
      for (const field of ['legal_name', 'license_number', 'vat_number', 'subscription_type', 'subscription_end', 'max_agents', 'commission_rate', 'users_count', 'clients_count']) expect(body[field], field).toBeNull()
    }
    expect((await call('GET', `/api/auth/agencies/${world.theirs.id}/`, world.operator.token)).body).toMatchObject({ license_number: 'LIC-teranga', subscription_type: 'enterprise', users_count: 4, properties_count: 2 })
    expect((await call('GET', `/api/auth/agencies/${world.theirs.id}/users/`, world.ours.admin.token)).status).toBe(404)
    expect((await call('GET', `/api/auth/agencies/${world.ours.id}/statistics/`, world.client.token)).status).toBe(403)
    expect((await call('GET', `/api/auth/agencies/${world.theirs.id}/statistics/`, world.theirs.agent.token)).body).toEqual({ total_users: 4, active_users: 4, total_properties: 2, total_clients: 0, subscription_days_remaining: 365, subscription_active: true })
  })

  it('an admin adds a colleague who signs in with what he was given and is what he was made', async () => {
    const said = { email: 'ibou.fall@lagune.sn', password: testPassword, password_confirm: testPassword, first_name: 'Ibou', last_name: 'Fall', phone: '77 123 45 67', role: 'manager', position: 'Directeur' }
    const made = await call('POST', '/api/auth/agents/create/', world.ours.admin.token, said)
    expect(made).toMatchObject({ status: 201, body: { user: { email: said.email, first_name: 'Ibou', role: 'manager', agency_id: world.ours.id } } })
    const signedIn = (await call('POST', '/api/auth/login/', undefined, { email: said.email, password: testPassword })).body
    expect(signedIn).toMatchObject({ must_change_password: true, user: { role: 'manager' } })
    const shown = (await call('GET', '/api/auth/agencies/me/team/', world.ours.agent.token)).body.find((one: { email: string }) => one.email === said.email)
    expect(shown).toMatchObject({ id: made.body.user.id, full_name: 'Ibou Fall', phone: '+221771234567', position: 'Directeur', is_active: true, agency: world.ours.name })
  })

  it('nobody makes a member of somebody who has an account, and what is refused leaves no account', async () => {
    const said = { password: testPassword, password_confirm: testPassword, first_name: 'X', last_name: 'Y', role: 'agent' }
    const before = await rows()
    expect((await call('POST', '/api/auth/agents/create/', world.ours.admin.token, { ...said, email: world.client.email })).body).toMatchObject({ code: 'already_exists', fields: { email: [expect.any(String)] } })
    expect((await call('POST', '/api/agencies/me/team/', world.ours.admin.token, { ...said, email: world.operator.email })).status).toBe(409)
    for (const token of [world.ours.agent.token, world.ours.manager.token, world.client.token]) expect((await call('POST', '/api/auth/agents/create/', token, { ...said, email: 'new@lagune.sn' })).body.code).toBe('forbidden')
    expect(await rows()).toEqual(before)
    expect((await call('GET', '/api/auth/me/', world.client.token)).body).toMatchObject({ role: 'client', agency_id: null })
  })

  it('a change of a colleague is one act: refused in part, nothing of it stays', async () => {
    const { admin, colleague } = world.ours
    const team = async (id: string) => (await call('GET', '/api/auth/agencies/me/team/', admin.token)).body.find((one: { id: string }) => one.id === id)
    expect((await call('PATCH', `/api/auth/agencies/me/team/${admin.accountId}/`, admin.token, { position: 'Gérant', role: 'agent' })).body).toMatchObject({ code: 'last_admin' })
    expect(await team(admin.accountId)).toMatchObject({ role: 'admin', position: null })
    const changed = await call('PATCH', `/api/auth/agencies/me/team/${colleague.memberId}/`, admin.token, { position: 'Responsable', role: 'admin', employee_id: 'E-7' })
    expect(changed.body).toMatchObject({ id: colleague.accountId, role: 'admin', position: 'Responsable', employee_id: 'E-7' })
    expect((await call('GET', '/api/auth/me/', colleague.token)).body.role).toBe('admin')
    expect((await call('PATCH', `/api/auth/agencies/me/team/${world.theirs.agent.memberId}/`, admin.token, { role: 'admin' })).status).toBe(404)
    expect((await call('PATCH', `/api/auth/agencies/me/team/${colleague.memberId}/`, admin.token, { role: 'agent' })).body.role).toBe('agent')
  })

  it('who is let in no longer is a stranger to the agency from the next request on, with his session still open', async () => {
    const { admin, colleague } = world.ours
    const toggle = (body: object) => call('POST', `/api/auth/agencies/${world.ours.id}/agents/${colleague.accountId}/toggle-active/`, admin.token, body)
    expect((await call('GET', '/api/agencies/me/', colleague.token)).status).toBe(200)
    expect((await toggle({ is_active: false })).body.is_active).toBe(false)
    expect((await call('GET', '/api/agencies/me/', colleague.token)).status).toBe(403)
    expect((await call('GET', '/api/auth/admin/agents/?is_active=false', admin.token)).body.map((one: { id: string }) => one.id)).toEqual([colleague.accountId])
    // Said as a form says it, too.
    const asForm = await world.server.call('POST', `/api/auth/agencies/${world.ours.id}/agents/${colleague.accountId}/toggle-active/`, { token: admin.token, body: 'is_active=false', headers: { 'content-type': 'application/x-www-form-urlencoded' } })
    expect(asForm.body.is_active).toBe(false)
    expect((await toggle({})).body.is_active).toBe(true)
    expect((await call('GET', '/api/agencies/me/', colleague.token)).status).toBe(200)
    expect((await call('DELETE', `/api/auth/agencies/me/team/${admin.accountId}/`, admin.token)).body.code).toBe('last_admin')
  })
})

suite('SQLite', '')
suite('PostgreSQL', inject('postgresUrl'), inject('postgresUrl') !== '')
