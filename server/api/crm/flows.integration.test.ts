import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { compareLogWithTables } from '../../../shared/command/fold.ts'
import { business } from '../../../shared/modules/business.ts'
import { property } from '../../testing/things.ts'
import { openWorld } from '../../testing/world.ts'
import type { World } from '../../testing/world.ts'

type Body = Record<string, any> // oxlint-disable-line typescript/no-explicit-any -- answers as a client reads them

suite('SQLite', () => '')
suite('PostgreSQL', () => inject('postgresUrl'), inject('postgresUrl') !== '')

function suite(kind: string, postgresUrl: () => string, able = true): void {
  describe.runIf(able)(`clients over REST, on ${kind}`, () => {
    let world: World
    beforeAll(async () => {
      world = await openWorld({ postgresUrl: postgresUrl() })
    })
    afterAll(async () => {
      expect(await compareLogWithTables(world.server.house.store, business)).toEqual([])
      await world.server.close()
    })
    const asked = async (method: string, path: string, token: string | undefined, body?: unknown, headers?: Record<string, string>): Promise<{ status: number; body: Body }> => {
      const { status, body: answer } = await world.server.call(method, `/api/crm/${path}`, { token, ...(body === undefined ? {} : { body }), ...(headers ? { headers } : {}) })
      return { status, body: answer as Body }
    }
    const villa = () => property({ world, agency: world.ours, owner: world.ours.agent, caller: 'agent', token: undefined })

    it('a lead of a phone is listed, qualified, converted, and its client is offered what suits', async () => {
      const wanted = await villa()
      const sent = await asked('POST', 'leads/', world.client.token, {
        first_name: 'Aminata', last_name: 'Ba', email: 'client@example.sn', phone: '+221 77 123 45 67', property_id: wanted, property_type_interest: 'villa', budget_range: '100000000-160000000', location_interest: 'Almadies', timeframe: 'within_month', transaction: 'sale',
      })
      expect(sent).toMatchObject({ status: 201, body: { status: 'new', score: null, qualification: null, assigned_agent: null, agency_id: world.ours.id, budget_range: '100000000-160000000', property_types: ['villa'] } })
      const { id } = sent.body
      expect(await asked('GET', `leads/${id}/`, world.client.token)).toMatchObject({ status: 403 })
      expect(await asked('GET', `leads/${id}/`, world.theirs.agent.token)).toMatchObject({ status: 404 })
      expect((await asked('GET', 'leads/?status=new&search=Aminata', world.ours.manager.token)).body['results'].map((row: Body) => row['id'])).toContain(id)
      expect(await asked('POST', 'leads/auto_assign/', world.ours.manager.token, {})).toMatchObject({ status: 200, body: { assigned_count: 1 } })
      expect(await asked('POST', `leads/${id}/qualify/`, world.ours.manager.token, { qualification: 'hot', notes: 'Budget confirmé' })).toMatchObject({ status: 200, body: { qualification: 'hot', notes: 'Budget confirmé', next_actions: expect.arrayContaining([expect.any(String)]) } })
      expect(await asked('PATCH', `leads/${id}/`, world.ours.manager.token, { status: 'won' })).toMatchObject({ status: 409, body: { code: 'move_not_allowed', fields: { status: expect.any(Array) } } })
      const won = await asked('POST', `leads/${id}/convert/`, world.ours.manager.token, { convert_to_client: true })
      expect(won).toMatchObject({ status: 200, body: { status: 'won', converted_to_client: true, client_profile_id: expect.any(String) } })
      const client = won.body['client_profile_id'] as string
      expect(await asked('GET', `clients/${client}/`, world.ours.agent.token)).toMatchObject({
        status: 200, body: { full_name: 'Aminata Ba', max_budget: '160000000.00', preferred_property_types: ['villa'], total_properties_viewed: 1, matching_properties: [expect.objectContaining({ id: expect.any(String), match_score: expect.any(Number) })] },
      })
      const found = (await asked('POST', 'matching/find_matches/', world.ours.agent.token, { client_id: client, limit: 50 })).body as unknown as Body[]
      expect(found.find((row) => row['id'] === wanted)).toMatchObject({ match_score: 100, match_explanation: { overall_score: 100, recommendations: [] } })
      expect((await asked('GET', 'leads/pipeline/', world.ours.agent.token)).body['pipeline']['won']).toMatchObject({ title: 'Convertis', count: 1 })
      expect((await asked('GET', 'leads/statistics/', world.ours.agent.token)).body).toMatchObject({ total_leads: 1, conversion_rate: 100, by_status: { won: 1 } })
      expect(await asked('POST', 'matching/find_matches/', world.theirs.agent.token, { client_id: client })).toMatchObject({ status: 404 })
    })

    it('whoever has proven the address of a client sees himself, says what he looks for, and nothing that is the agency’s', async () => {
      const { ours, client } = world
      const made = await asked('POST', 'clients/', ours.agent.token, { first_name: 'Cheikh', last_name: 'Sy', email: 'own@example.sn', status: 'active', priority_level: 'urgent', tags: ['vip'], max_budget: '200000000', lifestyle_notes: 'Mer', preferred_property_types: ['villa'] })
      const other = await asked('POST', 'clients/', ours.agent.token, { first_name: 'Autre', last_name: 'Personne' })
      const me = made.body['id'] as string
      await world.act(ours.agent, ours, 'contact.update', { id: me, patch: { notes: ours.secret } })
      await asked('POST', `clients/${me}/add_interaction/`, ours.agent.token, { interaction_type: 'call', subject: 'Appel', content: ours.secret })
      await asked('POST', `clients/${me}/notes/add/`, ours.agent.token, { content: ours.secret })
      const { kysely } = world.server.house.store
      await kysely.updateTable('account').set({ email: 'own@example.sn', verifiedAt: null }).where('id', '=', client.accountId).execute()
      expect(await asked('GET', `clients/${me}/`, client.token), 'an address that nobody proved links nobody').toMatchObject({ status: 404 })
      await kysely.updateTable('account').set({ verifiedAt: 1 }).where('id', '=', client.accountId).execute()
      const seen = await asked('GET', `clients/${me}/`, client.token)
      expect(seen).toMatchObject({ status: 200, body: { full_name: 'Cheikh Sy', status: 'active', priority_level: null, tags: [], conversion_score: null } })
      expect((await asked('GET', 'clients/', client.token)).body).toMatchObject({ count: 1, results: [{ id: me }] })
      for (const path of [`clients/${me}/dashboard/`, `clients/${me}/interactions/`, `clients/${me}/stats/`, 'interactions/', 'dashboard/client_dashboard/', 'interests/']) {
        const answer = await asked('GET', path, client.token)
        expect(answer.status, path).toBe(200)
        expect(JSON.stringify(answer.body), path).not.toContain(ours.secret)
      }
      for (const path of [`clients/${other.body['id']}/`, `clients/${other.body['id']}/interactions/`, `interests/${other.body['id']}/client_interests/`]) expect(await asked('GET', path, client.token), path).toMatchObject({ status: 404 })
      expect(await asked('GET', `clients/${me}/notes/`, client.token)).toMatchObject({ status: 403 })
      expect(await asked('PATCH', `clients/${me}/`, client.token, { max_budget: '150000000', nationality: 'Sénégal', preferred_cities: ['Dakar'] })).toMatchObject({ status: 200, body: { max_budget: '150000000.00', nationality: 'Sénégal', preferred_cities: ['Dakar'] } })
      for (const field of [{ status: 'client' }, { priority_level: 'low' }, { tags: ['ami'] }, { email: 'x@example.sn' }]) expect(await asked('PATCH', `clients/${me}/`, client.token, field)).toMatchObject({ status: 403, body: { fields: { [Object.keys(field)[0]!]: expect.any(Array) } } })
      expect(await asked('PUT', `clients/${me}/`, client.token, { ...seen.body, status: 'active' }), 'what is said unchanged is no change').toMatchObject({ status: 200 })
      const talk = await asked('POST', `clients/${me}/add_interaction/`, client.token, { interaction_type: 'inquiry', subject: 'Prix', content: 'Combien ?' })
      expect(talk).toMatchObject({ status: 201, body: { channel: 'portal', content: 'Combien ?' } })
      expect(await asked('DELETE', `interactions/${talk.body['id']}/`, client.token)).toMatchObject({ status: 403 })
      const wanted = await villa()
      expect(await asked('POST', 'interests/track_interaction/', client.token, { client_id: me, property_id: wanted, interaction_type: 'purchase_completed' })).toMatchObject({ status: 403, body: { fields: { interaction_type: expect.any(Array) } } })
      const liked = await asked('POST', 'interests/track_interaction/', client.token, { client_id: me, property_id: wanted, interaction_type: 'favorite' })
      expect(liked).toMatchObject({ status: 200, body: { interaction_type: 'favorite', property: wanted, match_score: expect.any(Number) } })
      expect(await asked('POST', 'interests/track_interaction/', client.token, { client_id: other.body['id'], property_id: wanted })).toMatchObject({ status: 404 })
      expect(await asked('DELETE', `interests/${liked.body['id']}/`, client.token)).toMatchObject({ status: 204 })
      const draft = await property({ world, agency: ours, owner: ours.agent, caller: 'agent', token: undefined }, { isPublic: false })
      expect(await asked('POST', 'matching/get_match_score/', client.token, { client_id: me, property_id: draft }), 'what is not published is not there').toMatchObject({ status: 404 })
    })

    it('the same request twice is done once', async () => {
      const body = { first_name: 'Deux', last_name: 'Fois', source: 'walk_in', phone: '77 000 11 22' }
      const key = { 'Idempotency-Key': 'lead-of-the-flow-1' }
      const [first, second] = [await asked('POST', 'leads/', world.ours.agent.token, body, key), await asked('POST', 'leads/', world.ours.agent.token, body, key)]
      expect([first.status, second.body['id']]).toEqual([201, first.body['id']])
      expect((await asked('GET', 'leads/?search=Deux', world.ours.agent.token)).body['count']).toBe(1)
    })

    it('what cannot be is refused with its field, and nothing of it is written', async () => {
      const { token } = world.ours.agent
      const person = { first_name: 'Mal', last_name: 'Saisi' }
      const refused: [string, Body, string][] = [
        ['leads/', { ...person, phone: '77', budget_range: 'beaucoup' }, 'budget_range'], ['leads/', { ...person, phone: '77', budget_range: '90000000-5000000' }, 'budget_range'], ['leads/', { ...person, phone: '77', max_budget: '12x' }, 'max_budget'],
        ['leads/', { ...person, phone: '77', next_action_date: '2026-02-30' }, 'next_action_date'], ['leads/', { ...person, phone: '77', source: 'walkIn' }, 'source'], ['leads/', person, 'email'],
        ['clients/', { ...person, max_budget: '100', min_budget: '200' }, 'max_budget'], ['clients/', { ...person, min_bedrooms: 4, max_bedrooms: 2 }, 'max_bedrooms'], ['clients/', { ...person, min_area: '200', max_area: '100' }, 'max_area'],
        ['clients/', { ...person, date_of_birth: '1990-13-01' }, 'date_of_birth'], ['clients/', { ...person, max_budget: 'cent' }, 'max_budget'], ['clients/', { ...person, must_have_features: ['une licorne'] }, 'must_have_features.0'],
        ['tasks/', { title: 'x', due_date: '2027-02-31' }, 'due_date'], ['tasks/', { title: 'x', due_time: '10:00' }, 'due_time'],
      ]
      const before = await world.server.house.store.kysely.selectFrom('change').select(({ fn }) => fn.countAll<number>().as('n')).executeTakeFirstOrThrow()
      for (const [path, body, field] of refused) {
        const answer = await asked('POST', path, token, body)
        expect(answer.status, JSON.stringify(body)).toBeGreaterThanOrEqual(400)
        expect(answer.status, JSON.stringify(body)).toBeLessThan(500)
        if (field !== 'due_time') expect(Object.keys(answer.body['fields']), JSON.stringify([body, answer.body])).toContain(field)
      }
      expect(await world.server.house.store.kysely.selectFrom('change').select(({ fn }) => fn.countAll<number>().as('n')).executeTakeFirstOrThrow()).toEqual(before)
      const made = await asked('POST', 'clients/', token, { ...person, min_budget: '100000000', max_budget: '200000000' })
      expect(await asked('PATCH', `clients/${made.body['id']}/`, token, { max_budget: '50000000' })).toMatchObject({ status: 400, body: { fields: { max_budget: expect.any(Array) } } })
      expect(await asked('POST', 'clients/create_full/', token, { user: { first_name: 'Voleur', email: 'own@example.sn' }, profile: {} }), 'nobody is taken over').toMatchObject({ status: 409, body: { code: 'already_exists' } })
    })

    it('a talk is planned, held, followed up, and gives a link where it goes by WhatsApp', async () => {
      const { token } = world.ours.agent
      const { body: client } = await asked('POST', 'clients/create_full/', token, { user: { first_name: 'Marème', phone: '77 123 45 67', whatsapp: true }, profile: { transaction: 'rent', max_budget: '400000' } })
      const said = await asked('POST', `clients/${client['id']}/contact/`, token, { method: 'whatsapp', message: 'Bonjour & bienvenue' })
      expect(said).toMatchObject({ status: 201, body: { whatsapp_url: 'https://wa.me/221771234567?text=Bonjour%20%26%20bienvenue', interaction: { channel: 'whatsapp', status: 'completed' } } })
      const { body: talk } = await asked('POST', 'interactions/', token, { client_id: client['id'], interaction_type: 'visit', channel: 'in_person', subject: 'Visite', scheduled_date: '2027-01-10T10:00:00+00:00' })
      expect(await asked('POST', `interactions/${talk['id']}/complete/`, token, { outcome: 'successful', notes: 'Conquise' })).toMatchObject({ status: 200, body: { status: 'completed', outcome: 'successful', content: '[Suivi] Conquise' } })
      expect(await asked('POST', `interactions/${talk['id']}/schedule_follow_up/`, token, { follow_up_date: '2027-01-12' })).toMatchObject({ status: 200, body: { requires_follow_up: true, follow_up_completed: false, follow_up_date: '2027-01-12T00:00:00.000+00:00' } })
      await asked('POST', `interactions/${talk['id']}/schedule_follow_up/`, token, { follow_up_date: '2027-01-13T09:30:00+00:00' })
      const { body: tasks } = await asked('GET', 'tasks/?assigned_to=me', token)
      expect(tasks).toMatchObject({ count: 1, results: [{ due_date: '2027-01-13', due_time: '09:30', client_id: client['id'] }] })
      await asked('POST', `tasks/${tasks['results'][0].id}/complete/`, token)
      expect((await asked('GET', `interactions/?requires_follow_up=true&client=${client['id']}`, token)).body).toMatchObject({ count: 1, results: [{ follow_up_completed: true }] })
      expect((await asked('GET', `clients/${client['id']}/stats/`, token)).body).toMatchObject({ interactions: { total: 2, completed: 2 }, visits: { total: 1 } })
    })
  })
}
