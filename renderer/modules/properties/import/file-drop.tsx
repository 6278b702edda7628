import { Button, FileButton } from '@mantine/core'
import { useState } from 'react'
import { Drawing } from '../../../components/show/drawing.tsx'
import { useWords } from '../../../language/words.tsx'
import { useImport } from './use-import.ts'
import styles from './import.module.css'

const accepted = '.csv,.tsv,.txt,.xlsx,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** Where a listing file is dropped or chosen. What it truly is, the core finds out. */
export function FileDrop() {
  const { t } = useWords()
  const { send } = useImport()
  const [over, setOver] = useState(false)
  return (
    <div
      className={styles.drop}
      data-over={over || undefined}
      onDragLeave={() => setOver(false)}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        const file = event.dataTransfer.files[0]
        if (file) void send(file)
      }}
    >
      <Drawing of="import" size={110} />
      <p className={styles.dropText}>{t('importWizard.drop')}</p>
      <FileButton accept={accepted} onChange={(file) => file && void send(file)}>
        {(props) => <Button {...props}>{t('importWizard.chooseFile')}</Button>}
      </FileButton>
      <p className={styles.muted}>{t('importWizard.dropHint')}</p>
    </div>
  )
}
