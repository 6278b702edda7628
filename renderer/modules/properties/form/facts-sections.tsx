import { energyClasses, furnishings, heatings, titleTypes } from '../../../../shared/modules/properties/model.ts'
import { useWords } from '../../../language/words.tsx'
import { factGroups } from '../fields-of-kind.ts'
import type { FactGroup } from '../fields-of-kind.ts'
import { ChoiceField, NumberField, Section, TextField } from './form-fields.tsx'
import type { FormPart } from './use-form-part.ts'
import styles from './property-form.module.css'

const classes = energyClasses.map((value) => ({ value, label: value }))

/** Size, building and right to the land; a group that its kind has nothing of is not there. */
export function FactsSections({ part }: { part: FormPart }) {
  const { t } = useWords()
  const has = (group: FactGroup) => factGroups[group].some((field) => part.shows(field))
  return (
    <>
      <Section title={t('propertyRecord.group.size')}>
        <div className={styles.quarters}>
          <NumberField part={part} name="surfaceArea" unit="m²" />
          <NumberField part={part} name="landArea" unit="m²" />
          <NumberField part={part} name="usableArea" unit="m²" />
          <NumberField part={part} name="gardenArea" unit="m²" />
          <NumberField part={part} name="rooms" />
          <NumberField part={part} name="bedrooms" />
          <NumberField part={part} name="bathrooms" />
          <NumberField part={part} name="toilets" />
        </div>
      </Section>
      {has('building') ? (
        <Section title={t('propertyRecord.group.building')}>
          <div className={styles.quarters}>
            <TextField part={part} name="floor" max={50} />
            <NumberField part={part} name="totalFloors" />
            <NumberField part={part} name="yearBuilt" />
            <ChoiceField
              part={part}
              name="furnished"
              options={furnishings.map((value) => ({ value, label: t(`property.furnishings.${value}`) }))}
            />
            <ChoiceField
              part={part}
              name="heating"
              options={heatings.map((value) => ({ value, label: t(`property.heatings.${value}`) }))}
            />
            <ChoiceField part={part} name="energyClass" options={classes} />
            <ChoiceField part={part} name="gasClass" options={classes} />
          </div>
        </Section>
      ) : null}
      {has('right') ? (
        <Section title={t('propertyRecord.group.right')}>
          <div className={styles.pair}>
            <ChoiceField
              part={part}
              name="titleType"
              options={titleTypes.map((value) => ({ value, label: t(`property.titleTypes.${value}`) }))}
            />
            <TextField part={part} name="titleNumber" />
            <TextField part={part} name="nicad" />
          </div>
        </Section>
      ) : null}
    </>
  )
}
