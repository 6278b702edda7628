import { test as base } from '@playwright/test'
import { openApplication } from './application.ts'
import type { Application, HostKind, OpenOptions } from './application.ts'

export { expect } from '@playwright/test'

type Fixtures = {
  /** Opens the application in the host of the project; closed when the test ends. */
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
      if (info.status !== info.expectedStatus) {
        const picture = await application.page().screenshot().catch(() => null) // the window may be what failed
        if (picture) await info.attach('screen', { body: picture, contentType: 'image/png' })
      }
      await application.close()
    }
  },
})
