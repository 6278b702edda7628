import type { ErrorRequestHandler } from 'express'
import { z } from 'zod'
import { createTranslator, isMessageKey } from '../../shared/language/index.ts'
import type { Language, Translate } from '../../shared/language/index.ts'
import { AppError } from '../../shared/values/error.ts'
import type { ErrorCode } from '../../shared/values/error.ts'
import type { Log } from '../log.ts'
import { unreachable } from './database-errors.ts'
import { languageOf } from './language.ts'
import { leaveRest } from './leave-rest.ts'
import { statusOf } from './status.ts'

/** The one shape of every refusal: words for a person, a code for a program, and what is wrong with which field. */
export type ErrorBody = { detail: string; code: ErrorCode; fields: Record<string, string[]> }
export const errorBody = z.object({
  detail: z.string().meta({ description: 'What happened and what to do, in the language of Accept-Language.' }),
  code: z.string().meta({ description: 'For programs: one of a closed set, the same in every language.' }),
  fields: z.record(z.string(), z.array(z.string())).meta({ description: 'What is wrong with which field; {} where no field is to blame.' }),
}).meta({ id: 'Error' })

const translators: Record<Language, Translate> = { fr: createTranslator('fr'), en: createTranslator('en') }
export const translate = (language: Language): Translate => translators[language]

/** A field's problem as a command or a schema tells it. */
export type FieldProblem = { path: string; problem: string }

/** What does not fit, by field; the path is dotted as in the body. */
export function invalid(problems: readonly FieldProblem[]): AppError {
  return new AppError('invalid_input', { fields: problems })
}

export function invalidField(path: string, problem: string): AppError {
  return invalid([{ path, problem }])
}

export function errorBodyOf(error: AppError, language: Language): ErrorBody {
  const t = translate(language)
  // A name may be any text of the sender's, such as `__proto__`.
  const fields = new Map<string, string[]>()
  for (const { path, problem } of fieldProblems(error)) {
    const key = `problem.${problem}`
    const name = path || 'body'
    fields.set(name, [...(fields.get(name) ?? []), isMessageKey(key) ? t(key) : t('problem.invalid')])
  }
  return { detail: t(`error.${error.code}`, error.params), code: error.code, fields: Object.fromEntries(fields) }
}

function fieldProblems({ params, code }: AppError): readonly FieldProblem[] {
  const { fields, field } = params
  if (Array.isArray(fields)) return fields as FieldProblem[]
  return typeof field === 'string' ? [{ path: field, problem: code === 'already_exists' ? 'taken' : code === 'weak_password' ? `password_${String(params['why'])}` : code }] : []
}

/** Whatever a handler throws, as an AppError: a database that is away is told as such, anything else unexpected is ours. */
export function appErrorOf(error: unknown): AppError {
  if (error instanceof AppError) return error
  if (unreachable(error)) return new AppError('database_unavailable', {}, { cause: error })
  const read = error as { type?: string; status?: number } | null
  // What express says of a body or an address that cannot be read.
  if (read && typeof read === 'object') {
    if (read.type === 'entity.too.large' || read.type === 'parameters.too.many') return new AppError('too_large', {}, { cause: error })
    if (read.type === 'encoding.unsupported' || read.type === 'charset.unsupported') return new AppError('media_type_unsupported', {}, { cause: error })
    if (read.status !== undefined && read.status >= 400 && read.status < 500) return new AppError('body_unreadable', {}, { cause: error })
  }
  return new AppError('internal', {}, { cause: error })
}

/** The end of every request that failed. A stack never leaves the house; what is our fault is written down with the request's id. */
export function errorHandler(log: Log): ErrorRequestHandler {
  return (thrown: unknown, request, response, _next) => {
    // A sender who went away looks like a database that did: both are connections that broke.
    const left = request.destroyed && !request.complete && !(thrown instanceof AppError)
    const error = left ? new AppError('body_unreadable', {}, { cause: thrown }) : appErrorOf(thrown)
    const status = statusOf[error.code]
    if (status >= 500) log.error({ err: error.cause ?? error, code: error.code, request: request.id }, 'request failed')
    if (response.headersSent) return void response.destroy()
    if (!request.complete) leaveRest(request, response)
    if (status === 503) response.setHeader('Retry-After', '5')
    if (status === 401) response.setHeader('WWW-Authenticate', 'Bearer')
    const until = error.params['until']
    if (error.code === 'account_locked' && typeof until === 'number') response.setHeader('Retry-After', String(Math.max(1, Math.ceil((until - Date.now()) / 1000))))
    response.status(status).json(errorBodyOf(error, languageOf(request)))
  }
}
