import { ActionIcon, Menu } from '@mantine/core'
import {
  IconArrowMerge,
  IconBellRinging,
  IconBuildingCommunity,
  IconChecklist,
  IconClockPause,
  IconHeartHandshake,
  IconMail,
  IconMailOpened,
  IconSparkles,
  IconUserQuestion,
  IconX,
} from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useRef } from 'react'
import type { KeyboardEvent } from 'react'
import type { NoticeKind, NoticeView } from '../../../shared/modules/notifications/model.ts'
import { snoozeChoices } from '../../../shared/modules/notifications/rules-snooze.ts'
import { noticeWords } from '../../../shared/modules/notifications/rules-words.ts'
import { dayOfInstant, formatDay, formatInstant, timeOfInstant } from '../../../shared/values/period.ts'
import { useHandsOnFocus } from '../../components/list/use-hands-on-focus.ts'
import { useWords } from '../../language/words.tsx'
import { useAgencyFrame } from '../../session/session.tsx'
import { addressOf } from './address-of.ts'
import styles from './notifications.module.css'
import type { NoticeActs } from './use-notice-acts.ts'

const icons: Record<NoticeKind, typeof IconX> = {
  leadNew: IconUserQuestion,
  leadAssigned: IconUserQuestion,
  leadActionDue: IconBellRinging,
  taskAssigned: IconChecklist,
  taskDue: IconBellRinging,
  noteDue: IconBellRinging,
  talkDue: IconBellRinging,
  propertyStatus: IconBuildingCommunity,
  interestShown: IconHeartHandshake,
  contactMerged: IconArrowMerge,
  searchMatches: IconSparkles,
}

type NoticeListProps = {
  notices: readonly NoticeView[]
  label: string
  acts: NoticeActs
  /** Whose choice of a time is open, if any: what stands around stays while it is. */
  snoozing: string | null
  onSnoozing: (id: string | null) => void
  onOpened?: () => void
  /** All of one day, which is said above them. */
  ofOneDay?: boolean
}

/** Notices, one below the other: arrows go along, Enter opens, E reads, S puts off, Delete puts away. */
export function NoticeList({ notices, label, acts, snoozing, onSnoozing, onOpened, ofOneDay = false }: NoticeListProps) {
  const list = useRef<HTMLDivElement>(null)
  // Days stand apart, and are walked through as one list.
  const links = () => [...(list.current?.closest('[data-notices]')?.querySelectorAll<HTMLElement>('[data-notice]') ?? [])]

  function onKeyDown(event: KeyboardEvent) {
    if (event.ctrlKey || event.metaKey || event.altKey || snoozing !== null) return
    const all = links()
    const at = all.findIndex((link) => link.parentElement?.contains(document.activeElement))
    const notice = notices.find(({ id }) => all[at]?.dataset['notice'] === id)
    const act = actFor()
    if (!act) return
    event.preventDefault()
    event.stopPropagation()
    act()

    function actFor(): (() => void) | null {
      if (event.key === 'ArrowDown') return () => all[Math.min(at + 1, all.length - 1)]?.focus()
      if (event.key === 'ArrowUp') return () => all[Math.max(at - 1, 0)]?.focus()
      if (event.key === 'Home') return () => all[0]?.focus()
      if (event.key === 'End') return () => all.at(-1)?.focus()
      if (!notice) return null
      if (event.key.toLowerCase() === 'e') return () => void acts.toggle(notice)
      if (event.key.toLowerCase() === 's') return () => onSnoozing(notice.id)
      if (event.key === 'Delete') return () => void acts.dismiss(notice)
      return null
    }
  }

  return (
    <div ref={list} onKeyDown={onKeyDown}>
      <ul className={styles.list} aria-label={label}>
        {notices.map((notice, at) => (
          <Line
            key={notice.id}
            notice={notice}
            isFirst={at === 0}
            acts={acts}
            snoozing={snoozing === notice.id}
            onSnoozing={(open) => {
              onSnoozing(open ? notice.id : null)
            }}
            onOpened={onOpened}
            ofOneDay={ofOneDay}
          />
        ))}
      </ul>
    </div>
  )
}

type LineProps = {
  notice: NoticeView
  isFirst: boolean
  acts: NoticeActs
  snoozing: boolean
  onSnoozing: (open: boolean) => void
  onOpened: (() => void) | undefined
  ofOneDay: boolean
}

function Line({ notice, isFirst, acts, snoozing, onSnoozing, onOpened, ofOneDay }: LineProps) {
  const { t, language } = useWords()
  const { zone } = useAgencyFrame()
  const now = Date.now()
  const { title, text } = noticeWords(notice, { t, language, zone, now })
  const Icon = icons[notice.kind]
  const unread = notice.readAt === null
  const line = useHandsOnFocus<HTMLLIElement>('[data-notice]', '[data-notices]')
  const isToday = dayOfInstant(notice.at, zone) === dayOfInstant(now, zone)
  const mark = t(unread ? 'notice.act.read' : 'notice.act.unread')
  return (
    <li ref={line} className={styles.line} data-unread={unread || undefined} data-urgent={notice.priority === 'urgent' || undefined}>
      <Link
        {...addressOf(notice.target)}
        className={styles.link}
        data-notice={notice.id}
        data-autofocus={isFirst || undefined}
        aria-keyshortcuts="E S Delete"
        onClick={() => {
          void acts.opened(notice)
          onOpened?.()
        }}
      >
        <Icon size={18} stroke={1.7} className={styles.icon} aria-hidden />
        <span className={styles.words}>
          <span className={styles.title}>
            {title}
            {unread ? <span className={styles.hidden}>, {t('notice.is_unread')}</span> : null}
          </span>
          <span className={styles.text}>{text}</span>
        </span>
        <time className={styles.when} dateTime={new Date(notice.at).toISOString()} title={formatInstant(notice.at, { language, zone })}>
          {isToday || ofOneDay ? timeOfInstant(notice.at, zone) : formatDay(dayOfInstant(notice.at, zone), { language, today: dayOfInstant(now, zone) })}
        </time>
      </Link>
      <span className={styles.acts}>
        <ActionIcon size={28} aria-label={`${mark} : ${title}, ${text}`} title={mark} onClick={() => void acts.toggle(notice)}>
          {unread ? <IconMailOpened size={16} stroke={1.7} /> : <IconMail size={16} stroke={1.7} />}
        </ActionIcon>
        <Menu opened={snoozing} onChange={onSnoozing} position="bottom-end" width={220}>
          <Menu.Target>
            <ActionIcon size={28} aria-label={`${t('notice.act.snooze')} : ${title}, ${text}`} title={t('notice.act.snooze')}>
              <IconClockPause size={16} stroke={1.7} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {snoozeChoices.map((choice) => (
              <Menu.Item key={choice} onClick={() => void acts.snooze(notice, choice)}>
                {t(`notice.snooze.${choice}`)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
        <ActionIcon size={28} aria-label={`${t('notice.act.dismiss')} : ${title}, ${text}`} title={t('notice.act.dismiss')} onClick={() => void acts.dismiss(notice)}>
          <IconX size={16} stroke={1.7} />
        </ActionIcon>
      </span>
    </li>
  )
}
