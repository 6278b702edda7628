import type { Page } from '@playwright/test'

type Reply = { i: string; p?: { s?: number; b?: { json?: unknown } } }

/**
 * Asks the core for what the page would never ask, as whoever is signed in there: to see that it is refused, not only not
 * offered. Answers the output, or the error as it came over the line.
 */
export async function callSignedIn(page: Page, path: string, input: unknown): Promise<unknown> {
  const token = await page.evaluate(() => sessionStorage.getItem('digit-hab.token'))
  const reply = (await callFromPage(page, path, input, { path: 'session/resume', input: { token } }, 30_000)) as Reply | null
  if (!reply) throw new Error(`the core did not answer ${path}`)
  return reply.p?.b?.json
}

/**
 * Calls the core as any script in the page could, without the page's own code: to see what the shell lets through.
 * Answers the raw reply, or null when no line or no reply came in time. `first` is called before on the same line; `patience` in milliseconds.
 */
export async function callFromPage(page: Page, path: string, input: unknown, first?: { path: string; input: unknown }, patience = 3_000): Promise<unknown> {
  return page.evaluate(
    async ({ path: asked, input: given, first: before, patience: longest }) => {
      const within = <T>(promise: Promise<T>) => Promise.race([promise, new Promise<null>((resolve) => setTimeout(() => resolve(null), longest))])
      const message = (i: string, to: string, body: unknown) => JSON.stringify({ i, p: { u: `/${to}`, b: { json: body } } })
      const opening = before ? message('e2e-0', before.path, before.input) : null
      const request = message('e2e-1', asked, given)
      // The second only after the answer to the first: the core may work on both at once.
      const inOrder = (send: (text: string) => void, resolve: (reply: unknown) => void) => {
        send(opening ?? request)
        return (data: unknown) => {
          const reply = read(data)
          if (reply.i === 'e2e-0') send(request)
          if (reply.i === 'e2e-1') resolve(reply)
        }
      }
      const read = (data: unknown) => JSON.parse(typeof data === 'string' ? data : new TextDecoder().decode(data as ArrayBuffer)) as { i: string }
      if (location.protocol !== 'app:') {
        const socket = new WebSocket(`ws://${location.host}/core`)
        const reply = await within(new Promise((resolve) => {
          socket.addEventListener('open', () => {
            const hear = inOrder((text) => socket.send(text), resolve)
            socket.addEventListener('message', (event) => hear(event.data))
          })
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
        const hear = inOrder((text) => port.postMessage(text), resolve)
        port.addEventListener('message', (event) => hear(event.data))
        port.start()
      }))
      port.close()
      return reply
    },
    { path, input, first, patience },
  )
}
