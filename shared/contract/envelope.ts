import { z } from 'zod'
import { idSchema } from '../values/id.ts'

/** Architecture §5: a command is bounded. Signs of all texts and names, and a little for each value. */
const mostSigns = 256 * 1024
const deepest = 24

/** A text that both databases hold: well-formed, without the sign of zero that PostgreSQL refuses. */
const isHoldable = (text: string): boolean => !/\0|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/.test(text)

/**
 * Whether an input is plain data that can be stored, hashed and sent on as JSON, and not too much of it. Without recursion:
 * what comes over the wire may be nested deeper than any stack.
 */
export function isPlainData(input: unknown): boolean {
  const waiting: { value: unknown; depth: number }[] = [{ value: input, depth: 0 }]
  let signs = 0
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { value, depth } = next
    signs += 4
    if (typeof value === 'string') {
      if (!isHoldable(value)) return false
      signs += value.length
    } else if (typeof value === 'number') {
      if (!Number.isFinite(value)) return false
    } else if (typeof value === 'object' && value !== null) {
      const prototype: unknown = Object.getPrototypeOf(value)
      if (depth >= deepest || !(Array.isArray(value) || prototype === Object.prototype || prototype === null)) return false
      for (const [name, inner] of Object.entries(value)) {
        if (!Array.isArray(value)) signs += name.length
        waiting.push({ value: inner, depth: depth + 1 })
      }
    } else if (typeof value !== 'boolean' && value !== null && value !== undefined) return false
    if (signs > mostSigns) return false
  }
  return true
}

/** The only form of a command: in memory, on the wire and in the queue (architecture §3). */
export const envelopeSchema = z.strictObject({
  commandId: idSchema,
  name: z.string().min(1).max(80),
  version: z.int().min(1),
  input: z.unknown().refine(isPlainData),
  /** The version of each unit that the user saw: `entityId/unit` -> seq. None means "what I see is current". */
  base: z.record(z.string(), z.int()).optional(),
  /** Own commands still waiting that the user saw as base: `entityId/unit` -> command id. */
  after: z.record(z.string(), idSchema).optional(),
  /** Milliseconds UTC, by the device's clock. Information only; rules use the authority's. */
  typedAt: z.int().min(0),
  deviceId: idSchema,
})
export type Envelope = z.infer<typeof envelopeSchema>

/** What became of one envelope. `value` is what the command returned (ids, numbers given). */
export type Outcome = {
  commandId: string
  status: 'applied' | 'duplicate' | 'rejected'
  seq: number | null
  code?: string
  params?: Record<string, unknown>
  value?: unknown
  /** Units that an undo had to leave, because they changed since. */
  left?: { entity: string; id: string; units: string[] }[]
  /** Rows `conflict` of what this command overwrote, or came too late for. */
  conflicts?: string[]
}
