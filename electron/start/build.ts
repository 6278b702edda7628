import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

const pageSources = ['renderer', 'shared', 'resources', 'package-lock.json']
const shellSources = [...pageSources, 'electron', 'electron.vite.config.ts']

/** Builds what is missing or older than its sources; says nothing on stdout. */
export async function buildIfOld(root: string, part: 'page' | 'console' | 'everything'): Promise<void> {
  const [sources, results] = part === 'page' ? [pageSources, ['out/renderer/index.html']]
    : part === 'console' ? [pageSources, ['out/console/index.html']]
    : [shellSources, ['out/renderer/index.html', 'out/main/index.js', 'out/core/main.js', 'out/preload/index.cjs']]
  const built = Math.min(...results.map((file) => statSync(join(root, file), { throwIfNoEntry: false })?.mtimeMs ?? 0))
  const newest = Math.max(...sources.map((source) => newestIn(join(root, source))))
  if (built >= newest) return
  process.stderr.write('Digit-Hab: building…\n')
  // Imported only now: a start with nothing to build loads no build tool.
  if (part !== 'everything') {
    const { build } = await import('vite')
    await build({ configFile: join(root, 'renderer', part === 'page' ? 'vite.config.ts' : 'vite.console.config.ts'), logLevel: 'warn' })
  } else {
    const { build } = await import('electron-vite')
    await build({ root, configFile: join(root, 'electron.vite.config.ts'), logLevel: 'warn' })
  }
}

/** Milliseconds of the last change of a file, or of any source file in a folder. */
function newestIn(path: string): number {
  const found = statSync(path, { throwIfNoEntry: false })
  if (!found) return 0
  if (!found.isDirectory()) return found.mtimeMs
  const inside = readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.name !== 'node_modules' && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => newestIn(join(path, entry.name)))
  return Math.max(0, ...inside)
}
