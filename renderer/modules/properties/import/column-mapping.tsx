import { Select } from '@mantine/core'
import { importTargets } from '../../../../shared/modules/properties/model-import.ts'
import type { ImportChoices, ImportPreview, ImportTarget } from '../../../../shared/modules/properties/model-import.ts'
import { Panel } from '../../../components/show/panel.tsx'
import { Tag } from '../../../components/show/status-badge.tsx'
import { useWords } from '../../../language/words.tsx'
import styles from './import.module.css'

/** What each column of the file means: guessed, said how surely, and changed by a click. */
export function ColumnMapping({
  preview,
  onChange,
}: {
  preview: ImportPreview
  onChange: (mapping: ImportChoices['mapping']) => void
}) {
  const { t } = useWords()
  const options = importTargets.map((value) => ({ value, label: t(`import.target.${value}`) }))
  const tones = { sure: 'lagoon', likely: 'line', guess: 'amber' } as const
  return (
    <Panel title={t('importWizard.columns')} aside={t('importWizard.columnsHint')} flush>
      <table className={styles.mapping}>
        <colgroup>
          <col className={styles.colName} />
          <col />
          <col className={styles.colTarget} />
          <col className={styles.colCertainty} />
        </colgroup>
        <thead>
          <tr>
            <th scope="col">{t('importWizard.inFile')}</th>
            <th scope="col">{t('importWizard.examples')}</th>
            <th scope="col">{t('importWizard.means')}</th>
            <th scope="col">{t('importWizard.certainty')}</th>
          </tr>
        </thead>
        <tbody>
          {preview.columns.map((column) => {
            const name = column.name || t('importWizard.column', { number: column.index + 1 })
            const target = preview.choices.mapping[String(column.index)] ?? column.target
            return (
              <tr key={column.index} data-ignored={target === 'ignore' || undefined}>
                <th scope="row">{name}</th>
                <td className={styles.examples}>{column.examples.slice(0, 3).join(' · ')}</td>
                <td>
                  <Select
                    size="xs"
                    searchable
                    allowDeselect={false}
                    aria-label={t('importWizard.meaningOf', { name })}
                    data={options}
                    value={target}
                    onChange={(value) =>
                      value && onChange({ ...preview.choices.mapping, [String(column.index)]: value as ImportTarget })
                    }
                  />
                </td>
                <td>
                  {target === 'ignore' ? null : (
                    <Tag tone={tones[column.certainty]}>{t(`importWizard.certainties.${column.certainty}`)}</Tag>
                  )}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </Panel>
  )
}
