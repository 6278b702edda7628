import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { redact } from '../shared/values/redact.ts'
import { createLog, rotatingFile } from './log.ts'

describe('redact', () => {
  it.each([
    ['sent to awa.ndiaye@agence-dakar.sn today', 'sent to <e-mail> today'],
    ['?to=awa%40agence.sn', '?to=<e-mail>'],
    ['called +221 77 123 45 67', 'called <number>'],
    ['called 771234567.', 'called <number>.'],
    ['card 4111 1111 1111 1111', 'card <number>'],
    ['ENOENT /home/fatou/agence/data.sqlite', 'ENOENT /home/<user>/agence/data.sqlite'],
    ['x%2Fhome%2Ffatou%2Fdata', 'x%2Fhome%2F<user>%2Fdata'],
    ['C:\\Users\\Moussa Diop\\x', 'C:\\Users\\<user>\\x'],
    ['row 0192f0c1-7b3a-7c44-9f00-1234567890ab', 'row 0192f0c1…'],
    [`blob ${'ab12cd34'.repeat(8)}`, 'blob ab12cd34…'],
  ])('takes out what must not be kept: %s', (before, after) => {
    expect(redact(before)).toBe(after)
  })

  it('leaves times, versions and small numbers alone', () => {
    const line = 'took 1250 ms at 2026-11-23T02:50:11.123Z, 150 rows, version 1.16.1, port 127.0.0.1:43121'
    expect(redact(line)).toBe(line)
  })
})

describe('the log', () => {
  it('writes one JSON line, with secrets by name and texts in depth taken out', () => {
    const lines: string[] = []
    const log = createLog((line) => lines.push(line), 'core', () => Date.UTC(2026, 10, 23))
    log('error', 'call failed', { path: 'session.signIn', password: 'Dakar2026', error: new Error('no awa@x.sn') })
    const line = JSON.parse(lines[0]!) as Record<string, unknown>
    expect(line).toMatchObject({ time: '2026-11-23T00:00:00.000Z', level: 'error', source: 'core', password: '<secret>' })
    expect((line['error'] as Error).message).toBe('no <e-mail>')
    expect(lines[0]).not.toContain('Dakar2026')
  })

  it('rotates files by size and forgets the oldest', () => {
    const directory = mkdtempSync(join(tmpdir(), 'digit-hab-log-'))
    const write = rotatingFile(join(directory, 'a.log'), 20, 2)
    for (const name of ['one', 'two', 'three', 'four']) write(`${name.padEnd(15, '.')}\n`)
    expect(readdirSync(directory).sort()).toEqual(['a.log', 'a.log.1', 'a.log.2'])
    expect(readFileSync(join(directory, 'a.log.2'), 'utf8')).toContain('two')
    rmSync(directory, { recursive: true })
  })
})
