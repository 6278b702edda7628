import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contract } from '../api/index.ts'
import type { OperationName } from '../api/index.ts'
import { callers, expected, matrix } from '../api/matrix.ts'
import type { Operation } from '../api/operation.ts'
import { samples } from './samples.ts'
import { send } from './send.ts'
import { openWorld } from './world.ts'
import type { World } from './world.ts'

/**
 * Whoever presses a button of the documentation gets a good answer: each example is sent as it stands, in the order of the
 * contract (whom sign-in names, registration has made). Only ids, tokens and codes of the moment come from the operation's sample.
 */
export function examplesSuite(kind: string, postgresUrl: () => string, able = true): void {
  describe.runIf(able)(`examples of the documentation, on ${kind}`, () => {
    let world: World
    beforeAll(async () => {
      world = await openWorld({ postgresUrl: postgresUrl() })
    })
    afterAll(async () => world.server.close())

    const shown = (Object.keys(contract) as OperationName[]).filter((name) => (contract[name] as Operation).example !== undefined)

    it('there are some, of reading and of writing', () => {
      expect(shown).toEqual(expect.arrayContaining(['auth.register', 'auth.login', 'properties.list', 'properties.create']))
    })

    it.each(shown)('%s', async (name) => {
      const { example = {} } = contract[name] as Operation
      const caller = callers.find((one) => expected(matrix[name], one, 'own') < 300)!
      const token = world.tokenOf(caller)
      const sample = await samples[name]({ world, agency: world.ours, owner: world.ours.agent, caller, token })
      const answer = await send(world.server, name, { ...sample, ...example, ...(example.body === undefined ? {} : { body: withMoment(example.body, sample.body) }) }, token)
      expect(answer.status, `${JSON.stringify(example)}: ${answer.text.slice(0, 400)}`).toBe(expected(matrix[name], caller, 'own'))
    })
  })
}

const ofTheMoment = /^(code|token|refresh|id_token|identity_token|nonce|head|counters|sums)$|_id$|Id$/

function withMoment(example: unknown, sample: unknown): unknown {
  const known = (sample ?? {}) as Record<string, unknown>
  return Object.fromEntries(Object.entries(example as object).map(([name, value]) => [name, ofTheMoment.test(name) && known[name] !== undefined ? known[name] : value]))
}
