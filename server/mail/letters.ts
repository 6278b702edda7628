import type { Language } from '../../shared/language/index.ts'
import { translate } from '../http/errors.ts'
import { escape } from '../pages/html.ts'

/** Letters to people. Each is a few plain sentences and at most one link. */
export const letterKinds = ['verify', 'reset', 'passwordChanged', 'emailTaken', 'subscriptionEnding', 'subscriptionEnded'] as const
export type LetterKind = (typeof letterKinds)[number]
export type LetterParams = Readonly<Record<string, string>>

export function letterOf(kind: LetterKind, language: Language, params: LetterParams): { subject: string; text: string; html: string } {
  const t = translate(language)
  const subject = t(`letter.${kind}.subject`, params)
  const link = params['link'] ?? ''
  const before = [t('letter.greeting', params), t(`letter.${kind}.text`, params)]
  const after = [t(`letter.${kind}.after`, params), t('letter.signature')]
  return {
    subject,
    text: [...before, ...(link ? [link] : []), ...after].join('\n\n'),
    html: `<!doctype html><html lang="${language}"><body style="font-family:sans-serif;color:#1d2226;max-width:560px">${before.map(paragraph).join('')}${
      link ? `<p><a href="${escape(link)}" style="background:#0b6b5b;color:#fff;padding:10px 18px;border-radius:6px;text-decoration:none">${escape(t(kind === 'reset' ? 'letter.button.reset' : 'letter.button.verify'))}</a></p><p style="color:#6a737b;font-size:12px">${escape(link)}</p>` : ''
    }${after.map(paragraph).join('')}</body></html>`,
  }
}

const paragraph = (text: string): string => `<p>${escape(text)}</p>`
