import { globSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { defineConfig } from 'electron-vite'
import { renderer } from './renderer/vite.config.ts'

const at = (path: string) => resolve(import.meta.dirname, path)
// Every worker of the core is a program of its own. All of them, and what they share, stand flat in out/core, so that
// `new URL('./x-worker.js', import.meta.url)` is true wherever the code that says it ends up.
const workers = Object.fromEntries(
  globSync(['electron/core/**/*-worker.ts', 'shared/documents/*-worker.ts'], { cwd: import.meta.dirname }).map((file) => [`core/${basename(file, '.ts')}`, at(file)]),
)

// Native modules stay what they are on disk; everything else is bundled, so that the package holds no node_modules tree.
const native = ['better-sqlite3', 'sharp', '@node-rs/argon2']
// Needed by packages of the core only in ways we do not use.
const external = ['electron', 'pg-native', 'cloudflare:sockets', ...native].map((name) => new RegExp(`^${name}(/|$)`))

/** fflate (of write-excel-file) calls something `require`, and so does the shim that electron-vite puts before a file that asks for one. */
const apart = {
  name: 'fflate-beside-the-shim',
  transform(code: string, id: string): string | null {
    if (!id.endsWith('fflate/esm/index.mjs')) return null
    const renamed = code.replace('var require = createRequire(', 'var load = createRequire(').replace('_a = require(', '_a = load(')
    if (renamed.length !== code.length - 6) throw new Error('fflate has changed: look whether it still needs this')
    return renamed
  },
}

const developmentPort = 47_613

export default defineConfig({
  main: {
    plugins: [apart],
    build: {
      outDir: at('out'),
      emptyOutDir: false, // the page and the preload stand beside it
      target: 'node20', // the oldest Electron this is tried in
      externalizeDeps: false,
      minify: false,
      sourcemap: false,
      rolldownOptions: {
        external,
        input: {
          'main/index': at('electron/main/index.ts'),
          'core/main': at('electron/core/main.ts'),
          ...workers,
        },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'core/[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: at('out/preload'),
      externalizeDeps: false,
      isolatedEntries: true,
      minify: false,
      rolldownOptions: {
        external: ['electron'],
        input: { index: at('electron/preload/index.ts') },
        // A sandboxed preload is one CommonJS file that requires nothing but electron.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    ...renderer,
    // The page stands under app://, so it must be told where Vite listens for its changes.
    server: { port: developmentPort, strictPort: true, hmr: { protocol: 'ws', host: 'localhost', clientPort: developmentPort } },
  },
})
