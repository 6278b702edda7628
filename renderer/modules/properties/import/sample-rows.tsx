import { Button } from '@mantine/core'
import { amenityNames } from '../../../../shared/modules/properties/model-amenities.ts'
import type { ImportPreview } from '../../../../shared/modules/properties/model-import.ts'
import { property } from '../../../../shared/modules/properties/model.ts'
import { formatPlace } from '../../../../shared/values/place.ts'
import { Panel } from '../../../components/show/panel.tsx'
import { Tag } from '../../../components/show/status-badge.tsx'
import { useWords } from '../../../language/words.tsx'
import { priceInWords, valueInWords } from '../record/field-values.ts'
import { useReadingFrame } from '../record/use-reading-frame.ts'
import { ProblemWords } from './problem-words.tsx'
import styles from './import.module.css'

const few = 6
/** Told in the head of a row, or of no interest before the import. */
const told = new Set([
  'title',
  'kind',
  'transaction',
  'priceAmount',
  'priceCurrency',
  'pricePeriod',
  'quartier',
  'commune',
  'region',
  'department',
  'country',
  'importId',
  'importLine',
  'status',
  'agentId',
  'latitude',
  'longitude',
])

/** The first rows as they will be, beside what the file says. */
export function SampleRows({ preview, showAll, onShowAll }: { preview: ImportPreview; showAll: boolean; onShowAll: () => void }) {
  const { t } = useWords()
  const rows = showAll ? preview.sample : preview.sample.slice(0, few)
  return (
    <Panel title={t('importWizard.sample')} flush>
      <ul className={styles.sample}>
        {rows.map((row) => (
          <SampleRow key={row.line} row={row} columns={preview.columns} />
        ))}
      </ul>
      {rows.length < preview.sample.length ? (
        <Button variant="subtle" size="xs" m="xs" onClick={onShowAll}>
          {t('importWizard.moreSample', { count: preview.sample.length - rows.length })}
        </Button>
      ) : null}
    </Panel>
  )
}

function SampleRow({ row, columns }: { row: ImportPreview['sample'][number]; columns: ImportPreview['columns'] }) {
  const { t } = useWords()
  const state =
    row.problems.some((problem) => problem.severity === 'error') || row.values === null
      ? 'rejected'
      : row.problems.some((problem) => problem.severity === 'duplicate')
        ? 'duplicate'
        : 'ready'
  const tone = { rejected: 'red', duplicate: 'amber', ready: 'lagoon' } as const
  return (
    <li className={styles.sampleRow}>
      <div className={styles.cells}>
        <span className={styles.line}>{t('importWizard.line', { number: row.line })}</span>
        {columns.map((column) => {
          const cell = row.cells[column.index]?.trim()
          return cell ? (
            <span key={column.index} className={styles.cell}>
              <span className={styles.muted}>{column.name || column.index + 1}</span> {cell}
            </span>
          ) : null
        })}
      </div>
      <div className={styles.becomes}>
        <span>
          <Tag tone={tone[state]}>{t(`importWizard.rowState.${state}`)}</Tag>
        </span>
        {row.values ? <Becomes values={row.values} /> : null}
        {row.problems.map((problem, index) => (
          <span key={index} className={styles.rowProblem} data-severity={problem.severity}>
            <ProblemWords problem={problem} />
          </span>
        ))}
      </div>
    </li>
  )
}

function Becomes({ values }: { values: Record<string, unknown> }) {
  const { t, tKey } = useWords()
  const frame = useReadingFrame()
  const word = (field: string) => valueInWords(field, values[field], frame)
  const place = formatPlace({
    quartier: word('quartier'),
    commune: word('commune'),
    department: word('department'),
    region: word('region'),
  })
  const labels = property.fields as Record<string, { label: string } | undefined>
  const rest = Object.keys(values)
    .filter((field) => !told.has(field) && labels[field])
    .flatMap((field) => {
      const value = word(field)
      return value === null || values[field] === false || values[field] === 'none'
        ? []
        : [{ label: tKey(labels[field]!.label), value }]
    })
  const amenities = Array.isArray(values['amenities'])
    ? amenityNames.filter((name) => (values['amenities'] as unknown[]).includes(name))
    : []
  return (
    <>
      <strong className={styles.becomesTitle}>{word('title')}</strong>
      <span>{[word('kind'), word('transaction'), place || null].filter(Boolean).join(' · ')}</span>
      <span>{priceInWords(values, frame) ?? t('property.noPrice')}</span>
      {rest.length > 0 ? (
        <span className={styles.muted}>{rest.map(({ label, value }) => `${label} ${value}`).join(' · ')}</span>
      ) : null}
      {amenities.length > 0 ? (
        <span className={styles.muted}>{amenities.map((name) => t(`property.amenity.${name}`)).join(' · ')}</span>
      ) : null}
    </>
  )
}
