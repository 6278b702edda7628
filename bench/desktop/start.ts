import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { startCore } from './core.ts'
import type { Data } from './data.ts'
import type { PlainProcess } from './plain-client.ts'
import { startPlain } from './plain-client.ts'
import { databasePath } from '../../electron/core/workspace.ts'

export type Starts = { core: number[]; plain: number[]; painted: number[] | null }

/**
 * From the start of the core's process until today's screen has its data (`setup.state`, then the session taken up again,
 * then `core.dashboard`), and, where there is a browser, until they are painted. The plain process opens the file and
 * runs the same statements.
 */
export async function measureStarts(data: Data, rounds: number, say: (line: string) => void): Promise<Starts> {
  const first = await startCore(data.directory)
  const { token } = await first.client.session.signIn({ email: data.users[0]!.email, password: data.users[0]!.password })
  await first.stop()
  const starts: Starts = { core: [], plain: [], painted: null }
  for (let round = 0; round < rounds; round++) {
    starts.core.push(await startedIn(async () => {
      const core = await startCore(data.directory)
      await core.client.setup.state({})
      await core.client.session.resume({ token })
      await core.client.core.dashboard({})
      return core
    }))
    starts.plain.push(await startedIn(async () => {
      const plain: PlainProcess = await startPlain(databasePath(data.directory))
      await plain.measure('today', [Date.now()])
      return plain
    }))
  }
  starts.painted = await measurePainted(data, token, rounds, say)
  return starts
}

async function startedIn(start: () => Promise<{ stop(): Promise<void> }>): Promise<number> {
  const begun = performance.now()
  const running = await start()
  const taken = performance.now() - begun
  await running.stop()
  return taken
}

/** A browser that stands ready, as the window of Electron does while the core starts. Null, and said, where there is none. */
async function measurePainted(data: Data, token: string, rounds: number, say: (line: string) => void): Promise<number[] | null> {
  if (!existsSync(join(import.meta.dirname, '..', '..', 'out', 'renderer', 'index.html'))) {
    say('Without the painted screen: the page is not built (npm run build).')
    return null
  }
  const { launchChromium } = await import('../../e2e/harness/chromium.ts')
  let browser: Awaited<ReturnType<typeof launchChromium>>
  try {
    browser = await launchChromium()
  } catch (error) {
    say(`Without the painted screen: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`)
    return null
  }
  try {
    const samples: number[] = []
    for (let round = 0; round <= rounds; round++) {
      const context = await browser.newContext({ viewport: { width: 1280, height: 720 }, locale: 'fr-FR', timezoneId: 'Africa/Dakar' })
      await context.addInitScript({ content: `sessionStorage.setItem('digit-hab.token', ${JSON.stringify(token)})` })
      const page = await context.newPage()
      const taken = await startedIn(async () => {
        // Its own connection uses the start address up, so the page brings the cookie that the address gave.
        const core = await startCore(data.directory)
        const [name, value] = core.cookie.split('=') as [string, string]
        await context.addCookies([{ name, value, url: new URL(core.url).origin }])
        await page.goto(new URL('/', core.url).href)
        await page.getByRole('main').getByText(data.properties.toLocaleString('fr-FR').replaceAll(/\s/g, '')).or(page.locator('main h1')).first().waitFor()
        return core
      })
      // The first has the browser's own start in it.
      if (round > 0) samples.push(taken)
      await context.close()
    }
    return samples
  } finally {
    await browser.close()
  }
}
