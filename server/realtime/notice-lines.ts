import { z } from 'zod'
import { createTranslator } from '../../shared/language/index.ts'
import type { Language } from '../../shared/language/index.ts'
import type { NoticeNews, NoticePage, NoticeSettings, NoticeView } from '../../shared/modules/notifications/model.ts'
import { AppError } from '../../shared/values/error.ts'
import { idSchema } from '../../shared/values/id.ts'
import { actorOf } from '../api/caller.ts'
import type { Account } from '../api/caller.ts'
import { typeOf, wordsOf } from '../api/notifications/presenters.ts'
import { isoOf } from '../api/values.ts'
import { ask, say } from '../house.ts'
import type { House } from '../house.ts'
import { accountById } from '../identity/accounts.ts'
import type { Sessions } from '../identity/sessions.ts'

/** One client that listens: by a plain WebSocket or by Socket.IO, which say the same. */
export type Line = { readonly account: Account; hear(frame: unknown): Promise<void>; close(): void }
/** Where a client is: up to which number of the log, and which instant, it was told. Given with each notification, and back after a break. */
export type Cursor = { seq: number; at: number }
export type Wire = { send(type: string, payload: Readonly<Record<string, unknown>>): void; end(code: string): void }
export type NoticeLines = ReturnType<typeof openNoticeLines>

const mostShown = 20
/** Lines of one account on this server, and frames of one line in ten seconds. */
const [linesOfAccount, framesInTen] = [20, 100]
const translators = { fr: createTranslator('fr'), en: createTranslator('en') }
const frames = z.discriminatedUnion('type', [
  z.object({ type: z.literal('mark_read'), notification_id: idSchema }),
  z.object({ type: z.literal('get_notifications') }),
  z.object({ type: z.literal('ping'), timestamp: z.union([z.string().max(60), z.number()]).nullish() }),
])

export function cursorFrom(text: unknown): Cursor | null {
  const parts = typeof text === 'string' ? /^(\d{1,15})\.(\d{1,15})$/.exec(text) : null
  return parts ? { seq: Number(parts[1]), at: Number(parts[2]) } : null
}
const cursorText = ({ seq, at }: Cursor): string => `${seq}.${at}`

/**
 * Notifications as they come, to whom they were told, over every server of the database: each line knows how far it was told in the
 * log, so that what comes twice is told once, and what came while it was cut is told when it says where it was.
 */
