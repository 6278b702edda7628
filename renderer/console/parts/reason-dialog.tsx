import { Button, Modal, Textarea } from '@mantine/core'
import { useState } from 'react'
import { reason as reasonSchema } from '../../../shared/contract/console.ts'
import { FormProblem } from '../../components/fields/form-problem.tsx'
import { Form } from '../../components/fields/form.tsx'
import { useWords } from '../../language/words.tsx'
import { useFormAct } from '../../modules/auth/use-form-act.ts'
import styles from './parts.module.css'

export type Question = {
  readonly title: string
  readonly text: string
  /** The word on the button: the act itself. */
  readonly confirm: string
  readonly danger?: boolean
  readonly act: (reason: string) => Promise<void>
}

/** Every act of the operator is asked for with its reason: it stands in the audit. `null`: nothing is asked. */
export function ReasonDialog({ question, onClose }: { question: Question | null; onClose: () => void }) {
  const { t } = useWords()
  return (
    <Modal opened={question !== null} onClose={onClose} title={question?.title} closeButtonProps={{ 'aria-label': t('common.action.close') }}>
      {question ? <ReasonForm question={question} onClose={onClose} /> : null}
    </Modal>
  )
}

function ReasonForm({ question, onClose }: { question: Question; onClose: () => void }) {
  const { t } = useWords()
  const { waiting, problem, act } = useFormAct()
  const [reason, setReason] = useState('')
  const [missing, setMissing] = useState(false)
  function submit(): void {
    const given = reasonSchema.safeParse(reason)
    setMissing(!given.success)
    if (!given.success) return
    void act(async () => {
      await question.act(given.data)
      onClose()
    })
  }
  return (
    <Form className={styles.form} onSubmit={submit}>
      <p className={styles.formText}>{question.text}</p>
      <ReasonField value={reason} onChange={setReason} missing={missing} autoFocus />
      <FormProblem>{problem}</FormProblem>
      <div className={styles.formActions}>
        <Button variant="default" onClick={onClose}>
          {t('common.action.cancel')}
        </Button>
        <Button type="submit" loading={waiting} {...(question.danger ? { color: 'red' } : {})}>
          {question.confirm}
        </Button>
      </div>
    </Form>
  )
}

type ReasonFieldProps = { value: string; onChange: (text: string) => void; missing: boolean; autoFocus?: boolean }

export function ReasonField({ value, onChange, missing, autoFocus = false }: ReasonFieldProps) {
  const { t } = useWords()
  return (
    <Textarea
      data-autofocus={autoFocus || undefined}
      label={t('console.reason.label')}
      description={t('console.reason.help')}
      autosize
      minRows={2}
      maxRows={6}
      maxLength={500}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      error={missing ? t('console.reason.missing') : undefined}
    />
  )
}
