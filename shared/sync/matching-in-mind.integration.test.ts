import { afterEach, describe, expect, it } from 'vitest'
import { createDispatcher } from '../command/dispatch.ts'
import { forgetDecided } from '../command/modes.ts'
import { runQuery } from '../command/query.ts'
import { testId } from '../command/testing/desk.ts'
import type { Executor } from '../database/store.ts'
import { business, queries } from '../modules/business.ts'
import { expectTally } from '../modules/testing/tally.ts'
import { openOffice } from './testing/office.ts'
import type { Office, OfficePost } from './testing/office.ts'
import { randomFrom } from './testing/random.ts'

// What a joined post keeps in mind for matching, while its predictions are made, decided otherwise and taken back: whatever has happened, its answers
// are those of somebody who reads all of it for the first time. So is the count of properties that the recorder keeps.

const quartiers = ['Ngor', 'Yoff', 'Mermoz'] as const
const plan = { seeds: [3, 11, 29], acts: 60 }

describe('matching on a joined post', () => {
  let office: Office
  afterEach(async () => office.close())

  it.each(plan.seeds)('answers as if it had just read everything, whatever was predicted and decided (seed %i)', async (seed) => {
    office = await openOffice({ business })
    const random = randomFrom(seed)
    const actor = { kind: 'member', agencyId: office.agencyId, memberId: testId('member', 'a'), role: 'admin' } as const
    const desk = createDispatcher({ store: office.server, business, clock: () => office.time.now, mode: () => 'decide' })
    const decide = (name: string, input: unknown, by: Parameters<typeof desk.dispatch>[1] = actor) =>
      desk.dispatch([{ commandId: office.newId(), name, version: business.commands.get(name)!.version, input, typedAt: office.time.now, deviceId: office.newId() }], by)
    await decide('agency.found', { agencyId: office.agencyId, name: 'Teranga', country: 'SN', currency: 'XOF', zone: 'Africa/Dakar', referencePrefix: 'TER',
      admin: { memberId: actor.memberId, accountId: office.newId(), email: 'a@b.sn', name: 'Awa' } }, { kind: 'job', agencyId: office.agencyId, name: 'setup' })
    const post = await office.post('a')
    await post.exchange()

    const [properties, searches, contactId] = [[] as string[], [] as string[], office.newId()]
    await post.say('contact.create', { id: contactId, name: 'Awa' })
    const wish = () => ({ transaction: 'rent', budgetMax: 100_000 * (1 + random.below(8)), kinds: random.chance(0.5) ? ['apartment'] : [], mustHave: random.chance(0.3) ? ['elevator'] : [],
      places: random.chance(0.6) ? [{ region: 'Dakar', department: null, commune: null, quartier: random.pick(quartiers) }] : [] })
    let [refused, found, wanted] = [0, 0, null as string | null]
    const act = async (say: (name: string, input: unknown) => Promise<unknown>): Promise<void> => {
      const [property, search] = [properties.length ? random.pick(properties) : null, searches.length ? random.pick(searches) : null]
      const kind = random.below(9)
      if (kind < 2 || property === null) {
        properties.push(office.newId())
        await say('property.create', { id: properties.at(-1), status: 'available', amenities: random.chance(0.4) ? ['elevator'] : [],
          values: { title: 'x', kind: random.pick(['apartment', 'villa']), transaction: 'rent', region: 'Dakar', quartier: random.pick(quartiers), priceAmount: 100_000 * (1 + random.below(9)) } })
      } else if (kind === 2 || search === null) {
        searches.push(office.newId())
        await say('clientSearch.create', { id: searches.at(-1), contactId, ...wish() })
      } else if (kind === 3) await say('property.update', { id: property, patch: { priceAmount: 100_000 * (1 + random.below(9)), priceCurrency: 'XOF', pricePeriod: 'month' } })
      else if (kind === 4) await say('property.setStatus', { id: property, to: random.pick(['reserved', 'available', 'withdrawn']) })
      else if (kind === 5) await say('property.setAmenities', random.chance(0.5) ? { id: property, add: ['elevator'], remove: [] } : { id: property, add: [], remove: ['elevator'] })
      else if (kind === 6) await say('clientSearch.update', { id: search, patch: random.chance(0.5) ? { state: random.pick(['active', 'paused']) } : { budgetMax: 100_000 * (1 + random.below(8)) } })
      else if (kind === 7) await say('property.delete', { id: property })
      else if (wanted !== null) await say('core.undo', { commandId: wanted })
    }
    for (let n = 0; n < plan.acts; n++) {
      office.time.now += 60_000
      if (random.chance(0.35)) await act(decide)
      else await act(async (name, input) => {
        const said = await post.say(name, input)
        if (said.status === 'applied' && name !== 'core.undo') wanted = said.commandId
      })
      if (n % 12 === 11) {
        // Known to both, deleted there while it is changed here: what was predicted is taken back.
        const property = office.newId()
        properties.push(property)
        await post.say('property.create', { id: property, status: 'available', values: { title: 'y', kind: 'apartment', transaction: 'rent', region: 'Dakar', quartier: 'Ngor', priceAmount: 100_000 } })
        await post.exchange()
        await decide('property.delete', { id: property })
        await post.say('property.update', { id: property, patch: { priceAmount: 100_000, priceCurrency: 'XOF', pricePeriod: 'month' } })
        await answersAreTrue(post, actor, { properties, searches }, true)
      }
      if (random.chance(0.25)) await post.exchange()
      refused = Math.max(refused, (await post.attention()).length)
      found += await answersAreTrue(post, actor, { properties, searches }, random.chance(0.5))
    }
    await post.exchange()
    expect(await post.waiting()).toBe(0)
    await answersAreTrue(post, actor, { properties, searches }, true)
    refused = Math.max(refused, (await post.attention()).length)
    // How many properties stand where, too: of the authority, of a post that came late, and once that has thrown its copy away.
    await expectTally(office.server, office.agencyId)
    const late = await office.post('late')
    await late.exchange()
    const kept = await late.store.kysely.selectFrom('propertyTally').selectAll().where('n', '>', 0).execute()
    expect(kept.length).toBeGreaterThan(1)
    await expectTally(late.store, office.agencyId)
    await late.store.kysely.transaction().execute((executor) => forgetDecided(executor, late.store, business, office.agencyId))
    await expectTally(late.store, office.agencyId)
    // Otherwise nothing was tried.
    expect([refused > 0, found > 0]).toEqual([true, true])
  }, 60_000)
})

