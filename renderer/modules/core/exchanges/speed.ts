import type { Translate } from '../../../../shared/language/index.ts'
import type { PastExchange } from '../../../../shared/modules/core/model-views.ts'

/** So few say nothing about speed. */
const fewChanges = 200

export function secondsInWords(milliseconds: number, t: Translate, language: string): string {
  const seconds = milliseconds / 1000
  const digits = seconds < 10 ? 1 : 0
  return t('exchange.state.second', { seconds: new Intl.NumberFormat(language, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(seconds) })
}

/** How long the latest exchange took that did something, and how fast it was where that says something. */
export function speedInWords(past: readonly PastExchange[], t: Translate, language: string): string | null {
  const last = past.find(({ stopped, sent, received }) => stopped === null && sent + received > 0)
  if (!last) return null
  const time = secondsInWords(last.took, t, language)
  const moved = last.sent + last.received
  if (moved < fewChanges || last.took === 0) return time
  return t('exchange.state.took_fast', { time, speed: new Intl.NumberFormat(language).format(Math.round((1000 * moved) / last.took)) })
}
