import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compareLogWithTables } from '../../shared/command/fold.ts'
import { business } from '../../shared/modules/business.ts'
import { contract } from '../api/index.ts'
import type { OperationName } from '../api/index.ts'
import { callers, expected, matrix } from '../api/matrix.ts'
import type { CallerName } from '../api/matrix.ts'
import { createAccount } from '../identity/accounts.ts'
import { baseOf, wireOf } from './fuzz-base.ts'
import type { Base } from './fuzz-base.ts'
import { complaints } from './fuzz-judge.ts'
import { chanceOf } from './fuzz-random.ts'
import { kinds, shotsOf } from './fuzz-shots.ts'
import type { Kind, Shot } from './fuzz-shots.ts'
import { shoot, wireBytes } from './fuzz-wire.ts'
import { samples } from './samples.ts'
import { send } from './send.ts'
import { openWorld, testPassword } from './world.ts'
import type { World } from './world.ts'

/**
 * Every operation is shaken: its good request is taken apart by its schemas and sent again spoilt in one place, or in several by
 * chance, the same in every run of the tests; another `FUZZ_SEED` looks elsewhere and repeats what it found, `FUZZ_ROUNDS` makes it longer, `FUZZ_ONLY` ("properties.list: sql") sends a part of it, whole.
 */
const seed = Number(process.env['FUZZ_SEED'] ?? 20261128)
const rounds = Number(process.env['FUZZ_ROUNDS'] ?? 1)
const only = process.env['FUZZ_ONLY']

/** Milliseconds within which an answer is whole, on a machine that does other things beside. */
const slowest = 8000
/** How many of one kind an operation meets in one round, fewer where there are many operations; each field meets a wrong type and null in every round. */
const usual = 3
const most: Partial<Record<Kind, number>> = { token: 4, id: 4, query: 4, path: 3, 'content-type': 3, file: 6, multipart: 4, method: 1, range: 1, header: 1, framing: 2, array: 1, deep: 1, huge: 2, random: 5 }

type Tally = { sent: number; good: number; refused: number; unauthorised: number; silent: number }

