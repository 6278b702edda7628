import { clientsContract } from './contract-clients.ts'
import { figuresContract } from './contract-figures.ts'
import { followUpContract } from './contract-follow-up.ts'
import { leadsContract } from './contract-leads.ts'

export const crmContract = { ...clientsContract, ...leadsContract, ...followUpContract, ...figuresContract } as const
