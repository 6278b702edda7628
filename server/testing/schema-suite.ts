import addFormats from 'ajv-formats'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contract } from '../api/index.ts'
import type { OperationName } from '../api/index.ts'
import { callers, expected, matrix } from '../api/matrix.ts'
import { samples } from './samples.ts'
import { send } from './send.ts'
import { openWorld } from './world.ts'
import type { World } from './world.ts'

type Json = Record<string, unknown>

/** Every operation of the published document is called, and what it answers is what the document says. */
export function schemaSuite(kind: string, postgresUrl: () => string, able = true): void {
  describe.runIf(able)(`the OpenAPI document, on ${kind}`, () => {
    let world: World
    let document: { openapi: string; paths: Record<string, Record<string, { operationId: string; responses: Record<string, Json> }>>; components: { schemas: Json } }
    const ajv = new Ajv2020({ strict: false, allErrors: true })
    ;(addFormats as unknown as (on: Ajv2020) => void)(ajv)
    beforeAll(async () => {
      world = await openWorld({ postgresUrl: postgresUrl() })
      document = (await world.server.call('GET', '/api/schema/')).body as typeof document
      ajv.addSchema({ $id: 'document', ...document })
    })
    afterAll(async () => world.server.close())

    it('is OpenAPI 3.1 and holds every operation once', () => {
      expect(document.openapi).toBe('3.1.0')
      const ids = Object.values(document.paths).flatMap((path) => Object.values(path).map((operation) => operation.operationId))
      expect(ids.toSorted()).toEqual(Object.keys(contract).toSorted())
    })

    it.each(Object.keys(contract) as OperationName[])('%s answers as it says', async (name) => {
      // The first caller whom the matrix lets in.
      const caller = callers.find((one) => expected(matrix[name], one, 'own') < 300)!
      const token = world.tokenOf(caller)
      const sample = await samples[name]({ world, agency: world.ours, owner: world.ours.agent, caller, token })
      const answer = await send(world.server, name, sample, token)
      const [path, method] = Object.entries(document.paths).flatMap(([at, methods]) => Object.entries(methods).filter(([, operation]) => operation.operationId === name).map(([how]) => [at, how] as const))[0]!
      const response = document.paths[path]![method]!.responses[answer.status] as { content?: Record<string, { schema: Json }> } | undefined
      expect(response, `${name} answered ${answer.status}: ${answer.text.slice(0, 300)}`).toBeDefined()
      const schema = response!.content?.['application/json']?.schema
      if (!schema) return
      const pointer = `document#/paths/${path.replaceAll('~', '~0').replaceAll('/', '~1').replaceAll('{', '%7B').replaceAll('}', '%7D')}/${method}/responses/${answer.status}/content/application~1json/schema`
      const valid = ajv.validate({ $ref: pointer }, answer.body)
      expect(valid, `${name}: ${ajv.errorsText(ajv.errors)} in ${answer.text.slice(0, 500)}`).toBe(true)
    })
  })
}
