import { existsSync, readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { constants } from 'node:os'
import { dirname, join } from 'node:path'
import type sharpModule from 'sharp'

// Not called `require`: the bundler of the desktop gives each of its files one by that name.
const load = createRequire(import.meta.url)

/**
 * Under Electron on Linux, sharp must not meet the GLib that Electron links for its windows: sharp's addon would hold its
 * pictures by one GLib and release them by another, which leaks every picture and, with newer GLibs, ends the process
 * (github.com/lovell/sharp/issues/4522). Loading the addon first with RTLD_DEEPBIND makes it look into its own libvips before
 * the process. libvips itself is loaded before that and without the flag, so that it goes on using Electron's allocator: with
 * two allocators, memory that the C library hands out would be freed by the wrong one.
 */
function bindToOwnLibraries(): void {
  if (process.platform !== 'linux' || !process.versions['electron']) return
  const fromSharp = createRequire(load.resolve('sharp'))
  const addon = fileIn(fromSharp, `@img/sharp-linux-${process.arch}/package`, '.node')
  const library = fileIn(fromSharp, `@img/sharp-libvips-linux-${process.arch}/package`, '.so')
  // Another way of installing sharp (built from source): it has found a libvips by itself.
  if (!addon || !library) return
  try {
    process.dlopen({ exports: {} }, library, constants.dlopen.RTLD_NOW)
  } catch (error) {
    // A plain library is loaded and then refused because it registers no addon; that it was loaded is all that is wanted.
    if (!(error instanceof Error) || !error.message.includes('did not self-register')) throw error
  }
  process.dlopen({ exports: {} }, addon, constants.dlopen.RTLD_NOW | constants.dlopen.RTLD_DEEPBIND)
}

function fileIn(from: NodeJS.Require, packageName: string, part: '.node' | '.so'): string | null {
  const folder = join(dirname(from.resolve(packageName)), 'lib')
  const name = existsSync(folder) ? readdirSync(folder).find((file) => file.includes(part)) : undefined
  return name === undefined ? null : join(folder, name)
}

bindToOwnLibraries()

/** Not by `import`: a bundler would move that above the lines that must come first. */
export const sharp = load('sharp') as typeof sharpModule

// One picture uses one thread of sharp's own, and nothing decoded is kept for a next one: memory stays that of what is at work.
sharp.concurrency(1)
sharp.cache(false)
