import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { createBrowserHost } from '../browser-host/host.ts'
import { startBrowserHost } from '../browser-host/server.ts'
import type { BrowserHostOptions } from '../browser-host/server.ts'
import { openCore } from '../core/core.ts'
import { openToServe } from '../core/opening.ts'
import { takeOwnership } from '../core/ownership.ts'
import { createLog, rotatingFile } from '../log.ts'

export type BrowserRun = {
  readonly root: string
  readonly data: string
  /** Ports to try in order. */
  readonly ports: readonly number[]
  readonly development: boolean
}

export type RunningBrowserHost = { readonly url: string; stop(): Promise<void> }

/** The application without Electron: core, HTTP and WebSocket in this process. Throws `database_busy` where it runs already. */
export async function runInBrowserHost({ root, data, ports, development }: BrowserRun): Promise<RunningBrowserHost> {
  const release = takeOwnership(data, Date.now())
  const log = createLog(rotatingFile(join(data, 'logs', 'digit-hab.log')), 'browser-host', () => Date.now())
  const newId = () => randomUUID().slice(0, 8)
  try {
    const core = await openToServe(() => openCore({ directory: data, host: createBrowserHost(data), log }), { log, newId })
    const vite = development ? await developmentPages(root) : null
    const host = await startBrowserHost({
      root: join(root, 'out', 'renderer'),
      ports,
      log,
      serve: core.serve,
      ...(vite ? { development: vite.pages } : {}),
    })
    log('info', 'start', { port: host.port })
    return {
      url: host.url,
      stop: async () => {
        await host.stop()
        await vite?.stop()
        await core.close()
        release()
        log('info', 'end')
      },
    }
  } catch (error) {
    release()
    throw error
  }
}

async function developmentPages(root: string): Promise<{ pages: NonNullable<BrowserHostOptions['development']>; stop(): Promise<void> }> {
  const { createServer: createVite } = await import('vite')
  const { createServer: createHttpServer } = await import('node:http')
  // Vite answers the host's requests and talks to its page over a port of its own.
  const talk = createHttpServer()
  await new Promise<void>((resolve) => talk.listen(0, '127.0.0.1', resolve))
  const vite = await createVite({
    configFile: join(root, 'renderer', 'vite.config.ts'),
    server: { middlewareMode: true, hmr: { server: talk, host: '127.0.0.1', clientPort: (talk.address() as { port: number }).port } },
    appType: 'spa',
  })
  return {
    pages: (request, response) => vite.middlewares(request, response),
    stop: async () => {
      await vite.close()
      talk.closeAllConnections()
      talk.close()
    },
  }
}
