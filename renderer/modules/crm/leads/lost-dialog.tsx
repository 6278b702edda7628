import { Button, Modal, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { LeadRow } from '../../../../shared/modules/crm/model-views.ts'
import { FormProblem } from '../../../components/fields/form-problem.tsx'
import { Form } from '../../../components/fields/form.tsx'
import { seenUnits, useCommand } from '../../../data/use-command.ts'
import { showUndo } from '../../../feedback/show-undo.tsx'
import { useWords } from '../../../language/words.tsx'
import { useFormAct } from '../../auth/use-form-act.ts'
import styles from './leads.module.css'

/** A lead is lost for a reason. */
export function LostDialog({ lead, onClose }: { lead: LeadRow; onClose: () => void }) {
  const { t } = useWords()
  const { run } = useCommand()
  const { waiting, problem, act } = useFormAct()
  const [reason, setReason] = useState(lead.lostReason ?? '')
  const [tried, setTried] = useState(false)
  function submit() {
    setTried(true)
    if (reason.trim() === '') return
    void act(async () => {
      const { commandId } = await run('lead.setStatus', { id: lead.id, to: 'lost', reason: reason.trim() }, { base: seenUnits(lead, ['status']) })
      onClose()
      showUndo({ message: t('leads.board.moved', { name: lead.name, status: t('lead.statuses.lost') }), commandId })
    })
  }
  return (
    <Modal opened onClose={onClose} title={t('leads.lost.title', { name: lead.name })} closeButtonProps={{ 'aria-label': t('common.action.close') }}>
      <Form className={styles.form} onSubmit={submit}>
        <TextInput
          data-autofocus
          required
          label={t('leads.lost.reason')}
          placeholder={t('leads.lost.hint')}
          value={reason}
          maxLength={200}
          onChange={(event) => setReason(event.currentTarget.value)}
          error={tried && reason.trim() === '' ? t('leads.lost.needed') : null}
        />
        <FormProblem>{problem}</FormProblem>
        <div className={styles.formActions}>
          <Button type="submit" loading={waiting}>
            {t('leads.lost.submit')}
          </Button>
          <Button variant="default" onClick={onClose}>
            {t('common.action.cancel')}
          </Button>
        </div>
      </Form>
    </Modal>
  )
}
