import { z } from 'zod'
import { exampleOf } from './example.ts'
import type { Operation } from './operation.ts'
import { openApi } from './openapi.ts'

type Json = Record<string, unknown>

const saves = [
  'const { access, refresh } = pm.response.code < 300 ? pm.response.json() : {}',
  "if (access) pm.collectionVariables.set('access', access)",
  "if (refresh) pm.collectionVariables.set('refresh', refresh)",
]
const forgets = ["if (pm.response.code < 300) pm.collectionVariables.set('access', '')"]

/** The contract as a Postman collection (v2.1): a folder a tag, examples as bodies, and sign-in keeps the tokens for all that follows. */
export function postman(operations: Readonly<Record<string, Operation>>, version: string): Json {
  const document = openApi(operations, 'http://127.0.0.1:4871', version)
  const { tags, components, paths } = document as { tags: { name: string; description?: string }[]; components: { schemas: Json }; paths: Record<string, Record<string, Json>> }
  return {
    info: {
      _postman_id: '0192f0c1-7b3a-7c44-9f00-1234567890ab', name: 'Digit-Hab', description: 'Made from the contract by `npm run docs:postman`. Send auth.login first: its tokens are used by all that follows.',
      schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json',
    },
    auth: { type: 'bearer', bearer: [{ key: 'token', value: '{{access}}', type: 'string' }] },
    variable: [{ key: 'baseUrl', value: 'http://127.0.0.1:4871', type: 'string' }, { key: 'access', value: '', type: 'string' }, { key: 'refresh', value: '', type: 'string' }],
    item: tags.map(({ name, description }) => ({
      name, ...(description ? { description } : {}),
      item: Object.entries(operations).filter(([, { tag }]) => tag === name).map(([id, operation]) => itemOf(id, operation, paths[operation.path]![operation.method]!, components.schemas)),
    })),
  }
}

function itemOf(id: string, operation: Operation, documented: Json, schemas: Json): Json {
  const { method, summary, description, access, answer } = operation
  const named = Object.keys((answer.def as { shape?: Json }).shape ?? {})
  const script = named.includes('access') && named.includes('refresh') ? saves : id === 'auth.logout' ? forgets : undefined
  return {
    name: `${id}: ${summary}`,
    ...(script ? { event: [{ listen: 'test', script: { type: 'text/javascript', exec: script } }] } : {}),
    request: {
      // An empty token would be a wrong one: who needs none sends none.
      ...(access === 'anyone' ? { auth: { type: 'noauth' } } : {}),
      method: method.toUpperCase(), header: [{ key: 'Accept-Language', value: 'fr' }, ...(method === 'post' ? [{ key: 'Idempotency-Key', value: '{{$guid}}', disabled: true }] : [])],
      url: urlOf(operation, documented), ...bodyOf(operation, documented, schemas), ...(description ? { description } : {}),
    },
    response: [],
  }
}

type Parameter = { name: string; in: string; required: boolean; description?: string; example?: unknown; schema: Json }

function urlOf({ path }: Operation, documented: Json): Json {
  const parameters = (documented['parameters'] as Parameter[]).filter((one) => one.in !== undefined)
  const parts = path.replaceAll(/\{(\w+)\}/g, ':$1').slice(1).split('/')
  const told = ({ description }: Parameter): Json => (description === undefined ? {} : { description })
  const query = parameters.filter((one) => one.in === 'query').map((one) => {
    const value = one.example ?? one.schema['default']
    // Switched on where the example sends it, or nothing goes without it.
    return { key: one.name, value: value === undefined ? '' : String(value as string), ...(one.example !== undefined || one.required ? {} : { disabled: true }), ...told(one) }
  })
  const sent = query.filter((one) => !('disabled' in one)).map(({ key, value }) => `${key}=${encodeURIComponent(value)}`).join('&')
  const variable = parameters.filter((one) => one.in === 'path').map((one) => ({ key: one.name, value: String((one.example ?? '') as string), ...told(one) }))
  return { raw: `{{baseUrl}}/${parts.join('/')}${sent ? `?${sent}` : ''}`, host: ['{{baseUrl}}'], path: parts, ...(query.length > 0 ? { query } : {}), ...(variable.length > 0 ? { variable } : {}) }
}

function bodyOf({ files, body, streams }: Operation, documented: Json, schemas: Json): Json {
  const content = (documented['requestBody'] as { content: Record<string, Json> } | undefined)?.content
  if (!content) return {}
  if (streams) return { body: { mode: 'file', file: {} } }
  if (files) {
    const { properties } = z.toJSONSchema(body, { io: 'input', unrepresentable: 'any' }) as { properties?: Record<string, Json> }
    const texts = Object.entries(properties ?? {}).map(([key, schema]) => ({ key, type: 'text', value: String((schema['default'] ?? exampleOf(schema, schemas)) as string), disabled: schema['default'] === undefined }))
    return { body: { mode: 'formdata', formdata: [...files.map(({ name }) => ({ key: name, type: 'file', src: [] })), ...texts] } }
  }
  const example = content['application/json']?.['example']
  const filled = Object.fromEntries(Object.entries(example as Json).map(([name, value]) => [name, name === 'refresh' ? '{{refresh}}' : value]))
  return { body: { mode: 'raw', raw: `${JSON.stringify(filled, null, 2)}\n`, options: { raw: { language: 'json' } } } }
}
