import { desktop } from './desktop.ts'
import type { Suite } from './figures.ts'
import { modules } from './modules.ts'
import { server } from './server.ts'
import { sync } from './sync.ts'

/** Every suite there is, one file each. */
export const suites: readonly Suite[] = [desktop, modules, server, sync]
