import { Button } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useEffect } from 'react'
import type { ContactView } from '../../../shared/modules/crm/model-views.ts'
import { Panel } from '../../components/show/panel.tsx'
import { InlineText } from '../../components/fields/inline-kinds.tsx'
import { rememberOpened } from '../../data/opened.ts'
import { seenUnits, useCommand } from '../../data/use-command.ts'
import { useCore } from '../../data/use-core.ts'
import { ErrorNote } from '../../feedback/error-note.tsx'
import { showError } from '../../feedback/show.tsx'
import { showUndo } from '../../feedback/show-undo.tsx'
import { usePlaceTitle } from '../../frame/place-title.ts'
import { useWords } from '../../language/words.tsx'
import { useMay, useSession } from '../../session/session.tsx'
import { CardsNote } from '../core/attention/cards-note.tsx'
import { ContactConsents } from './contact-consents.tsx'
import { ContactFacts } from './contact-facts.tsx'
import { ContactPhones } from './contact-phones.tsx'
import { ContactProperties } from './contact-properties.tsx'
import { ContactRoles } from './contact-roles.tsx'
import { phoneInWords } from './contact-columns.tsx'
import styles from './contacts.module.css'

export function ContactScreen() {
  const { id } = useParams({ strict: false })
  const { data, error, refetch } = useCore(['contacts', 'get'], { id: id ?? '' }, { keep: false })
  const { member } = useSession()
  usePlaceTitle(data?.contact.name ?? null)
  useEffect(() => {
    if (data)
      rememberOpened(member.id, {
        entity: 'contact',
        id: data.contact.id,
        title: data.contact.name,
        detail: data.phones[0] ? phoneInWords(data.phones[0]) : (data.contact.email ?? ''),
      })
  }, [data, member.id])
  if (error && !data) return <ErrorNote error={error} onRetry={() => void refetch()} />
  return data ? <Contact view={data} /> : null
}

function Contact({ view }: { view: ContactView }) {
  const { t } = useWords()
  const { run } = useCommand()
  const navigate = useNavigate()
  const mayDelete = useMay('contact.delete') && view.mayEdit
  const { contact } = view
  async function remove() {
    try {
      const { commandId } = await run('contact.delete', { id: contact.id })
      showUndo({ message: t('contacts.page.deleted', { name: contact.name }), commandId })
      void navigate({ to: '/contacts', search: {} })
    } catch (error) {
      showError(error)
    }
  }
  return (
    <div className={styles.page}>
      <CardsNote recordId={contact.id} inset />
      <header className={styles.pageHead}>
        <div className={styles.pageTitle}>
          <h1 className={styles.contactName}>
            <InlineText
              layout="bare"
              label={t('contact.name')}
              value={contact.name}
              readOnly={!view.mayEdit}
              check={(value) => (value === null ? t('contacts.form.required') : null)}
              save={(value) =>
                run(
                  'contact.update',
                  { id: contact.id, patch: { name: value ?? contact.name } },
                  { base: seenUnits(contact, ['name']) },
                )
              }
            />
          </h1>
          <ContactRoles view={view} />
        </div>
        {mayDelete ? (
          <Button variant="default" leftSection={<IconTrash size={16} />} onClick={() => void remove()}>
            {t('contacts.page.delete')}
          </Button>
        ) : null}
      </header>
      {contact.mergedInto ? (
        <p className={styles.alike}>
          {t('contacts.page.merged')}{' '}
          <Link to="/contacts/$id" params={{ id: contact.mergedInto }} search={{}}>
            {t('contacts.page.see_merged')}
          </Link>
        </p>
      ) : null}
      {view.mayEdit ? null : <p className={styles.hint}>{t('contacts.page.read_only')}</p>}
      <div className={styles.columns}>
        <div className={styles.column}>
          <Panel title={t('contacts.page.phones')}>
            <ContactPhones view={view} />
          </Panel>
          <Panel title={t('contacts.page.identity')}>
            <ContactFacts view={view} />
          </Panel>
        </div>
        <div className={styles.column}>
          <Panel title={t('contacts.page.properties')}>
            <ContactProperties id={contact.id} />
          </Panel>
          <Panel title={t('contacts.page.consents')}>
            <ContactConsents view={view} />
          </Panel>
        </div>
      </div>
    </div>
  )
}
