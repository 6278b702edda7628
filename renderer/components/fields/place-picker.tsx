import { CloseButton, Combobox, TextInput, useCombobox } from '@mantine/core'
import { useState } from 'react'
import { formatPlace } from '../../../shared/values/place.ts'
import { useWords } from '../../language/words.tsx'
import type { PlacePickerProps } from './field-types.ts'
import styles from './fields.module.css'
import { namesOf, placesLike } from './place-options.ts'

const nowhere = { region: null, department: null, commune: null, quartier: null }

/** One field for the four levels: type a quartier, a commune or a region, misspelt or not; then a landmark in free words. */
export function PlacePicker({
  value,
  onChange,
  withoutLandmark = false,
  error,
  required = false,
  autoFocus = false,
}: PlacePickerProps) {
  const { t } = useWords()
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() })
  const [typed, setTyped] = useState<string | null>(null)
  const shown = formatPlace(value)
  const text = typed ?? shown
  const options = typed === null ? [] : placesLike(typed)
  const isFree =
    typed !== null && typed.trim() !== '' && !options.some((place) => place.name.toLowerCase() === typed.trim().toLowerCase())

  function choose(key: string) {
    const place = options.find((one) => one.key === key)
    if (place) onChange({ ...value, ...namesOf(place) })
    else if (typed !== null && typed.trim() !== '') onChange({ ...value, quartier: typed.trim() })
    setTyped(null)
    combobox.closeDropdown()
  }

  return (
    <div className={styles.stack}>
      <Combobox store={combobox} onOptionSubmit={choose} withinPortal>
        <Combobox.Target>
          <TextInput
            label={t('shell.field.place')}
            placeholder={t('shell.field.place_hint')}
            required={required}
            autoFocus={autoFocus}
            autoComplete="off"
            value={text}
            error={error}
            rightSection={
              shown === '' ? null : (
                <CloseButton
                  size="sm"
                  aria-label={t('shell.field.clear', { label: t('shell.field.place') })}
                  onClick={() => {
                    setTyped(null)
                    onChange({ ...value, ...nowhere })
                  }}
                />
              )
            }
            onChange={(event) => {
              setTyped(event.currentTarget.value)
              combobox.openDropdown()
              combobox.selectFirstOption()
            }}
            onFocus={(event) => event.currentTarget.select()}
            onBlur={() => {
              combobox.closeDropdown()
              if (typed === null) return
              // Left without choosing: an emptied field empties the place, words of one's own are kept as the quartier.
              const first = options[0]
              if (typed.trim() === '') onChange({ ...value, ...nowhere })
              else if (first && first.name.toLowerCase() === typed.trim().toLowerCase()) onChange({ ...value, ...namesOf(first) })
              else if (typed.trim() !== shown) onChange({ ...value, quartier: typed.trim() })
              setTyped(null)
            }}
          />
        </Combobox.Target>
        <Combobox.Dropdown hidden={options.length === 0 && !isFree}>
          <Combobox.Options mah={280} style={{ overflowY: 'auto' }}>
            {options.map((place) => (
              <Combobox.Option key={place.key} value={place.key}>
                {place.name} <span className={styles.optionDetail}>{place.within}</span>
              </Combobox.Option>
            ))}
            {isFree ? (
              <Combobox.Option value="free">{t('shell.field.place_free', { text: typed.trim() })}</Combobox.Option>
            ) : null}
          </Combobox.Options>
        </Combobox.Dropdown>
      </Combobox>
      {withoutLandmark ? null : (
        <TextInput
          label={t('shell.field.landmark')}
          description={t('shell.field.landmark_hint')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          autoComplete="off"
          maxLength={300}
          value={value.landmark ?? ''}
          onChange={(event) =>
            onChange({ ...value, landmark: event.currentTarget.value === '' ? null : event.currentTarget.value })
          }
        />
      )}
    </div>
  )
}
