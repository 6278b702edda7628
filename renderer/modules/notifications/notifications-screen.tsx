import { Button, SegmentedControl, Select } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { noticeTopics } from '../../../shared/modules/notifications/model.ts'
import type { NoticePage, NoticeView } from '../../../shared/modules/notifications/model.ts'
import { dayOfInstant, formatDay } from '../../../shared/values/period.ts'
import { EmptyState } from '../../components/show/empty-state.tsx'
import { ScreenHeader } from '../../components/show/screen-header.tsx'
import { useCoreClient } from '../../data/client.tsx'
import { readsOf } from '../../data/use-core.ts'
import { ErrorNote } from '../../feedback/error-note.tsx'
import { useScreenKeys } from '../../frame/use-screen-keys.ts'
import { useWords } from '../../language/words.tsx'
import { useAgencyFrame } from '../../session/session.tsx'
import { NoticeList } from './notice-list.tsx'
import styles from './notifications.module.css'
import { useNoticeActs } from './use-notice-acts.ts'

const atOnce = 100

/** Everything somebody was told, day by day. */
export function NotificationsScreen() {
  const { t, language } = useWords()
  const { zone } = useAgencyFrame()
  const core = useCoreClient()
  const acts = useNoticeActs()
  const navigate = useNavigate()
  const address: Record<string, unknown> = useSearch({ strict: false })
  const unread = address['show'] === 'unread'
  const topic = noticeTopics.find((one) => one === address['topic']) ?? null
  const [snoozing, setSnoozing] = useState<string | null>(null)
  const screen = useRef<HTMLDivElement>(null)
  const pages = useInfiniteQuery({
    queryKey: ['notifications', 'page', 'all', unread, topic],
    queryFn: ({ pageParam, signal }) => core.notifications.page({ unread, topic, offset: pageParam, limit: atOnce }, { signal }),
    initialPageParam: 0,
    getNextPageParam: (page: NoticePage, all) => {
      const had = all.reduce((sum, { rows }) => sum + rows.length, 0)
      return page.rows.length > 0 && had < page.count ? had : null
    },
    meta: { entities: readsOf('notifications', 'page') },
  })
  const notices = (pages.data?.pages ?? []).flatMap((page) => page.rows)
  const today = dayOfInstant(Date.now(), zone)
  const days = new Map<string, NoticeView[]>()
  for (const notice of notices) {
    const day = dayOfInstant(notice.at, zone)
    days.set(day, [...(days.get(day) ?? []), notice])
  }
  const waiting = pages.data?.pages[0]?.unread ?? 0
  const show = (next: { unread?: boolean; topic?: string | null }) => {
    const search = { ...((next.unread ?? unread) && { show: 'unread' }), ...((next.topic === undefined ? topic : next.topic) !== null && { topic: next.topic ?? topic }) }
    void navigate({ to: '/notifications', search, replace: true })
  }
  useScreenKeys(screen, (event) => {
    if (event.key !== 'ArrowDown' || event.ctrlKey || event.metaKey || event.altKey || screen.current?.contains(event.target as Node)) return
    event.preventDefault()
    screen.current?.querySelector<HTMLElement>('[data-notice]')?.focus()
  })

  return (
    <div ref={screen} className={styles.screen} data-notices>
      <ScreenHeader
        title={t('notice.title')}
        actions={
          <>
            <SegmentedControl
              size="xs"
              aria-label={t('notice.which')}
              data={[
                { value: 'all', label: t('notice.all') },
                { value: 'unread', label: t('notice.unread') },
              ]}
              value={unread ? 'unread' : 'all'}
              onChange={(value) => show({ unread: value === 'unread' })}
            />
            <Select
              size="xs"
              w={170}
              clearable
              placeholder={t('notice.every_topic')}
              aria-label={t('notice.topic')}
              clearButtonProps={{ 'aria-label': t('notice.every_topic') }}
              data={noticeTopics.map((one) => ({ value: one, label: t(`notice.topics.${one}`) }))}
              value={topic}
              onChange={(value) => show({ topic: value })}
            />
            <Button size="xs" variant="default" disabled={waiting === 0 || notices.length === 0} onClick={() => void acts.readAll(notices[0]!.at, topic)}>
              {t('notice.read_all')}
            </Button>
          </>
        }
      />
      {pages.error && !pages.data ? <ErrorNote error={pages.error} onRetry={() => void pages.refetch()} /> : null}
      {pages.data && notices.length === 0 ? (
        <EmptyState
          drawing="history"
          message={t(unread || topic !== null ? 'notice.none_such' : 'notice.none')}
          action={
            <Link to="/settings" search={{ part: 'notifications' }}>
              {t('notice.set_up')}
            </Link>
          }
        />
      ) : null}
      {[...days].map(([day, list]) => (
        <section key={day} className={styles.day} aria-labelledby={`day-${day}`}>
          <h2 id={`day-${day}`} className={styles.dayName}>
            {formatDay(day, { language, today })}
          </h2>
          <div className={styles.card}>
            <NoticeList notices={list} label={formatDay(day, { language, today })} acts={acts} snoozing={snoozing} onSnoozing={setSnoozing} ofOneDay />
          </div>
        </section>
      ))}
      {notices.length > 0 ? <p className={styles.keys}>{t('notice.keys')}</p> : null}
      {pages.hasNextPage ? (
        <Button variant="default" mt="md" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
          {t('notice.more')}
        </Button>
      ) : null}
    </div>
  )
}
