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
  'auth.verifyToken': { own: '200 200 200 200 200 200' },
  'auth.verify': { own: '401 200 200 200 200 200' },
  'auth.sessions': { own: '401 200 200 200 200 200' },
  'auth.endSession': { own: '401 204 204 204 204 204', colleague: '401 404 404 404 404 404', foreign: '401 404 404 404 404 404' },
  'auth.endOthers': { own: '401 200 200 200 200 200' },
  'auth.factor': { own: '401 200 200 200 200 200' },
  'auth.beginFactor': { own: '401 200 200 200 200 200' },
  'auth.confirmFactor': { own: '401 200 200 200 200 200' },
  'auth.dropFactor': { own: '401 200 200 200 200 200' },
  'auth.nonce': { own: '200 200 200 200 200 200' },
  'auth.google': { own: '200 200 200 200 200 200' },
  'auth.apple': { own: '200 200 200 200 200 200' },
  'users.me': { own: '401 200 200 200 200 200' },
  'users.updateMe': { own: '401 200 200 200 200 200' },
  'users.list': { own: '401 200 200 200 200 200' },
  'users.create': { own: '401 403 403 403 403 201' },
  'users.get': { own: '401 404 200 200 200 200', colleague: '401 404 404 200 200 200', foreign: '401 404 404 404 404 200' },
  'users.update': { own: '401 404 200 403 403 403', colleague: '401 404 404 403 403 403', foreign: '401 404 404 404 404 403' },
  // Clients close their own; who works in an agency is taken out of it first.
  'users.close': { own: '401 204 409 409 409 204', colleague: '401 404 404 403 403 403', foreign: '401 404 404 404 404 403' },
  'users.changePassword': { own: '401 200 200 200 200 200' },
  'users.requestReset': { own: '200 200 200 200 200 200' },
  'users.confirmReset': { own: '200 200 200 200 200 200' },
  'users.requestProof': { own: '401 200 200 200 200 200' },
  'users.confirmProof': { own: '200 200 200 200 200 200' },
  'users.changeEmail': { own: '401 200 200 200 200 200' },
  'users.consents': { own: '401 200 200 200 200 200' },
  'users.consent': { own: '401 201 201 201 201 201' },
  'profiles.list': { own: '401 200 200 200 200 200' },
  'profiles.get': { own: '401 404 200 200 200 200', colleague: '401 404 404 200 200 200', foreign: '401 404 404 404 404 200' },
  // Samples are published properties: reading is everybody's; drafts are in visibility.integration.test.ts.
  'properties.list': { own: '200 200 200 200 200 200' },
  'properties.create': { own: '401 403 201 201 201 403' },
  'properties.get': { own: '200 200 200 200 200 200', colleague: '200 200 200 200 200 200', foreign: '200 200 200 200 200 200' },
  'properties.replace': { own: '401 403 200 200 200 403', colleague: '401 403 403 200 200 403', foreign: '401 403 404 404 404 403' },
  'properties.update': { own: '401 403 200 200 200 403', colleague: '401 403 403 200 200 403', foreign: '401 403 404 404 404 403' },
  'properties.delete': { own: '401 403 204 204 204 403', colleague: '401 403 403 204 204 403', foreign: '401 403 404 404 404 403' },
  'properties.featured': { own: '200 200 200 200 200 200' },
  'properties.search': { own: '200 200 200 200 200 200' },
  'properties.categories': { own: '200 200 200 200 200 200' },
  'properties.statistics': { own: '401 403 200 200 200 403' },
  'properties.mine': { own: '401 403 200 200 200 403' },
  'files.open': { own: '200 200 200 200 200 200', foreign: '200 200 200 200 200 200' },
  'files.upload': { own: '401 403 201 201 201 403' },
  'files.list': { own: '401 403 200 200 200 403' },
  'uploads.begin': { own: '401 403 201 201 201 403' },
  'uploads.state': { own: '401 403 200 200 200 403', colleague: '401 403 404 404 404 403', foreign: '401 403 404 404 404 403' },
  'uploads.put': { own: '401 403 200 200 200 403', colleague: '401 403 404 404 404 403', foreign: '401 403 404 404 404 403' },
  'uploads.complete': { own: '401 403 201 201 201 403', colleague: '401 403 404 404 404 403', foreign: '401 403 404 404 404 403' },
  'uploads.cancel': { own: '401 403 204 204 204 403', colleague: '401 403 404 404 404 403', foreign: '401 403 404 404 404 403' },
  'images.add': { own: '401 403 201 201 201 403', colleague: '401 403 403 201 201 403', foreign: '401 403 404 404 404 403' },
  'images.ofProperty': { own: '200 200 200 200 200 200', foreign: '200 200 200 200 200 200' },
  'images.list': { own: '200 200 200 200 200 200', foreign: '200 200 200 200 200 200' },
  'images.get': { own: '401 403 200 200 200 403', colleague: '401 403 200 200 200 403', foreign: '401 403 404 404 404 403' },
  'images.update': { own: '401 403 200 200 200 403', colleague: '401 403 403 200 200 403', foreign: '401 403 404 404 404 403' },
  'images.delete': { own: '401 403 204 204 204 403', colleague: '401 403 403 204 204 403', foreign: '401 403 404 404 404 403' },
  'images.deleteOf': { own: '401 403 200 200 200 403', colleague: '401 403 403 200 200 403', foreign: '401 403 404 404 404 403' },
  'images.setPrimary': { own: '401 403 200 200 200 403', colleague: '401 403 403 200 200 403', foreign: '401 403 404 404 404 403' },
  'documents.add': { own: '401 403 201 201 201 403', colleague: '401 403 403 201 201 403', foreign: '401 403 404 404 404 403' },
  'documents.list': { own: '401 403 200 200 200 403', colleague: '401 403 200 200 200 403', foreign: '401 403 404 404 404 403' },
  'documents.get': { own: '401 403 200 200 200 403', colleague: '401 403 200 200 200 403', foreign: '401 403 404 404 404 403' },
  'documents.update': { own: '401 403 200 200 200 403', colleague: '401 403 403 200 200 403', foreign: '401 403 404 404 404 403' },
  'documents.delete': { own: '401 403 204 204 204 403', colleague: '401 403 403 204 204 403', foreign: '401 403 404 404 404 403' },
  'favourites.list': { own: '401 200 200 200 200 200' },
  'favourites.add': { own: '401 201 201 201 201 201', foreign: '401 201 201 201 201 201' },
  'favourites.remove': { own: '401 204 204 204 204 204' },
  'favourites.toggle': { own: '401 201 201 201 201 201', foreign: '401 201 201 201 201 201' },
  'favourites.check': { own: '401 200 200 200 200 200' },
  'properties.viewed': { own: '200 200 200 200 200 200', foreign: '200 200 200 200 200 200' },
  // The operator's console: nobody else, and no agency is foreign to it.
  'console.me': { own: '401 403 403 403 403 200' },
  'console.overview': { own: '401 403 403 403 403 200' },
  'console.plans': { own: '401 403 403 403 403 200' },
  'console.agencies': { own: '401 403 403 403 403 200' },
  'console.agency': { own: '401 403 403 403 403 200', foreign: '401 403 403 403 403 200' },
  'console.changeSubscription': { own: '401 403 403 403 403 200', foreign: '401 403 403 403 403 200' },
  'console.suspend': { own: '401 403 403 403 403 200', foreign: '401 403 403 403 403 200' },
  'console.resume': { own: '401 403 403 403 403 200', foreign: '401 403 403 403 403 200' },
  'console.accounts': { own: '401 403 403 403 403 200' },
  'console.account': { own: '401 403 403 403 403 200', foreign: '401 403 403 403 403 200' },
  'console.sessions': { own: '401 403 403 403 403 200', foreign: '401 403 403 403 403 200' },
  'console.close': { own: '401 403 403 403 403 200' },
  'console.reopen': { own: '401 403 403 403 403 200' },
  'console.unlock': { own: '401 403 403 403 403 200' },
  'console.endSessions': { own: '401 403 403 403 403 200' },
  'console.endSession': { own: '401 403 403 403 403 204' },
  'console.audit': { own: '401 403 403 403 403 200' },
  'console.auditActions': { own: '401 403 403 403 403 200' },
  'console.work': { own: '401 403 403 403 403 200' },
}

export function expected(row: MatrixRow, caller: CallerName, scope: keyof MatrixRow): number {
  return Number(row[scope]!.split(' ')[callers.indexOf(caller)])
}
