import { createTranslator } from '../../shared/language/index.ts'
import { reminderId } from '../../shared/modules/crm/index.ts'
import type { DueReminder } from '../../shared/modules/crm/index.ts'
import type { NoticePage, NoticeSettings, NoticeView } from '../../shared/modules/notifications/model.ts'
import { noticeWords } from '../../shared/modules/notifications/rules-words.ts'
import type { Actor } from '../../shared/values/actor.ts'
import { AppError } from '../../shared/values/error.ts'
import type { Host } from '../host.ts'
import type { ConnectionContext } from './connection.ts'
import type { InBackground } from './core.ts'
import { deviceLanguage } from './device-language.ts'
import type { Session, Sessions } from './sessions.ts'
import type { Workspace } from './workspace.ts'

export type NoticeNews = { open: NoticeView['target'] | null }
export type NoticeRoom = ReturnType<typeof openNoticeRoom>
type Member = Actor & { kind: 'member' }
type Listener = (news: NoticeNews) => void

/** Milliseconds between two looks at what has fallen due. */
const every = 15_000
/** Of more at once the system is told in one line. */
const mostAtOnce = 3
const said = new Set(['notification', 'notificationPreference', 'quietHours', 'task', 'clientNote', 'interaction', 'lead'])

/**
 * Tells whoever is signed in on this computer what has fallen due, with or without a network, and shows what is new to him as a
 * notification of the system, where he wants that. What was there before he came is in his list, and pops up nowhere.
 */
export function openNoticeRoom({ workspace, sessions, connections, host, deviceId, clock, inBackground }: {
  workspace: Workspace; sessions: Sessions; connections: ReadonlySet<ConnectionContext>; host: Host; deviceId: string; clock: () => number; inBackground: InBackground
}) {
  const { reader, dispatcher } = workspace
  const listeners = new Map<string, Set<Listener>>()
  /** What each session has been shown, or found when it began: told again, or put off until now, it is another. */
  const found = new WeakMap<Session, Set<string>>()
  let looking: Promise<void> | null = null
  let again = false
  let closed = false

  /** Who is signed in at a screen that is not locked, each member once. */
  function present(): Map<string, { session: Session; actor: Member }> {
    const here = new Map<string, { session: Session; actor: Member }>()
    for (const { session } of connections) {
      if (!session || session.mustChangePassword) continue
      try {
        const actor = sessions.actorOf(session)
        here.set(actor.memberId, { session, actor })
      } catch (error) {
        // Locked, or gone: he is told when he is back.
        if (!(error instanceof AppError)) throw error
      }
    }
    return here
  }

  async function tellDue(actor: Member): Promise<void> {
    const due = (await reader.ask('reminders.due', {}, actor)) as DueReminder[]
    for (const reminder of due)
      await dispatcher.dispatch([{ commandId: reminderId(actor.agencyId, reminder), name: 'followUp.remind', version: 1, input: reminder, typedAt: clock(), deviceId }], actor)
  }

  async function showNew(session: Session, actor: Member): Promise<void> {
    const page = (await reader.ask('notifications.page', { unread: true, topic: null, offset: 0, limit: 50 }, actor)) as NoticePage
    // Locked meanwhile: nothing of it stands beside a locked screen.
    if (present().get(actor.memberId)?.session !== session) return
    const known = found.get(session)
    const marks = new Map(page.rows.map((row) => [`${row.id} ${row.at} ${row.snoozedUntil ?? ''}`, row]))
    found.set(session, new Set([...(known ?? []), ...marks.keys()]))
    const fresh = [...marks].flatMap(([mark, row]) => (known && !known.has(mark) ? [row] : []))
    if (!fresh.length) return
    // One whose time has come changed in no commit: the page is told here.
    tell(actor.memberId, { open: null })
    const { choices, zone } = (await reader.ask('notifications.settings', {}, actor)) as NoticeSettings
    const wanted = fresh.filter(({ topic }) => choices[topic].native)
    if (!wanted.length) return
    const language = await deviceLanguage(host)
    const t = createTranslator(language)
    if (wanted.length > mostAtOnce) return show(actor, null, { title: t('notice.native_more', { count: wanted.length }), body: '' })
    for (const notice of wanted) {
      const { title, text } = noticeWords(notice, { t, language, zone, now: clock() })
      show(actor, notice, { title: title.slice(0, 200), body: text.slice(0, 1000) })
    }
  }

  /** Not awaited: it stands until somebody clicks it, or it goes. */
  function show({ memberId }: Member, notice: NoticeView | null, words: { title: string; body: string }): void {
    void inBackground('a notification of the system', async () => {
      if ((await host.notify(words)) && notice) tell(memberId, { open: notice.target })
    })
  }

  /** A record is opened in one window, the one opened last. */
  function tell(memberId: string, news: NoticeNews): void {
    const all = [...(listeners.get(memberId) ?? [])]
    for (const listener of news.open ? all.slice(-1) : all) listener(news)
  }

  async function lookOnce(): Promise<void> {
    for (const { session, actor } of present().values()) {
      if (closed) return
      await tellDue(actor)
      await showNew(session, actor)
    }
  }

  /** Looks now; asked meanwhile, once more after that. */
  function look(): Promise<void> {
    again = true
    looking ??= inBackground('looking what has fallen due', async () => {
      try {
        while (again && !closed) {
          again = false
          await lookOnce()
        }
      } catch (error) {
        // The reader was closed, or began anew, under the question: the next look asks again.
        if (!(error instanceof AppError && (error.code === 'cancelled' || error.code === 'core_restarted'))) throw error
      } finally {
        looking = null
      }
    })
    return looking
  }

  const stop = dispatcher.onCommitted(({ changes }) => {
    if (changes.some(({ entity }) => said.has(entity))) void look()
  })
  const timer = setInterval(() => void look(), every)
  timer.unref()

  return {
    look,
    onNews(memberId: string, listener: Listener): () => void {
      const all = listeners.get(memberId) ?? new Set()
      listeners.set(memberId, all.add(listener))
      void look()
      return () => void all.delete(listener)
    },
    async close(): Promise<void> {
      closed = true
      clearInterval(timer)
      stop()
      await looking
    },
  }
}
