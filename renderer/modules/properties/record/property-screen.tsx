import { Tabs } from '@mantine/core'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import type { PropertyView } from '../../../../shared/modules/properties/model-views.ts'
import { AppError } from '../../../../shared/values/error.ts'
import { isId } from '../../../../shared/values/id.ts'
import { useLate } from '../../../components/list/use-late.ts'
import { useCoreClient } from '../../../data/client.tsx'
import type { Core } from '../../../data/client.tsx'
import { useStore } from '../../../data/store.ts'
import { useCommand } from '../../../data/use-command.ts'
import { useCore } from '../../../data/use-core.ts'
import { ErrorNote } from '../../../feedback/error-note.tsx'
import { showError } from '../../../feedback/show.tsx'
import { showUndo } from '../../../feedback/show-undo.tsx'
import { usePlaceTitle } from '../../../frame/place-title.ts'
import { useScreenKeys } from '../../../frame/use-screen-keys.ts'
import { isTyping } from '../../../frame/use-shortcuts.ts'
import { useWords } from '../../../language/words.tsx'
import { useMay } from '../../../session/session.tsx'
import { CardsNote } from '../../core/attention/cards-note.tsx'
import { ClientsForProperty } from '../../crm/matching/clients-for-property.tsx'
import { DocumentsTab } from '../documents/documents-tab.tsx'
import { lastList } from '../list/last-list.ts'
import { usePropertyNavigation } from '../navigation.ts'
import type { RecordTab } from '../navigation.ts'
import { PhotoViewer } from '../photos/photo-viewer.tsx'
import { PhotosTab } from '../photos/photos-tab.tsx'
import { FactsTab } from './facts-tab.tsx'
import { HistoryTab } from './history-tab.tsx'
import { RecordHeader } from './record-header.tsx'
import styles from './record.module.css'

const tabs = ['facts', 'photos', 'documents', 'clients', 'history'] as const

export function PropertyScreen() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const core = useCoreClient()
  const known = isId(id)
  const view = useCore(['properties', 'get'], { id }, { keep: false, enabled: known })
  const late = useLate(view.data === undefined && view.error === null, 150)
  usePlaceTitle(view.data?.property.title ?? null)

  // one opening is one look, however often the answer is asked again
  const seen = view.data?.property.id
  useEffect(() => {
    if (seen === undefined) return
    void countLook(core, seen)
  }, [core, seen])

  if (!known) return <ErrorNote error={new AppError('not_found')} />
  if (view.error) return <ErrorNote error={view.error} onRetry={() => void view.refetch()} />
  if (!view.data) return late ? <div className={styles.bone} /> : null
  return <Opened key={id} view={view.data} />
}

async function countLook(core: Core, id: string): Promise<void> {
  try {
    await core.properties.viewed({ id })
  } catch {
    // a look that could not be counted is nothing to interrupt anybody for
  }
}

function Opened({ view }: { view: PropertyView }) {
  const { t } = useWords()
  const { run } = useCommand()
  const navigate = useNavigate()
  const { openPage, openList, openEdit } = usePropertyNavigation()
  const search = useSearch({ strict: false }) as Record<string, unknown>
  const tab: RecordTab = tabs.find((one) => one === search['tab']) ?? 'facts'
  const list = useStore(lastList)
  const { id } = view.property
  const neighbours = useCore(['properties', 'neighbours'], { ...list, id })
  const mayMatch = useMay('matching.clients')
  const suitors = useCore(['matching', 'clients'], { propertyId: id, limit: 1 }, { enabled: mayMatch })
  const [photo, setPhoto] = useState<number | null>(null)
  const previous = neighbours.data?.previous ?? null
  const next = neighbours.data?.next ?? null
  const showTab = (to: RecordTab) =>
    void navigate({ to: '.', search: (to === 'facts' ? {} : { tab: to }) as never, replace: true })

  const remove = async () => {
    try {
      const outcome = await run('property.delete', { id })
      openList()
      showUndo({
        message: t('propertyRecord.deleted', { title: view.property.title }),
        commandId: outcome.commandId,
        onUndone: () => openPage(id),
      })
    } catch (error) {
      showError(error)
    }
  }
  const screen = useRef<HTMLDivElement>(null)
  useScreenKeys(screen, (event) => {
    const target = event.altKey && event.key === 'ArrowUp' ? previous : event.altKey && event.key === 'ArrowDown' ? next : null
    if (target) {
      event.preventDefault()
      openPage(target, tab)
    }
    if (
      event.key.toLowerCase() === 'e' &&
      !event.ctrlKey &&
      !event.metaKey &&
      !event.altKey &&
      view.mayEdit &&
      !isTyping(event.target)
    ) {
      event.preventDefault()
      openEdit(id)
    }
  })
  return (
    <div className={styles.screen} ref={screen}>
      <RecordHeader view={view} previous={previous} next={next} onDelete={() => void remove()} />
      <CardsNote recordId={id} />
      <Tabs
        value={tab}
        onChange={(value) => showTab((value as RecordTab | null) ?? 'facts')}
        className={styles.tabsRoot!}
        keepMounted={false}
      >
        <Tabs.List className={styles.tabs!}>
          <Tabs.Tab value="facts">{t('propertyRecord.tab.facts')}</Tabs.Tab>
          <Tabs.Tab value="photos">
            {t('propertyRecord.tab.photos')}
            {view.photos.length > 0 ? <span className={styles.tabCount}>{view.photos.length}</span> : null}
          </Tabs.Tab>
          <Tabs.Tab value="documents">
            {t('propertyRecord.tab.documents')}
            {view.documents.length > 0 ? <span className={styles.tabCount}>{view.documents.length}</span> : null}
          </Tabs.Tab>
          {mayMatch ? (
            <Tabs.Tab value="clients">
              {t('matching.interested')}
              {suitors.data && suitors.data.counts.match > 0 ? (
                <span className={styles.tabCount}>{suitors.data.counts.match}</span>
              ) : null}
            </Tabs.Tab>
          ) : null}
          <Tabs.Tab value="history">{t('history.title')}</Tabs.Tab>
        </Tabs.List>
        <div className={styles.body}>
          <Tabs.Panel value="facts">
            <FactsTab view={view} onTab={showTab} onPhoto={setPhoto} />
          </Tabs.Panel>
          <Tabs.Panel value="photos">
            <PhotosTab view={view} onPhoto={setPhoto} />
          </Tabs.Panel>
          <Tabs.Panel value="documents">
            <DocumentsTab view={view} />
          </Tabs.Panel>
          {mayMatch ? (
            <Tabs.Panel value="clients">
              <ClientsForProperty property={view.property} />
            </Tabs.Panel>
          ) : null}
          <Tabs.Panel value="history">
            <HistoryTab view={view} />
          </Tabs.Panel>
        </div>
      </Tabs>
      {photo === null ? null : (
        <PhotoViewer
          photos={view.photos}
          title={view.property.title}
          index={photo}
          onIndex={setPhoto}
          onClose={() => setPhoto(null)}
        />
      )}
    </div>
  )
}
