import { MessageChannelMain, ipcMain } from 'electron'
import type { MessagePortMain } from 'electron'
import type { Log } from '../log.ts'
import { portChannel, portRequestChannel } from './channels.ts'
import { fromOurPage } from './security/sender.ts'

/**
 * The only place where main listens to pages, and the only thing a page may ask of main: a line to the core. Everything
 * else is said on that line, where it is checked against the contract.
 */
export function listenToPages(options: { isKnownWindow: (webContentsId: number) => boolean; connect: (port: MessagePortMain) => void; log: Log }): void {
  ipcMain.on(portRequestChannel, (event) => {
    const frame = event.senderFrame
    if (frame === null || !fromOurPage(event, options.isKnownWindow)) {
      options.log('warning', 'refused a message to main', { from: event.sender.id })
      return
    }
    const { port1, port2 } = new MessageChannelMain()
    options.connect(port1)
    frame.postMessage(portChannel, null, [port2])
  })
}
