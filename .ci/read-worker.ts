/**
 * vitest globalSetup: the thread that answers queries, built once into one file. Every core of a test starts two of them, and read
 * module by module they take most of its time.
 */
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'rolldown'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Address of the built file. */
    readWorker: string
  }
}

export default async function setup(project: TestProject): Promise<void> {
  const root = join(import.meta.dirname, '..')
  // Inside node_modules, so that what is not bundled is found from there.
  const file = join(root, 'node_modules', '.cache', 'digit-hab', 'read-worker.mjs')
  await build({ input: join(root, 'electron/core/read-worker.ts'), platform: 'node', external: [/^better-sqlite3$/], output: { file, format: 'esm' } })
  project.provide('readWorker', pathToFileURL(file).href)
}
