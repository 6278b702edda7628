import type { OperationName } from './index.ts'

/**
 * Who gets which answer, operation by operation: the whole of the isolation in one table. A cell is the status that a subject
 * gets for a thing of its own agency, and for a thing of another one; a test sends every cell and looks that no answer holds a
 * word of the other agency. An operation without a row does not compile.
 */
export const callers = ['anonymous', 'client', 'agent', 'manager', 'admin', 'operator'] as const
export type CallerName = (typeof callers)[number]

/** Six statuses, in the order of `callers`. */
type Statuses = `${number} ${number} ${number} ${number} ${number} ${number}`
/** `own`: things of one's agency (for an agent: his own); `colleague`: another agent's; `foreign`: another agency's. */
export type MatrixRow = { readonly own: Statuses; readonly colleague?: Statuses; readonly foreign?: Statuses }

export const matrix: Readonly<Record<OperationName, MatrixRow>> = {
  'auth.register': { own: '201 201 201 201 201 201' },
  'auth.login': { own: '200 200 200 200 200 200' },
  'auth.refresh': { own: '200 200 200 200 200 200' },
  'auth.logout': { own: '401 200 200 200 200 200' },
  'auth.me': { own: '401 200 200 200 200 200' },
}

export function expected(row: MatrixRow, caller: CallerName, scope: keyof MatrixRow): number {
  return Number(row[scope]!.split(' ')[callers.indexOf(caller)])
}
