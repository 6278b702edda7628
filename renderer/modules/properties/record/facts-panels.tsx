import { Button } from '@mantine/core'
import { useState } from 'react'
import { propertyKinds, transactions } from '../../../../shared/modules/properties/model.ts'
import type { PropertyView } from '../../../../shared/modules/properties/model-views.ts'
import { usualPeriod } from '../../../../shared/modules/properties/rules.ts'
import { InlineLongText, InlineSelect, InlineText } from '../../../components/fields/inline-kinds.tsx'
import { Panel } from '../../../components/show/panel.tsx'
import { useWords } from '../../../language/words.tsx'
import { factGroups, shownFacts } from '../fields-of-kind.ts'
import type { FactGroup } from '../fields-of-kind.ts'
import { Fact, FlagFact } from './fact.tsx'
import { PlaceFact } from './place-fact.tsx'
import type { SaveProperty } from './use-save.ts'
import styles from './record.module.css'

type PanelsProps = { view: PropertyView; save: SaveProperty }

/** The facts in groups, each edited where it stands. */
export function FactsPanels({ view, save }: PanelsProps) {
  const { t } = useWords()
  const [withRare, setWithRare] = useState(false)
  const { property, mayEdit } = view
  const readOnly = !mayEdit
  const group = (name: FactGroup) => {
    const fields = shownFacts(property, name, withRare)
    return fields.map((field) => <Fact key={field} field={field} property={property} save={save} readOnly={readOnly} />)
  }
  const building = group('building')
  const rights = group('right')
  const hidden = (Object.keys(factGroups) as FactGroup[]).some(
    (name) => shownFacts(property, name, true).length > shownFacts(property, name, false).length,
  )
  return (
    <>
      <div className={styles.panels}>
        <Panel title={t('propertyRecord.group.what')}>
          <InlineSelect
            label={t('property.kind')}
            value={property.kind}
            readOnly={readOnly}
            searchable
            options={propertyKinds.map((value) => ({ value, label: t(`property.kinds.${value}`) }))}
            save={(kind) => save({ kind: kind ?? property.kind })}
          />
          <InlineSelect
            label={t('property.transaction')}
            value={property.transaction}
            readOnly={readOnly}
            options={transactions.map((value) => ({ value, label: t(`property.transactions.${value}`) }))}
            save={(transaction) => {
              const next = transaction ?? property.transaction
              const { priceAmount, priceCurrency } = property
              // a rent told for ever, or a sale told by the month, is never what was meant
              return save(
                next === property.transaction
                  ? { transaction: next }
                  : { transaction: next, priceAmount, priceCurrency, pricePeriod: usualPeriod(next) },
              )
            }}
          />
          {group('terms')}
        </Panel>
        <Panel title={t('propertyRecord.group.size')}>{group('size')}</Panel>
        <Panel title={t('propertyRecord.group.place')}>
          <PlaceFact property={property} save={save} readOnly={readOnly} />
        </Panel>
        {building.length > 0 ? <Panel title={t('propertyRecord.group.building')}>{building}</Panel> : null}
        {rights.length > 0 ? <Panel title={t('propertyRecord.group.right')}>{rights}</Panel> : null}
        <Panel title={t('propertyRecord.group.listing')}>
          <FlagFact
            label={t('property.isPublic')}
            hint={t('propertyRecord.isPublicHint')}
            value={property.isPublic}
            readOnly={readOnly}
            save={(isPublic) => save({ isPublic })}
          />
          <FlagFact
            label={t('property.isFeatured')}
            value={property.isFeatured}
            readOnly={readOnly}
            save={(isFeatured) => save({ isFeatured })}
          />
          <FlagFact
            label={t('property.showPrice')}
            value={property.showPrice}
            readOnly={readOnly}
            save={(showPrice) => save({ showPrice })}
          />
          {withRare || property.metaTitle ? (
            <InlineText
              label={t('property.metaTitle')}
              value={property.metaTitle}
              readOnly={readOnly}
              save={(metaTitle) => save({ metaTitle })}
            />
          ) : null}
          {withRare || property.metaDescription ? (
            <InlineLongText
              label={t('property.metaDescription')}
              maxLength={500}
              value={property.metaDescription}
              readOnly={readOnly}
              save={(metaDescription) => save({ metaDescription })}
            />
          ) : null}
          {withRare || property.sourceUrl ? (
            <InlineText
              label={t('property.sourceUrl')}
              maxLength={1000}
              value={property.sourceUrl}
              readOnly={readOnly}
              save={(sourceUrl) => save({ sourceUrl })}
            />
          ) : null}
        </Panel>
      </div>
      {mayEdit && (hidden || !withRare) ? (
        <Button size="compact-sm" variant="subtle" className={styles.more} onClick={() => setWithRare(!withRare)}>
          {t(withRare ? 'propertyRecord.fewerFacts' : 'propertyRecord.moreFacts')}
        </Button>
      ) : null}
    </>
  )
}

/** The two long texts, the one for clients and the one for the office. */
export function TextPanels({ view, save }: PanelsProps) {
  const { t } = useWords()
  const { property, mayEdit } = view
  return (
    <>
      <Panel title={t('property.description')}>
        <InlineLongText
          label={t('property.description')}
          layout="bare"
          value={property.description}
          readOnly={!mayEdit}
          save={(description) => save({ description })}
        />
      </Panel>
      <Panel title={t('property.notes')} aside={t('propertyRecord.notesHint')}>
        <InlineLongText
          label={t('property.notes')}
          layout="bare"
          maxLength={10_000}
          value={property.notes}
          readOnly={!mayEdit}
          save={(notes) => save({ notes })}
        />
      </Panel>
    </>
  )
}
