import { notifications } from '@mantine/notifications'
import { ErrorMessage } from './error-message.tsx'

/** A short word about something that went well where nothing on the screen shows it. */
export function showNotice(message: string): void {
  notifications.show({ message, autoClose: 4000, color: 'lagoon' })
}

/** What, why, what to do; stays until it is closed. */
export function showError(error: unknown): void {
  notifications.show({ message: <ErrorMessage error={error} />, autoClose: false, color: 'red', role: 'alert' })
}
