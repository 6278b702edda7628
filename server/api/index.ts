import type { Mounted } from '../http/mount.ts'
import { agenciesContract } from './agencies/contract.ts'
import { agenciesHandlers } from './agencies/handlers.ts'
import { authContract } from './auth/contract.ts'
import { authHandlers } from './auth/handlers.ts'
import { consoleContract } from './console/contract.ts'
import { consoleHandlers } from './console/handlers.ts'
import { coreContract } from './core/contract.ts'
import { coreHandlers } from './core/handlers.ts'
import { crmContract } from './crm/contract.ts'
import { crmHandlers } from './crm/handlers.ts'
import { favouritesContract } from './favourites/contract.ts'
import { favouritesHandlers } from './favourites/handlers.ts'
import { filesContract } from './files/contract.ts'
import { filesHandlers } from './files/handlers.ts'
import { mediaContract } from './media/contract.ts'
import { mediaHandlers } from './media/handlers.ts'
import { notificationsContract } from './notifications/contract.ts'
import { notificationsHandlers } from './notifications/handlers.ts'
import { propertiesContract } from './properties/contract.ts'
import { propertiesHandlers } from './properties/handlers.ts'
import { syncContract } from './sync/contract.ts'
import { syncHandlers } from './sync/handlers.ts'
import { usersContract } from './users/contract.ts'
import { usersHandlers } from './users/handlers.ts'
import type { HandlersOf, Operation } from './operation.ts'

/** Every operation of the REST contract by its name. A module joins here, and nowhere else. */
export const contract = {
  ...authContract,
  ...agenciesContract,
  ...usersContract,
  ...propertiesContract,
  ...crmContract,
  ...coreContract,
  ...favouritesContract,
  ...filesContract,
  ...mediaContract,
  ...notificationsContract,
  ...syncContract,
  ...consoleContract,
} as const satisfies Record<string, Operation>

export type OperationName = keyof typeof contract

const handlers: HandlersOf<typeof contract> = {
  ...authHandlers,
  ...agenciesHandlers,
  ...usersHandlers,
  ...propertiesHandlers,
  ...crmHandlers,
  ...coreHandlers,
  ...favouritesHandlers,
  ...filesHandlers,
  ...mediaHandlers,
  ...notificationsHandlers,
  ...syncHandlers,
  ...consoleHandlers,
}

export const allOperations: readonly Mounted[] = Object.entries(contract).map(([name, operation]) =>
  ({ name, operation: operation as Operation, handler: handlers[name as OperationName] as Mounted['handler'] }))
