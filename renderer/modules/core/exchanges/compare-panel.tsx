import { Button } from '@mantine/core'
import { useState } from 'react'
import type { Translate } from '../../../../shared/language/index.ts'
import { isMessageKey } from '../../../../shared/language/index.ts'
import type { SyncComparison } from '../../../../shared/modules/core/model-views.ts'
import { FormProblem } from '../../../components/fields/form-problem.tsx'
import { Panel } from '../../../components/show/panel.tsx'
import { useCoreClient } from '../../../data/client.tsx'
import { useWords } from '../../../language/words.tsx'
import { useFormAct } from '../../auth/use-form-act.ts'
import styles from '../exchanges.module.css'

/** Does this post hold what the server holds? */
export function ComparePanel() {
  const { t, tKey, language } = useWords()
  const core = useCoreClient()
  const { waiting, problem, act } = useFormAct()
  const [found, setFound] = useState<SyncComparison | null>(null)
  const number = new Intl.NumberFormat(language)
  const compare = () =>
    act(async () => {
      setFound(null)
      setFound(await core.sync.compare({}))
    })
  const nameOf = (entity: string): string => {
    const key = `exchange.compare.table.${entity}`
    return isMessageKey(key) ? tKey(key) : t('exchange.compare.table.other')
  }
  return (
    <Panel title={t('exchange.compare.title')}>
      <p className={styles.stand}>{t('exchange.compare.text')}</p>
      <Button mt="sm" variant="default" loading={waiting} onClick={() => void compare()}>
        {t('exchange.compare.submit')}
      </Button>
      <div role="status" aria-live="polite">
        {found ? <p className={styles.word}>{foundInWords(found, t, number)}</p> : null}
        {found?.kind === 'different' ? (
          <ul className={styles.people}>
            {found.tables.map(({ entity, here, there }) => (
              <li key={entity}>
                <strong>{nameOf(entity)}</strong>{' '}
                <span className={styles.muted}>
                  {t(here === there ? 'exchange.compare.counts_same' : 'exchange.compare.counts', { here: number.format(here), there: number.format(there) })}
                </span>
              </li>
            ))}
          </ul>
        ) : null}
      </div>
      <FormProblem>{problem}</FormProblem>
    </Panel>
  )
}

function foundInWords(found: SyncComparison, t: Translate, number: Intl.NumberFormat): string {
  if (found.kind === 'same') return t('exchange.compare.same', { rows: number.format(found.rows) })
  return found.kind === 'different' ? t('exchange.compare.different') : t(`exchange.compare.${found.why}`)
}
