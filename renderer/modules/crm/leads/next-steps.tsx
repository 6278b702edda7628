import { Button } from '@mantine/core'
import type { LeadView } from '../../../../shared/modules/crm/model-views.ts'
import type { NextStep } from '../../../../shared/modules/crm/rules-lead.ts'
import { addDays, dayOfInstant, formatDay } from '../../../../shared/values/period.ts'
import { newId } from '../../../data/new-id.ts'
import { useCommand } from '../../../data/use-command.ts'
import { showError } from '../../../feedback/show.tsx'
import { showUndo } from '../../../feedback/show-undo.tsx'
import { useWords } from '../../../language/words.tsx'
import { useAgencyFrame, useSession } from '../../../session/session.tsx'
import type { LeadActs } from './use-lead-acts.tsx'
import styles from './leads.module.css'

/** In how many days a step is due when it becomes a task. */
const daysOf: Readonly<Record<Exclude<NextStep, 'assign'>, number>> = { contactWithinADay: 0, planMeeting: 2, followClosely: 1, followRegularly: 7, askForWishes: 1 }

/** What a good colleague would remind of; one click takes it up. */
export function NextSteps({ view, acts }: { view: LeadView; acts: LeadActs }) {
  const { t, language } = useWords()
  const { run } = useCommand()
  const { zone } = useAgencyFrame()
  const { member } = useSession()
  async function plan(step: Exclude<NextStep, 'assign'>) {
    const today = dayOfInstant(Date.now(), zone)
    const dueOn = addDays(today, daysOf[step])
    try {
      const { commandId } = await run('task.create', { id: newId(), leadId: view.lead.id, title: t(`leads.page.step.${step}`), dueOn, assigneeId: view.lead.agentId })
      showUndo({ message: t('leads.page.planned', { day: formatDay(dueOn, { language, today }) }), commandId })
    } catch (error) {
      showError(error)
    }
  }
  if (view.steps.length === 0) return <p className={styles.quiet}>{t('leads.page.steps_none')}</p>
  return (
    <ul className={styles.steps}>
      {view.steps.map((step) => {
        const words = t(`leads.page.step.${step}`)
        return (
          <li key={step}>
            <span>{words}</span>
            {!view.mayEdit ? null : step === 'assign' ? (
              <Button size="compact-sm" variant="light" onClick={() => void acts.assign(view.row, { id: member.id, name: member.name })}>
                {t('leads.page.take')}
              </Button>
            ) : (
              <Button size="compact-sm" variant="subtle" aria-label={t('leads.page.plan_for', { step: words })} onClick={() => void plan(step)}>
                {t('leads.page.plan')}
              </Button>
            )}
          </li>
        )
      })}
    </ul>
  )
}
