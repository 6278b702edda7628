import { idFrom } from '../../../command/canonical.ts'
import { testId } from '../../../command/testing/desk.ts'
import type { CommandName } from '../../../contract/commands.ts'
import type { Actor } from '../../../values/actor.ts'
import type { TestAgency } from '../../testing/agency.ts'

type Person = Actor & { kind: 'member' }

/** A notice that somebody has, of a task that another gave him. */
export async function noticeTo(desk: TestAgency, person: Person, label: string | number = 1, by: Actor = desk.manager): Promise<string> {
  const id = testId('task', 'given', label)
  await desk.act('task.create', { id, title: `Tâche ${label}`, assigneeId: person.memberId }, by)
  return idFrom(desk.agencyId, 'notification', person.memberId, `taskAssigned ${id}`)
}

/** Every command of notices, said so that undoing it has something to put back. */
export const noticeUndoCases: [CommandName, (agency: TestAgency) => Promise<unknown>][] = [
  ['notification.mark', async (desk) => ({ ids: [await noticeTo(desk, desk.admin as Person), await noticeTo(desk, desk.admin as Person, 2)], read: true })],
  ['notification.markAll', async (desk) => {
    await noticeTo(desk, desk.admin as Person)
    return { upTo: desk.now + 10_000, topic: 'tasks' }
  }],
  ['notification.snooze', async (desk) => {
    const ids = [await noticeTo(desk, desk.admin as Person)]
    await desk.act('notification.mark', { ids, read: true })
    return { ids, until: desk.now + 3_600_000 }
  }],
  ['notification.dismiss', async (desk) => ({ ids: [await noticeTo(desk, desk.admin as Person)] })],
  ['notification.setPreferences', async (desk) => {
    await desk.act('notification.setPreferences', { choices: [{ topic: 'leads', channel: 'native', enabled: false }], quiet: null })
    return { choices: [{ topic: 'leads', channel: 'native', enabled: true }, { topic: 'tasks', channel: 'inApp', enabled: false }], quiet: { fromTime: '20:00', untilTime: '07:00' } }
  }],
]
