import { readFileSync, writeFileSync } from 'node:fs'

/**
 * Leaves in package.json and its lock only what the server runs on, so that an image holds no interface, no Electron and no tools:
 * `node only-server.ts && npm ci`. Runs in a copy (the Dockerfile), never in the repository. A test holds the list to what is imported.
 */
export const serverPackages: readonly string[] = [
  '@aws-sdk/client-s3', '@node-rs/argon2', 'better-sqlite3', 'busboy', 'cors', 'express', 'express-rate-limit', 'helmet', 'i18next', 'jose', 'kysely',
  'libphonenumber-js', 'nodemailer', 'otpauth', 'pg', 'pino', 'prom-client', 'sharp', 'socket.io', 'swagger-ui-dist', 'ws', 'zod',
]

type Root = { dependencies?: Record<string, string>; devDependencies?: unknown; optionalDependencies?: unknown }

if (import.meta.main) {
  change('package.json', (root) => only(root as Root))
  change('package-lock.json', (lock) => only((lock as { packages: Record<string, Root> }).packages['']!))
}

function only(root: Root): void {
  root.dependencies = Object.fromEntries(Object.entries(root.dependencies ?? {}).filter(([name]) => serverPackages.includes(name)))
  delete root.devDependencies
  // Of ours: a Node for machines whose own is too old. Those of packages (the native parts of sharp and argon2) stay.
  delete root.optionalDependencies
}

function change(path: string, how: (content: unknown) => void): void {
  const content = JSON.parse(readFileSync(path, 'utf8')) as unknown
  how(content)
  writeFileSync(path, `${JSON.stringify(content, null, 2)}\n`)
}
