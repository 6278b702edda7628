import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { createTestDatabase } from '../../../.ci/postgres-database.ts'
import type { TestDatabase } from '../../../.ci/postgres-database.ts'
import { compareLogWithTables } from '../../../shared/command/fold.ts'
import type { Envelope } from '../../../shared/contract/envelope.ts'
import { migrate } from '../../../shared/database/migrate.ts'
import { openSqlite } from '../../../shared/database/open-sqlite.ts'
import { sqliteStore } from '../../../shared/database/store.ts'
import type { Store } from '../../../shared/database/store.ts'
import { business } from '../../../shared/modules/business.ts'
import { checksumsOf, differencesOf } from '../../../shared/sync/checksum.ts'
import { openHttpTransport } from '../../../shared/sync/http-transport.ts'
import { joinServer } from '../../../shared/sync/join.ts'
import { openPost } from '../../../shared/sync/post.ts'
import { scopesOf } from '../../../shared/sync/scopes.ts'
import { randomFrom } from '../../../shared/sync/testing/random.ts'
import { gapless, lossesWithoutCard } from '../../../shared/sync/testing/truth.ts'
import type { Actor } from '../../../shared/values/actor.ts'
import type { Said } from '../../testing/post-process.ts'
import { until } from '../../testing/until.ts'
import { openPostVictim, openServerVictim } from '../../testing/victim.ts'
import type { Victim } from '../../testing/victim.ts'
import { openWorld } from '../../testing/world.ts'
import type { Staff, World } from '../../testing/world.ts'

const postgresUrl = inject('postgresUrl')
/** `KILLS=50 KILLS_SEED=7 vitest run --project integration kills` for a long one, or one again. */
const kills = Number(process.env['KILLS'] ?? 8)
const seed = Number(process.env['KILLS_SEED'] ?? Date.now() % 1_000_000)

type Member = Actor & { kind: 'member' }
type Post = ReturnType<typeof openPostVictim> & { who: Staff; actor: Member; path: string; saved: Map<string, Envelope> }

