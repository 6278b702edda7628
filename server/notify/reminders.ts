import { runQuery } from '../../shared/command/query.ts'
import { rightOf } from '../../shared/modules/auth/index.ts'
import { queries } from '../../shared/modules/business.ts'
import { reminderId } from '../../shared/modules/crm/index.ts'
import type { DueReminder } from '../../shared/modules/crm/index.ts'
import type { Actor } from '../../shared/values/actor.ts'
import type { House } from '../house.ts'

/**
 * Says in every agency what has fallen due. The command has one id whoever says it, so another server, or the post of the member
 * himself, that says it at the same moment says it once. Returns how many were said.
 */
export async function remindPeople({ store, reading, dispatcher, clock }: Pick<House, 'store' | 'reading' | 'dispatcher' | 'clock'>): Promise<number> {
  let said = 0
  for (const { id: agencyId } of await store.kysely.selectFrom('agency').select('id').where('deletedAt', 'is', null).orderBy('id').execute()) {
    const actor: Actor = { kind: 'job', agencyId, name: 'reminders' }
    const due = (await runQuery(queries.get('reminders.due')!, {}, { executor: reading.kysely, dialect: reading.dialect, actor, now: clock(), rightOf })) as DueReminder[]
    for (const reminder of due) {
      const commandId = reminderId(agencyId, reminder)
      const [outcome] = await dispatcher.dispatch([{ commandId, name: 'followUp.remind', version: 1, input: reminder, typedAt: clock(), deviceId: commandId }], actor)
      if (outcome!.status === 'applied') said++
    }
  }
  return said
}
