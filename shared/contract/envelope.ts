import { z } from 'zod'
import { idSchema } from '../values/id.ts'

/** The only form of a command: in memory, on the wire and in the queue (architecture §3). */
export const envelopeSchema = z.strictObject({
  commandId: idSchema,
  name: z.string().min(1).max(80),
  version: z.int().min(1),
  input: z.unknown(),
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
}
