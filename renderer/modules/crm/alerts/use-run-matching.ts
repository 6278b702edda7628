import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useCoreClient } from '../../../data/client.tsx'
import { useWorkTray } from '../../../feedback/work-tray.ts'
import { useWords } from '../../../language/words.tsx'

/** Begins the matching of everything; it goes on in the tray while the user goes elsewhere. */
export function useRunMatching(): () => void {
  const core = useCoreClient()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const { start } = useWorkTray()
  const { t } = useWords()
  return () =>
    void start({
      name: t('alert.matches.work'),
      async *run(signal) {
        const steps = (await core.matching.runAll({}))[Symbol.asyncIterator]()
        const stop = () => void steps.return?.()
        signal.addEventListener('abort', stop)
        try {
          for (;;) {
            const { value, done } = await steps.next()
            if (done || signal.aborted) return
            if (value.kind === 'progress') {
              yield { done: value.done, total: value.total, millisecondsLeft: value.millisecondsLeft }
              continue
            }
            await queries.invalidateQueries({ queryKey: ['matching', 'overview'] })
            return {
              message: t('alert.matches.done', { count: value.matched }),
              open: { label: t('alert.matches.open'), run: () => void navigate({ to: '/alerts', search: { part: 'matches', all: true } }) },
            }
          }
        } finally {
          signal.removeEventListener('abort', stop)
        }
      },
    })
}
