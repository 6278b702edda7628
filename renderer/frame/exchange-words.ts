import type { Translate } from '../../shared/language/index.ts'
import type { FoundingState, SyncState } from '../../shared/modules/core/model-views.ts'

/** Nothing goes on by itself. */
export function needsSomebody({ stopped }: Pick<SyncState, 'stopped'>): boolean {
  return stopped === 'signedOut' || stopped === 'revoked' || stopped === 'tooOld'
}

/** Of a hundred. */
const partOf = ({ done, total }: { done: number; total: number }): number => (total === 0 ? 0 : Math.min(99, Math.floor((100 * done) / total)))

/** How a post stands with its server, in a few words. */
export function standInWords({ stopped, waitingCount: count, arriving }: Pick<SyncState, 'stopped' | 'waitingCount' | 'arriving'>, t: Translate): string {
  if (stopped === 'signedOut') return t('exchange.mark.sign_in')
  if (stopped === 'revoked') return t('exchange.mark.revoked')
  if (stopped === 'tooOld') return t('exchange.mark.too_old')
  if (stopped !== null) return count === 0 ? t('exchange.mark.offline') : t('exchange.mark.offline_waiting', { count })
  if (arriving?.what === 'rows') return t('exchange.mark.arriving', { part: partOf(arriving) })
  if (arriving && count === 0) return t('exchange.mark.history')
  return count === 0 ? t('exchange.mark.in_step') : t('exchange.mark.to_send', { count })
}

/** How much of the agency is at the server, of 100; the last word is the server's. */
export function percentOf({ sent, total }: Pick<FoundingState, 'sent' | 'total'>): number {
  return sent === null || total === 0 ? 0 : Math.min(99, Math.floor((100 * sent) / total))
}

/** An agency on its way to a server, in a few words. */
export function foundingInWords(founding: FoundingState, t: Translate): string {
  const halted = founding.code !== null || founding.stopped !== null
  return halted ? t('exchange.mark.founding_paused') : t('exchange.mark.founding', { percent: percentOf(founding) })
}
