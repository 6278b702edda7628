import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'
import { renderer } from './vite.config.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** The operator's console: pages of the cloud server, served by server/http/console.ts in whatever browser the operator has. */
export default defineConfig({
  ...renderer,
  root: here('console'),
  base: '/console/',
  publicDir: false,
  // A sign that the server replaces in each answer; the content security policy of that answer names it.
  html: { cspNonce: '__NONCE__' },
  build: {
    ...renderer.build,
    outDir: here('../out/console'),
    target: 'baseline-widely-available',
    rolldownOptions: { input: here('console/index.html') },
  },
})
