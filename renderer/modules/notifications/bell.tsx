import { ActionIcon, Button, Popover } from '@mantine/core'
import { IconBell } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { useCore } from '../../data/use-core.ts'
import { ErrorNote } from '../../feedback/error-note.tsx'
import { useWords } from '../../language/words.tsx'
import { NoticeList } from './notice-list.tsx'
import styles from './notifications.module.css'
import { useNoticeActs } from './use-notice-acts.ts'

const shown = 20

/** How many are unread, and the latest on a click or a key. */
export function Bell({ opened, onChange }: { opened: boolean; onChange: (opened: boolean) => void }) {
  const { t, language } = useWords()
  const { data } = useCore(['notifications', 'unread'], {})
  const [snoozing, setSnoozing] = useState<string | null>(null)
  const unread = data?.unread ?? 0
  const label = unread === 0 ? t('notice.bell') : t('notice.bell_unread', { count: unread })
  return (
    <Popover
      opened={opened}
      onChange={onChange}
      position="bottom-end"
      width={440}
      trapFocus
      returnFocus
      closeOnClickOutside={snoozing === null}
      closeOnEscape={snoozing === null}
    >
      <Popover.Target>
        <ActionIcon
          size={30}
          className={styles.bell!}
          onClick={() => onChange(!opened)}
          aria-label={label}
          title={label}
          aria-keyshortcuts="Alt+N"
        >
          <IconBell size={18} stroke={1.7} />
          {unread === 0 ? null : (
            <span className={styles.badge} aria-hidden>
              {unread > 99 ? '99+' : new Intl.NumberFormat(language).format(unread)}
            </span>
          )}
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown className={styles.panel!} aria-label={t('notice.title')}>
        {opened ? <Latest unread={unread} snoozing={snoozing} onSnoozing={setSnoozing} onClose={() => onChange(false)} /> : null}
      </Popover.Dropdown>
    </Popover>
  )
}

type LatestProps = { unread: number; snoozing: string | null; onSnoozing: (id: string | null) => void; onClose: () => void }

function Latest({ unread, snoozing, onSnoozing, onClose }: LatestProps) {
  const { t } = useWords()
  const acts = useNoticeActs()
  const page = useCore(['notifications', 'page'], { limit: shown })
  const rows = page.data?.rows ?? []
  const panel = useRef<HTMLDivElement>(null)
  const arrived = page.data !== undefined
  useEffect(() => {
    if (arrived) panel.current?.querySelector<HTMLElement>('[data-notice]')?.focus()
  }, [arrived])
  return (
    <div ref={panel} className={styles.inPanel} data-notices>
      <div className={styles.panelHead}>
        <h2 className={styles.panelTitle} tabIndex={-1} data-autofocus={rows.length === 0 || undefined}>
          {t('notice.title')}
        </h2>
        {unread > 0 && rows[0] ? (
          <Button size="compact-sm" variant="subtle" onClick={() => void acts.readAll(rows[0]!.at, null)}>
            {t('notice.read_all')}
          </Button>
        ) : null}
      </div>
      {page.error ? <ErrorNote error={page.error} onRetry={() => void page.refetch()} /> : null}
      {arrived && rows.length === 0 ? <p className={styles.nothing}>{t('notice.none')}</p> : null}
      {rows.length > 0 ? (
        <div className={styles.scroll}>
          <NoticeList notices={rows} label={t('notice.title')} acts={acts} snoozing={snoozing} onSnoozing={onSnoozing} onOpened={onClose} />
        </div>
      ) : null}
      <div className={styles.panelFoot}>
        <Link to="/notifications" search={{}} onClick={onClose}>
          {t('notice.see_all')}
        </Link>
        <Link to="/settings" search={{ part: 'notifications' }} onClick={onClose}>
          {t('notice.set_up')}
        </Link>
      </div>
    </div>
  )
}
