import { AppError } from '../../shared/values/error.ts'
import type { Log } from '../log.ts'
import { createServer } from './transport/serve.ts'
import type { Served } from './transport/serve.ts'
import type { Wire } from './transport/wire.ts'

export type ClosableCore = Served<object> & { close(): Promise<void> }
export type Opened = { readonly serve: (wire: Wire) => void; readonly close: () => Promise<void> }

/**
 * Opens the core and gives what serves its pages. A core that does not open is served as well: every call then fails
 * with the reason, which the page has words for; nobody is left before an empty window.
 */
export async function openToServe(open: () => Promise<ClosableCore>, services: { log: Log; newId: () => string }): Promise<Opened> {
  const { log, newId } = services
  try {
    const core = await open()
    return { serve: createServer(core, { log, newId }), close: () => core.close() }
  } catch (error) {
    const refusal = error instanceof AppError ? error : new AppError('internal', { id: newId() })
    log('error', 'the core does not open', { code: refusal.code, params: refusal.params, error })
    const nothing = { router: {}, connect: () => ({}), disconnect: () => undefined }
    return { serve: createServer(nothing, { log, newId, refusal }), close: async () => undefined }
  }
}
