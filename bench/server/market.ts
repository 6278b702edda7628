import { createAccount } from '../../server/identity/accounts.ts'
import { newId, say } from '../../server/house.ts'
import type { House } from '../../server/house.ts'
import { planDemo } from '../../electron/core/demo/plan.ts'
import type { CommandInput } from '../../shared/contract/commands.ts'
import type { Actor } from '../../shared/values/actor.ts'

export type Agent = { email: string; password: string }
/** What stands on the server: who can sign in, and the ids of what is published. */
export type Market = { agents: Agent[]; published: string[] }

type Values = CommandInput<'property.create'>['values']

const agencies = 5
const agentsOf = 4
/** Of twenty, as in the database in which the replaced system was measured. */
const publishedOf20 = 15
/** Rows of one command. */
const block = 200
const password = 'quatre chevaux verts'

/**
 * Five agencies with the listings of the demonstration's market (kinds, places and prices as they are in Senegal), brought in by
 * import commands a day apart. The same in every run and on both databases, but for the ids.
 */
export async function makeMarket(house: House, properties: number, clock: { now: number }): Promise<Market> {
  const market: Market = { agents: [], published: [] }
  const end = clock.now
  for (let n = 0; n < agencies; n++) {
    const listings = listingsOf(`market ${n}`, Math.ceil(properties / agencies), end)
    const blocks = Math.ceil(listings.length / block)
    clock.now = end - (blocks * agencies + 1) * 86_400_000
    const actors = await foundAgency(house, n, market)
    for (let from = 0, at = 0; from < listings.length; from += block, at++) {
      clock.now = end - (blocks - at) * agencies * 86_400_000 + n * 3_600_000
      const rows = listings.slice(from, from + block)
      await bringIn(house, actors[at % actors.length]!, rows, market)
    }
  }
  clock.now = end
  return market
}

type Listing = { values: Values; amenities: CommandInput<'property.create'>['amenities'] }

/** What an agency of the demonstration lists, without those who own it. */
function listingsOf(seed: string, properties: number, now: number): Listing[] {
  const { steps } = planDemo({ seed, properties, clients: 10, photos: false, now })
  return steps.flatMap((step) => {
    if (step.kind !== 'command' || step.name !== 'property.create') return []
    const { values, amenities } = step.input as CommandInput<'property.create'>
    return [{ values: { ...values, ownerId: null }, amenities }]
  }).slice(0, properties)
}

async function foundAgency(house: House, n: number, market: Market): Promise<Actor[]> {
  const agencyId = newId(house)
  const job: Actor = { kind: 'job', agencyId, name: 'bench' }
  const person = async (label: string) => {
    const email = `${label}@marche-${n}.example.sn`
    const { id: accountId } = await createAccount(house, { email, firstName: label, lastName: 'Diop', phone: null, password, language: 'fr' })
    return { accountId, email, name: `${label} Diop` }
  }
  const admin = await person('Admin')
  await say(house, job, 'agency.found', { agencyId, name: `Agence du marché ${n + 1}`, referencePrefix: `MAR${n + 1}`, admin: { memberId: newId(house), ...admin } })
  const actors: Actor[] = []
  for (let i = 0; i < agentsOf; i++) {
    const agent = await person(`Agent${i}`)
    const memberId = newId(house)
    await say(house, job, 'member.create', { id: memberId, ...agent, role: 'agent' })
    actors.push({ kind: 'member', agencyId, memberId, role: 'agent' })
    market.agents.push({ email: agent.email, password })
  }
  return actors
}

async function bringIn(house: House, actor: Actor, listings: readonly Listing[], market: Market): Promise<void> {
  const batchId = newId(house)
  await say(house, actor, 'importBatch.start', { id: batchId, fileName: 'annonces.csv', rows: listings.length })
  const rows = listings.map(({ values, amenities }, i) => ({ id: newId(house), line: i + 1, values, amenities: amenities ?? [] }))
  const parts = { available: rows.filter(({ line }) => line % 20 < publishedOf20), draft: rows.filter(({ line }) => line % 20 >= publishedOf20) }
  for (const [status, some] of Object.entries(parts)) {
    if (some.length) await say(house, actor, 'importBatch.addRows', { batchId, status, rows: some })
  }
  market.published.push(...parts.available.filter(({ values }) => values.isPublic !== false).map(({ id }) => id))
  await say(house, actor, 'importBatch.finish', { id: batchId, state: 'done', imported: rows.length, duplicates: 0, rejected: 0 })
}
