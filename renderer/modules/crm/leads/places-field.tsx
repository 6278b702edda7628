import { ActionIcon } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import type { Lead } from '../../../../shared/modules/crm/model-lead.ts'
import { mostPlaces } from '../../../../shared/modules/crm/model-search.ts'
import type { Place } from '../../../components/fields/field-types.ts'
import { PlacePicker } from '../../../components/fields/place-picker.tsx'
import { useWords } from '../../../language/words.tsx'
import { useSession } from '../../../session/session.tsx'
import { useLeadWords } from './lead-words.ts'
import styles from './leads.module.css'

type PlacesFieldProps = { value: Lead['places']; onChange: (places: Lead['places']) => void; autoFocus?: boolean }

/** Where somebody looks: each place chosen stands as a word that can be taken out again; the field asks for the next. */
export function PlacesField({ value, onChange, autoFocus = false }: PlacesFieldProps) {
  const { t } = useWords()
  const words = useLeadWords()
  const { agency } = useSession()
  const empty: Place = { country: agency.country, region: null, department: null, commune: null, quartier: null, landmark: null }
  function add({ region, department, commune, quartier }: Place) {
    const place = { region, department, commune, quartier }
    if (Object.values(place).every((name) => name === null)) return
    if (!value.some((one) => words.place(one) === words.place(place))) onChange([...value, place])
  }
  return (
    <div>
      {value.length >= mostPlaces ? null : <PlacePicker autoFocus={autoFocus} value={empty} onChange={add} withoutLandmark />}
      {value.length === 0 ? null : (
        <ul className={styles.words} aria-label={t('search.places')}>
          {value.map((place, at) => (
            <li key={words.place(place)}>
              {words.place(place)}
              <ActionIcon
                size={24}
                aria-label={t('leads.form.remove_place', { place: words.place(place) })}
                onClick={() => onChange(value.filter((_, index) => index !== at))}
              >
                <IconX size={13} />
              </ActionIcon>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
