import { Button, Chip } from '@mantine/core'
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react'
import { useState } from 'react'
import { amenityGroups } from '../../../../shared/modules/properties/model-amenities.ts'
import type { Amenity, AmenityGroup } from '../../../../shared/modules/properties/model-amenities.ts'
import type { PropertyView } from '../../../../shared/modules/properties/model-views.ts'
import { familyOf } from '../../../../shared/modules/properties/model.ts'
import { Panel } from '../../../components/show/panel.tsx'
import { useCommand } from '../../../data/use-command.ts'
import { showError } from '../../../feedback/show.tsx'
import { useWords } from '../../../language/words.tsx'
import styles from './record.module.css'

/** Groups to offer first, by what it is: land has no kitchen, a flat to live in needs no linen. */
export function usualGroups(
  kind: PropertyView['property']['kind'],
  transaction: PropertyView['property']['transaction'],
): AmenityGroup[] {
  if (familyOf(kind) === 'land') return ['land', 'security']
  if (familyOf(kind) === 'annex') return ['security', 'building']
  const groups: AmenityGroup[] = ['autonomy', 'security', 'building', 'outdoor', 'comfort']
  if (familyOf(kind) !== 'business') groups.push('kitchen')
  if (transaction === 'shortStay') groups.push('laundry', 'stay')
  return groups
}

/** What it offers, in the groups people ask in; a click says yes or no, and is saved. */
export function AmenitiesPanel({ view }: { view: PropertyView }) {
  const { t } = useWords()
  const { run } = useCommand()
  const { property, amenities, mayEdit } = view
  const toggle = async (amenity: Amenity, on: boolean) => {
    try {
      await run('property.setAmenities', { id: property.id, add: on ? [amenity] : [], remove: on ? [] : [amenity] })
    } catch (error) {
      showError(error)
    }
  }
  return (
    <Panel title={t('property.amenities')} aside={amenities.length > 0 ? String(amenities.length) : null}>
      <AmenityChoice
        value={amenities}
        kind={property.kind}
        transaction={property.transaction}
        readOnly={!mayEdit}
        onToggle={(amenity, on) => void toggle(amenity, on)}
      />
    </Panel>
  )
}

type AmenityChoiceProps = {
  value: readonly Amenity[]
  kind: PropertyView['property']['kind']
  transaction: PropertyView['property']['transaction']
  readOnly?: boolean
  onToggle: (amenity: Amenity, on: boolean) => void
}

export function AmenityChoice({ value, kind, transaction, readOnly = false, onToggle }: AmenityChoiceProps) {
  const { t } = useWords()
  const [all, setAll] = useState(false)
  const chosen = new Set(value)
  const usual = new Set(usualGroups(kind, transaction))
  const names = Object.keys(amenityGroups) as AmenityGroup[]
  const holds = (group: AmenityGroup) => amenityGroups[group].some((amenity) => chosen.has(amenity))
  const shown = names.filter((group) => (readOnly ? holds(group) : all || usual.has(group) || holds(group)))
  return (
    <div className={styles.amenities}>
      {shown.length === 0 ? <p className={styles.quiet}>{t('shell.field.none')}</p> : null}
      {shown.map((group) => (
        <div key={group} className={styles.amenityGroup} role="group" aria-label={t(`property.amenityGroup.${group}`)}>
          <span className={styles.groupName}>{t(`property.amenityGroup.${group}`)}</span>
          <span className={styles.chips}>
            {amenityGroups[group]
              .filter((amenity) => !readOnly || chosen.has(amenity))
              .map((amenity) => (
                <Chip
                  key={amenity}
                  size="xs"
                  variant="light"
                  checked={chosen.has(amenity)}
                  disabled={readOnly}
                  onChange={(on) => onToggle(amenity, on)}
                >
                  {t(`property.amenity.${amenity}`)}
                </Chip>
              ))}
          </span>
        </div>
      ))}
      {!readOnly && shown.length < names.length + (all ? 1 : 0) && (all || shown.length < names.length) ? (
        <Button
          size="compact-sm"
          variant="subtle"
          rightSection={all ? <IconChevronUp size={14} /> : <IconChevronDown size={14} />}
          onClick={() => setAll(!all)}
          className={styles.more}
        >
          {t(all ? 'propertyRecord.fewerAmenities' : 'propertyRecord.moreAmenities')}
        </Button>
      ) : null}
    </div>
  )
}
