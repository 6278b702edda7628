import type { IncomingMessage, ServerResponse } from 'node:http'

/** Of a body that was refused this much is still let in, so that its sender comes to read why; then the connection ends. */
const mostBytes = 1024 * 1024
const longest = 2_000

/** Takes the rest of a request that is answered before its body has arrived, within bounds. To be called before the answer is given. */
export function leaveRest(request: IncomingMessage, response: ServerResponse): void {
  if (request.destroyed) return
  let bytes = 0
  const timer = setTimeout(cut, longest)
  request.on('data', (chunk: Buffer) => {
    bytes += chunk.length
    if (bytes > mostBytes) cut()
  })
  request.once('close', () => clearTimeout(timer))
  request.once('end', () => clearTimeout(timer))
  // Whoever leaves in the middle is no failure of ours.
  request.on('error', () => {})

  function cut(): void {
    request.pause()
    if (response.writableFinished) request.destroy()
    else response.once('finish', () => request.destroy())
  }
}
