import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'

/** Collects what a page complains about: console errors, uncaught failures, a dead renderer. */
export function hearComplaints(page: Page, complaints: string[]): void {
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`console: ${message.text()} (${message.location().url})`)
  })
  page.on('pageerror', (error) => complaints.push(`page: ${error.stack ?? error.message}`))
  page.on('crash', () => complaints.push('page: the renderer died'))
}

/** Lines of level error in the logs of a data folder. */
export function errorsInLog(directory: string): string[] {
  const folder = join(directory, 'logs')
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n'))
    .filter((line) => line.includes('"level":"error"'))
    .map((line) => `log: ${line}`)
}
