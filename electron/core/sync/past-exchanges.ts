import type { Store } from '../../../shared/database/store.ts'
import type { PastExchange } from '../../../shared/modules/core/model-views.ts'

/** So many are kept: enough to see what a day or two were like. */
const kept = 50

/** The latest exchanges that did something, or ended otherwise than the one before; the newest first. */
export async function pastExchanges({ kysely }: Store, agencyId: string): Promise<PastExchange[]> {
  const rows = await kysely.selectFrom('pastExchange').selectAll().where('agencyId', '=', agencyId).orderBy('at', 'desc').limit(kept).execute()
  return rows.map(({ agencyId: _agency, ...row }) => ({ ...row, at: Number(row.at), stopped: row.stopped as PastExchange['stopped'] }))
}

/** Notes an exchange; one that did nothing and ended like the one before says nothing new. */
export async function noteExchange(store: Store, agencyId: string, exchange: PastExchange): Promise<void> {
  const [last, ...rest] = await pastExchanges(store, agencyId)
  const moved = exchange.sent + exchange.received + exchange.refused
  if (moved === 0 && (last?.stopped ?? null) === exchange.stopped) return
  await store.kysely.transaction().execute(async (executor) => {
    await executor.insertInto('pastExchange').values({ agencyId, ...exchange }).onConflict((conflict) => conflict.columns(['agencyId', 'at']).doUpdateSet(exchange)).execute()
    const oldest = rest.at(kept - 2)
    if (oldest) await executor.deleteFrom('pastExchange').where('agencyId', '=', agencyId).where('at', '<=', oldest.at).execute()
  })
}
