import type { Property } from '../../../../shared/modules/properties/model.ts'
import { useWords } from '../../../language/words.tsx'
import { hasFact } from '../fields-of-kind.ts'
import { usePropertyWords } from '../property-words.ts'
import styles from './key-figures.module.css'

/** The four figures everybody asks for first; which four depends on what it is. */
export function KeyFigures({ property }: { property: Property }) {
  const { t } = useWords()
  const words = usePropertyWords()
  const has = (field: Parameters<typeof hasFact>[2]) =>
    hasFact(property.kind, property.transaction, field) || property[field] !== null
  const figures: { name: string; value: string }[] = []
  if (property.surfaceArea !== null)
    figures.push({ name: t('property.surfaceArea'), value: words.area(property.surfaceArea, property.kind) })
  if (property.landArea !== null && property.landArea !== property.surfaceArea)
    figures.push({ name: t('property.landShort'), value: words.area(property.landArea, 'land') })
  for (const field of ['rooms', 'bedrooms', 'bathrooms'] as const) {
    const value = property[field]
    if (value !== null && has(field)) figures.push({ name: t(`property.${field}`), value: words.number(value) })
  }
  if (property.floor !== null) {
    figures.push({
      name: t('property.floor'),
      value:
        property.totalFloors === null
          ? property.floor
          : t('property.floorOf', { floor: property.floor, total: property.totalFloors }),
    })
  }
  if (property.titleType !== null && figures.length < 4)
    figures.push({ name: t('property.titleType'), value: t(`property.titleTypes.${property.titleType}`) })
  if (figures.length === 0) return null
  return (
    <dl className={styles.figures}>
      {figures.slice(0, 4).map(({ name, value }) => (
        <div key={name} className={styles.figure}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
