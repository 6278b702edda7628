import type { Page } from '@playwright/test'

/**
 * Calls the core as any script in the page could, without the page's own code: to see what the shell lets through.
 * Answers the raw reply, or null when no line or no reply came in time.
 */
export async function callFromPage(page: Page, path: string, input: unknown): Promise<unknown> {
  return page.evaluate(
    async ({ path: asked, input: given }) => {
      const within = <T>(promise: Promise<T>) => Promise.race([promise, new Promise<null>((resolve) => setTimeout(() => resolve(null), 3_000))])
      const request = JSON.stringify({ i: 'e2e-1', p: { u: `/${asked}`, b: { json: given } } })
      const read = (data: unknown) => JSON.parse(typeof data === 'string' ? data : new TextDecoder().decode(data as ArrayBuffer)) as { i: string }
      if (location.protocol !== 'app:') {
        const socket = new WebSocket(`ws://${location.host}/core`)
        const reply = await within(new Promise((resolve) => {
          socket.addEventListener('open', () => socket.send(request))
          socket.addEventListener('message', (event) => resolve(read(event.data)))
          socket.addEventListener('close', () => resolve(null))
        }))
        socket.close()
        return reply
      }
      const port = await within(new Promise<MessagePort>((resolve) => {
        window.addEventListener('message', function take(event) {
          if (event.data !== 'digit-hab:port' || !event.ports[0]) return
          window.removeEventListener('message', take)
          resolve(event.ports[0])
        })
        window.postMessage('digit-hab:port-please', location.origin)
      }))
      if (!port) return null
      const reply = await within(new Promise((resolve) => {
        port.addEventListener('message', (event) => resolve(read(event.data)))
        port.start()
        port.postMessage(request)
      }))
      port.close()
      return reply
    },
    { path, input },
  )
}
