import { randomUUID } from 'node:crypto'
import cors from 'cors'
import express from 'express'
import type { Express } from 'express'
import { AppError } from '../shared/values/error.ts'
import { allOperations } from './api/index.ts'
import { mountDocumentation } from './api/documentation.ts'
import type { House } from './house.ts'
import { mountConsole } from './http/console.ts'
import { errorHandler } from './http/errors.ts'
import { mountHealth } from './http/health.ts'
import { createMetrics } from './http/metrics.ts'
import { mountOperations } from './http/mount.ts'
import { createRateLimits } from './http/rate-limits.ts'
import { requestLog } from './http/request-log.ts'
import { securityHeaders } from './http/security-headers.ts'
import { mountLetterPages } from './pages/letter-pages.ts'

declare module 'http' {
  interface IncomingMessage {
    id: string
  }
}

/** Everything that is served over HTTP, in the order in which a request meets it. */
export function createApp(house: House): Express {
  const { config, log } = house
  const app = express()
  app.disable('x-powered-by')
  app.set('trust proxy', config.trustProxy)
  app.set('query parser', false)
  // Answers differ by who asks and are not to be kept by anybody on the way; what may be kept says so itself.
  app.set('etag', false)

  app.use((request, response, next) => {
    const given = request.get('x-request-id')
    request.id = given && /^[\w-]{8,64}$/.test(given) ? given : randomUUID()
    response.setHeader('X-Request-Id', request.id)
    // Refused here (RFC 9112 §3.2), not by Node, so that it is in the one shape.
    next(request.httpVersion === '1.1' && request.headers.host === undefined ? new AppError('body_unreadable') : undefined)
  })
  const metrics = createMetrics(house)
  app.use(metrics.measure)
  app.use(requestLog(log))
  app.use(securityHeaders)
  app.use(cors({ origin: [...config.corsOrigins], allowedHeaders: ['Authorization', 'Content-Type', 'Accept-Language', 'Idempotency-Key', 'X-Request-Id'],
    exposedHeaders: ['X-Request-Id', 'Retry-After', 'RateLimit', 'RateLimit-Policy', 'Idempotent-Replayed'], maxAge: 600 }))

  mountHealth(app, house, metrics)
  mountDocumentation(app, house)
  mountConsole(app)
  const limits = createRateLimits(config.rateLimitScale)
  mountLetterPages(app, house, limits)
  mountOperations(app, house, allOperations, limits)
  app.use((_request, _response, next) => next(new AppError('not_found', { entity: 'address' })))
  app.use(errorHandler(log))
  return app
}
