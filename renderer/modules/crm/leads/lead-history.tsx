import { useCallback } from 'react'
import type { ComponentProps } from 'react'
import type { LeadView } from '../../../../shared/modules/crm/model-views.ts'
import { RecordHistory } from '../../properties/record/history-tab.tsx'
import { leadActsOf } from './history-lines.ts'
import { useLeadWords } from './lead-words.ts'

/** Everything that ever changed on a lead and in what was noted about it. */
export function LeadHistory({ view }: { view: LeadView }) {
  const words = useLeadWords()
  const tell = useCallback<ComponentProps<typeof RecordHistory>['tell']>((entries, frame) => leadActsOf(entries, frame, words.place), [words])
  return <RecordHistory of="leads" id={view.lead.id} mayEdit={view.mayEdit} tell={tell} />
}
