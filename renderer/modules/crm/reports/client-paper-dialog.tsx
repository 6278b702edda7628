import { Button, Modal, Switch } from '@mantine/core'
import { useState } from 'react'
import type { Contact } from '../../../../shared/modules/crm/model.ts'
import { FormProblem } from '../../../components/fields/form-problem.tsx'
import { Form } from '../../../components/fields/form.tsx'
import { useCoreClient } from '../../../data/client.tsx'
import { downloadMade } from '../../../data/download.ts'
import { showNotice } from '../../../feedback/show.tsx'
import { useWords } from '../../../language/words.tsx'
import { useFormAct } from '../../auth/use-form-act.ts'
import styles from './reports.module.css'

/** A client on paper: what is internal goes with it only where it is wanted. It stays while it is closed, so that the focus goes back to where it was. */
export function ClientPaperDialog({ contact, opened, onClose }: { contact: Pick<Contact, 'id' | 'name'>; opened: boolean; onClose: () => void }) {
  const { t, language } = useWords()
  const core = useCoreClient()
  const { waiting, problem, act } = useFormAct()
  const [interactions, setInteractions] = useState(true)
  const [notes, setNotes] = useState(true)
  function save() {
    void act(async () => {
      const file = await core.reports.client({ id: contact.id, interactions, notes, language })
      downloadMade(file)
      onClose()
      showNotice(t('report.save.saved', { name: file.name }))
    })
  }
  return (
    <Modal opened={opened} onClose={onClose} title={t('report.save.client_title', { name: contact.name })} closeButtonProps={{ 'aria-label': t('common.action.close') }}>
      <Form className={styles.form} onSubmit={save}>
        <Switch label={t('report.save.with_talks')} checked={interactions} onChange={(event) => setInteractions(event.currentTarget.checked)} />
        <Switch label={t('report.save.with_notes')} checked={notes} onChange={(event) => setNotes(event.currentTarget.checked)} />
        <FormProblem>{problem}</FormProblem>
        <div className={styles.actions}>
          <Button data-autofocus type="submit" loading={waiting}>
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
