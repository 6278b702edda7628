import { createStore } from './store.ts'

/**
 * What this window did, latest last: Ctrl+Z takes the last one back. Kept in memory only; history keeps the rest. One act may
 * have needed several commands.
 */
export type OwnAct = { commandIds: readonly string[]; message: string | null }

const most = 50
export const ownActs = createStore<readonly OwnAct[]>([])

export function rememberAct(commandId: string): void {
  ownActs.set((acts) => [...acts, { commandIds: [commandId], message: null }].slice(-most))
}

export function forgetAct(commandId: string): void {
  ownActs.set((acts) =>
    acts.flatMap((act) => {
      const commandIds = act.commandIds.filter((id) => id !== commandId)
      return commandIds.length > 0 ? [{ ...act, commandIds }] : []
    }),
  )
}

/** Words for commands already remembered, which are one act from now on, so that taking it back can be named. */
export function nameAct(commandIds: readonly string[], message: string): void {
  ownActs.set((acts) => [...acts.filter((act) => !act.commandIds.some((id) => commandIds.includes(id))), { commandIds, message }])
}

export function forgetAllActs(): void {
  ownActs.set([])
}
