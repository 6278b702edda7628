import { CloseButton } from '@mantine/core'
import { mostPlaces } from '../../../../shared/modules/crm/model-search.ts'
import type { WishedPlace } from '../../../../shared/modules/crm/model-search.ts'
import { PlacePicker } from '../../../components/fields/place-picker.tsx'
import type { Place } from '../../../components/fields/field-types.ts'
import { formatPlace } from '../../../../shared/values/place.ts'
import { useWords } from '../../../language/words.tsx'
import styles from './client.module.css'

const nowhere: Place = { country: 'SN', region: null, department: null, commune: null, quartier: null, landmark: null }

/** Places, as many as one likes: each that is chosen joins the others, and the field is free again. */
export function SearchPlaces({ value, onChange }: { value: readonly WishedPlace[]; onChange: (places: WishedPlace[]) => void }) {
  const { t, language } = useWords()
  function add({ region, department, commune, quartier }: Place) {
    const place = { region, department, commune, quartier }
    if (Object.values(place).every((name) => name === null)) return
    if (!value.some((one) => JSON.stringify(one) === JSON.stringify(place))) onChange([...value, place])
  }
  return (
    <div className={styles.places}>
      {value.length < mostPlaces ? <PlacePicker withoutLandmark value={nowhere} onChange={add} /> : <p className={styles.hint}>{t('client.search.places_full')}</p>}
      {value.length === 0 ? null : (
        <ul className={styles.pills} aria-label={t('search.places')}>
          {value.map((place, index) => {
            const name = formatPlace(place, language)
            return (
              <li key={JSON.stringify(place)}>
                {name}
                <CloseButton size={20} iconSize={13} aria-label={t('client.search.remove_place', { place: name })} onClick={() => onChange(value.filter((_, at) => at !== index))} />
              </li>
            )
          })}
        </ul>
      )}
    </div>
  )
}
