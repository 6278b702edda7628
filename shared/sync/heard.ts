import { z } from 'zod'
import { isId } from '../values/id.ts'
import { longestScope, pageMessage, snapshotAnswer, travellingChange } from './protocol.ts'
import type { TravellingChange, TravellingCommand } from './protocol.ts'

// Long answers as a post looks at them: the same as is declared (protocol.ts), and by hand where they have thousands of one kind.

const isText = (value: unknown): value is string => typeof value === 'string'
const isTextOrNull = (value: unknown): boolean => value === null || isText(value)
const isSeq = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0
const isPart = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value)
const kinds = new Set<unknown>(travellingChange.shape.kind.options)

/** Whether something that was JSON is a `travellingChange`: zod took half of the time of a pull. */
export function isTravellingChange(value: unknown): value is TravellingChange {
  if (!isPart(value)) return false
  const one = value as Record<keyof TravellingChange, unknown>
  return isSeq(one.seq) && Number.isSafeInteger(one.n) && isId(one.commandId) && isText(one.entity) && isId(one.entityId) && kinds.has(one.kind) && isPart(one.patch) && (one.before === null || isPart(one.before))
    && isText(one.scope) && one.scope.length <= longestScope && isText(one.actorId) && isText(one.deviceId) && Number.isSafeInteger(one.typedAt) && Number.isSafeInteger(one.at)
}

/** The same of a `travellingCommand`. */
export function isTravellingCommand(value: unknown): value is TravellingCommand {
  if (!isPart(value)) return false
  const one = value as Record<keyof TravellingCommand, unknown>
  return isId(one.id) && isText(one.name) && Number.isSafeInteger(one.version) && isText(one.inputHash) && isSeq(one.seq) && isText(one.actorId) && isText(one.deviceId)
    && isTextOrNull(one.batchId) && isTextOrNull(one.undoes) && Number.isSafeInteger(one.typedAt) && Number.isSafeInteger(one.at)
}

const lines = { changes: z.array(z.custom<TravellingChange>(isTravellingChange)), commands: z.array(z.custom<TravellingCommand>(isTravellingCommand)) }

export const heardPage = pageMessage.extend(lines)
/** Columns are looked at where their kind is known; each value by itself would be looked at twice. */
export const heardSnapshot = snapshotAnswer.extend({ ...lines, tables: z.array(z.object({ entity: z.string(), count: z.int().min(1), columns: z.record(z.string(), z.custom<(string | number | null)[]>(Array.isArray)) })) })
