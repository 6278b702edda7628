import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildIfOld } from '../../electron/start/build.ts'
import { unpackChromium } from './chromium.ts'
import { madeHere } from './demo.ts'
import { electronProgram, projectRoot } from './runtime.ts'

export default async function globalSetup(): Promise<() => void> {
  await buildIfOld(projectRoot, electronProgram() ? 'everything' : 'page')
  await buildIfOld(projectRoot, 'console')
  // Before the workers: two that unpack it at once start a program that the other still writes.
  await unpackChromium()
  const demos = mkdtempSync(join(tmpdir(), 'digit-hab-demos-'))
  process.env[madeHere] = demos
  return () => rmSync(demos, { recursive: true, force: true })
}
