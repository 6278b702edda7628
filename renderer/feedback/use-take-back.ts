import { notifications } from '@mantine/notifications'
import { useCommand } from '../data/use-command.ts'
import { useWords } from '../language/words.tsx'
import { showError, showNotice } from './show.tsx'

/** Name of the bar that offers to take an act back. */
export const undoNotice = (commandId: string) => `undo-${commandId}`

/** Takes one act back and says when part of it had to stay. False when it was refused (and told). */
export function useTakeBack(): (commandId: string) => Promise<boolean> {
  const commands = useCommand()
  const { t } = useWords()
  return async (commandId) => {
    try {
      const outcome = await commands.undo(commandId)
      notifications.hide(undoNotice(commandId))
      if (outcome.left && outcome.left.length > 0) showNotice(t('shell.feedback.undone_partly'))
      return true
    } catch (error) {
      showError(error)
      return false
    }
  }
}
