import { randomUUID } from 'node:crypto'
import { createLog } from '../log.ts'
import { openCore } from './core.ts'
import { takeOwnership } from './ownership.ts'
import { runCore } from './process.ts'
import type { ParentPort } from './process.ts'

// The core as a process of Electron (utilityProcess). Its log goes to stderr, where main keeps it.
const log = createLog((line) => process.stderr.write(line), 'core', () => Date.now())
const { parentPort } = process as unknown as { parentPort: ParentPort }

runCore(parentPort, {
  open: async ({ directory, host }) => {
    const release = takeOwnership(directory, Date.now())
    process.once('exit', release)
    return openCore({ directory, host, log })
  },
  log,
  newId: () => randomUUID().slice(0, 8),
  exit: (code) => process.exit(code),
})
