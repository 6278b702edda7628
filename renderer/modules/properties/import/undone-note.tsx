import { UnstyledButton } from '@mantine/core'
import { useWords } from '../../../language/words.tsx'
import { usePropertyNavigation } from '../navigation.ts'
import { usePropertyWords } from '../property-words.ts'
import type { UndoneImport } from './undone-imports.ts'
import styles from './import.module.css'

/** What taking an import back removed, and what had changed since and stayed. */
export function UndoneNote({ undone }: { undone: UndoneImport | undefined }) {
  const { t } = useWords()
  const words = usePropertyWords()
  const { openPage } = usePropertyNavigation()
  if (!undone) return null
  if (undone.state === 'running')
    return (
      <p className={styles.muted} role="status">
        {t('importWizard.undoing')}
      </p>
    )
  return (
    <div className={styles.undone} role="status">
      <p>{t('importWizard.undone', { count: undone.removed, number: words.number(undone.removed) })}</p>
      {undone.left.length > 0 ? (
        <>
          <p>{t('importWizard.leftCount', { count: undone.left.length, number: words.number(undone.left.length) })}</p>
          <ul>
            {undone.left.slice(0, 100).map((row) => (
              <li key={row.id}>
                <UnstyledButton className={styles.link} onClick={() => openPage(row.id)}>
                  {[row.reference, row.title].filter(Boolean).join(' · ')}
                </UnstyledButton>
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </div>
  )
}
