import type { App, WebContents } from 'electron'
import { parsedAddress, safeExternal } from './external.ts'
import { isOurAddress } from './sender.ts'

export type NavigationGuard = {
  readonly openExternal: (url: string) => void
  readonly refused: (kind: string, url: string) => void
}

/** Guards every web contents there will ever be, whoever makes it. Call before the first window. */
export function guardNavigation(app: Pick<App, 'on'>, guard: NavigationGuard): void {
  app.on('web-contents-created', (_event, contents) => guardContents(contents, guard))
}

export function guardContents(contents: WebContents, guard: NavigationGuard): void {
  const stay = (kind: string) => (event: { url: string; preventDefault(): void }) => {
    if (isOurAddress(event.url)) return
    event.preventDefault()
    guard.refused(kind, originOf(event.url))
  }
  contents.on('will-navigate', stay('navigate'))
  contents.on('will-frame-navigate', stay('frame-navigate'))
  contents.on('will-redirect', stay('redirect'))
  contents.on('will-attach-webview', (event) => {
    event.preventDefault()
    guard.refused('webview', '')
  })
  contents.setWindowOpenHandler(({ url }) => {
    const external = safeExternal(url)
    if (external !== null) guard.openExternal(external)
    else guard.refused('window', originOf(url))
    return { action: 'deny' }
  })
}

/** For the log: where it wanted to go, without what the address carried. */
function originOf(address: string): string {
  const url = parsedAddress(address)
  return url ? `${url.protocol}//${url.host}` : ''
}
