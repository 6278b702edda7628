import type { Session } from 'electron'
import { applicationOrigin } from './sender.ts'

/** Copying a text ("copy details") and showing a photo on the whole screen. Everything else is refused unasked. */
const allowed: ReadonlySet<string> = new Set(['clipboard-sanitized-write', 'fullscreen'])

/** Electron grants everything by default, so each of its doors is closed by name. */
export function guardPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer) => answer(allowed.has(permission)))
  session.setPermissionCheckHandler((_contents, permission) => allowed.has(permission))
  session.setDevicePermissionHandler(() => false)
  session.on('select-hid-device', (event, _details, choose) => {
    event.preventDefault()
    choose(null)
  })
  session.on('select-serial-port', (event, _ports, _contents, choose) => {
    event.preventDefault()
    choose('')
  })
  session.on('select-usb-device', (event, _details, choose) => {
    event.preventDefault()
    choose()
  })
  // A page may save what it made itself (an export), and Electron asks the user where; nothing is fetched from elsewhere.
  session.on('will-download', (event, item) => {
    if (!item.getURL().startsWith(`blob:${applicationOrigin}/`)) event.preventDefault()
  })
}
