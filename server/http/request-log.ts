import type { RequestHandler } from 'express'
import type { Log } from '../log.ts'

/** One line a request: what was asked, how it ended, how long it took. Never a body, a header or a query. */
export function requestLog(log: Log): RequestHandler {
  return (request, response, next) => {
    const began = performance.now()
    const { method, path } = request
    response.once('close', () => {
      const level = response.statusCode >= 500 ? 'error' : 'info'
      log[level]({ request: request.id, method, path, status: response.statusCode, ms: Math.round(performance.now() - began), whole: response.writableFinished }, 'request')
    })
    next()
  }
}
