import { ipcRenderer } from 'electron'
import { portAnswer, portRequest } from '../../shared/contract/handshake.ts'
import { portChannel, portRequestChannel } from '../main/channels.ts'
import { applicationOrigin } from '../main/security/sender.ts'

// The two things of a page that are used; this file belongs to a program without the DOM's types.
declare const location: { readonly origin: string }
declare const window: {
  addEventListener(type: 'message', listener: (event: { source: unknown; origin: string; data: unknown }) => void): void
  postMessage(message: unknown, origin: string, transfer: unknown[]): void
}

// Hands the page a MessagePort to the core and nothing else: no name is exposed to it, no function of Electron reaches it.
if (location.origin === applicationOrigin) {
  window.addEventListener('message', (event) => {
    // From this very window only: a frame inside it could post here as well.
    if (event.source === window && event.origin === applicationOrigin && event.data === portRequest) ipcRenderer.send(portRequestChannel)
  })
  ipcRenderer.on(portChannel, (event) => {
    window.postMessage(portAnswer, applicationOrigin, [...event.ports])
  })
}
