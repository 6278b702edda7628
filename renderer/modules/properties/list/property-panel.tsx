import { ActionIcon, Tooltip } from '@mantine/core'
import { IconChevronDown, IconChevronUp, IconExternalLink, IconPencil, IconX } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { PropertyView } from '../../../../shared/modules/properties/model-views.ts'
import { Photo } from '../../../components/show/photo.tsx'
import { useLate } from '../../../components/list/use-late.ts'
import { useCore } from '../../../data/use-core.ts'
import { ErrorNote } from '../../../feedback/error-note.tsx'
import { useWords } from '../../../language/words.tsx'
import { usePropertyNavigation } from '../navigation.ts'
import { usePropertyWords } from '../property-words.ts'
import { KeyFigures } from '../record/key-figures.tsx'
import { LastChange } from '../record/last-change.tsx'
import { MissingNote } from '../record/missing-note.tsx'
import { OwnerLine } from '../record/owner-line.tsx'
import { SimilarList } from '../record/similar-list.tsx'
import { StatusMenu } from '../record/status-menu.tsx'
import styles from './property-panel.module.css'

type PropertyPanelProps = {
  id: string
  onClose: () => void
  onPrevious: (() => void) | null
  onNext: (() => void) | null
  /** Said before the record itself: why it is shown here. */
  first?: ReactNode
}

/** One record beside the list: what is asked on the phone, without leaving the list. */
export function PropertyPanel({ id, onClose, onPrevious, onNext, first }: PropertyPanelProps) {
  const { t } = useWords()
  const { openPage, openEdit } = usePropertyNavigation()
  const view = useCore(['properties', 'get'], { id })
  const data = view.data
  const late = useLate(data === undefined && view.error === null, 150)
  const button = (label: string, icon: ReactNode, onClick: (() => void) | null) => (
    <Tooltip label={label}>
      <ActionIcon size={28} aria-label={label} disabled={onClick === null} onClick={() => onClick?.()}>
        {icon}
      </ActionIcon>
    </Tooltip>
  )
  return (
    <aside className={styles.panel} aria-label={t('propertyList.panel.label', { title: data?.property.title ?? '' })}>
      <div className={styles.head}>
        {data ? <StatusMenu property={data.property} mayEdit={data.mayEdit} /> : null}
        <span className={styles.reference}>{data?.property.reference}</span>
        <span className={styles.buttons}>
          {button(t('propertyList.panel.previous'), <IconChevronUp size={17} />, onPrevious)}
          {button(t('propertyList.panel.next'), <IconChevronDown size={17} />, onNext)}
          {data?.mayEdit ? button(t('propertyList.panel.edit'), <IconPencil size={17} />, () => openEdit(id)) : null}
          {button(t('propertyList.panel.openPage'), <IconExternalLink size={17} />, () => openPage(id))}
          {button(t('propertyList.panel.close'), <IconX size={17} />, onClose)}
        </span>
      </div>
      {view.error ? <ErrorNote error={view.error} onRetry={() => void view.refetch()} /> : null}
      {data ? (
        <PanelBody view={data} first={first} onOpenPhotos={() => openPage(id, 'photos')} />
      ) : late ? (
        <div className={styles.bone} />
      ) : null}
      {data ? (
        <div className={styles.foot}>
          <LastChange id={data.property.id} />
        </div>
      ) : null}
    </aside>
  )
}

function PanelBody({ view, first: before, onOpenPhotos }: { view: PropertyView; first: ReactNode; onOpenPhotos: () => void }) {
  const { t } = useWords()
  const words = usePropertyWords()
  const { openPage } = usePropertyNavigation()
  const { property, photos, amenities } = view
  const first = photos.find((photo) => photo.id === property.primaryPhotoId) ?? photos[0]
  const place = words.place(property)
  return (
    <div className={styles.body}>
      {before}
      <button
        type="button"
        className={styles.hero}
        onClick={onOpenPhotos}
        aria-label={first ? t('photo.count', { count: photos.length }) : t('photo.add')}
      >
        {first ? (
          <Photo fileId={first.file.id} variant="medium" alt="" width="100%" height="100%" radius={8} />
        ) : (
          <span className={styles.noPhoto}>{t('propertyList.panel.noPhoto')}</span>
        )}
        {photos.length > 1 ? <span className={styles.photoCount}>{t('photo.count', { count: photos.length })}</span> : null}
      </button>
      <div>
        <h2 className={styles.title}>{property.title}</h2>
        <p className={styles.place}>{[place ?? t('property.noPlace'), property.landmark].filter(Boolean).join(' · ')}</p>
      </div>
      <div className={styles.priceLine}>
        <span>
          <strong className={styles.price}>
            {property.priceAmount === null
              ? t('property.noPrice')
              : words.bareAmount(property.priceAmount, property.priceCurrency)}
          </strong>{' '}
          {property.priceAmount === null ? null : (
            <span className={styles.muted}>
              {words.price(property).slice(words.bareAmount(property.priceAmount, property.priceCurrency)!.length).trim()}
            </span>
          )}
        </span>
        <span className={styles.muted}>
          {property.depositMonths
            ? t('property.depositCount', { count: property.depositMonths })
            : `${t(`property.kinds.${property.kind}`)} · ${t(`property.transactions.${property.transaction}`)}`}
        </span>
      </div>
      <KeyFigures property={property} />
      {amenities.length > 0 ? (
        <ul className={styles.chips}>
          {amenities.map((amenity) => (
            <li key={amenity}>{t(`property.amenity.${amenity}`)}</li>
          ))}
        </ul>
      ) : null}
      <MissingNote view={view} onOpen={(tab) => openPage(property.id, tab)} />
      <OwnerLine view={view} />
      <SimilarList id={property.id} limit={3} />
    </div>
  )
}
