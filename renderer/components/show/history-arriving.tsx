import { useCore } from '../../data/use-core.ts'
import { useWords } from '../../language/words.tsx'

/** Said above a history of which the older part is still on its way from the server. */
export function HistoryArriving() {
  const { t } = useWords()
  const { data: exchange } = useCore(['sync', 'state'], {})
  return exchange?.arriving ? <p role="status">{t('history.arriving')}</p> : null
}
