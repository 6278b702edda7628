import type { Translate } from '../../shared/language/index.ts'
import type { SyncState } from '../../shared/modules/core/model-views.ts'

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
