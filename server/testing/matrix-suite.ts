import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contract } from '../api/index.ts'
import type { OperationName } from '../api/index.ts'
import { callers, expected, matrix } from '../api/matrix.ts'
import type { MatrixRow } from '../api/matrix.ts'
import { samples } from './samples.ts'
import { send } from './send.ts'
import { openWorld } from './world.ts'
import type { World } from './world.ts'

/** The isolation of agencies, cell by cell, on whichever database. */
export function matrixSuite(kind: string, postgresUrl: () => string, { able = true, second = false }: { able?: boolean; second?: boolean } = {}): void {
  describe.runIf(able)(`who gets what, on ${kind}`, () => {
    let world: World
    beforeAll(async () => {
      world = await openWorld({ postgresUrl: postgresUrl(), second })
    })
    afterAll(async () => world.server.close())

    it.each(Object.keys(contract) as OperationName[])('%s', async (name) => {
      const row: MatrixRow = matrix[name]
      for (const scope of Object.keys(row) as (keyof MatrixRow)[]) {
        for (const caller of callers) {
          const agency = scope === 'foreign' ? world.theirs : world.ours
          const owner = scope === 'colleague' ? agency.colleague : agency.agent
          const token = world.tokenOf(caller)
          const sample = await samples[name]({ world, agency, owner, caller, token })
          const answer = await send(world.server, name, sample, token)
          const where = `${name} by ${caller} on ${scope}: ${answer.text.slice(0, 300)}`
          expect(answer.status, where).toBe(expected(row, caller, scope))
          if (answer.status >= 400) expect(answer.body, where).toEqual({ detail: expect.any(String), code: expect.any(String), fields: expect.any(Object) })
          // Nobody of ours ever reads what the other agency keeps to itself.
          expect(answer.text, where).not.toContain(world.theirs.secret)
          if (caller === 'anonymous' || caller === 'client') expect(answer.text, where).not.toContain(world.ours.secret)
        }
      }
    })
  })
}
