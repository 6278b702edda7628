import express from 'express'
import type { AddressInfo } from 'node:net'
import type { PlainRoute } from './server/processes.ts'

// The baseline of the server, in a process of its own: the plainest Express handler that sends the same bytes. Nothing is read,
// nothing is built: each route has its answers ready and gives them in turn. Without the hash over each answer that Express adds
// by itself, which would only slow it down.
const app = express()
app.disable('x-powered-by')
app.set('etag', false)
process.once('disconnect', () => process.exit(0))
process.once('message', (routes: PlainRoute[]) => {
  for (const { method, path, status, bodies } of routes) {
    const answers = bodies.map((body) => Buffer.from(body))
    let next = 0
    const answer: express.RequestHandler = (_request, response) => {
      response.status(status).type('application/json').send(answers[next++ % answers.length])
    }
    if (method === 'GET') app.get(path, answer)
    else app.post(path, express.json(), answer)
  }
  const server = app.listen(0, '127.0.0.1', () => process.send!((server.address() as AddressInfo).port))
})
process.send!('ready')
