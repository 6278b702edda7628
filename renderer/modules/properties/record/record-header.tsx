import { ActionIcon, Button, Menu, Tooltip } from '@mantine/core'
import { IconChevronDown, IconChevronUp, IconDots, IconPencil, IconTrash } from '@tabler/icons-react'
import type { PropertyView } from '../../../../shared/modules/properties/model-views.ts'
import { InlineText } from '../../../components/fields/inline-kinds.tsx'
import { useWords } from '../../../language/words.tsx'
import { usePropertyNavigation } from '../navigation.ts'
import { usePropertyWords } from '../property-words.ts'
import { PriceFact } from './price-fact.tsx'
import { StatusMenu } from './status-menu.tsx'
import { useSaveProperty } from './use-save.ts'
import styles from './record-header.module.css'

type RecordHeaderProps = { view: PropertyView; previous: string | null; next: string | null; onDelete: () => void }

export function RecordHeader({ view, previous, next, onDelete }: RecordHeaderProps) {
  const { t } = useWords()
  const words = usePropertyWords()
  const { openPage, openEdit } = usePropertyNavigation()
  const { property, mayEdit, mayDelete } = view
  const save = useSaveProperty(property)
  const place = words.place(property)
  const details = [
    t(`property.kinds.${property.kind}`),
    place ?? t('property.noPlace'),
    property.landmark,
    property.reference,
  ].filter(Boolean)
  return (
    <header className={styles.header}>
      <div className={styles.name}>
        <div className={styles.titleLine}>
          <h1 className={styles.title}>
            <InlineText
              label={t('property.title')}
              layout="bare"
              value={property.title}
              readOnly={!mayEdit}
              check={(title) => (title === null ? t('propertyRecord.titleNeeded') : null)}
              save={(title) => save({ title: title ?? property.title })}
            />
          </h1>
          <StatusMenu property={property} mayEdit={mayEdit} />
        </div>
        <p className={styles.place}>{details.join(' · ')}</p>
      </div>
      <div className={styles.price}>
        <PriceFact property={property} save={save} readOnly={!mayEdit} />
      </div>
      <div className={styles.actions}>
        <Tooltip label={t('propertyRecord.previousKey')}>
          <ActionIcon
            size={30}
            aria-label={t('propertyList.panel.previous')}
            disabled={previous === null}
            onClick={() => previous && openPage(previous)}
          >
            <IconChevronUp size={18} />
          </ActionIcon>
        </Tooltip>
        <Tooltip label={t('propertyRecord.nextKey')}>
          <ActionIcon
            size={30}
            aria-label={t('propertyList.panel.next')}
            disabled={next === null}
            onClick={() => next && openPage(next)}
          >
            <IconChevronDown size={18} />
          </ActionIcon>
        </Tooltip>
        {mayEdit ? (
          <Button variant="default" leftSection={<IconPencil size={15} />} onClick={() => openEdit(property.id)}>
            {t('common.action.edit')}
          </Button>
        ) : null}
        {mayDelete ? (
          <Menu position="bottom-end">
            <Menu.Target>
              <ActionIcon size={34} variant="default" aria-label={t('propertyRecord.moreActions')}>
                <IconDots size={17} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item color="red" leftSection={<IconTrash size={15} />} onClick={onDelete}>
                {t('common.action.delete')}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        ) : null}
      </div>
    </header>
  )
}
