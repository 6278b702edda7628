import { spawn, spawnSync } from 'node:child_process'
import { chmodSync, chownSync, cpSync, mkdtempSync, readFileSync, readdirSync, readlinkSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { openVirtualScreen } from '../electron/start/virtual-screen.ts'
import { electronProgram, projectRoot } from './harness/runtime.ts'
import { expect, test } from './harness/test.ts'

// Checklist 4, for real: the other tests may run as root, where Chromium has no sandbox. Here the application runs as
// nobody, without `--no-sandbox`, and the kernel is asked what the page's process may do.

const nobody = 65_534
const isRoot = process.getuid?.() === 0
const asNobody = isRoot ? ['setpriv', `--reuid=${nobody}`, `--regid=${nobody}`, '--clear-groups'] : []

function namespacesAllowed(): boolean {
  const [program, ...list] = [...asNobody, 'unshare', '--user', '--pid', '--fork', 'true']
  return spawnSync(program!, list).status === 0
}

/** Process ids whose command line has all of these. */
function processesWith(...parts: string[]): number[] {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number).filter((pid) => {
    try {
      const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8')
      return parts.every((part) => line.includes(part))
    } catch (error) {
      // Ended while we looked.
      if (['ENOENT', 'ESRCH', 'EACCES'].includes((error as NodeJS.ErrnoException).code ?? '')) return false
      throw error
    }
  })
}

// A screen of its own: the one that the tests were started on may let in nobody but who started them.
test('4: the page lives in a process that the kernel keeps in a box', async () => {
  test.skip(process.platform !== 'linux', 'reads /proc')
  test.skip(!namespacesAllowed(), 'SKIPPED: this machine gives nobody a user namespace, so Chromium has no sandbox here')
  const place = mkdtempSync(join(tmpdir(), 'digit-hab-sandbox-'))
  const data = join(place, 'data')
  let program = electronProgram()!
  if (isRoot) {
    // The runtime may lie where only root can read it.
    cpSync(dirname(program), join(place, 'electron'), { recursive: true })
    program = join(place, 'electron', 'electron')
    chmodSync(place, 0o755)
    chownSync(place, nobody, nobody)
  }
  const [first, ...list] = [...asNobody, program, projectRoot, `--data=${data}`]
  const running = spawn(first!, list, {
    cwd: projectRoot,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, DISPLAY: (await openVirtualScreen('/usr/bin/Xvfb')).name, XAUTHORITY: '', HOME: place, XDG_CONFIG_HOME: place, DIGIT_HAB_SQLITE_BINDING: '' },
  })
  // What it says stands in the report, should no page appear.
  let said = ''
  running.stderr!.on('data', (bytes: Buffer) => (said += bytes.toString()))
  running.once('exit', (code, signal) => (said += `ended with ${code ?? signal}\n`))
  const ended = new Promise((resolve) => running.once('exit', resolve))
  try {
    const pages = () => processesWith('--type=renderer', data).length
    await expect.poll(() => (pages() === 1 ? 'one page' : `${pages()} pages\n${said}`), { timeout: 40_000 }).toBe('one page')
    const [page] = processesWith('--type=renderer', data)
    const status = Object.fromEntries(readFileSync(`/proc/${page}/status`, 'utf8').split('\n').map((line) => line.split(/:\s*/)))
    expect({ seccomp: status['Seccomp'], noNewPrivileges: status['NoNewPrivs'] }).toEqual({ seccomp: '2', noNewPrivileges: '1' })
    expect(readlinkSync(`/proc/${page}/ns/pid`)).not.toBe(readlinkSync('/proc/self/ns/pid'))
    expect(readlinkSync(`/proc/${page}/ns/net`)).not.toBe(readlinkSync('/proc/self/ns/net'))
    expect(readFileSync(`/proc/${page}/cmdline`, 'utf8')).not.toContain('--no-sandbox')
  } finally {
    running.kill('SIGTERM')
    await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 8_000))])
    running.kill('SIGKILL')
    rmSync(place, { recursive: true, force: true, maxRetries: 3 })
  }
})
