import { setImmediate as nextTurn } from 'node:timers/promises'
import { idFrom } from '../../../shared/command/canonical.ts'
import type { Dispatcher } from '../../../shared/command/dispatch.ts'
import { runQuery } from '../../../shared/command/query.ts'
import type { Store } from '../../../shared/database/store.ts'
import { rightOf } from '../../../shared/modules/auth/index.ts'
import { queries } from '../../../shared/modules/business.ts'
import { runAlerts } from '../../../shared/modules/crm/index.ts'
import type { AlertPage } from '../../../shared/modules/crm/model-views.ts'
import type { Actor } from '../../../shared/values/actor.ts'
import type { DemoPlan } from './plan.ts'
import { zone } from './timeline.ts'

const day = 86_400_000
/** Evenings on which searches were looked after: the first only begins, as on a new computer. */
const evenings = 30
/** Half past eight, when nobody writes to a client any more. */
const inTheEvening = 20.5 * 3_600_000
/** Searches of the week are left to the first Monday of whoever opens the demonstration. */
const rhythms = ['immediate', 'daily'] as const

/** What saved searches told in the last days, by the rounds that tell it at work, and what the agents made of it. */
export type DemoAlerts = {
  /** Holds the evenings that were before an instant; the clock of the story stands at each of them meanwhile. */
  until(instant: number): Promise<void>
  /** The last look, so that opening the demonstration is no news by itself. */
  end(): Promise<void>
}

export function tellAlerts(plan: DemoPlan, { store, dispatcher, time }: { store: Store; dispatcher: Dispatcher; time: { now: number } }): DemoAlerts {
  const last = plan.steps.at(-1)!.typedAt
  const midnight = Math.floor(last / day) * day
  const waiting = Array.from({ length: evenings }, (_, n) => midnight - (evenings - n) * day + inTheEvening)
  const [admin, manager] = plan.members as [DemoPlan['members'][number], DemoPlan['members'][number]]
  const actorOf = (member: DemoPlan['members'][number]): Actor => ({ kind: 'member', agencyId: plan.agencyId, memberId: member.id, role: member.role })
  let seen = 0
  const ask = (name: string, input: unknown, actor: Actor) => runQuery(queries.get(name)!, input, { executor: store.kysely, dialect: store.dialect, actor, now: time.now, rightOf, pause: nextTurn })

  async function round(at: number): Promise<void> {
    time.now = at
    await answer(at - day / 2)
    await runAlerts({ store, dispatcher, ask, clock: () => time.now }, plan.agencyId, zone, { rhythms })
  }

  /** Most messages of the days before were sent, some were not, and some wait. */
  async function answer(before: number): Promise<void> {
    const { rows } = (await ask('alerts.messages', { contactId: null, state: 'ready', mine: false, offset: 0, limit: 200 }, actorOf(admin))) as AlertPage
    for (const { message, agentName, text } of rows.filter((row) => row.message.createdAt < before)) {
      const turn = seen++ % 6
      // Left for a day: some never are sent by the evening.
      if (turn === 2) continue
      const to = turn === 5 ? 'dismissed' : 'sent'
      const commandId = idFrom(plan.agencyId, 'demonstration', message.id)
      const who = plan.members.find(({ name }) => name === agentName) ?? manager
      const input = { id: message.id, to, text: to === 'sent' ? text : null }
      const [outcome] = await dispatcher.dispatch([{ commandId, name: 'alertMessage.setState', version: 1, input, typedAt: time.now, deviceId: plan.deviceId }], actorOf(who))
      if (outcome!.status === 'rejected') throw new Error(`the demonstration's message was refused: ${outcome!.code} ${JSON.stringify(outcome!.params)}`)
    }
  }

  return {
    async until(instant) {
      while (waiting.length && waiting[0]! <= instant) await round(waiting.shift()!)
    },
    end: () => round(last + 60_000),
  }
}
