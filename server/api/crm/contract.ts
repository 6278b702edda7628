import { clientsContract } from './contract-clients.ts'
import { leadsContract } from './contract-leads.ts'

export const crmContract = { ...clientsContract, ...leadsContract } as const
