import { createStore } from './store.ts'

/** What this window did, latest last: Ctrl+Z takes the last one back. Kept in memory only; history keeps the rest. */
export type OwnAct = { commandId: string; message: string | null }

const most = 50
export const ownActs = createStore<readonly OwnAct[]>([])

export function rememberAct(act: OwnAct): void {
  ownActs.set((acts) => [...acts, act].slice(-most))
}

export function forgetAct(commandId: string): void {
  ownActs.set((acts) => acts.filter((act) => act.commandId !== commandId))
}

/** Words for an act already remembered, so that taking it back can be named. */
export function nameAct(commandId: string, message: string): void {
  ownActs.set((acts) => acts.map((act) => (act.commandId === commandId ? { ...act, message } : act)))
}

export function forgetAllActs(): void {
  ownActs.set([])
}
