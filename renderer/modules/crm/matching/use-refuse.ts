import { useCommand } from '../../../data/use-command.ts'
import { showError } from '../../../feedback/show.tsx'
import { showUndo } from '../../../feedback/show-undo.tsx'
import { useWords } from '../../../language/words.tsx'

/** "Not for me": the property is set aside for this client, and may be taken back. */
export function useRefuse() {
  const { t } = useWords()
  const { run } = useCommand()
  return async (contactId: string, property: { id: string; title: string }, state: 'lost' | 'active' = 'lost') => {
    try {
      const { commandId } = await run('interest.track', { contactId, propertyId: property.id, step: 'view', state })
      if (state === 'lost') showUndo({ message: t('matching.refused_done', { title: property.title }), commandId })
    } catch (error) {
      showError(error)
    }
  }
}
