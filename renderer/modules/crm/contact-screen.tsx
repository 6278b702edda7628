import { Tabs } from '@mantine/core'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import type { ClientLife, ContactView } from '../../../shared/modules/crm/model-views.ts'
import { isId } from '../../../shared/values/id.ts'
import { AppError } from '../../../shared/values/error.ts'
import { Panel } from '../../components/show/panel.tsx'
import { rememberOpened } from '../../data/opened.ts'
import { useCore } from '../../data/use-core.ts'
import { ErrorNote } from '../../feedback/error-note.tsx'
import { usePlaceTitle } from '../../frame/place-title.ts'
import { useScreenKeys } from '../../frame/use-screen-keys.ts'
import { isTyping } from '../../frame/use-shortcuts.ts'
import { useWords } from '../../language/words.tsx'
import { useSession } from '../../session/session.tsx'
import { CardsNote } from '../core/attention/cards-note.tsx'
import { ClientHeader } from './client/client-header.tsx'
import { DuplicatesNote } from './client/duplicates-note.tsx'
import { ContactHistory } from './client/history-tab.tsx'
import { InterestsTab } from './client/interests-tab.tsx'
import { MergedPanel } from './client/merged-panel.tsx'
import { NotesTab } from './client/notes-tab.tsx'
import { SearchesTab } from './client/searches-tab.tsx'
import { TalksTab } from './client/talks-tab.tsx'
import { ContactConsents } from './contact-consents.tsx'
import { ContactFacts } from './contact-facts.tsx'
import { ContactPhones } from './contact-phones.tsx'
import { ContactProperties } from './contact-properties.tsx'
import { phoneInWords } from './contact-columns.tsx'
import { TasksPanel } from './tasks/tasks-panel.tsx'
import styles from './contacts.module.css'
import client from './client/client.module.css'

const tabs = ['facts', 'searches', 'talks', 'notes', 'tasks', 'interests', 'properties', 'history'] as const
type Tab = (typeof tabs)[number]

export function ContactScreen() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const known = isId(id)
  const { data, error, refetch } = useCore(['contacts', 'get'], { id }, { keep: false, enabled: known })
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
  if (!known) return <ErrorNote error={new AppError('not_found')} />
  if (error && !data) return <ErrorNote error={error} onRetry={() => void refetch()} />
  return data ? <Client key={id} view={data} /> : null
}

/** Everything of one person: the record, what he looks for, what was said, what he looked at, what is his. */
function Client({ view }: { view: ContactView }) {
  const { t } = useWords()
  const navigate = useNavigate()
  const { contact } = view
  const address = useSearch({ strict: false }) as Record<string, unknown>
  const tab: Tab = tabs.find((one) => one === address['tab']) ?? 'facts'
  const text = (name: string) => (typeof address[name] === 'string' ? address[name] : null)
  const life = useCore(['contacts', 'life'], { id: contact.id }, { keep: false })
  const owned = useCore(['properties', 'ofOwner'], { contactId: contact.id }, { keep: false })
  const [adding, setAdding] = useState<'talk' | 'note' | null>(null)
  const screen = useRef<HTMLDivElement>(null)
  const show = (to: Tab, more: Record<string, string> = {}) =>
    void navigate({ to: '.', search: { ...(to === 'facts' ? {} : { tab: to }), ...more } as never, replace: true })
  const add = (what: 'talk' | 'note') => {
    show(what === 'talk' ? 'talks' : 'notes')
    setAdding(what)
  }

  useScreenKeys(screen, (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
    const act = { a: () => add('talk'), n: () => add('note'), r: view.mayEdit ? () => show('searches', { edit: 'new' }) : undefined }[event.key.toLowerCase()]
    if (!act) return
    event.preventDefault()
    act()
  })
  const counts: Partial<Record<Tab, number>> = life.data
    ? { searches: life.data.searches.length, talks: life.data.interactions.length, notes: life.data.notes.length, tasks: life.data.tasks.filter(({ state }) => state === 'open').length, interests: life.data.interests.length, properties: owned.data?.length ?? 0 }
    : {}
  return (
    <div className={client.screen} ref={screen}>
      <CardsNote recordId={contact.id} inset />
      <ClientHeader view={view} life={life.data ?? null} />
      {contact.mergedInto ? (
        <p className={client.warning}>
          {t('contacts.page.merged')}{' '}
          <Link to="/contacts/$id" params={{ id: contact.mergedInto }} search={{}}>
            {t('contacts.page.see_merged')}
          </Link>
        </p>
      ) : (
        <DuplicatesNote contactId={contact.id} />
      )}
      {view.mayEdit ? null : <p className={client.readOnly}>{t('contacts.page.read_only')}</p>}
      <Tabs value={tab} onChange={(value) => show((value as Tab | null) ?? 'facts')} keepMounted={false} className={client.tabsRoot!}>
        <Tabs.List className={client.tabs!}>
          {tabs.map((one) => (
            <Tabs.Tab key={one} value={one}>
              {t(`client.tab.${one}`)}
              {counts[one] ? <span className={client.tabCount}>{counts[one]}</span> : null}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <div className={client.body}>
          {life.error && !life.data ? <ErrorNote error={life.error} onRetry={() => void life.refetch()} /> : null}
          <Tabs.Panel value="facts">
            <Facts view={view} life={life.data ?? null} />
          </Tabs.Panel>
          {life.data ? (
            <>
              <Tabs.Panel value="searches">
                <SearchesTab
                  contactId={contact.id}
                  life={life.data}
                  mayEdit={view.mayEdit}
                  edit={text('edit')}
                  shown={text('show')}
                  onEdit={(edit) => show('searches', edit ? { edit } : {})}
                />
              </Tabs.Panel>
              <Tabs.Panel value="talks">
                <TalksTab contactId={contact.id} talks={life.data.interactions} adding={adding === 'talk'} onAdding={(on) => setAdding(on ? 'talk' : null)} />
              </Tabs.Panel>
              <Tabs.Panel value="notes">
                <NotesTab contactId={contact.id} notes={life.data.notes} adding={adding === 'note'} onAdding={(on) => setAdding(on ? 'note' : null)} />
              </Tabs.Panel>
              <Tabs.Panel value="interests">
                <InterestsTab interests={life.data.interests} mayEdit={view.mayEdit} />
              </Tabs.Panel>
            </>
          ) : null}
          <Tabs.Panel value="tasks">
            <TasksPanel contactId={contact.id} />
          </Tabs.Panel>
          <Tabs.Panel value="properties">
            <ContactProperties id={contact.id} />
          </Tabs.Panel>
          <Tabs.Panel value="history">
            <ContactHistory contactId={contact.id} />
          </Tabs.Panel>
        </div>
      </Tabs>
    </div>
  )
}

function Facts({ view, life }: { view: ContactView; life: ClientLife | null }) {
  const { t } = useWords()
  return (
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
        <Panel title={t('contacts.page.consents')}>
          <ContactConsents view={view} />
        </Panel>
        {life ? <MergedPanel life={life} /> : null}
      </div>
    </div>
  )
}
