import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { defineConfig } from 'electron-vite'
import { renderer } from './renderer/vite.config.ts'

const at = (path: string) => resolve(import.meta.dirname, path)
const present = (entries: Record<string, string>) => Object.fromEntries(Object.entries(entries).filter(([, file]) => existsSync(file)))

// Native modules stay what they are on disk; everything else is bundled, so that the package holds no node_modules tree.
const native = ['better-sqlite3', 'sharp', '@node-rs/argon2']
// Needed by packages of the core only in ways we do not use.
const external = ['electron', 'pg-native', 'cloudflare:sockets', ...native].map((name) => new RegExp(`^${name}(/|$)`))

export default defineConfig({
  main: {
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
          ...present({
            'core/main': at('electron/core/main.ts'),
            'core/read-worker': at('electron/core/read-worker.ts'),
            'core/import-worker': at('electron/core/import-worker.ts'),
          }),
        },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'core/chunks/[name]-[hash].js' },
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
  renderer,
})
