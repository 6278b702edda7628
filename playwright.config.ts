import { defineConfig } from '@playwright/test'
import { electronProgram } from './e2e/harness/runtime.ts'

// Looked at by axe in each light and size: the same page in the same engine, so in one host.
const onlyLooked = /everybody can read it/
// Tests of the shell alone; the rest runs in both hosts.
const onlyElectron = /security(-sandbox|-package)?\.spec\.ts$/
const onlyBrowser = /(api-docs|security-browser|every-screen|demo-command|console|joining|founding|files|huge-list)\.spec\.ts$/
const withElectron = electronProgram() !== null

if (!withElectron && process.env['TEST_WORKER_INDEX'] === undefined) {
  process.stderr.write('e2e: no Electron runtime (ELECTRON_OVERRIDE_DIST_PATH, node_modules/electron/dist): everything in Electron is SKIPPED.\n')
}

export default defineConfig<object, { hostKind: 'browser' | 'electron' }>({
  testDir: 'e2e',
  globalSetup: './e2e/harness/global-setup.ts',
  outputDir: 'test-results',
  timeout: 60_000,
  expect: { timeout: 10_000 },
  // Half of a test is waiting for timers and pages: a third one uses what the cores leave.
  workers: 3,
  use: { actionTimeout: 15_000 },
  forbidOnly: process.env['CI'] !== undefined,
  reporter: [['list']],
  projects: [
    { name: 'browser', use: { hostKind: 'browser' }, testIgnore: onlyElectron },
    ...(withElectron ? [{ name: 'electron', use: { hostKind: 'electron' as const }, testIgnore: onlyBrowser, grepInvert: onlyLooked }] : []),
  ],
})
