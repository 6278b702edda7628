import type { Express } from 'express'
import { AppError } from '../../shared/values/error.ts'
import type { House } from '../house.ts'
import type { Metrics } from './metrics.ts'

/** For whoever watches the server: is it alive, can it work, what does it do. */
export function mountHealth(app: Express, house: House, metrics: Metrics): void {
  app.get('/health', (_request, response) => {
    response.json({ status: 'ok', message: 'Digit-Hab is running' })
  })
  app.get('/ready', async (_request, response, next) => {
    try {
      // Told before the last connection ends, so that whoever balances requests sends the next ones elsewhere.
      if (house.services.life.stopping) throw new AppError('restarting')
      await house.reading.kysely.selectFrom('plan').select('name').limit(1).execute()
      response.json({ status: 'ok' })
    } catch (error) {
      next(error)
    }
  })
  app.get('/metrics', async (_request, response) => {
    response.type(metrics.registry.contentType).send(await metrics.registry.metrics())
  })
}
