import type { conflict as french } from '../fr/conflict.ts'

export const conflict: typeof french = {
  entity: 'Record',
  entityId: 'Record named',
  unit: 'Information',
  scope: 'Visibility',
  kept: 'Value kept',
  lost: 'Value set aside',
  keptBy: 'Typed by',
  keptDevice: 'On the computer',
  keptTypedAt: 'Typed on',
  lostBy: 'Set aside: typed by',
  lostDevice: 'Set aside: on the computer',
  lostTypedAt: 'Set aside: typed on',
  state: 'State',
  chosen: 'Choice',
}
