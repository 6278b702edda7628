import type { Request } from 'express'
import type { z } from 'zod'
import type { Language } from '../../shared/language/index.ts'
import type { House } from '../house.ts'
import type { Account, Caller } from './caller.ts'
import { nothing } from './nothing.ts'

/**
 * One operation of the REST contract, said once: it is mounted, validated, documented, called by the schema test, walked by the
 * isolation matrix and shaken by the fuzzer from this declaration. Handlers are found by the operation's name.
 */
export type Operation<
  P extends z.ZodType = z.ZodType, Q extends z.ZodType = z.ZodType, B extends z.ZodType = z.ZodType, A extends z.ZodType = z.ZodType, W extends Access = Access,
> = {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete'
  /** With braces and the slash at the end, `/api/properties/{id}/`; served without that slash too. */
  readonly path: string
  /** Other methods and addresses of the same operation that clients know; not documented by themselves. */
  readonly also?: readonly { readonly method?: Operation['method']; readonly path: string }[]
  readonly tag: string
  readonly summary: string
  readonly description?: string
  /** Who may call at all; finer rights are judged by dispatch() and the queries. */
  readonly access: W
  readonly rate: RateClass
  readonly params: P
  readonly query: Q
  readonly body: B
  /** Files that a multipart body may bring; none: JSON and forms only. */
  readonly files?: readonly FileField[]
  /** Bytes of a body, where it may hold more than a command does. */
  readonly mostBytes?: number
  /** The body is not read for the handler: it streams the request itself. */
  readonly streams?: true
  /** The status of success and the schema of what is answered; null for no content, `binary` for bytes. */
  readonly status: number
  readonly answer: A
  readonly binary?: true
  /** The media type of a file that is made for this answer alone: whole, with its name, under no ETag. */
  readonly made?: string
  /** Other good answers, such as 200 beside 201. */
  readonly otherAnswers?: Readonly<Record<number, z.ZodType>>
  /** What the documentation shows and its button sends. */
  readonly example?: { readonly body?: unknown; readonly query?: Readonly<Record<string, string>> }
}

export type Access = 'anyone' | 'account' | 'member' | 'operator'
/** How often one caller may ask (http/rate-limits.ts). */
export type RateClass = 'read' | 'write' | 'sign-in' | 'mail' | 'upload' | 'exchange' | 'report'
export type FileField = { readonly name: string; readonly purpose: 'photo' | 'document'; readonly most: number }

/** A file of a multipart body, already on disk in a folder of its own that goes with the request. */
export type ReceivedFile = { readonly field: string; readonly name: string; readonly path: string; readonly bytes: number }

type CallerOf<W extends Access> = W extends 'anyone' ? Caller : W extends 'member' ? Account & { member: NonNullable<Account['member']> } : Account

/** One request as a handler sees it: checked and typed. */
export type Call<P = unknown, Q = unknown, B = unknown, W extends Access = Access> = {
  readonly house: House
  readonly caller: CallerOf<W>
  readonly params: P
  readonly query: Q
  readonly body: B
  readonly files: readonly ReceivedFile[]
  readonly language: Language
  readonly requestId: string
  readonly address: string
  readonly request: Request
}

/** An answer that is not the operation's usual one, or is `written` already. */
export class Reply {
  readonly status: number
  readonly body: unknown
  readonly headers: Readonly<Record<string, string>>

  constructor(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}) {
    this.status = status
    this.body = body
    this.headers = headers
  }
}

/** A JSON body as it goes out, to be sent more than once. */
export const written = (body: unknown): Buffer => Buffer.from(JSON.stringify(body))

export type HandlerOf<O> = O extends Operation<infer P, infer Q, infer B, infer A, infer W>
  ? (call: Call<z.output<P>, z.output<Q>, z.output<B>, W>) => Promise<z.input<A> | Reply>
  : never
export type HandlersOf<C> = { readonly [K in keyof C]: HandlerOf<C[K]> }

/** Keeps the types of what is declared. */
export function operation<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, A extends z.ZodType, const W extends Access>(
  declared: Partial<Pick<Operation<P, Q, B, A, W>, 'params' | 'query' | 'body' | 'status'>> & Omit<Operation<P, Q, B, A, W>, 'params' | 'query' | 'body' | 'status'>,
): Operation<P, Q, B, A, W> {
  return { params: nothing as unknown as P, query: nothing as unknown as Q, body: nothing as unknown as B, status: 200, ...declared }
}
