import type { ListProjection } from '../../command/define.ts'
import { sortKey } from '../../values/fold.ts'
import type { Lead } from './model-lead.ts'
import { baseScore, isOpen, leadUrgency } from './rules-lead.ts'

/** The narrow row that the board and the list of leads sort and filter on; what the age adds to the score is added when read. */
export const leadProjection: ListProjection = {
  entity: 'lead',
  table: 'lead_list',
  columns: (any) => {
    const row = any as unknown as Lead
    return {
      nameKey: sortKey(row.name), status: row.status, source: row.source, qualification: row.qualification, agentId: row.agentId, transaction: row.transaction, budgetMax: row.budgetMax ?? row.budgetMin,
      openValue: isOpen(row.status) && row.transaction === 'sale' && row.currency === 'XOF' ? row.budgetMax : null, baseScore: baseScore(row), urgency: leadUrgency(row), nextActionOn: row.nextActionOn, statusAt: row.statusAt, createdAt: row.createdAt, updatedAt: row.updatedAt,
    }
  },
}
