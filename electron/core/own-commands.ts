import type { Outcome } from '../../shared/contract/envelope.ts'
import type { Actor } from '../../shared/values/actor.ts'
import { AppError } from '../../shared/values/error.ts'
import type { CoreParts } from './core.ts'

/** A command that the core itself says, for whoever asked for more than a command (a file, an import): the outcome whatever it is. */
export async function sayCommand(parts: CoreParts, actor: Actor, name: string, input: unknown): Promise<Outcome> {
  const { workspace, deviceId } = parts.desk()
  const [outcome] = await workspace.dispatcher.dispatch([{ commandId: parts.newId(), name, version: 1, input, typedAt: parts.clock(), deviceId }], actor)
  return outcome!
}

/** One that must work: a refusal is thrown as it was said. */
export async function doCommand(parts: CoreParts, actor: Actor, name: string, input: unknown): Promise<Outcome> {
  const outcome = await sayCommand(parts, actor, name, input)
  if (outcome.status === 'rejected') throw new AppError(outcome.code as AppError['code'], outcome.params)
  return outcome
}
