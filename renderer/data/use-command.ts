import { useMemo } from 'react'
import type { CommandInput, CommandName } from '../../shared/contract/commands.ts'
import type { Envelope, Outcome } from '../../shared/contract/envelope.ts'
import { AppError, isErrorCode } from '../../shared/values/error.ts'
import { useSession } from '../session/session.tsx'
import { useCoreClient } from './client.tsx'
import type { Core } from './client.tsx'
import { newId } from './new-id.ts'
import { forgetAct, rememberAct } from './own-acts.ts'

export type RunOptions = {
  /** `entityId/unit` -> seq that the user saw; see `seenUnits`. */
  base?: Record<string, number>
  /** False for acts that Ctrl+Z should not reach (a saved view's order, an undo itself). */
  remember?: boolean
}

export type Commands = {
  /** Sends one command and waits for what became of it. Throws AppError when it was refused. */
  run<Name extends CommandName>(name: Name, input: CommandInput<Name>, options?: RunOptions): Promise<Outcome>
  /** Sends several in one call (at most 100), each judged by itself; refusals are in the outcomes. */
  runAll(list: readonly { name: CommandName; input: CommandInput<CommandName> }[]): Promise<Outcome[]>
  /** Takes an act back. The outcome's `left` names what had to stay because it changed since. */
  undo(commandId: string): Promise<Outcome>
}

/** Versions of the units that are about to be changed, as the user saw them, for `base`. */
export function seenUnits(
  row: { id: string; versions: Readonly<Record<string, number>> },
  units: readonly string[],
): Record<string, number> {
  return Object.fromEntries(units.map((unit) => [`${row.id}/${unit}`, row.versions[unit] ?? 0]))
}

export function refusalOf(outcome: Outcome): AppError | null {
  if (outcome.status !== 'rejected') return null
  return new AppError(isErrorCode(outcome.code) ? outcome.code : 'internal', outcome.params ?? {})
}

export function commandsOf(core: Core, deviceId: string): Commands {
  const wrap = (name: CommandName, input: unknown, base?: Record<string, number>): Envelope => ({
    commandId: newId(),
    name,
    version: 1,
    input,
    typedAt: Date.now(),
    deviceId,
    ...(base ? { base } : {}),
  })
  const run: Commands['run'] = async (name, input, options = {}) => {
    const [outcome] = await core.command({ envelopes: [wrap(name, input, options.base)] })
    if (!outcome) throw new AppError('internal')
    const refusal = refusalOf(outcome)
    if (refusal) throw refusal
    if (options.remember ?? true) rememberAct(outcome.commandId)
    return outcome
  }
  return {
    run,
    async runAll(list) {
      const outcomes = await core.command({ envelopes: list.map(({ name, input }) => wrap(name, input)) })
      for (const outcome of outcomes)
        if (outcome.status !== 'rejected') rememberAct(outcome.commandId)
      return outcomes
    },
    async undo(commandId) {
      const outcome = await run('core.undo', { commandId }, { remember: false })
      forgetAct(commandId)
      return outcome
    },
  }
}

/** The one way of the interface to change agency data. */
export function useCommand(): Commands {
  const core = useCoreClient()
  const { deviceId } = useSession()
  return useMemo(() => commandsOf(core, deviceId), [core, deviceId])
}
