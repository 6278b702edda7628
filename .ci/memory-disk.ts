import { accessSync, chmodSync, constants, mkdtempSync, readFileSync, statfsSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'

const shared = '/dev/shm'
const wanted = 8 * 1024 ** 3

/**
 * A folder in memory for what the tests write, or null where there is none to be had. Each commit of SQLite and PostgreSQL waits for the
 * disk (3 ms on a virtual one, and there are hundreds of thousands): the tests prove what is written, never how fast a disk is.
 * Linux only; it wants 8 GB free, in the folder and in the memory, and a folder that programs may be started from.
 */
export function memoryDisk(): string | null {
  try {
    const mounted = readFileSync('/proc/mounts', 'utf8').split('\n').map((line) => line.split(' ')).find(([, place, kind]) => place === shared && kind === 'tmpfs')
    if (!mounted || mounted[3]!.split(',').includes('noexec')) return null
    const { bavail, bsize } = statfsSync(shared)
    if (bavail * bsize < wanted || os.freemem() < wanted) return null
    accessSync(shared, constants.W_OK)
    const folder = mkdtempSync(path.join(shared, 'digit-hab-test-'))
    // As /tmp is: root's PostgreSQL and the tests of the sandbox run as other users.
    chmodSync(folder, 0o1777)
    return folder
  } catch {
    // No Linux, or nothing that may be written: the disk serves as well.
    return null
  }
}
