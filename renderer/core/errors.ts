import { ORPCError } from '@orpc/client'
import { AppError, isErrorCode } from '../../shared/values/error.ts'

/** Whatever a call failed with, as the failure the interface has words for. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error
  if (error instanceof ORPCError) {
    const data = (typeof error.data === 'object' && error.data !== null ? error.data : {}) as { code?: unknown; params?: unknown }
    if (isErrorCode(data.code)) return new AppError(data.code, paramsOf(data.params), { cause: error })
  }
  if (error instanceof Error && error.name === 'AbortError') return new AppError('cancelled', {}, { cause: error })
  return new AppError('internal', { message: error instanceof Error ? error.message : String(error) }, { cause: error })
}

function paramsOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}
