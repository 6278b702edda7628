import { z } from 'zod'
import { contract } from '../api/index.ts'
import type { OperationName } from '../api/index.ts'
import type { Operation } from '../api/operation.ts'
import { bytesOf } from './fuzz-wire.ts'
import type { Wire } from './fuzz-wire.ts'
import type { Sample } from './things.ts'

type Json = Record<string, unknown>
/** A field of a form: a text, or a file when it has a file name. Names and texts are bytes (latin1). */
export type Part = { name: string; value: Buffer; filename?: string; type?: string }

/** A good request taken apart, so that each of its parts can be spoilt. */
export type Base = {
  name: OperationName
  operation: Operation
  token: string | undefined
  params: Record<string, string>
  query: [string, string][]
  headers: [string, string][]
  /** Exactly one of them, or none: JSON, a form, bytes. */
  json?: unknown
  parts?: Part[]
  bytes?: Buffer
}

export async function baseOf(name: OperationName, sample: Sample, token: string | undefined): Promise<Base> {
  const operation = contract[name] as Operation
  const base: Base = { name, operation, token: sample.token ?? token, params: sample.params ?? {}, query: Object.entries(sample.query ?? {}), headers: Object.entries(sample.headers ?? {}) }
  if (sample.form) base.parts = await partsOf(sample.form)
  else if (sample.bytes) base.bytes = Buffer.from(sample.bytes)
  else if (operation.method !== 'get') base.json = sample.body ?? {}
  return base
}

async function partsOf(form: FormData): Promise<Part[]> {
  const parts: Part[] = []
  for (const [name, value] of form) {
    parts.push(typeof value === 'string' ? { name, value: Buffer.from(value) } : { name, value: Buffer.from(await value.arrayBuffer()), filename: bytesOf(value.name), type: value.type })
  }
  return parts
}

export const boundary = '----fuzz-boundary-7d4a'

export function multipart(parts: readonly Part[]): Buffer {
  const pieces = parts.flatMap(({ name, value, filename, type }) => [
    Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="${name}"${filename === undefined ? '' : `; filename="${filename}"`}\r\n${type ? `Content-Type: ${type}\r\n` : ''}\r\n`, 'latin1'), value, Buffer.from('\r\n'),
  ])
  return Buffer.concat([...pieces, Buffer.from(`--${boundary}--\r\n`)])
}

/** What may be changed on the way from the parts to the wire. */
export type Spoil = {
  method?: string
  target?: string
  /** Stands in the path as it is given. */
  params?: Record<string, string>
  /** Stands after the question mark as it is given. */
  search?: string
  query?: [string, string][]
  /** Null leaves the header away. */
  authorization?: string | null
  type?: string | null
  body?: Buffer
  parts?: Part[]
  headers?: (readonly [string, string])[]
  raw?: Buffer
  cut?: true
}

export function wireOf(base: Base, spoil: Spoil = {}): Wire {
  const { operation } = base
  const path = operation.path.replaceAll(/\{(\w+)\}/g, (_whole, key: string) => spoil.params?.[key] ?? encodeURIComponent(base.params[key] ?? ''))
  const search = spoil.search ?? new URLSearchParams(spoil.query ?? base.query).toString()
  const parts = spoil.parts ?? base.parts
  const [body, type] = spoil.body ? [spoil.body, base.parts ? `multipart/form-data; boundary=${boundary}` : base.bytes ? 'application/octet-stream' : 'application/json']
    : parts ? [multipart(parts), `multipart/form-data; boundary=${boundary}`]
    : base.bytes ? [base.bytes, 'application/octet-stream']
    : base.json === undefined ? [undefined, undefined] : [Buffer.from(JSON.stringify(base.json)), 'application/json']
  const told = spoil.type === undefined ? type : spoil.type
  const authorization = spoil.authorization === undefined ? (base.token === undefined ? null : `Bearer ${base.token}`) : spoil.authorization
  return {
    method: spoil.method ?? operation.method.toUpperCase(),
    target: spoil.target ?? (search ? `${path}?${search}` : path),
    headers: [...(told ? [['Content-Type', told] as const] : []), ...(authorization === null ? [] : [['Authorization', authorization] as const]), ...base.headers, ...(spoil.headers ?? [])],
    ...(body ? { body } : {}), ...(spoil.raw ? { raw: spoil.raw } : {}), ...(spoil.cut ? { cut: spoil.cut } : {}),
  }
}

const mark = '@@here@@'

/** The body with the field at `path` written as `raw`; without it where that is undefined. */
export function jsonWith(value: unknown, path: readonly string[], raw: string | undefined): Buffer {
  return Buffer.from(JSON.stringify(placed(value, path, raw === undefined ? undefined : mark)).replace(`"${mark}"`, () => raw ?? ''))
}

function placed(value: unknown, [name, ...rest]: readonly string[], put: unknown): unknown {
  if (name === undefined) return put
  if (Array.isArray(value)) return value.map((inner: unknown, place) => (String(place) === name ? placed(inner, rest, put) : inner))
  const inner = typeof value === 'object' && value !== null ? (value as Json) : {}
  return { ...inner, [name]: placed(inner[name], rest, put) }
}

/** A field of a body or query as its schema tells it. */
export type Field = { path: readonly string[]; takesText: boolean; isId: boolean }

export function fieldsOf(schema: z.ZodType, sample: unknown): Field[] {
  const document = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Json
  const found: Field[] = []
  walk(document, [], sample)
  return found

  function walk(given: Json, path: readonly string[], value: unknown): void {
    const options = optionsOf(given)
    for (const option of options) {
      const properties = (option['properties'] as Record<string, Json> | undefined) ?? {}
      const names = new Set([...Object.keys(properties), ...(typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value) : [])])
      if (path.length < 4) for (const name of names) step(properties[name] ?? {}, [...path, name], (value as Json | undefined)?.[name])
      const items = option['items'] as Json | undefined
      if (items && Array.isArray(value) && value.length > 0 && path.length < 4) step(items, [...path, '0'], value[0])
    }
  }
  function step(given: Json, path: readonly string[], value: unknown): void {
    if (!found.some((field) => field.path.join('.') === path.join('.'))) {
      const options = optionsOf(given)
      found.push({ path, takesText: options.some(({ type, enum: words }) => type === 'string' && !words), isId: options.some(({ pattern }) => typeof pattern === 'string' && pattern.startsWith('^[0-9a-f]{8}-')) })
    }
    walk(given, path, value)
  }
  function optionsOf(given: Json): Json[] {
    const reference = given['$ref']
    if (typeof reference === 'string') {
      const at = reference === '#' ? document : ((document['$defs'] as Record<string, Json> | undefined)?.[reference.replace('#/$defs/', '')] ?? {})
      return at === given ? [] : optionsOf(at)
    }
    const several = (given['anyOf'] ?? given['oneOf'] ?? given['allOf']) as Json[] | undefined
    return several ? several.flatMap(optionsOf) : [given]
  }
}
