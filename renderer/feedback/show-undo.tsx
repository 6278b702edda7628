import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { nameAct } from '../data/own-acts.ts'
import { useWords } from '../language/words.tsx'
import styles from './feedback.module.css'
import { undoNotice, useTakeBack } from './use-take-back.ts'

/** The undo bar stays as long as it takes to read it and change one's mind. */
export const undoMilliseconds = 8000

/** Several ids where one act needed several commands: all of them are taken back, the last first. */
type UndoOffer = { message: string; commandId: string | readonly string[]; onUndone?: () => void }

/** Where something left the screen: says so, and offers to take it back. Ctrl+Z does the same. */
export function showUndo({ message, commandId, onUndone }: UndoOffer): void {
  const ids = typeof commandId === 'string' ? [commandId] : commandId
  nameAct(ids, message)
  const id = undoNotice(ids[0]!)
  notifications.show({
    id,
    message: <UndoMessage message={message} commandId={commandId} onDone={() => notifications.hide(id)} onUndone={onUndone} />,
    autoClose: undoMilliseconds,
    color: 'gray',
  })
}

function UndoMessage({
  message,
  commandId,
  onDone,
  onUndone,
}: UndoOffer & { onDone: () => void; onUndone: (() => void) | undefined }) {
  const { t } = useWords()
  const takeBack = useTakeBack()
  async function undo() {
    onDone()
    if (await takeBack(commandId)) onUndone?.()
  }
  return (
    <div className={styles.undo}>
      <span className={styles.messageText}>{message}</span>
      <Button variant="light" size="compact-sm" onClick={() => void undo()}>
        {t('shell.feedback.undo')}
      </Button>
    </div>
  )
}
