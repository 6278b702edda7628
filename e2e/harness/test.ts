import { test as base } from '@playwright/test'
import type { Page } from '@playwright/test'
import { openApplication } from './application.ts'
import type { Application, HostKind, OpenOptions } from './application.ts'

export { expect } from '@playwright/test'

type Fixtures = {
  /** Opens the application in the host of the project; closed and proven when the test ends. */
  open: (options?: Omit<OpenOptions, 'host'>) => Promise<Application>
}
type WorkerOptions = { hostKind: HostKind }

export const test = base.extend<Fixtures, WorkerOptions>({
  hostKind: ['browser', { option: true, scope: 'worker' }],
  open: async ({ hostKind }, use, info) => {
    const opened: Application[] = []
    await use(async (options = {}) => {
      const application = await openApplication({ ...options, host: hostKind })
      opened.push(application)
      return application
    })
    for (const application of opened) {
      if (info.status !== info.expectedStatus) await attachScreen(application.page(), info, hostKind)
      await application.close()
    }
  },
})

/** One application for all tests of a file: opened before the first, closed and proven after the last. */
export function oneApplication(options: Omit<OpenOptions, 'host'> = {}): () => Application {
  let application: Application | null = null
  test.beforeAll(async ({ hostKind }) => {
    test.setTimeout(120_000)
    application = await openApplication({ ...options, host: hostKind })
  })
  test.afterEach(async ({ hostKind }, info) => {
    if (application && info.status !== info.expectedStatus) await attachScreen(application.page(), info, hostKind)
  })
  test.afterAll(async () => {
    await application?.close()
  })
  return () => {
    if (!application) throw new Error('asked before the first test')
    return application
  }
}

type Attaching = { attach(name: string, options: { body: Buffer; contentType: string }): Promise<void> }

async function attachScreen(page: Page, info: Attaching, host: HostKind): Promise<void> {
  const picture = await page.screenshot().catch(() => null) // the window may be what failed
  if (picture) await info.attach(`screen in ${host}`, { body: picture, contentType: 'image/png' })
}
