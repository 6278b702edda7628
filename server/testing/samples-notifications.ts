import { idFrom } from '../../shared/command/canonical.ts'
import type { OperationName } from '../api/index.ts'
import type { Asking, Sample } from './things.ts'

/** Something that the owner was told: a colleague gave him a task. */
async function notice({ world, agency, owner }: Asking): Promise<string> {
  const task = world.newId()
  const giver = owner.memberId === agency.manager.memberId ? agency.admin : agency.manager
  await world.act(giver, agency, 'task.create', { id: task, title: `Rappeler ${agency.secret}`, assigneeId: owner.memberId })
  return idFrom(agency.id, 'notification', owner.memberId, `taskAssigned ${task}`)
}

type Notifications = Extract<OperationName, `notifications.${string}`>

export const notificationSamples: Readonly<Record<Notifications, (asking: Asking) => Sample | Promise<Sample>>> = {
  'notifications.list': async (asking) => {
    await notice(asking)
    return { query: { page_size: '3', is_read: 'false' } }
  },
  'notifications.unread': async (asking) => {
    await notice(asking)
    return {}
  },
  'notifications.recent': () => ({ query: { days: '3' } }),
  'notifications.stats': () => ({}),
  'notifications.unreadCount': () => ({}),
  'notifications.markRead': async (asking) => ({ body: { notification_ids: [await notice(asking)] } }),
  'notifications.markAllRead': () => ({ body: {} }),
  'notifications.settings': () => ({}),
  'notifications.updateSettings': () => ({ body: { sms_enabled: true, property_notifications: false, quiet_hours_start: '21:30', quiet_hours_end: '07:00', timezone: 'Africa/Dakar' } }),
  'notifications.get': async (asking) => ({ params: { id: await notice(asking) } }),
  'notifications.update': async (asking) => ({ params: { id: await notice(asking) }, body: { is_read: true } }),
  'notifications.delete': async (asking) => ({ params: { id: await notice(asking) } }),
  'notifications.markOneRead': async (asking) => ({ params: { id: await notice(asking) } }),
  'notifications.logs': async (asking) => ({ params: { id: await notice(asking) } }),
}