export function openNoticeLines(ground: Omit<House, 'services'>, sessions: Sessions) {
  const { log, config, clock } = ground
  type Held = Line & { news(): void; stop(): void; wire: Wire }
  const lines = new Set<Held>()

  /** Throws `token_invalid`, `too_many_requests` and what a session that ended throws. */
  async function admit(token: unknown): Promise<Account> {
    if (typeof token !== 'string' || token === '' || token.length > 4000) throw new AppError('token_invalid')
    const account = await sessions.callerOf(token)
    if (config.rateLimitScale > 0 && [...lines].filter((line) => line.account.accountId === account.accountId).length >= Math.ceil(linesOfAccount * config.rateLimitScale)) throw new AppError('too_many_requests')
    return account
  }

  /** Begins to tell: first what is unread, then, from where the client was, what came. */
  async function open(account: Account, from: Cursor | null, wire: Wire): Promise<Line> {
    const actor = actorOf(account)
    const row = await accountById(ground, account.accountId)
    const language: Language = row.language === 'en' ? 'en' : 'fr'
    const zone = (await ask<NoticeSettings>(ground, actor, 'notifications.settings', {})).zone
    const words = (notice: NoticeView) => wordsOf(notice, { language, zone, now: clock() })
    let cursor: Cursor | null = from
    let told: number | null = null
    let timer: NodeJS.Timeout | undefined
    let [isOpen, working, again] = [true, false, false]
    let received: number[] = []

    const showUnread = async (): Promise<void> => {
      const { rows, unread } = await ask<NoticePage>(ground, actor, 'notifications.page', { unread: true, topic: null, offset: 0, limit: mostShown })
      told = unread
      wire.send('unread_notifications', {
        count: unread, ...(cursor ? { cursor: cursorText(cursor) } : {}),
        notifications: rows.map((notice) => ({ id: notice.id, ...words(notice), type: typeOf(notice.priority), priority: notice.priority, created_at: isoOf(notice.at), has_content: true, object_type: notice.target.entity, object_id: notice.target.id })),
      })
    }
    const fail = (error: unknown): void => {
      const code = error instanceof AppError ? error.code : 'internal'
      if (code === 'internal') log.error({ err: error }, 'a line of notifications failed')
      wire.send('error', { message: translators[language](`error.${code}`), code })
    }
    /** All that came since, one after the other; called again meanwhile, it looks once more. */
    const news = async (): Promise<void> => {
      if (working) {
        again = true
        return
      }
      working = true
      try {
        do {
          again = false
          for (let more = true; more && isOpen;) {
            const found: NoticeNews = await ask<NoticeNews>(ground, actor, 'notifications.after', { seq: cursor?.seq ?? null, at: cursor?.at ?? clock() })
            if (!isOpen) return
            cursor = { seq: found.seq, at: found.at }
            for (const notice of found.rows) wire.send('notification', {
              notification: { id: notice.id, ...words(notice), type: typeOf(notice.priority), priority: notice.priority, timestamp: isoOf(notice.at), read: false, object_type: notice.target.entity, object_id: notice.target.id }, cursor: cursorText(cursor),
            })
            if (found.unread !== told) wire.send('unread_count', { count: (told = found.unread), cursor: cursorText(cursor) })
            clearTimeout(timer)
            // What waits for its hour is told when it has come; a timer holds no more than some days.
            if (found.nextAt !== null) timer = setTimeout(() => void news(), Math.min(found.nextAt - clock() + 1, 86_400_000)).unref()
            more = found.more
          }
        } while (again && isOpen)
      } catch (error) {
        fail(error)
      } finally {
        working = false
      }
    }
    const close = (): void => {
      isOpen = false
      clearTimeout(timer)
      lines.delete(line)
    }
    const line: Held = {
      account, wire, close,
      news: () => void news(),
      stop: () => {
        close()
        wire.end('token_invalid')
      },
      hear: async (frame) => {
        const now = Date.now()
        received = [...received.filter((at) => at > now - 10_000), now]
        if (config.rateLimitScale > 0 && received.length > framesInTen * config.rateLimitScale) {
          close()
          return wire.end('too_many_requests')
        }
        try {
          const parsed = frames.safeParse(frame)
          if (!parsed.success) throw new AppError('invalid_input')
          const { data } = parsed
          if (data.type === 'ping') wire.send('pong', { timestamp: data.timestamp ?? null })
          else if (data.type === 'get_notifications') await showUnread()
          else {
            if (actor.kind !== 'member') throw new AppError('not_found')
            await say(ground, actor, 'notification.mark', { ids: [data.notification_id], read: true })
            await news()
          }
        } catch (error) {
          fail(error)
        }
      },
    }
    lines.add(line)
    try {
      // Where nothing is said, it is told from now on; taken before the unread are read, so that nothing falls between.
      if (!cursor) {
        const here = await ask<NoticeNews>(ground, actor, 'notifications.after', { seq: null, at: clock() })
        cursor = { seq: here.seq, at: here.at }
      }
      await showUnread()
      await news()
    } catch (error) {
      close()
      throw error
    }
    return line
  }

  return {
    admit, open,
    size: (): number => lines.size,
    /** The log of this agency has grown. */
    hear: (agencyId: string): void => {
      for (const line of lines) if (line.account.member?.agencyId === agencyId) line.news()
    },
    /** Something may have been missed. */
    hearAll: (): void => {
      for (const line of lines) line.news()
    },
    /** Sends away those whose session ended, or who are of that agency no more. */
    look: async (): Promise<void> => {
      for (const line of lines) {
        try {
          const now = await sessions.stillThere(line.account.sessionId, line.account.accountId)
          if (now.member?.agencyId !== line.account.member?.agencyId || now.suspended !== line.account.suspended) line.stop()
        } catch (error) {
          // A database that is away says nothing about them.
          if (error instanceof AppError) line.stop()
          else log.warn({ err: error }, 'could not look after lines of notifications')
        }
      }
    },
    close: (): void => {
      for (const line of lines) line.close()
    },
  }
}
