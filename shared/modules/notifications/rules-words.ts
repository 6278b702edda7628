import type { Language, Translate } from '../../language/index.ts'
import { isMessageKey } from '../../language/index.ts'
import { dayOfInstant, formatDay, formatInstant } from '../../values/period.ts'
import type { NoticeView } from './model.ts'

/** A notice in words, for the page and for the notification of the system alike. */

export type NoticeWords = { title: string; text: string }
type Reader = { t: Translate; language: Language; zone: string; now: number }

export function noticeWords({ kind, params }: Pick<NoticeView, 'kind' | 'params'>, { t, language, zone, now }: Reader): NoticeWords {
  const text = (name: string): string | null => (typeof params[name] === 'string' && params[name] !== '' ? (params[name] as string) : null)
  const number = (name: string): number | null => (typeof params[name] === 'number' ? params[name] : null)
  /** The word of a value, where the catalogue of this version has one. */
  const wordOf = (prefix: string, name: string): string | null => {
    const key = `${prefix}.${text(name) ?? ''}`
    return isMessageKey(key) ? t(key) : null
  }
  const by = text('by')
  const due = text('dueOn')
  const at = number('at')
  const count = number('count')
  const parts = [
    text('into') === null ? text('name') : t('notice.into', { name: text('name') ?? '', into: text('into')! }),
    text('about'),
    wordOf('property.statuses', 'status'),
    wordOf('interest.steps', 'step'),
    text('property'),
    due === null ? null : t('notice.due', { when: [formatDay(due, { language, today: dayOfInstant(now, zone) }), text('dueTime')].filter(Boolean).join(' ') }),
    at === null ? null : formatInstant(at, { language, zone, now }),
    count === null ? null : t('notice.matches', { count }),
    by === null ? null : t('notice.by', { name: by }),
  ]
  return { title: t(`notice.kinds.${kind}`), text: parts.filter((part) => part !== null).join(' · ') }
}
