import type { HandlersOf } from '../operation.ts'
import { clientsHandlers } from './clients.ts'
import type { crmContract } from './contract.ts'
import { figuresHandlers } from './figures.ts'
import { followUpHandlers } from './follow-up.ts'
import { leadsHandlers } from './leads.ts'
import { reportsHandlers } from './reports.ts'

export const crmHandlers: HandlersOf<typeof crmContract> = { ...clientsHandlers, ...leadsHandlers, ...followUpHandlers, ...figuresHandlers, ...reportsHandlers }
