import { spawn } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { projectRoot } from './runtime.ts'

export type DemoSize = { readonly properties: number; readonly clients: number; readonly seed?: number }
export type DemoUser = { readonly email: string; readonly password: string; readonly role: string }

/** Set by global-setup and removed with it: agencies made once in a run, for all workers. */
export const madeHere = 'DIGIT_HAB_E2E_DEMOS'

/** Fills an empty folder with a demonstration agency and tells who can sign in. */
export async function demoDirectory(directory: string, { properties, clients, seed = 1 }: DemoSize): Promise<DemoUser[]> {
  const made = join(process.env[madeHere] ?? tmpdir(), `${seed}-${properties}-${clients}`)
  if (!existsSync(made)) {
    const making = mkdtempSync(`${made}-`)
    await make(making, ['--properties', String(properties), '--clients', String(clients), '--seed', String(seed)])
    try {
      renameSync(making, made)
    } catch (error) {
      if (!existsSync(made)) throw error // another worker was quicker
      rmSync(making, { recursive: true, force: true })
    }
  }
  cpSync(made, directory, { recursive: true })
  return JSON.parse(readFileSync(join(directory, 'demo-users.json'), 'utf8')) as DemoUser[]
}

/** Starts the demonstration once and closes it as soon as it is there. */
async function make(directory: string, size: readonly string[]): Promise<void> {
  const child = spawn(process.execPath, ['electron/start.ts', '--headless', '--demo', '--data', directory, ...size], {
    cwd: projectRoot,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  child.stdout.once('data', () => child.kill('SIGTERM'))
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve))
  if (code !== 0) throw new Error(`the demonstration ended with ${String(code)}`)
}
