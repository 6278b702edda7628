import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { takeOwnership } from './ownership.ts'

let directory = ''
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'digit-hab-owner-'))
})
afterEach(() => rmSync(directory, { recursive: true }))

const now = Date.now()
const running = process.ppid
const dead = 2 ** 30

describe('one core per data folder', () => {
  it('takes a free folder, made when missing, and lets it go', () => {
    const release = takeOwnership(join(directory, 'new'), now)
    expect(existsSync(join(directory, 'new', 'owner.json'))).toBe(true)
    release()
    expect(existsSync(join(directory, 'new', 'owner.json'))).toBe(false)
  })

  it('fault 25: refuses a folder whose core is running', () => {
    takeOwnership(directory, now, running)
    expect(() => takeOwnership(directory, now)).toThrow(expect.objectContaining({ code: 'database_busy', params: { pid: running } }) as Error)
  })

  it('takes over what a dead core left, and then does not let go of what is not its own', () => {
    const releaseOfTheDead = takeOwnership(directory, now, dead)
    takeOwnership(directory, now)
    releaseOfTheDead()
    expect(existsSync(join(directory, 'owner.json'))).toBe(true)
  })

  it('takes over what is from before the computer restarted, even when the number is in use again', () => {
    takeOwnership(directory, now - 3_600_000, running)
    expect(() => takeOwnership(directory, now)).not.toThrow()
  })

  it('takes over a file that was cut off', () => {
    writeFileSync(join(directory, 'owner.json'), '{"pid":')
    expect(() => takeOwnership(directory, now)).not.toThrow()
  })
})
