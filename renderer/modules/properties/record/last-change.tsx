import { UnstyledButton } from '@mantine/core'
import { useMemo } from 'react'
import { useCore } from '../../../data/use-core.ts'
import { useTakeBack } from '../../../feedback/use-take-back.ts'
import { Day } from '../../../components/show/day.tsx'
import { useWords } from '../../../language/words.tsx'
import { useSession } from '../../../session/session.tsx'
import { actsOf } from './history-lines.ts'
import { useReadingFrame } from './use-reading-frame.ts'
import styles from './last-change.module.css'

/** "Prix 900 000 → 850 000 · Awa, 10:42 · annuler": the latest act on a record, in one or two lines. */
export function LastChange({ id }: { id: string }) {
  const { t } = useWords()
  const { member } = useSession()
  const history = useCore(['properties', 'history'], { id, limit: 10 }, { keep: false })
  const frame = useReadingFrame(history.data?.entries)
  const takeBack = useTakeBack()
  const act = useMemo(() => actsOf(history.data?.entries ?? [], frame)[0], [history.data, frame])
  const line = act?.lines[0]
  if (!act || !line) return null
  return (
    <p className={styles.line}>
      {line.what}{' '}
      {line.tells === 'values' ? (
        <>
          {line.from ?? t('history.empty')} → <strong>{line.to ?? t('history.empty')}</strong>
        </>
      ) : (
        line.to
      )}
      {act.lines.length > 1 ? ` +${act.lines.length - 1}` : ''}
      {' · '}
      {act.actorId === member.id ? t('history.you') : (act.actorName ?? t('history.someone'))}, <Day at={act.at} withTime />
      {act.mayUndo && !act.undoneBy ? (
        <>
          {' · '}
          <UnstyledButton
            className={styles.undo}
            onClick={() => void takeBack(act.commandId)}
            aria-label={t('history.undoAct', { what: line.what })}
          >
            {t('history.undo').toLocaleLowerCase()}
          </UnstyledButton>
        </>
      ) : null}
    </p>
  )
}
