import { NumberInput, Select } from '@mantine/core'
import { importChoices } from '../../../../shared/modules/properties/model-import.ts'
import type { ImportChoices, ImportPreview } from '../../../../shared/modules/properties/model-import.ts'
import { propertyKinds, transactions } from '../../../../shared/modules/properties/model.ts'
import { Panel } from '../../../components/show/panel.tsx'
import { useCore } from '../../../data/use-core.ts'
import { useWords } from '../../../language/words.tsx'
import styles from './import.module.css'

const { encoding: encodings, delimiter: delimiters, status: statusChoices } = importChoices.shape
const nameOfDelimiter = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar' } as const

type ChoicesProps = { preview: ImportPreview; onChange: (change: Partial<ImportChoices>) => void }

/** What is taken where the file says nothing. */
export function DefaultChoices({ preview, onChange }: ChoicesProps) {
  const { t } = useWords()
  const team = useCore(['team', 'list'], {})
  const { choices } = preview
  return (
    <Panel title={t('importWizard.where')}>
      <div className={styles.choices}>
        <Select
          size="xs"
          label={t('importWizard.defaultKind')}
          clearable
          searchable
          placeholder={t('importWizard.byRow')}
          value={choices.defaultKind}
          data={propertyKinds.map((value) => ({ value, label: t(`property.kinds.${value}`) }))}
          onChange={(value) => onChange({ defaultKind: value as ImportChoices['defaultKind'] })}
        />
        <Select
          size="xs"
          label={t('importWizard.defaultTransaction')}
          clearable
          placeholder={t('importWizard.byRow')}
          value={choices.defaultTransaction}
          data={transactions.map((value) => ({ value, label: t(`property.transactions.${value}`) }))}
          onChange={(value) => onChange({ defaultTransaction: value as ImportChoices['defaultTransaction'] })}
        />
        <Select
          size="xs"
          label={t('property.status')}
          allowDeselect={false}
          value={choices.status}
          data={statusChoices.options.map((value) => ({ value, label: t(`property.statuses.${value}`) }))}
          onChange={(value) => value && onChange({ status: value as ImportChoices['status'] })}
        />
        <Select
          size="xs"
          label={t('property.agent')}
          clearable
          placeholder={t('propertyList.noAgent')}
          value={choices.agentId}
          data={(team.data ?? []).filter((member) => member.active).map((member) => ({ value: member.id, label: member.name }))}
          onChange={(agentId) => onChange({ agentId })}
        />
      </div>
    </Panel>
  )
}

/** How the file is read: guessed, and changed where the guess was wrong. */
export function ReadingChoices({ preview, onChange }: ChoicesProps) {
  const { t } = useWords()
  const { choices, sheets } = preview
  const workbook = sheets.length > 0
  return (
    <Panel title={t('importWizard.reads')}>
      <div className={styles.choices}>
        {workbook ? (
          <Select
            size="xs"
            label={t('importWizard.sheet')}
            allowDeselect={false}
            data={sheets}
            value={choices.sheet}
            onChange={(sheet) => onChange({ sheet })}
          />
        ) : (
          <>
            <Select
              size="xs"
              label={t('importWizard.encoding')}
              allowDeselect={false}
              value={choices.encoding}
              data={encodings.options.map((value) => ({ value, label: value.toLocaleUpperCase() }))}
              onChange={(value) => value && onChange({ encoding: value as ImportChoices['encoding'] })}
            />
            <Select
              size="xs"
              label={t('importWizard.delimiter')}
              allowDeselect={false}
              value={choices.delimiter}
              data={delimiters.options.map((value) => ({ value, label: t(`importWizard.delimiters.${nameOfDelimiter[value]}`) }))}
              onChange={(value) => value && onChange({ delimiter: value as ImportChoices['delimiter'] })}
            />
          </>
        )}
        <NumberInput
          size="xs"
          label={t('importWizard.headerLine')}
          description={t('importWizard.headerHint')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          min={0}
          max={50}
          allowDecimal={false}
          value={choices.headerLine}
          onChange={(value) => typeof value === 'number' && onChange({ headerLine: value })}
        />
      </div>
    </Panel>
  )
}