export function fuzzSuite(kind: string, postgresUrl: () => string, able = true): void {
  describe.runIf(able)(`bad input, on ${kind}`, () => {
    let world: World
    /** Who loses what an operation takes from a client. A password is made on purpose so that it takes long: one serves until he is harmed. */
    let victim: World | null = null
    let folder: string
    const before = process.env['TMPDIR']
    const tally = new Map<Kind, Tally>()
    const names = (Object.keys(contract) as OperationName[]).filter((name) => !only || only.startsWith(name) || name.startsWith(only.split(':')[0]!))

    beforeAll(async () => {
      process.stdout.write(`fuzzer on ${kind}: FUZZ_SEED=${seed} FUZZ_ROUNDS=${rounds}\n`)
      folder = mkdtempSync(join(tmpdir(), 'digit-hab-fuzz-'))
      process.env['TMPDIR'] = folder
      world = await openWorld({ postgresUrl: postgresUrl(), logLevel: process.env['FUZZ_LOG'] ?? 'silent' })
    })
    afterAll(async () => {
      await world.server.close()
      if (before === undefined) delete process.env['TMPDIR']
      else process.env['TMPDIR'] = before
      rmSync(folder, { recursive: true, force: true })
    })

    it.each(names)('%s', async (name) => {
      const caller = callers.find((one) => expected(matrix[name], one, 'own') < 300)!
      const failures: string[] = []
      await closeUploads(world)
      const make = async (): Promise<Base> => {
        victim ??= await victimOf(world)
        const token = caller === 'client' ? victim.client.token : world.tokenOf(caller)
        return baseOf(name, await samples[name]({ world: victim, agency: world.ours, owner: world.ours.agent, caller, token }), token)
      }
      let base = await make()
      // A request that may be sent only once, or about a thing that the first one changes.
      const again = await make()
      const used = JSON.stringify([base.params, base.query, base.json, base.token]) !== JSON.stringify([again.params, again.query, again.json, again.token])
      const shots = chosen(name, shotsOf(base, world, chanceOf(seed, name, 'random'), rounds), kind === 'PostgreSQL' ? 0.3 : 1)
      let rows = await rowsOf(world)
      let refusedInRow: string[] = []
      const here: Tally = { sent: 0, good: 0, refused: 0, unauthorised: 0, silent: 0 }
      for (const [place, shot] of shots.entries()) {
        const wire = wireOf(base, shot.spoil(base))
        const label = `${name}: ${shot.kind}: ${shot.what}`
        const wrong: string[] = []
        let status = 0
        try {
          const heard = await shoot(world.server.url, wire, 3 * slowest)
          status = heard?.status ?? 0
          if (!heard && !shot.silent) wrong.push('no answer')
          if (heard && !(shot.silent && status === 0)) wrong.push(...complaints(base, wire, heard, slowest))
          if (heard && shot.refused && (shot.refused === true ? status < 400 : status !== shot.refused)) wrong.push(`answered ${status} where ${shot.refused === true ? 'a refusal' : shot.refused} was due`)
          if (wrong.length > 0) wrong.push(`answer: ${status} ${heard?.text.slice(0, 400)}`)
        } catch (error) {
          wrong.push((error as Error).message)
        }
        tallied(here, status)
        tallied(of(tally, shot.kind), status)
        if (wrong.length > 0) failures.push(`FUZZ_SEED=${seed} FUZZ_ONLY=${JSON.stringify(label)}\n    ${wrong.join('\n    ')}\n    sent: ${JSON.stringify(wireBytes(wire).subarray(0, 700).toString('latin1'))}`)
        const changed = status > 0 && status < 300 && !['GET', 'HEAD', 'OPTIONS'].includes(wire.method)
        if (status === 423) victim = null
        // What was refused has written nothing: looked at after some in a row.
        refusedInRow = changed || status === 0 ? [] : [...refusedInRow, label]
        if (refusedInRow.length === 0) rows = ''
        if (refusedInRow.length >= 15 || (place === shots.length - 1 && rows !== '')) {
          const now = await rowsOf(world)
          if (rows !== '' && rows !== now) failures.push(`one of ${refusedInRow.join(', ')}\n    refused, and yet rows were written: ${rows} became ${now}`)
          rows = now
          refusedInRow = []
        }
        if (((changed || (shot.silent && status === 0)) && used) || status === 423 || (shot.kind !== 'token' && status === 401)) {
          base = await make()
          rows = ''
          refusedInRow = []
        }
      }
      // A member does nothing to a client's account; everybody else may have shut it or signed it out.
      if (caller === 'anonymous' || caller === 'client' || caller === 'operator') victim = null
      if (failures.length > 0) process.stderr.write(`${failures.slice(0, 12).join('\n')}\n`)
      expect(failures.map((failure) => failure.split('\n').slice(0, 2).join(' ')), `${failures.length} of ${shots.length} in ${name}`).toEqual([])
      // A fuzzer that only ever hears "who are you" proves nothing.
      if (only) return
      expect(here.good, `${name} was never answered well`).toBeGreaterThan(0)
      expect(here.refused - here.unauthorised, `${name} never refused anything but tokens`).toBeGreaterThan(0)
      expect(here.unauthorised / here.sent, `${name} hardly got past the door`).toBeLessThan(0.6)
    }, 60_000 * Math.max(1, rounds))

    it.skipIf(only)('every kind was sent, and some of it came through and much of it not', () => {
      const table = kinds.map((one) => [one, of(tally, one)] as const)
      process.stdout.write(`${table.map(([one, { sent, good, refused, silent }]) => `${one} ${sent} (${good} good, ${refused} refused${silent ? `, ${silent} silent` : ''})`).join(', ')}\n`)
      expect(table.filter(([, { sent }]) => sent === 0).map(([one]) => one)).toEqual([])
      expect(table.filter(([one, { refused }]) => refused === 0 && one !== 'range').map(([one]) => one), 'kinds that were never refused').toEqual([])
      const all = table.reduce((sum, [, one]) => ({ sent: sum.sent + one.sent, good: sum.good + one.good, refused: sum.refused + one.refused }), { sent: 0, good: 0, refused: 0 })
      expect(all.good / all.sent).toBeGreaterThan(0.1)
      expect(all.refused / all.sent).toBeGreaterThan(0.3)
      for (const sure of ['huge', 'truncated', 'framing'] as const) expect(of(tally, sure).refused / (of(tally, sure).sent - of(tally, sure).silent), sure).toBeGreaterThan(0.7)
    })

    it.skipIf(only)('answers every good request afterwards', async () => {
      await closeUploads(world)
      for (const name of names) {
        const may = callers.filter((one) => expected(matrix[name], one, 'own') < 300)
        // Another one than was fuzzed where there is one: he may have used up what he may have open.
        const caller: CallerName = may.find((one) => one === 'manager') ?? may.at(-1)!
        const token = world.tokenOf(caller)
        const answer = await send(world.server, name, await samples[name]({ world, agency: world.ours, owner: world.ours.agent, caller, token }), token)
        expect(answer.status, `${name} by ${caller}: ${answer.text.slice(0, 300)}`).toBe(expected(matrix[name], caller, 'own'))
      }
      expect(await compareLogWithTables(world.server.house.store, business)).toEqual([])
      expect(readdirSync(folder).filter((one) => one.startsWith('digit-hab-body-')), 'bodies left lying').toEqual([])
      expect(Object.keys(Object.prototype), 'names that every object got').toEqual([])
    })
  })
}

