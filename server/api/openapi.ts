import { z } from 'zod'
import { errorBody } from '../http/errors.ts'
import { exampleOf } from './example.ts'
import type { Access, Operation } from './operation.ts'
import { refusals, refusalsOf } from './refusals.ts'
import type { RefusalStatus } from './refusals.ts'
import { tagDescriptions } from './tags.ts'

type Json = Record<string, unknown>
type Operations = Readonly<Record<string, Operation>>

/** The OpenAPI 3.1 document of the contract. Schemas that carry an id (`.meta({ id })`) become components. */
export function openApi(operations: Operations, publicUrl: string, version: string): Json {
  const schemas: Json = {}
  const schemaOf: SchemaOf = (schema, io) => hoist(z.toJSONSchema(schema, { io, unrepresentable: 'any', target: 'draft-2020-12' }) as Json, schemas, io)
  const error = schemaOf(errorBody, 'output')
  const paths: Record<string, Json> = {}
  for (const [name, operation] of Object.entries(operations)) paths[operation.path] = { ...paths[operation.path], [operation.method]: operationOf(name, operation, schemaOf, schemas) }
  const used = [...new Set(Object.values(operations).map(({ tag }) => tag))]
  const order = Object.keys(tagDescriptions)
  const place = (tag: string): number => (order.includes(tag) ? order.indexOf(tag) : order.length)
  return {
    openapi: '3.1.0',
    info: {
      title: 'Digit-Hab', version, summary: 'Real estate in Senegal and its neighbours: agencies, properties, people.',
      description: 'JSON in UTF-8, in snake_case. Amounts are decimal texts, times ISO 8601 with offset. Every address answers with and without the slash at its end. Lists are `{count, next, previous, results}`. '
        + 'Every refusal has one shape: `detail` for people, in the language of `Accept-Language` (French, English), `code` for programs, `fields` for forms.',
    },
    // The first is whoever serves this document, so that the page beside it may call it; the second is for whoever keeps a copy.
    servers: [{ url: new URL(publicUrl).pathname, description: 'The server that this document comes from' }, { url: publicUrl, description: 'Its public address' }],
    tags: used.toSorted((a, b) => place(a) - place(b)).map((tag) => ({ name: tag, ...(tagDescriptions[tag] ? { description: tagDescriptions[tag] } : {}) })),
    paths,
    components: {
      schemas, parameters, headers,
      responses: {
        ...Object.fromEntries((Object.keys(refusals).map(Number) as RefusalStatus[]).map((status) => [refusals[status].name, refusalOf(status, error)])),
        Refused: { description: 'Refused: the code says why.', headers: reference('headers', ['X-Request-Id']), content: { 'application/json': { schema: error } } },
      },
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'The `access` of `auth.login`. It lives an hour.' } },
    },
  }
}

type SchemaOf = (schema: z.ZodType, io: 'input' | 'output') => Json

const headers = {
  'X-Request-Id': { description: 'Names this request in the server’s log. One that the caller sends (8 to 64 letters, digits, - or _) is kept.', schema: { type: 'string' } },
  'Retry-After': { description: 'Seconds to wait before the next try.', schema: { type: 'integer', minimum: 0 } },
  'WWW-Authenticate': { description: 'How to sign in.', schema: { type: 'string', const: 'Bearer' } },
  'Idempotent-Replayed': { description: '`true` where this is the answer that was given to the same key before.', schema: { type: 'string', const: 'true' } },
  'Content-Range': { description: 'Which bytes these are, of how many.', schema: { type: 'string' } },
  ETag: { description: 'Changes when the bytes do.', schema: { type: 'string' } },
} as const
type HeaderName = keyof typeof headers

const parameters = {
  IdempotencyKey: { name: 'Idempotency-Key', in: 'header', required: false, schema: { type: 'string', minLength: 8, maxLength: 200 }, description: 'The same request sent again under the same key within 24 hours is done once and answered alike.' },
  AcceptLanguage: { name: 'Accept-Language', in: 'header', required: false, schema: { type: 'string', enum: ['fr', 'en'], default: 'fr' }, description: 'The language of messages.' },
  Range: { name: 'Range', in: 'header', required: false, schema: { type: 'string' }, description: 'One range of bytes, such as `bytes=0-1023`.' },
  IfNoneMatch: { name: 'If-None-Match', in: 'header', required: false, schema: { type: 'string' }, description: 'The ETag of what one has.' },
} as const

const reference = (of: 'headers', names: readonly string[]): Json => Object.fromEntries(names.map((name) => [name, { $ref: `#/components/${of}/${name}` }]))
const parameter = (name: keyof typeof parameters): Json => ({ $ref: `#/components/parameters/${name}` })

const headersOf: Partial<Record<RefusalStatus, readonly HeaderName[]>> = { 401: ['WWW-Authenticate'], 423: ['Retry-After'], 429: ['Retry-After'], 503: ['Retry-After'] }

function refusalOf(status: RefusalStatus, error: Json): Json {
  return { description: refusals[status].description, headers: reference('headers', ['X-Request-Id', ...(headersOf[status] ?? [])]), content: { 'application/json': { schema: error } } }
}

