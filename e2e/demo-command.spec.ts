import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { exportStore } from '../electron/core/demo/canonical.ts'
import { launchChromium } from './harness/chromium.ts'
import { hearComplaints } from './harness/complaints.ts'
import { realListings, storedFiles } from './harness/files.ts'
import { expectLogMakesTables, lookInto } from './harness/ledger.ts'
import { projectRoot } from './harness/runtime.ts'
import { expectInside, signIn, signOut } from './harness/steps.ts'
import { expect, test } from './harness/test.ts'

// The commands as the README gives them, through npm: what they print, how they end, and that they can be repeated.

type Said = { url: string; users: { email: string; password: string; role: string }[]; properties: number; clients: number }

const folders: string[] = []
const folder = () => {
  const made = mkdtempSync(join(tmpdir(), 'digit-hab-command-'))
  folders.push(made)
  return made
}
const running = new Set<number>()
test.afterEach(() => {
  // Only what a failed test left: its whole group.
  for (const pid of running) process.kill(-pid, 'SIGKILL')
  running.clear()
})
test.afterAll(() => {
  for (const made of folders) rmSync(made, { recursive: true, force: true, maxRetries: 3 })
})

test.describe('npm run demo -- --headless', () => {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    test(`says one JSON line, lets everybody in, and ends cleanly on ${signal}`, async () => {
      test.setTimeout(120_000)
      const directory = folder()
      const demo = await startDemo(directory, ['--properties', '12', '--clients', '6'])
      const address = new URL(demo.said.url)
      expect(demo.said).toMatchObject({ properties: 12, clients: 6 })
      expect(address.hostname).toBe('127.0.0.1')
      expect((await fetch(demo.said.url)).status).toBe(200)
      expect(new Set(demo.said.users.map(({ role }) => role))).toEqual(new Set(['admin', 'manager', 'agent']))

      const complaints: string[] = []
      const browser = await launchChromium()
      try {
        const page = await (await browser.newContext({ locale: 'fr-FR', timezoneId: 'Africa/Dakar' })).newPage()
        hearComplaints(page, complaints)
        await page.goto(demo.said.url)
        for (const user of demo.said.users) {
          await signIn(page, user)
          await expectInside(page)
          await signOut(page)
        }
      } finally {
        await browser.close()
      }
      expect(complaints).toEqual([])

      expect(await demo.end(signal), 'exit code').toBe(0)
      expect(demo.jsonLines(), 'one JSON line among what npm says').toHaveLength(1)
      expect(await isOpen(Number(address.port))).toBe(false)
      await expectLogMakesTables(directory)
    })
  }

  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    test(`leaves nobody behind when ${signal} comes as ${signal === 'SIGINT' ? 'Ctrl+C in a terminal' : 'a service stops npm'}`, async () => {
      const directory = folder()
      const demo = await startDemo(directory, ['--properties', '5', '--clients', '3'])
      const { port } = new URL(demo.said.url)
      // npm then ends by the signal; what counts is that the application was told, and closed its data.
      await (signal === 'SIGINT' ? demo.interrupt() : demo.stopNpm())
      await expect.poll(() => existsSync(join(directory, 'owner.json'))).toBe(false)
      expect(await isOpen(Number(port))).toBe(false)
      expect(readFileSync(join(directory, 'logs', 'digit-hab.log'), 'utf8').trim().split('\n').at(-1)).toContain('"event":"end"')
      await expectLogMakesTables(directory)
    })
  }

  test('the same seed gives the same agency and the same photos, another seed another', async () => {
    test.setTimeout(180_000)
    const made: { text: string | null; photos: string[] }[] = []
    for (const seed of ['7', '7', '8']) {
      const directory = folder()
      const demo = await startDemo(directory, ['--properties', '15', '--clients', '8', '--seed', seed])
      expect(await demo.end('SIGTERM')).toBe(0)
      const photos = storedFiles(directory).map(({ bytes }) => createHash('sha256').update(bytes).digest('hex')).sort()
      made.push({ text: await lookInto(directory, (store) => exportStore(store, Date.now())), photos })
    }
    const [one, again, other] = made
    expect(one!.photos.length).toBeGreaterThan(15)
    expect(again!.photos).toEqual(one!.photos)
    expect(again!.text === one!.text, 'the canonical exports of one seed are equal').toBe(true)
    expect(other!.text === one!.text, 'another seed is another agency').toBe(false)
    expect(other!.photos).not.toEqual(one!.photos)
  })
})

test.describe('npm run import -- FILE --dry-run --json', () => {
  test.skip(realListings.length === 0, 'no ../shared/data/listings here')
  for (const path of realListings) {
    test(`tells what becomes of every row of ${basename(path)}`, async () => {
      const { code, out } = await npm(['run', '--silent', 'import', '--', path, '--dry-run', '--json'])
      expect(code).toBe(0)
      const said = JSON.parse(out) as { rows: number; imported: number; duplicates: number; rejected: number; problems: { line: number; reason: string }[] }
      expect(said.rows).toBeGreaterThan(100)
      expect(said.imported + said.duplicates + said.rejected).toBe(said.rows)
      for (const problem of said.problems) expect(problem).toMatchObject({ line: expect.any(Number) as unknown, reason: expect.stringMatching(/\S/) as unknown })
    })
  }
})

async function startDemo(directory: string, more: readonly string[]) {
  const child = spawn('npm', ['run', 'demo', '--', '--headless', '--data', directory, ...more], { cwd: projectRoot, stdio: ['ignore', 'pipe', 'pipe'], detached: true })
  const pid = child.pid!
  running.add(pid)
  let out = ''
  let complained = ''
  const ended = new Promise<number | null>((resolve) => child.once('close', (code) => {
    running.delete(pid)
    resolve(code)
  }))
  const jsonLines = () => out.split('\n').filter((line) => line.startsWith('{'))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complained += text))
  await new Promise<void>((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text
      if (/^\{.*\}\n/m.test(out)) resolve()
    })
    child.once('close', (code) => reject(new Error(`npm run demo ended with ${String(code)}\n${out}\n${complained}`)))
  })
  return {
    said: JSON.parse(jsonLines()[0]!) as Said,
    jsonLines,
    /** The signal goes to the application; the exit code is what npm hands on. */
    end: (signal: NodeJS.Signals) => {
      const owner = JSON.parse(readFileSync(join(directory, 'owner.json'), 'utf8')) as { pid: number }
      process.kill(owner.pid, signal)
      return ended
    },
    /** npm hands this on. */
    stopNpm: () => {
      child.kill('SIGTERM')
      return ended
    },
    /** npm leaves this to the terminal, which tells everything that runs in it. */
    interrupt: () => {
      process.kill(-pid, 'SIGINT')
      return ended
    },
  }
}

async function npm(words: readonly string[]): Promise<{ code: number | null; out: string }> {
  const child = spawn('npm', [...words], { cwd: projectRoot, stdio: ['ignore', 'pipe', 'inherit'] })
  let out = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text))
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
  return { code, out }
}

const isOpen = (port: number) => new Promise<boolean>((resolve) => {
  const socket = connect(port, '127.0.0.1')
  socket.once('connect', () => {
    socket.destroy()
    resolve(true)
  })
  socket.once('error', () => resolve(false))
})