describe.runIf(postgresUrl !== '')('a server on PostgreSQL and three posts, processes of their own that are killed while people work', () => {
  const random = randomFrom(seed)
  const directory = mkdtempSync(join(tmpdir(), 'digit-hab-kills-'))
  let database: TestDatabase
  let world: World
  let server: Victim
  let address = ''
  let posts: Post[] = []
  const troubles: string[] = []
  let [answered, duplicates] = [0, 0]

  beforeAll(async () => {
    database = await createTestDatabase(postgresUrl)
    world = await openWorld({ environment: { DATABASE_URL: database.url } })
    const port = await freePort()
    address = `http://127.0.0.1:${port}`
    server = openServerVictim({ DATA: join(directory, 'server'), DATABASE_URL: database.url, JWT_SECRET: world.server.house.config.jwtSecret!, PORT: String(port), LOG_LEVEL: 'info' })
    await server.up()
    const { admin, manager, agent, colleague } = world.ours
    posts = [admin, manager, agent].map((who, n) => {
      const saved = new Map<string, Envelope>()
      const hear = (said: Said): void => {
        if ('saved' in said) saved.set(said.saved.commandId, said.saved)
        else if ('answered' in said) {
          answered += said.answered
          duplicates += said.duplicates
        }
        else if ('trouble' in said) troubles.push(`${who.email}: ${said.trouble}`)
      }
      const actor: Member = { kind: 'member', agencyId: world.ours.id, memberId: who.memberId, role: who.role }
      const path = join(directory, `post ${n}.sqlite`)
      const told = { path, server: address, agencyId: world.ours.id, actor, token: who.token, seed: seed + n * 1000, members: [agent.memberId, colleague.memberId] }
      return { ...openPostVictim(who.email, told, hear), who, actor, path, saved }
    })
    await Promise.all(posts.map((post) => post.up()))
  })
  afterAll(async () => {
    await Promise.all([server, ...posts].map((victim) => victim.end()))
    await world.server.close()
    await database.drop()
    rmSync(directory, { recursive: true, force: true })
  })

  it(`fault 15, 16, 17, 31, 32: after ${kills} kills, from seed ${seed}, nothing is lost or done twice, and all agree`, async ({ annotate }) => {
    const killed = new Map<string, number>()
    for (let n = 0; n < kills; n++) {
      const victim = n % 5 < 2 ? server : random.pick(posts)
      await Promise.all([server.up(), victim.up()])
      // In the midst of work: after something was answered, at a moment that the dice choose.
      const before = answered
      await until(`something is answered before kill ${n}`, () => answered > before, 60_000)
      await wait(random.below(300))
      await victim.kill()
      killed.set(victim.name, (killed.get(victim.name) ?? 0) + 1)
    }
    await Promise.all([server, ...posts].map((victim) => victim.up()))
    for (const post of posts) post.calm()
    for (let round = 0; round < 2; round++) for (const post of posts) await comeToRest(post)

    expect(troubles).toEqual([])
    const there = world.server.house.store
    expect(await compareLogWithTables(there, business)).toEqual([])
    expect(await gapless(there, world.ours.id)).toEqual([])
    const decided = await there.kysely.selectFrom('command').select(['id', 'status', 'code']).where('agencyId', '=', world.ours.id).execute()
    const statusOf = new Map(decided.map(({ id, status }) => [id, status]))
    expect(await judgedTwice(there)).toEqual([])
    const typed = new Map(posts.flatMap(({ saved }) => [...saved]))
    expect(await lossesWithoutCard(there, { business, agencyId: world.ours.id, typed, isJudged: ({ entity }, { name }) => name === `${entity}.update` })).toEqual([])
    const refusals: string[] = []
    for (const post of posts) {
      const here = sqliteStore(openSqlite(post.path))
      const fresh = await freshPost(post)
      try {
        expect(await here.kysely.selectFrom('outbox').select('commandId').execute(), post.name).toEqual([])
        expect(await compareLogWithTables(here, business), post.name).toEqual([])
        const scopes = scopesOf(post.actor)
        const [mine, theirs] = [await checksumsOf(here.kysely, business, world.ours.id, scopes), await checksumsOf(there.kysely, business, world.ours.id, scopes)]
        expect(differencesOf(mine, theirs, business), post.name).toEqual([])
        expect(mine.length).toBeGreaterThan(3)
        expect(await rowsOf(here), post.name).toEqual(await rowsOf(fresh))
        const laid = new Map((await here.kysely.selectFrom('attention').select(['commandId', 'code']).execute()).map(({ commandId, code }) => [commandId, code]))
        refusals.push(...laid.values())
        const lost = [...post.saved.keys()].filter((id) => (statusOf.get(id) === 'applied' ? 0 : 1) + (laid.has(id) ? 0 : 1) === 2)
        expect(lost, `${post.name}: saved, and neither decided nor laid before its user`).toEqual([])
        expect(post.saved.size, post.name).toBeGreaterThan(20)
      } finally {
        await here.close()
        await fresh.close()
      }
    }
    expect(refusals.filter((code) => code === 'internal')).toEqual([])
    expect([...killed.values()].reduce((sum, n) => sum + n, 0)).toBe(kills)
    expect(killed.get('server')).toBeGreaterThan(kills / 4)
    const { n: cards } = await there.kysely.selectFrom('conflict').select((row) => row.fn.countAll().as('n')).executeTakeFirstOrThrow()
    expect(Number(cards)).toBeGreaterThan(0)
    await annotate(JSON.stringify({ seed, killed: Object.fromEntries(killed), saved: typed.size, decided: decided.length, sentAgain: duplicates, conflicts: Number(cards), refusals: refusals.length }))
  }, 60_000 + kills * 15_000)

  async function comeToRest(post: Post): Promise<void> {
    let said: Awaited<ReturnType<Post['rest']>> | null = null
    for (let tries = 0; tries < 10; tries++) {
      said = await post.rest()
      if ('waiting' in said && said.waiting === 0) return
    }
    throw new Error(`${post.name} does not come to rest: ${JSON.stringify(said)} ${troubles.slice(-3).join('\n')}`)
  }

  /** Commands whose changes have more than one number. */
  async function judgedTwice({ kysely }: Store): Promise<string[]> {
    const rows = await kysely.selectFrom('change').select(['commandId', 'seq']).distinct().where('agencyId', '=', world.ours.id).execute()
    return rows.map(({ commandId }) => commandId).filter((id, i, ids) => ids.indexOf(id) !== i)
  }

  /** One that comes new, for the same person. */
  async function freshPost({ who }: Post): Promise<Store> {
    const store = sqliteStore(openSqlite(':memory:'))
    await migrate(store)
    await joinServer(store, world.ours.id, { server: address, deviceId: world.newId(), incarnation: world.newId() })
    const transport = openHttpTransport({ server: address, token: async () => who.token })
    await openPost({ store, business, agencyId: world.ours.id, transport, clock: Date.now, newId: world.newId, program: { schemaVersion: '0030', appVersion: '0.1.0', deviceName: 'fresh' } }).exchange()
    return store
  }

  async function rowsOf({ kysely }: Store): Promise<Record<string, unknown[]>> {
    const tables: Record<string, unknown[]> = {}
    for (const { table } of business.entities.values()) tables[table] = await kysely.selectFrom(table as 'property').selectAll().orderBy('id').execute()
    return tables
  }
})

async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve))
  const { port } = probe.address() as AddressInfo
  await new Promise((resolve) => probe.close(resolve))
  return port
}
