import { Button, Modal, Select } from '@mantine/core'
import { DateInput } from '@mantine/dates'
import { useState } from 'react'
import { periodOf } from '../../../../shared/modules/crm/rules-report.ts'
import { addDays, addMonths, dayOfInstant, isDay } from '../../../../shared/values/period.ts'
import type { Day } from '../../../../shared/values/period.ts'
import { FormProblem } from '../../../components/fields/form-problem.tsx'
import { Form } from '../../../components/fields/form.tsx'
import { useCoreClient } from '../../../data/client.tsx'
import { downloadMade } from '../../../data/download.ts'
import { useCore } from '../../../data/use-core.ts'
import { showNotice } from '../../../feedback/show.tsx'
import { useWords } from '../../../language/words.tsx'
import { useAgencyFrame, useRight, useSession } from '../../../session/session.tsx'
import { useFormAct } from '../../auth/use-form-act.ts'
import styles from './reports.module.css'

const whole = 'agency'

function stretchesOf(today: Day): readonly (readonly ['month' | 'last_month' | 'year', Day, Day])[] {
  const month = `${today.slice(0, 7)}-01`
  return [['month', month, today], ['last_month', addMonths(month, -1), addDays(month, -1)], ['year', `${today.slice(0, 4)}-01-01`, today]]
}

/** Figures of a period as a workbook: of the whole agency or of one member; an agent is offered his own. It stays while it is closed, so that the focus goes back to where it was. */
export function FiguresDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t, language } = useWords()
  const core = useCoreClient()
  const { zone } = useAgencyFrame()
  const { member } = useSession()
  const ofAll = useRight('reports.agent') !== 'own'
  const team = useCore(['team', 'list'], {})
  const { waiting, problem, act } = useFormAct()
  const today = dayOfInstant(Date.now(), zone)
  const stretches = stretchesOf(today)
  const [about, setAbout] = useState<string>(whole)
  const [from, setFrom] = useState<Day | null>(stretches[0]![1])
  const [to, setTo] = useState<Day | null>(stretches[0]![2])
  const [tried, setTried] = useState(false)
  // A year that is still being typed is the year 202 for a moment, which is none of ours.
  const said = isDay(from) && isDay(to)
  const wrong = said ? wordsOf(periodOf({ from, to }, today).problem) : t('report.save.days_needed')

  function wordsOf(found: ReturnType<typeof periodOf>['problem']): string | null {
    return found && t(`problem.${found}`)
  }
  function save() {
    setTried(true)
    if (wrong) return
    void act(async () => {
      const file = about === whole ? await core.reports.agency({ from, to, language }) : await core.reports.agent({ memberId: about, from, to, language })
      downloadMade(file)
      onClose()
      showNotice(t('report.save.saved', { name: file.name }))
    })
  }
  const people = (team.data ?? []).filter(({ id }) => ofAll || id === member.id).map(({ id, name }) => ({ value: id, label: name }))
  return (
    <Modal opened={opened} onClose={onClose} title={t('report.save.figures')} closeButtonProps={{ 'aria-label': t('common.action.close') }}>
      <Form className={styles.form} onSubmit={save}>
        <Select
          data-autofocus
          label={t('report.save.about')}
          allowDeselect={false}
          data={[{ value: whole, label: t('report.save.of_agency') }, ...people]}
          value={about}
          onChange={(value) => setAbout(value ?? whole)}
        />
        <div className={styles.days}>
          <DateInput label={t('report.save.from')} valueFormat="D MMM YYYY" value={from} onChange={setFrom} />
          <DateInput label={t('report.save.to')} valueFormat="D MMM YYYY" value={to} onChange={setTo} error={tried || said ? wrong : null} />
        </div>
        <div className={styles.quick}>
          {stretches.map(([name, first, last]) => (
            <Button
              key={name}
              size="compact-sm"
              variant={from === first && to === last ? 'light' : 'default'}
              aria-pressed={from === first && to === last}
              onClick={() => {
                setFrom(first)
                setTo(last)
              }}
            >
              {t(`report.save.quick.${name}`)}
            </Button>
          ))}
        </div>
        <FormProblem>{problem}</FormProblem>
        <div className={styles.actions}>
          <Button type="submit" loading={waiting}>
            {t('report.save.submit')}
          </Button>
          <Button variant="default" onClick={onClose}>
            {t('common.action.cancel')}
          </Button>
        </div>
      </Form>
    </Modal>
  )
}
