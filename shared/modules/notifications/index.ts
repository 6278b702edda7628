import { notification, notificationPreference, quietHours } from './model.ts'

export { notificationCommands, recipientsOf, tell } from './commands.ts'
export { notificationQueries } from './queries.ts'
export { notification, notificationPreference, quietHours }
export const notificationEntities = [notification, notificationPreference, quietHours]
