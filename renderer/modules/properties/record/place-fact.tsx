import { TextInput } from '@mantine/core'
import { useState } from 'react'
import type { Property } from '../../../../shared/modules/properties/model.ts'
import { quartierPoint } from '../../../../shared/values/place.ts'
import { InlineField } from '../../../components/fields/inline-field.tsx'
import { PlacePicker } from '../../../components/fields/place-picker.tsx'
import { useWords } from '../../../language/words.tsx'
import { plusCodeOf, readPosition, writePosition } from '../position.ts'
import { usePropertyWords } from '../property-words.ts'
import type { SaveProperty } from './use-save.ts'
import styles from './record.module.css'

export type PlaceUnit = Pick<
  Property,
  | 'country'
  | 'region'
  | 'department'
  | 'commune'
  | 'quartier'
  | 'address'
  | 'landmark'
  | 'postalCode'
  | 'latitude'
  | 'longitude'
  | 'plusCode'
>

export function placeOf(property: Property): PlaceUnit {
  const { country, region, department, commune, quartier, address, landmark, postalCode, latitude, longitude, plusCode } =
    property
  return { country, region, department, commune, quartier, address, landmark, postalCode, latitude, longitude, plusCode }
}

/** Where it is, all of it one unit: quartier, address, landmark, position. */
export function PlaceFact({ property, save, readOnly }: { property: Property; save: SaveProperty; readOnly: boolean }) {
  const { t } = useWords()
  const words = usePropertyWords()
  const lines = [property.address, property.landmark].filter(Boolean)
  const position =
    property.latitude !== null && property.longitude !== null
      ? writePosition({ latitude: property.latitude, longitude: property.longitude })
      : null
  return (
    <InlineField<PlaceUnit>
      label={t('property.place')}
      layout="bare"
      multiline
      readOnly={readOnly}
      value={placeOf(property)}
      save={save}
      show={
        <span className={styles.place}>
          <span>{words.place(property) ?? t('property.noPlace')}</span>
          {lines.map((line) => (
            <span key={line} className={styles.muted}>
              {line}
            </span>
          ))}
          {position ? (
            <span className={styles.position}>
              {position}
              {property.plusCode ? ` · ${property.plusCode}` : ''}
            </span>
          ) : null}
        </span>
      }
      editor={({ value, onChange, error }) => <PlaceEditor value={value} onChange={onChange} error={error} />}
    />
  )
}

type PlaceEditorProps = {
  value: PlaceUnit
  onChange: (value: PlaceUnit) => void
  error?: string | null
  autoFocus?: boolean
  /** While what is typed makes no position. */
  onUnclear?: (unclear: boolean) => void
}

/** The fields of a place, as in the form. */
export function PlaceEditor({ value, onChange, error, autoFocus = true, onUnclear }: PlaceEditorProps) {
  const { t } = useWords()
  return (
    <span className={styles.placeEditor}>
      <PlacePicker value={value} onChange={(place) => onChange({ ...value, ...place })} error={error} autoFocus={autoFocus} />
      <TextInput
        size="sm"
        label={t('property.address')}
        value={value.address ?? ''}
        maxLength={200}
        onChange={(event) => onChange({ ...value, address: event.currentTarget.value || null })}
      />
      <PositionField value={value} onChange={onChange} onUnclear={onUnclear} />
    </span>
  )
}

function PositionField({
  value,
  onChange,
  onUnclear,
}: Pick<PlaceEditorProps, 'value' | 'onChange'> & { onUnclear: PlaceEditorProps['onUnclear'] }) {
  const { t } = useWords()
  // null while the field is left: then it shows the value, whoever changed it
  const [typed, setTyped] = useState<string | null>(null)
  const near = quartierPoint(value.quartier, value.commune, value.department, value.region)
  const text =
    typed ??
    (value.latitude !== null && value.longitude !== null
      ? writePosition({ latitude: value.latitude, longitude: value.longitude })
      : '')
  const isUnclear = (words: string) => words.trim() !== '' && readPosition(words, near) === null
  return (
    <TextInput
      size="sm"
      label={t('propertyRecord.position')}
      description={t('propertyRecord.positionHint')}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      value={text}
      maxLength={300}
      error={typed !== null && isUnclear(typed) ? t('propertyRecord.positionUnclear') : null}
      onBlur={() => typed !== null && !isUnclear(typed) && setTyped(null)}
      onChange={(event) => {
        const words = event.currentTarget.value
        setTyped(words)
        onUnclear?.(isUnclear(words))
        const position = readPosition(words, near)
        if (position) onChange({ ...value, ...position, plusCode: plusCodeOf(position) })
        else if (words.trim() === '') onChange({ ...value, latitude: null, longitude: null, plusCode: null })
      }}
    />
  )
}
