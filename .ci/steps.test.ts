import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { electronProgram } from './electron.ts'
import { testSteps } from './steps.ts'

let root: string
beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'digit-hab-steps-'))
  writeFileSync(path.join(root, 'package.json'), '{}')
})
afterEach(() => rmSync(root, { recursive: true }))

describe('steps of npm test', () => {
  it('skips what is not there yet, and says why', () => {
    const skipped = testSteps(root, root).flatMap((step) => (step.skip ? [[step.name, step.skip]] : []))
    expect(skipped).toEqual([
      ['build', 'package.json has no script "build" yet'],
      ['e2e-browser', 'there is no playwright.config.ts yet'],
      ['e2e-electron', 'there is no playwright.config.ts yet'],
    ])
  })

  it('runs everything once it is there, whatever the machine says of Electron', () => {
    writeFileSync(path.join(root, 'package.json'), '{"scripts":{"build":"x"}}')
    writeFileSync(path.join(root, 'playwright.config.ts'), '')
    const steps = testSteps(root, root)
    expect(steps.flatMap((step) => (step.skip ? [] : [step.name]))).toEqual(expect.arrayContaining(['oxlint', 'lint', 'types', 'types-renderer', 'unit', 'integration', 'build', 'e2e-browser']))
    expect(steps.find((step) => step.name === 'e2e-electron')?.skip ?? 'it runs').toMatch(/^(there is no|it runs)/)
  })

  it('names only source folders that are there', () => {
    mkdirSync(path.join(root, 'shared'))
    mkdirSync(path.join(root, 'node_modules'))
    expect(testSteps(root, root)[0]!.command.slice(2)).toEqual(['shared'])
  })
})

describe.skipIf(process.platform !== 'linux')('Electron', () => {
  it('is the runtime of the environment, else the one of the package, else none', () => {
    expect(electronProgram(root, {})).toBeUndefined()
    expect(electronProgram(root, { ELECTRON_OVERRIDE_DIST_PATH: '/nonexistent' })).toBeUndefined()
    const own = path.join(root, 'node_modules/electron/dist')
    mkdirSync(own, { recursive: true })
    writeFileSync(path.join(own, 'electron'), '')
    expect(electronProgram(root, { ELECTRON_OVERRIDE_DIST_PATH: '/nonexistent' })).toBe(path.join(own, 'electron'))
    const given = path.join(root, 'given')
    mkdirSync(given)
    writeFileSync(path.join(given, 'electron'), '')
    expect(electronProgram(root, { ELECTRON_OVERRIDE_DIST_PATH: given })).toBe(path.join(given, 'electron'))
  })
})