function operationOf(name: string, operation: Operation, schemaOf: SchemaOf, schemas: Json): Json {
  const { method, tag, summary, description, access, status, answer, binary, otherAnswers = {}, example } = operation
  const body = bodyOf(operation, schemaOf, schemas)
  const responses: Json = { [status]: answerOf(operation, status, answer, schemaOf) }
  for (const [other, schema] of Object.entries(otherAnswers)) responses[other] = answerOf(operation, Number(other), schema, schemaOf)
  for (const refusal of refusalsOf(operation)) responses[refusal] ??= { $ref: `#/components/responses/${refusals[refusal].name}` }
  responses['default'] = { $ref: '#/components/responses/Refused' }
  return {
    operationId: name, tags: [tag], summary, ...(description ? { description } : {}), security: securityOf(access),
    parameters: [
      ...parametersOf(schemaOf(operation.params, 'input'), 'path', {}), ...parametersOf(schemaOf(operation.query, 'input'), 'query', example?.query ?? {}),
      parameter('AcceptLanguage'), ...(method === 'post' ? [parameter('IdempotencyKey')] : []), ...(binary ? [parameter('Range'), parameter('IfNoneMatch')] : []),
    ],
    ...(body ? { requestBody: body } : {}), responses,
  }
}

function securityOf(access: Access): Json[] {
  return access === 'anyone' ? [{}, { bearer: [] }] : [{ bearer: [] }]
}

const done: Readonly<Record<number, string>> = { 200: 'Done', 201: 'Made', 202: 'Taken, and done later', 204: 'Done; there is nothing to say', 206: 'A part of the bytes', 304: 'Nothing has changed since', 409: 'Not as expected: what is true is told', 416: 'There is no such part' }

function answerOf({ binary, made, method }: Operation, status: number, answer: z.ZodType, schemaOf: SchemaOf): Json {
  const bytes = binary && (status === 200 || status === 206)
  const names: HeaderName[] = ['X-Request-Id', ...(binary && status < 400 ? ['ETag' as const] : []), ...(status === 206 || status === 416 ? ['Content-Range' as const] : []), ...(method === 'post' && status < 300 ? ['Idempotent-Replayed' as const] : [])]
  const content = made && status === 200 ? { [made]: { schema: { type: 'string', format: 'binary' } } } : bytes ? { '*/*': { schema: { type: 'string', format: 'binary' } } } : answer.def.type === 'null' ? undefined : { 'application/json': { schema: schemaOf(answer, 'output') } }
  return { description: done[status] ?? 'Done', headers: reference('headers', names), ...(content ? { content } : {}) }
}

const fileTypes = { photo: 'image/jpeg, image/png, image/webp, image/heic', document: 'application/pdf, image/*, application/vnd.openxmlformats-officedocument.*' } as const

function bodyOf({ method, body, files, example, streams }: Operation, schemaOf: SchemaOf, schemas: Json): Json | null {
  if (method === 'get' || method === 'delete') return null
  if (streams) return { required: true, content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } } }
  const schema = schemaOf(body, 'input')
  const plain = (typeof schema['$ref'] === 'string' ? schemas[schema['$ref'].replace('#/components/schemas/', '')] : schema) as Json
  const fields = (plain['properties'] as Json | undefined) ?? {}
  const needed = (plain['required'] as string[] | undefined) ?? []
  const shown = example?.body ?? exampleOf(schema, schemas)
  const required = needed.length > 0
  if (!files) {
    const empty = plain['properties'] !== undefined && Object.keys(fields).length === 0
    return empty ? null : { required, content: { 'application/json': { schema, example: shown }, 'application/x-www-form-urlencoded': { schema } } }
  }
  const binary = { type: 'string', format: 'binary' }
  const fileFields = Object.fromEntries(files.map(({ name, most }) => [name, most > 1 ? { type: 'array', items: binary, maxItems: most } : binary]))
  // A file that came before may be named in place of one that comes now.
  const instead = 'file_id' in fields
  const form = { type: 'object', properties: { ...fields, ...fileFields }, required: [...needed, ...(instead ? [] : files.map(({ name }) => name))] }
  const encoding = Object.fromEntries(files.map(({ name, purpose }) => [name, { contentType: fileTypes[purpose] }]))
  return { required: true, content: { 'multipart/form-data': { schema: form, encoding }, ...(instead ? { 'application/json': { schema, example: { ...(shown as Json), file_id: exampleOf(fields['file_id'] as Json, schemas) } } } : {}) } }
}

function parametersOf(schema: Json, where: 'path' | 'query', examples: Readonly<Record<string, string>>): Json[] {
  const required = new Set((schema['required'] as string[] | undefined) ?? [])
  return Object.entries((schema['properties'] as Record<string, Json> | undefined) ?? {}).map(([name, property]) => {
    const needed = where === 'path' || required.has(name)
    // The page fills in every example: one of a filter that nobody asked for would leave nothing in the list.
    const { example, description, ...plain } = property
    const shown = examples[name] ?? (needed ? example : undefined)
    return { name, in: where, required: needed, ...(description === undefined ? {} : { description }), schema: plain, ...(shown === undefined ? {} : { example: shown }) }
  })
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
