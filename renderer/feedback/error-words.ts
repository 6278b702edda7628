import { toAppError } from '../core/errors.ts'
import type { Translate } from '../../shared/language/index.ts'

/** What happened, why and what to do, in the reader's language. */
export function errorInWords(error: unknown, t: Translate): string {
  const { code, params } = toAppError(error)
  return t(`error.${code}`, { ...params })
}

/** What support needs to find the cause: never what was typed, never who. */
export function errorDetails(error: unknown): string {
  const known = toAppError(error)
  return [
    `code: ${known.code}`,
    `params: ${JSON.stringify(known.params)}`,
    `at: ${new Date().toISOString()}`,
    `where: ${location.hash.split('?')[0] ?? ''}`,
    `version: ${appVersion()}`,
    `agent: ${navigator.userAgent}`,
    ...(known.code === 'internal' && known.stack ? [known.stack] : []),
  ].join('\n')
}

/** Missing where no build put it in (a single component in a test). */
export function appVersion(): string {
  return typeof __APP_VERSION__ === 'undefined' ? '0' : __APP_VERSION__
}
