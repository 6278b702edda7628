import { clientsContract } from './contract-clients.ts'
import { followUpContract } from './contract-follow-up.ts'
import { leadsContract } from './contract-leads.ts'

export const crmContract = { ...clientsContract, ...leadsContract, ...followUpContract } as const
