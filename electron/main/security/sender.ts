import { parsedAddress } from './external.ts'

/** Our pages' own address; main, preload and the checks agree on it. */
export const applicationScheme = 'app'
export const applicationOrigin = 'app://digit-hab'

export type Sender = {
  readonly sender: { readonly id: number; readonly mainFrame: unknown }
  readonly senderFrame: { readonly url: string } | null
}

/** True when a message to main comes from our own page, from its main frame, in a window that we made. */
export function fromOurPage(event: Sender, isKnownWindow: (webContentsId: number) => boolean): boolean {
  const frame = event.senderFrame
  // Null when the frame went away or navigated meanwhile: nobody to answer.
  if (frame === null || frame !== event.sender.mainFrame) return false
  return isOurAddress(frame.url) && isKnownWindow(event.sender.id)
}

/** Compared after parsing, part by part: custom schemes have the origin "null" in Node's URL, and a prefix proves nothing. */
export function isOurAddress(address: string): boolean {
  const url = parsedAddress(address)
  return url !== null && url.protocol === `${applicationScheme}:` && url.host === 'digit-hab' && url.username === '' && url.password === ''
}
