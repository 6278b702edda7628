import { useMemo } from 'react'
import type { NoticeTopic, NoticeView } from '../../../shared/modules/notifications/model.ts'
import { snoozedUntil } from '../../../shared/modules/notifications/rules-snooze.ts'
import type { SnoozeChoice } from '../../../shared/modules/notifications/rules-snooze.ts'
import { formatInstant } from '../../../shared/values/period.ts'
import { useCommand } from '../../data/use-command.ts'
import { showError } from '../../feedback/show.tsx'
import { showUndo } from '../../feedback/show-undo.tsx'
import { useWords } from '../../language/words.tsx'
import { useAgencyFrame } from '../../session/session.tsx'

export type NoticeActs = {
  /** Opened: it is read, and nobody is told of that. */
  opened(notice: NoticeView): Promise<void>
  /** Read, or unread again. */
  toggle(notice: NoticeView): Promise<void>
  readAll(upTo: number, topic: NoticeTopic | null): Promise<void>
  snooze(notice: NoticeView, choice: SnoozeChoice): Promise<void>
  dismiss(notice: NoticeView): Promise<void>
}

/** What is done to a notice with one key or one click; what leaves the list says so and can be taken back. */
export function useNoticeActs(): NoticeActs {
  const { t, language } = useWords()
  const { zone } = useAgencyFrame()
  const { run } = useCommand()
  return useMemo(() => {
    const told = async (act: () => Promise<void>): Promise<void> => {
      try {
        await act()
      } catch (error) {
        showError(error)
      }
    }
    return {
      opened: (notice) => told(async () => {
        if (notice.readAt === null) await run('notification.mark', { ids: [notice.id], read: true }, { remember: false })
      }),
      toggle: (notice) => told(async () => void (await run('notification.mark', { ids: [notice.id], read: notice.readAt === null }))),
      readAll: (upTo, topic) => told(async () => {
        const { commandId } = await run('notification.markAll', { upTo, topic })
        showUndo({ message: t('notice.all_read'), commandId })
      }),
      snooze: (notice, choice) => told(async () => {
        const now = Date.now()
        const until = snoozedUntil(choice, now, zone)
        const { commandId } = await run('notification.snooze', { ids: [notice.id], until })
        showUndo({ message: t('notice.snoozed', { when: formatInstant(until, { language, zone, now }) }), commandId })
      }),
      dismiss: (notice) => told(async () => {
        const { commandId } = await run('notification.dismiss', { ids: [notice.id] })
        showUndo({ message: t('notice.dismissed'), commandId })
      }),
    }
  }, [run, t, language, zone])
}
