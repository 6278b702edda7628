import type { RequestHandler } from 'express'
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client'
import type { House } from '../house.ts'

export type Metrics = { readonly measure: RequestHandler; readonly registry: Registry }

/** Counts for Prometheus: requests by route (never by address, which holds ids), their times, and the process itself. */
export function createMetrics(house: Pick<House, 'config' | 'services'>): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const labelNames = ['method', 'route', 'status'] as const
  const requests = new Counter({ name: 'digit_hab_http_requests_total', help: 'Requests answered', labelNames, registers: [registry] })
  const seconds = new Histogram({ name: 'digit_hab_http_request_seconds', help: 'Time to answer', labelNames: ['method', 'route'], buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10], registers: [registry] })
  const open = new Gauge({ name: 'digit_hab_http_requests_open', help: 'Requests under way', registers: [registry] })
  new Gauge({ name: 'digit_hab_info', help: 'What runs here', labelNames: ['database'], registers: [registry] }).set({ database: house.config.database.kind }, 1)
  const sockets: Gauge = new Gauge({ name: 'digit_hab_realtime_sockets', help: 'Posts that are told when their agency has changed', registers: [registry], collect: () => sockets.set(house.services.realtime.sockets()) })
  return {
    registry,
    measure: (request, response, next) => {
      const began = performance.now()
      open.inc()
      response.once('close', () => {
        open.dec()
        const route = (request.route as { path?: string } | undefined)?.path ?? 'none'
        requests.inc({ method: request.method, route, status: response.statusCode })
        seconds.observe({ method: request.method, route }, (performance.now() - began) / 1000)
      })
      next()
    },
  }
}
