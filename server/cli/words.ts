import { ConfigError } from '../config.ts'
import { unreachable } from '../http/database-errors.ts'

/** What the operator can mend himself. */
export class OperatorError extends Error {}

/** A failure for a terminal: what the operator can mend in words, anything else with its stack for whoever has to mend it. */
export function failureWords(error: unknown): string {
  if (error instanceof ConfigError || error instanceof OperatorError) return error.message
  if (unreachable(error)) return `The database cannot be reached: is DATABASE_URL right, and is PostgreSQL running? (${String((error as Error).message) || 'no answer'})`
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
