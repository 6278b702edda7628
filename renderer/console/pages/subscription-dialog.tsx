import { Button, Modal, NativeSelect, NumberInput } from '@mantine/core'
import { DateInput } from '@mantine/dates'
import { useState } from 'react'
import { consoleAgencyRecord, limited, reason as reasonSchema } from '../../../shared/contract/console.ts'
import type { ConsoleAgencyRecord, ConsolePlan, SubscriptionChange } from '../../../shared/contract/console.ts'
import { addDays, dayOfInstant, instantsOfDay, isDay } from '../../../shared/values/period.ts'
import { FormProblem } from '../../components/fields/form-problem.tsx'
import { Form } from '../../components/fields/form.tsx'
import { showNotice } from '../../feedback/show.tsx'
import { useWords } from '../../language/words.tsx'
import { useFormAct } from '../../modules/auth/use-form-act.ts'
import { Answer } from '../parts/answer.tsx'
import { figureIn } from '../parts/figure.tsx'
import styles from '../parts/parts.module.css'
import { ReasonField } from '../parts/reason-dialog.tsx'
import { usePlanName } from '../parts/tags.tsx'
import { platformZone } from '../parts/when.tsx'
import { useAct, useData } from '../session/use-data.ts'
import { plansAnswer } from './agencies-page.tsx'

type DialogProps = { agency: ConsoleAgencyRecord; opened: boolean; onClose: () => void }

export function SubscriptionDialog({ agency, opened, onClose }: DialogProps) {
  const { t } = useWords()
  const plans = useData(plansAnswer, 'plans/')
  return (
    <Modal opened={opened} onClose={onClose} size="lg" title={t('console.subscription.title', { name: agency.name })} closeButtonProps={{ 'aria-label': t('common.action.close') }}>
      <Answer of={plans}>{({ plans: offered }) => <SubscriptionForm agency={agency} plans={offered} onClose={onClose} />}</Answer>
    </Modal>
  )
}

type Limits = ConsolePlan['limits']

function SubscriptionForm({ agency, plans, onClose }: { agency: ConsoleAgencyRecord; plans: readonly ConsolePlan[]; onClose: () => void }) {
  const { t, language } = useWords()
  const planName = usePlanName()
  const sendAct = useAct()
  const { waiting, problem, act } = useFormAct()
  const first = plans.find(({ name }) => name === agency.plan) ?? plans[0]
  const [plan, setPlan] = useState(first?.name ?? '')
  const [limits, setLimits] = useState<Limits>(agency.plan === null && first ? first.limits : agency.limits)
  const [ends, setEnds] = useState(() => (agency.ends_at === null ? addDays(dayOfInstant(Date.now(), platformZone), first?.days ?? 365) : dayOfInstant(Date.parse(agency.ends_at), platformZone)))
  const [reason, setReason] = useState('')
  const [checked, setChecked] = useState(false)
  const given = reasonSchema.safeParse(reason)

  function choosePlan(name: string): void {
    setPlan(name)
    const chosen = plans.find((one) => one.name === name)
    if (chosen) setLimits(chosen.limits)
  }

  function submit(): void {
    setChecked(true)
    if (!given.success || !isDay(ends)) return
    const change: SubscriptionChange = {
      plan, max_agents: limits.agents, max_properties: limits.properties, max_clients: limits.clients, reason: given.data,
      // That day still counts: the end is the last instant of it.
      ends_at: new Date(instantsOfDay(ends, platformZone).end - 1).toISOString(),
    }
    void act(async () => {
      await sendAct(consoleAgencyRecord, `agencies/${agency.id}/subscription/`, { method: 'PUT', body: change })
      showNotice(t('console.subscription.saved', { name: agency.name }))
      onClose()
    })
  }

  return (
    <Form className={styles.form} onSubmit={submit}>
      <NativeSelect
        label={t('console.subscription.plan')}
        description={t('console.subscription.plan_help')}
        data={plans.map(({ name, days }) => ({ value: name, label: t('console.subscription.days', { name: planName(name), count: days }) }))}
        value={plan}
        onChange={(event) => choosePlan(event.currentTarget.value)}
      />
      <DateInput
        label={t('console.subscription.ends')}
        valueFormat="D MMM YYYY"
        popoverProps={{ withinPortal: true }}
        value={isDay(ends) ? ends : null}
        onChange={(day) => setEnds(day ?? '')}
        error={checked && !isDay(ends) ? t('console.reason.invalid_day') : undefined}
      />
      <div className={styles.formThree}>
        {limited.map((kind) => {
          const most = limits[kind]
          const used = agency.usage[kind]
          return (
            <NumberInput
              key={kind}
              label={t(`console.subscription.${kind}`)}
              placeholder={t('console.subscription.unlimited')}
              description={most !== null && used >= most ? t('console.subscription.over', { used: figureIn(language, used) }) : undefined}
              inputWrapperOrder={['label', 'input', 'description', 'error']}
              min={0}
              max={1_000_000}
              allowDecimal={false}
              allowNegative={false}
              hideControls
              thousandSeparator={language === 'fr' ? '\u202f' : ','}
              value={most ?? ''}
              onChange={(value) => setLimits({ ...limits, [kind]: value === '' ? null : Number(value) })}
            />
          )
        })}
      </div>
      <ReasonField value={reason} onChange={setReason} missing={checked && !given.success} />
      <FormProblem>{problem}</FormProblem>
      <div className={styles.formActions}>
        <Button variant="default" onClick={onClose}>
          {t('common.action.cancel')}
        </Button>
        <Button type="submit" loading={waiting}>
          {t('console.subscription.save')}
        </Button>
      </div>
    </Form>
  )
}
