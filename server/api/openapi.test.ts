import addFormats from 'ajv-formats'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import { contract } from './index.ts'
import { openApi } from './openapi.ts'
import type { Operation } from './operation.ts'
import { refusals } from './refusals.ts'
import { tagDescriptions } from './tags.ts'

type Json = Record<string, unknown>
type Documented = { operationId: string; tags: string[]; security: Json[]; parameters: { $ref?: string; name?: string; in?: string; required?: boolean; example?: unknown; schema?: Json }[]
  requestBody?: { content: Record<string, { schema: Json; example?: unknown }> }; responses: Record<string, { $ref?: string; content?: Record<string, { schema: Json }> }> }
type Document = { paths: Record<string, Record<string, Documented>>; components: Record<string, Json>; tags: { name: string; description?: string }[]; servers: { url: string }[] }

const document = openApi(contract, 'https://api.example.sn/base', '1.0.0') as unknown as Document
const all = Object.entries(document.paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => ({ path, method, operation })))
const declared = contract as Readonly<Record<string, Operation>>

function everything(value: unknown, see: (name: string, inner: unknown) => void): void {
  if (typeof value !== 'object' || value === null) return
  for (const [name, inner] of Object.entries(value)) {
    see(name, inner)
    everything(inner, see)
  }
}

/** What a `$ref` leads to. */
function found(pointer: string): unknown {
  return pointer.slice(2).split('/').reduce((at: unknown, step) => (at as Json | undefined)?.[step.replaceAll('~1', '/').replaceAll('~0', '~')], document)
}

function validator(): (pointer: string, value: unknown) => string | null {
  const ajv = new Ajv2020({ strict: false, allErrors: true })
  ;(addFormats as unknown as (on: Ajv2020) => void)(ajv)
  ajv.addSchema({ $id: 'document', ...document })
  return (pointer, value) => (ajv.validate({ $ref: `document${pointer}` }, value) ? null : ajv.errorsText(ajv.errors))
}

const escaped = (path: string): string => path.replaceAll('~', '~0').replaceAll('/', '~1').replaceAll('{', '%7B').replaceAll('}', '%7D')

describe('the OpenAPI document', () => {
  it('leads nowhere that is not there, and says no operation twice', () => {
    const lost: string[] = []
    everything(document, (name, inner) => {
      if (name === '$ref' && typeof inner === 'string' && (!inner.startsWith('#/components/') || found(inner) === undefined)) lost.push(inner)
    })
    expect(lost).toEqual([])
    expect(all.map(({ operation }) => operation.operationId).toSorted()).toEqual(Object.keys(contract).toSorted())
  })

  it('declares every parameter of a path, and no other', () => {
    for (const { path, operation } of all) {
      const named = operation.parameters.filter((one) => one.in === 'path')
      expect(named.map(({ name }) => name!).toSorted(), path).toEqual([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!).toSorted())
      expect(named.every(({ required }) => required), path).toBe(true)
    }
  })

  it('tells who may call, by which server, and what each part is about', () => {
    expect(document.servers.map(({ url }) => url)).toEqual(['/base', 'https://api.example.sn/base'])
    expect(document.tags.map(({ name }) => name).toSorted()).toEqual([...new Set(all.flatMap(({ operation }) => operation.tags))].toSorted())
    expect(document.tags.filter(({ description }) => !description).map(({ name }) => name), 'tags to describe in server/api/tags.ts').toEqual([])
    expect(Object.values(tagDescriptions).every((text) => text.length > 10)).toBe(true)
    for (const { operation } of all) expect(operation.security, operation.operationId).toEqual(declared[operation.operationId]!.access === 'anyone' ? [{}, { bearer: [] }] : [{ bearer: [] }])
  })

  it('tells refusals where they may occur, each in the one shape, and keys where they may be sent', () => {
    for (const { operation, method } of all) {
      const { operationId: name, responses } = operation
      const { access, files, otherAnswers = {} } = declared[name]!
      expect(Object.keys(responses), name).toEqual(expect.arrayContaining(['401', '429', '503', 'default', ...(access === 'anyone' ? [] : ['403']), ...(files ? ['413', '415'] : []), ...(method === 'get' ? [] : ['409'])]))
      for (const [status, response] of Object.entries(responses)) {
        if (Number(status) < 400 || status in otherAnswers) continue
        expect((found(response.$ref!) as Documented['responses'][string]).content!['application/json']!.schema, `${name} ${status}`).toEqual({ $ref: '#/components/schemas/Error' })
      }
      expect(operation.parameters.some(({ $ref }) => $ref === '#/components/parameters/IdempotencyKey'), name).toBe(method === 'post')
    }
    expect((document.components['responses'] as Record<string, { headers: Json }>)[refusals[429].name]!.headers).toHaveProperty('Retry-After')
  })

  it('has a field for each file of a form, and bytes where bytes come', () => {
    for (const { operation } of all) {
      const { files, binary, made, streams, status } = declared[operation.operationId]!
      for (const { name } of files ?? []) expect((operation.requestBody!.content['multipart/form-data']!.schema['properties'] as Json)[name], operation.operationId).toMatchObject({ format: 'binary' })
      if (binary) expect(operation.responses[status]!.content).toEqual({ '*/*': { schema: { type: 'string', format: 'binary' } } })
      if (made) expect(operation.responses[status]!.content).toEqual({ [made]: { schema: { type: 'string', format: 'binary' } } })
      if (streams) expect(Object.keys(operation.requestBody!.content)).toEqual(['application/octet-stream'])
    }
  })

  it('gives every body an example, and every example fits its schema', () => {
    const check = validator()
    for (const { path, method, operation } of all) {
      for (const [type, { example }] of Object.entries(operation.requestBody?.content ?? {})) {
        if (type !== 'application/json') continue
        expect(example, operation.operationId).toBeDefined()
        expect(check(`#/paths/${escaped(path)}/${method}/requestBody/content/application~1json/schema`, example), `${operation.operationId} ${JSON.stringify(example)}`).toBeNull()
        expect(declared[operation.operationId]!.body.safeParse(example).success, `${operation.operationId} ${JSON.stringify(example)}`).toBe(true)
      }
      for (const { name, example, schema } of operation.parameters) {
        if (example === undefined || !name) continue
        const typed = schema!['type'] === 'number' || schema!['type'] === 'integer' ? Number(example) : example
        const place = operation.parameters.findIndex((one) => one.name === name)
        expect(check(`#/paths/${escaped(path)}/${method}/parameters/${place}/schema`, typed), `${operation.operationId} ${name}=${JSON.stringify(example)}`).toBeNull()
      }
    }
  })
})
