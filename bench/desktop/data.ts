import { createHash } from 'node:crypto'
import { constants, copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { prepareDemo } from '../../electron/core/demo.ts'
import { demoUsersFile } from '../../electron/core/demo-users.ts'
import type { DemoUser } from '../../electron/core/demo-users.ts'
import { databasePath } from '../../electron/core/workspace.ts'

export type Data = { directory: string; users: DemoUser[]; properties: number }

const root = join(import.meta.dirname, '..', '..')
/** What decides how the data of a demonstration lie in the file; when it changes, they are made anew. */
const madeBy = ['shared/database/migrations', 'electron/core/demo', 'shared/modules/properties/projection.ts']

/** A demonstration of this size, kept among the temporary files for the next run. */
export async function keptData(size: { properties: number; clients: number }, say: (line: string) => void): Promise<Data> {
  return keptAs(`${size.properties}-${size.clients}`, [], size.properties, async (directory) => {
    say(`Making ${size.properties} properties, once (some minutes for 100,000)...`)
    await prepareDemo({ ...size, directory, photos: false })
  })
}

/** An agency kept under this name among the temporary files until what makes it changes: `make` fills the folder. */
export async function keptAs(name: string, alsoMadeBy: readonly string[], properties: number, make: (directory: string) => Promise<void>): Promise<Data> {
  const house = join(tmpdir(), 'digit-hab-bench')
  mkdirSync(house, { recursive: true, mode: 0o700 })
  const stem = `${name}-`
  const whole = stem + fingerprint([...madeBy, ...alsoMadeBy])
  for (const other of readdirSync(house)) if (other.startsWith(stem) && other !== whole) rmSync(join(house, other), { recursive: true })
  const directory = join(house, whole)
  if (!existsSync(databasePath(directory))) {
    const unfinished = mkdtempSync(join(house, `.making-${stem}`))
    await make(unfinished)
    renameSync(unfinished, directory)
  }
  return { directory, users: JSON.parse(readFileSync(demoUsersFile(directory), 'utf8')) as DemoUser[], properties }
}

/** A copy to write in; `remove` when done, and in any case when this process ends. */
export function copyOf({ directory, users, properties }: Data): Data & { remove(): void } {
  const copy = mkdtempSync(join(tmpdir(), 'digit-hab-bench-run-'))
  copyFileSync(databasePath(directory), databasePath(copy), constants.COPYFILE_FICLONE)
  copyFileSync(demoUsersFile(directory), demoUsersFile(copy))
  const remove = () => rmSync(copy, { recursive: true, force: true, maxRetries: 3 })
  process.once('exit', remove)
  return { directory: copy, users, properties, remove }
}

function fingerprint(paths: readonly string[]): string {
  const hash = createHash('sha256')
  for (const path of paths.flatMap((one) => filesOf(join(root, one)))) hash.update(readFileSync(path))
  return hash.digest('hex').slice(0, 12)
}

function filesOf(path: string): string[] {
  if (path.endsWith('.ts')) return [path]
  return readdirSync(path, { withFileTypes: true }).flatMap((entry) => filesOf(join(path, entry.name))).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts')).toSorted()
}
