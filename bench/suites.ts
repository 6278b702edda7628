import { desktop } from './desktop.ts'
import type { Suite } from './figures.ts'
import { server } from './server.ts'

/** Every suite there is, one file each. */
export const suites: readonly Suite[] = [desktop, server]
