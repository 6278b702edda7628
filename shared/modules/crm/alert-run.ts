import { idFrom } from '../../command/canonical.ts'
import type { Dispatcher } from '../../command/dispatch.ts'
import type { Store } from '../../database/store.ts'
import type { Actor } from '../../values/actor.ts'
import type { AlertRound } from './queries-alert-round.ts'
import { alertRhythms, isRoundDue } from './rules-alert.ts'
import type { AlertRhythm } from './rules-alert.ts'

export type AlertGround = {
  readonly store: Store
  readonly dispatcher: Pick<Dispatcher, 'dispatch'>
  /** Asks a named query, where it holds up no edit. */
  readonly ask: (name: string, input: unknown, actor: Actor) => Promise<unknown>
  readonly clock: () => number
}

export const alertActor = (agencyId: string): Actor => ({ kind: 'job', agencyId, name: 'alerts' })

/**
 * Tells what saved searches found since they were last looked at, for each rhythm whose time has come. For the authority only. Cut
 * short anywhere it is done again, and what was told meanwhile is not told twice. Returns how many clients were looked at.
 */
export async function runAlerts(ground: AlertGround, agencyId: string, zone: string, { signal, rhythms = alertRhythms }: { signal?: AbortSignal | undefined; rhythms?: readonly AlertRhythm[] } = {}): Promise<number> {
  let looked = 0
  for (const rhythm of rhythms) if (!signal?.aborted) looked += await runRhythm(ground, agencyId, zone, rhythm, signal)
  return looked
}

async function runRhythm({ store, dispatcher, ask, clock }: AlertGround, agencyId: string, zone: string, rhythm: AlertRhythm, signal: AbortSignal | undefined): Promise<number> {
  const { kysely } = store
  const now = clock()
  const head = Number((await kysely.selectFrom('agencySequence').select('seq').where('agencyId', '=', agencyId).executeTakeFirst())?.seq ?? 0)
  const known = await kysely.selectFrom('alertCursor').select(['seq', 'at']).where('agencyId', '=', agencyId).where('rhythm', '=', rhythm).executeTakeFirst()
  // What was there before anybody looked is no news; a database that was put back begins anew too.
  if (!known || known.seq > head) {
    await kysely.insertInto('alertCursor').values({ agencyId, rhythm, seq: head, at: now }).onConflict((conflict) => conflict.columns(['agencyId', 'rhythm']).doUpdateSet({ seq: head, at: now })).execute()
    return 0
  }
  if (!isRoundDue(rhythm, known.at, now, zone) || (rhythm === 'immediate' && known.seq === head)) return 0
  const round = known.seq === head ? { upTo: head, tells: [] } : ((await ask('alerts.round', { rhythm, after: known.seq }, alertActor(agencyId))) as AlertRound | null)
  if (!round) return 0
  for (const tell of round.tells) {
    if (signal?.aborted) return 0
    const commandId = idFrom(agencyId, 'alert', rhythm, tell.contactId, String(known.seq), String(round.upTo))
    const [outcome] = await dispatcher.dispatch([{ commandId, name: 'alertMessage.tell', version: 1, input: tell, typedAt: now, deviceId: commandId }], alertActor(agencyId))
    if (outcome!.status === 'rejected') throw new Error(`an alert was refused: ${outcome!.code} ${JSON.stringify(outcome!.params)}`)
  }
  await kysely.updateTable('alertCursor').set({ seq: round.upTo, at: now }).where('agencyId', '=', agencyId).where('rhythm', '=', rhythm).where('seq', '=', known.seq).execute()
  return round.tells.length
}

/** Agencies for which there may be something to tell: their log has grown, or a day's or a week's round may be due. */
export async function alertAgenciesDue(store: Store, now: number): Promise<{ agencyId: string; zone: string }[]> {
  const rows = await store.kysely.selectFrom('agency').innerJoin('agencySequence', 'agencySequence.agencyId', 'agency.agencyId').leftJoin('alertCursor', 'alertCursor.agencyId', 'agency.agencyId')
    .select(['agency.agencyId', 'agency.zone', 'agencySequence.seq as head', 'alertCursor.rhythm', 'alertCursor.seq', 'alertCursor.at']).whereRef('agency.id', '=', 'agency.agencyId').execute()
  const due = rows.filter(({ rhythm, seq, at, head, zone }) => rhythm === null || seq === null || at === null || (rhythm === 'immediate' ? Number(seq) !== Number(head) : isRoundDue(rhythm, Number(at), now, zone)))
  return [...new Map(due.map(({ agencyId, zone }) => [agencyId, { agencyId, zone }])).values()]
}
