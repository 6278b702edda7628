import { useState } from 'react'
import type { ReactNode } from 'react'
import type { Lead, LeadStatus } from '../../../../shared/modules/crm/model-lead.ts'
import type { LeadRow } from '../../../../shared/modules/crm/model-views.ts'
import { leadMoves } from '../../../../shared/modules/crm/rules-lead.ts'
import { AppError } from '../../../../shared/values/error.ts'
import { seenUnits, useCommand } from '../../../data/use-command.ts'
import { showError, showNotice } from '../../../feedback/show.tsx'
import { showUndo } from '../../../feedback/show-undo.tsx'
import { useWords } from '../../../language/words.tsx'
import { ConvertDialog } from './convert-dialog.tsx'
import { useMayEditLead } from './lead-words.ts'
import { LostDialog } from './lost-dialog.tsx'

type Asked = { lead: LeadRow; for: 'lost' | 'won' }

export type LeadActs = {
  /** Along the board or off it; asks for a reason, or for the client, where the stage needs one. False: refused, and told. */
  move(lead: LeadRow, to: LeadStatus): Promise<boolean>
  qualify(lead: LeadRow, qualification: Lead['qualification']): Promise<void>
  assign(lead: LeadRow, agent: { id: string; name: string } | null): Promise<void>
  /** The question that stands open; to be rendered by whoever uses the acts. */
  dialog: ReactNode
}

/** What is done to one lead. Each says what became of it and offers to take it back. */
export function useLeadActs(): LeadActs {
  const { t } = useWords()
  const { run } = useCommand()
  const mayEdit = useMayEditLead()
  const [asked, setAsked] = useState<Asked | null>(null)

  async function act(work: () => Promise<{ commandId: string }>, message: string): Promise<boolean> {
    try {
      const { commandId } = await work()
      showUndo({ message, commandId })
      return true
    } catch (error) {
      showError(error)
      return false
    }
  }
  return {
    async move(lead, to) {
      if (!mayEdit(lead)) {
        showNotice(t('leads.board.foreign', { name: lead.agentName ?? t('leads.board.nobody') }))
        return false
      }
      if (to === 'won' ? lead.contactId !== null || !leadMoves(lead.status).includes('lost') : !leadMoves(lead.status).includes(to)) {
        showError(new AppError('move_not_allowed', { entity: 'lead', from: lead.status, to }))
        return false
      }
      if (to === 'lost' || to === 'won') {
        setAsked({ lead, for: to })
        return false
      }
      return act(
        () => run('lead.setStatus', { id: lead.id, to }, { base: seenUnits(lead, ['status']) }),
        t('leads.board.moved', { name: lead.name, status: t(`lead.statuses.${to}`) }),
      )
    },
    async qualify(lead, qualification) {
      await act(
        () => run('lead.qualify', { id: lead.id, qualification }, { base: seenUnits(lead, ['qualification']) }),
        t('leads.page.now_qualified', { name: lead.name, qualification: t(`lead.qualifications.${qualification}`) }),
      )
    },
    async assign(lead, agent) {
      await act(
        () => run('lead.assign', { id: lead.id, agentId: agent?.id ?? null }, { base: seenUnits(lead, ['agent']) }),
        agent ? t('leads.page.now_assigned', { name: lead.name, agent: agent.name }) : t('leads.page.now_unassigned', { name: lead.name }),
      )
    },
    dialog:
      asked === null ? null : asked.for === 'lost' ? (
        <LostDialog lead={asked.lead} onClose={() => setAsked(null)} />
      ) : (
        <ConvertDialog lead={asked.lead} onClose={() => setAsked(null)} />
      ),
  }
}
