import { ORPCError } from '@orpc/server'
import { ValidationError } from '@orpc/contract'
import { AppError } from '../../../shared/values/error.ts'
import type { Log } from '../../log.ts'

/**
 * What of a failure crosses the border to the page: a code of the closed set and its params, never a stack, never the
 * words of an exception. A bug gets an id that stands both in the log and in the page's "copy details".
 */
export type ErrorBorder = (error: unknown, path: readonly string[]) => ORPCError<'APP_ERROR', { code: string; params: Record<string, unknown> }>

export function createErrorBorder(log: Log, newId: () => string): ErrorBorder {
  return (error, path) => {
    const expected = asExpected(error)
    if (expected) return overTheBorder(expected)
    const id = newId()
    log('error', 'call failed', { path: path.join('.'), id, error })
    return overTheBorder(new AppError('internal', { id }))
  }
}

function overTheBorder(error: AppError): ReturnType<ErrorBorder> {
  return new ORPCError('APP_ERROR', {
    defined: true,
    status: error.code === 'internal' ? 500 : 422,
    message: error.code,
    data: { code: error.code, params: { ...error.params } },
  })
}

function asExpected(error: unknown): AppError | null {
  if (error instanceof AppError) return error
  if (error instanceof Error && error.name === 'AbortError') return new AppError('cancelled')
  if (!(error instanceof ORPCError)) return null
  if (error.code === 'APP_ERROR') return asExpectedData(error.data)
  // Refused by the input schema of the contract, or not even readable. The value itself is not sent back.
  if (error.code === 'BAD_REQUEST') return new AppError('invalid_input', { issues: issuesOf(error.cause) })
  return null
}

/** Already translated by an inner handler (the host's answers travel through two borders). */
function asExpectedData(data: unknown): AppError | null {
  const { code, params } = data as { code: AppError['code']; params: AppError['params'] }
  return new AppError(code, params)
}

type Issue = { path: string; problem: string }

function issuesOf(cause: unknown): Issue[] {
  if (!(cause instanceof ValidationError)) return []
  return cause.issues.slice(0, 20).map((issue) => ({
    path: (issue.path ?? []).map((step) => String(typeof step === 'object' ? step.key : step)).join('.'),
    problem: 'code' in issue && typeof issue.code === 'string' ? issue.code : 'invalid',
  }))
}
