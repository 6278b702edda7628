import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pageFile } from './files.ts'

let base = ''
let root = ''
beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), 'digit-hab-files-'))
  root = join(base, 'renderer')
  mkdirSync(join(root, 'assets'), { recursive: true })
  mkdirSync(join(base, 'renderer-other'))
  for (const file of ['index.html', 'assets/main-a1.js', 'assets/notes.txt', 'assets/main.js.map', 'assets/.env.json', 'assets/a b.svg']) {
    writeFileSync(join(root, file), '')
  }
  writeFileSync(join(base, 'secret.json'), '')
  writeFileSync(join(base, 'renderer-other', 'x.json'), '')
  symlinkSync(join(base, 'secret.json'), join(root, 'assets', 'link.json'))
})
afterAll(() => rmSync(base, { recursive: true }))

describe('the file that an address means', () => {
  it.each([
    ['/', 'index.html', 'text/html; charset=utf-8'],
    ['/index.html', 'index.html', 'text/html; charset=utf-8'],
    ['/assets/main-a1.js', 'assets/main-a1.js', 'text/javascript; charset=utf-8'],
    ['/assets/a%20b.svg', 'assets/a b.svg', 'image/svg+xml'],
  ])('%s is %s', async (pathname, file, mime) => {
    expect(await pageFile(root, pathname)).toEqual({ path: join(root, file), mime })
  })

  it.each([
    '/../secret.json', '/assets/../../secret.json', '/%2e%2e/secret.json', '/%2e%2e%2fsecret.json', '/..%2fsecret.json', '/%252e%252e/secret.json',
    '/..\\secret.json', '/%5c..%5csecret.json', '/assets/%00.json', '/assets/link.json', '/../renderer-other/x.json', '//etc/passwd', '/C:/x.json',
    '/assets', '/assets/', '/assets/notes.txt', '/assets/main.js.map', '/assets/.env.json', '/.git/config', '/missing.js', '/%', 'index.html', '',
    `/${'a'.repeat(5000)}.js`, '/index.html/x.js',
  ])('%j is nothing', async (pathname) => {
    expect(await pageFile(root, pathname)).toBeNull()
  })
})
