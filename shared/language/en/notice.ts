import type { notice as french } from '../fr/notice.ts'

export const notice: typeof french = {
  member: 'Member',
  contact: 'Contact',
  scope: 'Scope',
  target: 'Record',
  groupKey: 'Subject',
  priority: 'Priority',
  params: 'Details',
  at: 'On',
  visibleFrom: 'Visible from',
  readAt: 'Read on',
  snoozedUntil: 'Put off until',
  kind: 'Event',
  topic: 'Topic',
  channel: 'Channel',
  enabled: 'On',
  fromTime: 'From',
  untilTime: 'Until',
  zone: 'Time zone',
}