/** One person may have so many open; what an operation before has begun is in the way of the next. */
async function closeUploads({ server: { house } }: World): Promise<void> {
  const open = await house.store.kysely.selectFrom('upload').select(['id', 'accountId']).where('state', '=', 'open').execute()
  for (const { id, accountId } of open) await house.services.uploads.cancel(accountId, id)
}

/** The world with a client of its own for one operation: he may be locked out, or change. */
async function victimOf(world: World): Promise<World> {
  const { server: { house } } = world
  const email = `victim-${world.newId()}@example.sn`
  const { id } = await createAccount(house, { email, firstName: 'Victime', lastName: 'Diop', phone: null, password: testPassword, language: 'fr' })
  await house.store.kysely.updateTable('account').set({ verifiedAt: house.clock() }).where('id', '=', id).execute()
  const { access, refresh } = await house.services.sessions.begin(id, { deviceName: 'test', userAgent: null, address: null })
  return { ...world, client: { accountId: id, email, password: testPassword, token: access, refresh } }
}

/** @param share of what there is: most is refused before any database is asked, so that one of them needs to see it all */
function chosen(name: OperationName, shots: readonly Shot[], share: number): Shot[] {
  if (only) return shots.filter(({ kind, what }) => `${name}: ${kind}: ${what}`.startsWith(only))
  const chance = chanceOf(seed, name, 'chosen')
  return kinds.flatMap((kind) => {
    const all = shots.filter((shot) => shot.kind === kind)
    if (kind === 'type' || kind === 'null') {
      const byField = [...Map.groupBy(all, ({ what }) => what.split('=')[0]!).values()]
      return chance.some(byField, Math.ceil(byField.length * share)).flatMap((ofField) => chance.some(ofField, rounds))
    }
    return chance.some(all, Math.ceil((most[kind] ?? usual) * Math.min(1, 45 / Object.keys(contract).length) * rounds * share))
  })
}

const counted = ['change', 'account', 'favourite', 'upload', 'idempotency', 'subscription', 'plan', 'configuration', 'identity'] as const

async function rowsOf({ server }: World): Promise<string> {
  const { kysely } = server.house.store
  const counts = await Promise.all(counted.map(async (table) => {
    const { n } = await kysely.selectFrom(table as 'account').select((count) => count.fn.countAll<number>().as('n')).executeTakeFirstOrThrow()
    return `${table} ${Number(n)}`
  }))
  return counts.join(', ')
}

function of(tally: Map<Kind, Tally>, kind: Kind): Tally {
  const known = tally.get(kind) ?? { sent: 0, good: 0, refused: 0, unauthorised: 0, silent: 0 }
  tally.set(kind, known)
  return known
}

function tallied(tally: Tally, status: number): void {
  tally.sent++
  if (status === 0) tally.silent++
  else if (status < 400) tally.good++
  else if (status < 500) tally.refused++
  if (status === 401) tally.unauthorised++
}
