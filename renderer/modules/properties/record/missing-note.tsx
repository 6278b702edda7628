import { IconAlertTriangle } from '@tabler/icons-react'
import type { PropertyView } from '../../../../shared/modules/properties/model-views.ts'
import { missingForListing } from '../../../../shared/modules/properties/rules.ts'
import { useWords } from '../../../language/words.tsx'
import type { RecordTab } from '../navigation.ts'
import styles from './missing-note.module.css'

type MissingNoteProps = { view: PropertyView; onOpen: (tab: RecordTab) => void }

/** What a caller will ask that the record does not say yet. Nothing is shown when nothing is missing, or when it is over. */
export function MissingNote({ view, onOpen }: MissingNoteProps) {
  const { t } = useWords()
  const { property } = view
  const missing = missingForListing({ ...property, primaryPhotoId: property.primaryPhotoId ?? view.photos[0]?.id ?? null })
  const over = property.status === 'sold' || property.status === 'archived'
  if (missing.length === 0 || over) return null
  return (
    <div className={styles.note}>
      <p className={styles.head}>
        <IconAlertTriangle size={16} aria-hidden /> {t('propertyRecord.missing')}
      </p>
      <ul className={styles.list}>
        {missing.map((part) => (
          <li key={part}>
            {part === 'photo' && view.mayEdit ? (
              <button type="button" className={styles.link} onClick={() => onOpen('photos')}>
                {t('property.missing.photo')}
              </button>
            ) : (
              t(`property.missing.${part}`)
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}
