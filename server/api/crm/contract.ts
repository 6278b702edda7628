import { leadsContract } from './contract-leads.ts'

export const crmContract = { ...leadsContract } as const