type Actor = { kind: 'member'; agencyId: string; memberId: string; role: 'admin' }
type Answer = { match: { score: number; row?: { id: string }; search?: { id: string } }[]; almost: unknown[]; counts: { match: number; almost: number } }

/** Asks the memory and somebody who has none. Gives how many matches there were. */
async function answersAreTrue(post: OfficePost, actor: Actor, { properties, searches }: { properties: string[]; searches: string[] }, both: boolean): Promise<number> {
  const { kysely, dialect } = post.store
  const another = kysely.withPlugin({ transformQuery: ({ node }) => node, transformResult: async ({ result }) => result })
  const ask = async (executor: Executor, name: string, input: unknown): Promise<Answer | string> => {
    try {
      return (await runQuery(queries.get(name)!, input, { executor, dialect, actor, now: 1, rightOf: business.rightOf })) as Answer
    } catch (error) {
      return String((error as { code?: string }).code ?? error)
    }
  }
  await expectTally(post.store, actor.agencyId)
  let found = 0
  const questions: [string, object][] = [...searches.map((searchId): [string, object] => ['matching.properties', { searchId, wish: null, tolerance: {}, limit: 100 }]),
    ...(both ? properties.map((propertyId): [string, object] => ['matching.clients', { propertyId, limit: 100 }]) : [])]
  for (const [name, input] of questions) {
    const answer = await ask(kysely, name, input)
    expect(answer, name).toEqual(await ask(another, name, input))
    if (typeof answer !== 'string') found += answer.counts.match
  }
  return found
}
