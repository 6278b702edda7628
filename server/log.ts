import { pino } from 'pino'
import type { DestinationStream, Logger } from 'pino'
import { redactDeep } from '../shared/values/redact.ts'

export type Log = Logger

/** One JSON line an event on stdout. What is private is taken out here, at the sink: bodies and inputs are never handed in. */
export function createServerLog(level: string, to?: DestinationStream): Log {
  return pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }), log: (details) => redactDeep(details) as Record<string, unknown> },
    serializers: { err: redactDeep, req: undefined as never, res: undefined as never },
  }, to as DestinationStream)
}
