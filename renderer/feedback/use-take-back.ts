import { notifications } from '@mantine/notifications'
import { useCommand } from '../data/use-command.ts'
import { useWords } from '../language/words.tsx'
import { showError, showNotice } from './show.tsx'

/** Name of the bar that offers to take an act back. */
export const undoNotice = (commandId: string) => `undo-${commandId}`

/** Takes one act back, the last command of it first, and says when part of it had to stay. False when it was refused (and told). */
export function useTakeBack(): (commandIds: string | readonly string[]) => Promise<boolean> {
  const commands = useCommand()
  const { t } = useWords()
  return async (commandIds) => {
    const ids = typeof commandIds === 'string' ? [commandIds] : commandIds
    try {
      let left = 0
      for (const one of ids.toReversed()) left += (await commands.undo(one)).left?.length ?? 0
      notifications.hide(undoNotice(ids[0]!))
      if (left > 0) showNotice(t('shell.feedback.undone_partly'))
      return true
    } catch (error) {
      showError(error)
      return false
    }
  }
}
