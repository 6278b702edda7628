import { z } from 'zod'
import { errorBody } from '../http/errors.ts'
import type { Access, Operation } from './operation.ts'

type Json = Record<string, unknown>

/** The OpenAPI 3.1 document of the contract. Schemas that carry an id (`.meta({ id })`) become components. */
export function openApi(operations: Readonly<Record<string, Operation>>, publicUrl: string, version: string): Json {
  const components: Json = {}
  const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): Json => hoist(z.toJSONSchema(schema, { io, unrepresentable: 'any', target: 'draft-2020-12' }) as Json, components, io)
  const error = (description: string) => ({ description, content: { 'application/json': { schema: schemaOf(errorBody, 'output') } } })
  const paths: Record<string, Json> = {}
  for (const [name, operation] of Object.entries(operations)) {
    const { method, path, tag, summary, description, access, status, answer, binary, otherAnswers = {}, example } = operation
    const parameters = [...parametersOf(schemaOf(operation.params, 'input'), 'path', {}), ...parametersOf(schemaOf(operation.query, 'input'), 'query', example?.query ?? {})]
    if (method === 'post') parameters.push({ name: 'Idempotency-Key', in: 'header', required: false, schema: { type: 'string', minLength: 8, maxLength: 200 }, description: 'The same request sent again under the same key is done once.' })
    const body = bodyOf(operation, schemaOf)
    const responses: Json = { [status]: answerOf(answer, binary, schemaOf) }
    for (const [other, schema] of Object.entries(otherAnswers)) responses[other] = answerOf(schema, undefined, schemaOf)
    responses['default'] = error('Refused: the code says why')
    paths[path] = { ...paths[path], [method]: {
      operationId: name, tags: [tag], summary, ...(description ? { description } : {}), security: securityOf(access), parameters,
      ...(body ? { requestBody: body } : {}), responses,
    } }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Digit-Hab', version, description: 'Real estate in Senegal and its neighbours: agencies, properties, people. Amounts are decimal texts, times ISO 8601 with offset; every refusal has one shape.' },
    servers: [{ url: publicUrl }],
    components: { schemas: components, securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } },
    paths,
  }
}

function securityOf(access: Access): Json[] {
  return access === 'anyone' ? [{}, { bearer: [] }] : [{ bearer: [] }]
}

function answerOf(answer: z.ZodType, binary: true | undefined, schemaOf: (schema: z.ZodType, io: 'output') => Json): Json {
  if (binary) return { description: 'The bytes', content: { '*/*': { schema: { type: 'string', format: 'binary' } } } }
  if (answer.def.type === 'null') return { description: 'Done' }
  return { description: 'Done', content: { 'application/json': { schema: schemaOf(answer, 'output') } } }
}

function bodyOf({ method, body, files, example, streams }: Operation, schemaOf: (schema: z.ZodType, io: 'input') => Json): Json | null {
  if (method === 'get' || method === 'delete') return null
  if (streams) return { required: true, content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } } }
  const schema = schemaOf(body, 'input')
  const empty = schema['properties'] !== undefined && Object.keys(schema['properties'] as Json).length === 0
  if (empty && !files) return null
  const json = { schema, ...(example?.body === undefined ? {} : { example: example.body }) }
  if (!files) return { required: true, content: { 'application/json': json, 'application/x-www-form-urlencoded': { schema } } }
  const properties = Object.fromEntries(files.map(({ name, most }) => [name, most > 1 ? { type: 'array', items: { type: 'string', format: 'binary' } } : { type: 'string', format: 'binary' }]))
  const form = { allOf: [schema, { type: 'object', properties }] }
  return { required: true, content: { 'multipart/form-data': { schema: form }, ...(empty ? {} : { 'application/json': json }) } }
}

function parametersOf(schema: Json, where: 'path' | 'query', examples: Readonly<Record<string, string>>): Json[] {
  const required = new Set((schema['required'] as string[] | undefined) ?? [])
  return Object.entries((schema['properties'] as Record<string, Json> | undefined) ?? {}).map(([name, property]) => ({
    name, in: where, required: where === 'path' || required.has(name), schema: property, ...(examples[name] === undefined ? {} : { example: examples[name] }),
  }))
}

/** Definitions that zod puts beside a schema move to the components; one that has two sides gets a name for each. */
function hoist(schema: Json, components: Json, io: 'input' | 'output'): Json {
  const { $defs, $schema: _, ...rest } = schema as { $defs?: Record<string, Json>; $schema?: string } & Json
  const names = new Map<string, string>()
  const rename = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(rename)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([key, inner]) =>
      key === '$ref' && typeof inner === 'string' ? [key, `#/components/schemas/${names.get(inner.replace('#/$defs/', '')) ?? inner.replace('#/$defs/', '')}`] : [key, rename(inner)]))
  }
  const own = typeof rest['id'] === 'string' ? (rest['id'] as string) : undefined
  for (const name of Object.keys($defs ?? {})) names.set(name, name)
  for (const [name, definition] of Object.entries($defs ?? {})) {
    const { id: _id, ...plain } = rename(definition) as Json
    if (components[name] !== undefined && JSON.stringify(components[name]) !== JSON.stringify(plain)) names.set(name, `${name}${io === 'input' ? 'Input' : 'Output'}`)
    components[names.get(name)!] = plain
  }
  const { id: _own, ...plain } = rename(rest) as Json
  if (!own) return plain
  const taken = components[own] !== undefined && JSON.stringify(components[own]) !== JSON.stringify(plain)
  const name = taken ? `${own}${io === 'input' ? 'Input' : 'Output'}` : own
  components[name] = plain
  return { $ref: `#/components/schemas/${name}` }
}
