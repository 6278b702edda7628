import type { MachineryTables } from '../../database/schema.ts'

type Laid = Pick<MachineryTables['attention'], 'commandId' | 'blockedBy' | 'state'>

/** A refused command that nothing open stands before, and what builds on it, in the order given. */
export type Case<T> = { root: T; dependents: T[] }

/**
 * Open refused commands as cases. `blockedBy` names the one before; where that is no longer open, or not among these, the
 * blocked one stands for itself.
 */
export function casesOf<T>(all: readonly T[], of: (one: T) => Laid): Case<T>[] {
  const open = all.filter((one) => of(one).state === 'open')
  const cases = new Map<string, Case<T>>()
  for (const one of open) {
    const { commandId, blockedBy } = of(one)
    const before = blockedBy === null ? undefined : cases.get(blockedBy)
    if (before) before.dependents.push(one)
    // Whatever builds on this one finds the same case.
    cases.set(commandId, before ?? { root: one, dependents: [] })
  }
  return [...new Set(cases.values())]
}
