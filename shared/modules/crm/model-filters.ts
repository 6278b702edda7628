import type { FilterField } from '../../values/filter.ts'
import { leadSources, leadStatuses, qualifications } from './model-lead.ts'
import { clientStatuses, contactRoles, priorities } from './model.ts'

/** What the list of contacts can be filtered by: columns of the row, and `role`, `tag` and `score`, which stand beside it. */
export const contactFilterFields = [
  { name: 'role', kind: 'enum', label: 'contact.role', options: contactRoles, optionLabels: 'contacts.roles' },
  { name: 'clientStatus', kind: 'enum', label: 'contact.clientStatus', options: clientStatuses, optionLabels: 'contact.clientStatuses' },
  { name: 'priority', kind: 'enum', label: 'contact.priority', options: priorities, optionLabels: 'followUp.priorities' },
  { name: 'tag', kind: 'text', label: 'contact.tag' },
  { name: 'score', kind: 'number', label: 'contact.score' },
  { name: 'agentId', kind: 'member', label: 'contact.agent' },
  { name: 'createdAt', kind: 'instant', label: 'contact.createdAt' },
  { name: 'updatedAt', kind: 'instant', label: 'contact.updatedAt' },
] as const satisfies readonly FilterField[]

export const contactSortFields = ['name', 'score', 'createdAt', 'updatedAt'] as const
export type ContactSortField = (typeof contactSortFields)[number]

/** What the list and the board of leads can be filtered and sorted by: columns of the narrow table `lead_list`. */
export const leadFilterFields = [
  { name: 'status', kind: 'enum', label: 'lead.status', options: leadStatuses, optionLabels: 'lead.statuses' },
  { name: 'source', kind: 'enum', label: 'lead.source', options: leadSources, optionLabels: 'lead.sources' },
  { name: 'qualification', kind: 'enum', label: 'lead.qualification', options: qualifications, optionLabels: 'lead.qualifications' },
  { name: 'agentId', kind: 'member', label: 'lead.agent' },
  { name: 'budgetMax', kind: 'amount', label: 'search.budgetMax' },
  { name: 'urgency', kind: 'number', label: 'lead.urgency' },
  { name: 'nextActionOn', kind: 'day', label: 'lead.nextActionOn' },
  { name: 'statusAt', kind: 'instant', label: 'lead.statusAt' },
  { name: 'createdAt', kind: 'instant', label: 'lead.createdAt' },
  { name: 'updatedAt', kind: 'instant', label: 'lead.updatedAt' },
] as const satisfies readonly FilterField[]

export const leadSortFields = ['score', 'urgency', 'name', 'createdAt', 'updatedAt', 'statusAt', 'nextActionOn', 'budgetMax'] as const
export type LeadSortField = (typeof leadSortFields)[number]
