import { clientsContract } from './contract-clients.ts'
import { figuresContract } from './contract-figures.ts'
import { followUpContract } from './contract-follow-up.ts'
import { leadsContract } from './contract-leads.ts'
import { reportsContract } from './contract-reports.ts'

export const crmContract = { ...clientsContract, ...leadsContract, ...followUpContract, ...figuresContract, ...reportsContract } as const
