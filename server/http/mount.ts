import type { Express, Request, Response } from 'express'
import type { z } from 'zod'
import { AppError } from '../../shared/values/error.ts'
import type { Caller } from '../api/caller.ts'
import { mayCall } from '../api/caller.ts'
import { Reply } from '../api/operation.ts'
import type { Call, Operation } from '../api/operation.ts'
import type { House } from '../house.ts'
import { authenticate } from './authentication.ts'
import { readBody } from './body.ts'
import { invalid } from './errors.ts'
import { fromForm } from './form.ts'
import { once } from './idempotency.ts'
import { languageOf } from './language.ts'
import { shown, unreadableTexts } from './readable-texts.ts'
import type { RateLimits } from './rate-limits.ts'

type AnyHandler = (call: Call<never, never, never>) => Promise<unknown>
export type Mounted = { readonly name: string; readonly operation: Operation; readonly handler: AnyHandler }

/** Puts every operation where it is declared to be, in an order in which `featured/` is not taken for an id. */
export function mountOperations(app: Express, house: House, all: readonly Mounted[], limits: RateLimits): void {
  const addresses = all.flatMap((one) => [{ method: one.operation.method, path: one.operation.path, one },
    ...(one.operation.also ?? []).map(({ method, path }) => ({ method: method ?? one.operation.method, path, one }))])
  const byPath = Map.groupBy(addresses, ({ path }) => path)
  for (const path of [...byPath.keys()].toSorted(moreExact)) {
    const here = byPath.get(path)!
    const route = app.route(expressPath(path))
    // What is thrown in here, Express hands to the error handler by itself.
    for (const { method, one } of here) route[method](async (request: Request, response: Response) => serve(house, one, limits, request, response))
    const allowed = [...new Set(here.map(({ method }) => method.toUpperCase()))]
    if (allowed.includes('GET')) allowed.push('HEAD')
    route.all((_request, response, next) => {
      response.setHeader('Allow', allowed.join(', '))
      next(new AppError('method_not_allowed'))
    })
  }
}

/** Express 5 answers with and without the slash at the end by itself. */
const expressPath = (path: string): string => path.replaceAll(/\{(\w+)\}/g, ':$1')

function moreExact(a: string, b: string): number {
  const weight = (path: string): string => path.split('/').map((part) => (part.startsWith('{') ? '1' : '0')).join('')
  return weight(a) < weight(b) ? -1 : weight(a) > weight(b) ? 1 : a < b ? -1 : 1
}

async function serve(house: House, { name, operation, handler }: Mounted, limits: RateLimits, request: Request, response: Response): Promise<void> {
  const caller = await authenticate(house, request)
  await new Promise<void>((resolve, reject) => void limits[operation.rate](request, response, (error?: unknown) => (error ? reject(error as Error) : resolve())))
  mayCall(caller, operation.access, name)
  const params = parse(operation.params, request.params, 'not_found')
  const query = parse(operation.query, plainQuery(request))
  if (operation.streams) return send(response, operation, await handler(callOf({}, [])))
  const body = await readBody(request, response, operation.files ?? [], operation.mostBytes)
  try {
    const value = parse(operation.body, body.fromForm ? fromForm(operation.body, body.value) : body.value)
    const call = callOf(value, body.files)
    const act = async (): Promise<Reply> => replyOf(operation, await handler(call))
    const key = operation.method === 'post' ? request.get('idempotency-key') : undefined
    const input = [request.params, value, body.files.map(({ field, name: file, bytes }) => ({ field, file, bytes }))]
    send(response, operation, key === undefined ? await act() : await once(house, { scope: scopeOf(caller, request), key, operation: name, input }, act))
  } finally {
    await body.dispose()
  }

  function callOf(value: unknown, files: Call['files']): Call<never, never, never> {
    return {
      house, caller, params, query, body: value, files, language: languageOf(request), requestId: String(request.id), address: request.ip ?? '', request,
    } as unknown as Call<never, never, never>
  }
}

const scopeOf = (caller: Caller, request: Request): string => (caller.kind === 'account' ? caller.accountId : `at ${request.ip}`)

/** Of a name that stands twice the last counts, as in the replaced system. */
function plainQuery(request: Request): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(request.url.slice(request.url.indexOf('?') + 1 || request.url.length)))
}

function parse<T>(schema: z.ZodType<T>, value: unknown, refusal: 'invalid_input' | 'not_found' = 'invalid_input'): T {
  const unreadable = unreadableTexts(value)
  const parsed = unreadable.length === 0 ? schema.safeParse(value) : null
  if (parsed?.success) return parsed.data
  if (refusal === 'not_found') throw new AppError('not_found')
  throw invalid(parsed ? parsed.error.issues.slice(0, 20).flatMap(problemsOf) : unreadable)
}

function problemsOf(issue: z.core.$ZodIssue): { path: string; problem: string }[] {
  const path = shown(issue.path.join('.'))
  if (issue.code === 'unrecognized_keys') return issue.keys.slice(0, 10).map((key) => ({ path: [...issue.path, shown(key)].join('.'), problem: 'unknown_field' }))
  if (issue.code === 'custom') return [{ path, problem: String(issue.params?.['problem'] ?? 'invalid') }]
  if (issue.code === 'invalid_type' && issue.input === undefined) return [{ path, problem: 'required' }]
  if (issue.code === 'too_small' && issue.origin === 'string' && issue.minimum === 1) return [{ path, problem: 'required' }]
  return [{ path, problem: issue.code }]
}

function replyOf(operation: Operation, answer: unknown): Reply {
  return answer instanceof Reply ? answer : new Reply(operation.status, answer ?? null)
}

function send(response: Response, operation: Operation, answer: unknown): void {
  // A handler that streamed has answered already.
  if (response.headersSent) return
  const { status, body, headers } = replyOf(operation, answer)
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
  response.status(status)
  if (body === null || status === 204) return void response.end()
  response.setHeader('Cache-Control', response.getHeader('Cache-Control') ?? 'no-store')
  if (!Buffer.isBuffer(body)) return void response.json(body)
  if (!operation.made) response.setHeader('Content-Type', 'application/json; charset=utf-8')
  response.setHeader('Content-Length', body.length)
  response.end(body)
}
