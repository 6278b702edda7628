import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { uptime } from 'node:os'
import { join } from 'node:path'
import { AppError } from '../../shared/values/error.ts'

type Owner = { pid: number; bootedAt: number }

/**
 * One core per data folder: two would each believe that nothing changes behind their back. Takes the folder or throws
 * `database_busy`; gives the function that lets it go. What a core that died left behind is taken over.
 * `now` is milliseconds UTC.
 */
export function takeOwnership(directory: string, now: number, self = process.pid): () => void {
  mkdirSync(directory, { recursive: true })
  const file = join(directory, 'owner.json')
  const bootedAt = Math.round(now - uptime() * 1000)
  const write = (flag: 'w' | 'wx') => writeFileSync(file, JSON.stringify({ pid: self, bootedAt } satisfies Owner), { flag, mode: 0o600 })
  try {
    write('wx')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    const owner = readOwner(file)
    if (owner && lives(owner, bootedAt) && owner.pid !== self) throw new AppError('database_busy', { pid: owner.pid }, { cause: error })
    write('w')
  }
  return () => {
    if (readOwner(file)?.pid === self) rmSync(file, { force: true })
  }
}

function readOwner(file: string): Owner | null {
  try {
    const owner = JSON.parse(readFileSync(file, 'utf8')) as Partial<Owner>
    return typeof owner.pid === 'number' && typeof owner.bootedAt === 'number' ? { pid: owner.pid, bootedAt: owner.bootedAt } : null
  } catch (error) {
    // Gone meanwhile, or cut off by a power cut: nobody owns it.
    if (error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

/** Process numbers begin again after the computer restarted, so an owner from before that is dead whatever its number. */
function lives(owner: Owner, bootedAt: number): boolean {
  if (Math.abs(owner.bootedAt - bootedAt) > 60_000) return false
  try {
    process.kill(owner.pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
