import type { PropertyView } from '../../../../shared/modules/properties/model-views.ts'
import { Day } from '../../../components/show/day.tsx'
import { Panel } from '../../../components/show/panel.tsx'
import { Photo } from '../../../components/show/photo.tsx'
import { useWords } from '../../../language/words.tsx'
import type { RecordTab } from '../navigation.ts'
import { usePropertyWords } from '../property-words.ts'
import { AmenitiesPanel } from './amenities-panel.tsx'
import { DuplicatesPanel } from './duplicates-panel.tsx'
import { FactsPanels, TextPanels } from './facts-panels.tsx'
import { LastChange } from './last-change.tsx'
import { MissingNote } from './missing-note.tsx'
import { PeoplePanel } from './people-panel.tsx'
import { SimilarList } from './similar-list.tsx'
import { useSaveProperty } from './use-save.ts'
import styles from './record.module.css'

type FactsTabProps = { view: PropertyView; onTab: (tab: RecordTab) => void; onPhoto: (index: number) => void }

const stripPhotos = 5

export function FactsTab({ view, onTab, onPhoto }: FactsTabProps) {
  const save = useSaveProperty(view.property)
  return (
    <div className={styles.columns}>
      <div className={styles.left}>
        <PhotoStrip view={view} onPhoto={onPhoto} onTab={onTab} />
        <FactsPanels view={view} save={save} />
        <AmenitiesPanel view={view} />
        <TextPanels view={view} save={save} />
      </div>
      <div className={styles.right}>
        <MissingNote view={view} onOpen={onTab} />
        <DuplicatesPanel view={view} />
        <PeoplePanel view={view} save={save} />
        <ViewsPanel view={view} />
        <SimilarList id={view.property.id} />
        <LastChange id={view.property.id} />
      </div>
    </div>
  )
}

/** The main photo and the next ones; a click shows them large. */
function PhotoStrip({ view, onPhoto, onTab }: FactsTabProps) {
  const { t } = useWords()
  const { photos, property } = view
  if (photos.length === 0) return null
  const main = Math.max(
    0,
    photos.findIndex((photo) => photo.id === property.primaryPhotoId),
  )
  const order = [main, ...photos.map((_, index) => index).filter((index) => index !== main)].slice(0, stripPhotos)
  const more = photos.length - order.length
  return (
    <div className={styles.strip} data-count={order.length}>
      {order.map((index, at) => {
        const photo = photos[index]!
        return (
          <button
            key={photo.id}
            type="button"
            className={styles.stripPhoto}
            onClick={() => (at === order.length - 1 && more > 0 ? onTab('photos') : onPhoto(index))}
            aria-label={t('photo.open', { number: index + 1 })}
          >
            <Photo fileId={photo.file.id} variant="medium" alt={photo.caption ?? ''} width="100%" height="100%" radius={8} />
            {at === order.length - 1 && more > 0 ? <span className={styles.stripMore}>+{more}</span> : null}
          </button>
        )
      })}
    </div>
  )
}

function ViewsPanel({ view }: { view: PropertyView }) {
  const { t } = useWords()
  const words = usePropertyWords()
  const { views, property } = view
  return (
    <Panel title={t('propertyRecord.views')}>
      <dl className={styles.pairs}>
        <div>
          <dt>{t('propertyRecord.viewsMonth')}</dt>
          <dd>{words.number(views.lastThirtyDays)}</dd>
        </div>
        <div>
          <dt>{t('propertyRecord.viewsTotal')}</dt>
          <dd>{words.number(views.total)}</dd>
        </div>
        <div>
          <dt>{t('property.createdAt')}</dt>
          <dd>
            <Day at={property.createdAt} />
          </dd>
        </div>
        {property.publishedAt === null ? null : (
          <div>
            <dt>{t('property.publishedAt')}</dt>
            <dd>
              <Day at={property.publishedAt} />
            </dd>
          </div>
        )}
        {property.importLine === null ? null : (
          <div>
            <dt>{t('property.importLine')}</dt>
            <dd>{words.number(property.importLine)}</dd>
          </div>
        )}
      </dl>
    </Panel>
  )
}
