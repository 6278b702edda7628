import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { listPackage } from '@electron/asar'
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { electronProgram, projectRoot } from './harness/runtime.ts'
import { expect, test } from './harness/test.ts'

test.describe('the packaged application', () => {
  test.skip(process.platform !== 'linux', 'SKIPPED: packs for Linux')
  test.setTimeout(240_000)
  const output = mkdtempSync(join(tmpdir(), 'digit-hab-package-'))
  const packed = join(output, 'linux-unpacked')

  test.beforeAll(() => {
    // Our own runtime: electron-builder would download one otherwise.
    const builder = spawnSync(
      process.execPath,
      ['node_modules/electron-builder/cli.js', '--linux', 'dir', `-c.electronDist=${dirname(electronProgram()!)}`, `-c.directories.output=${output}`],
      { cwd: projectRoot, encoding: 'utf8' },
    )
    if (builder.status !== 0) throw new Error(`${builder.stdout}\n${builder.stderr}`)
  })
  test.afterAll(() => rmSync(output, { recursive: true, force: true }))

  test('19: refuses to be used as Node, to be inspected, and to run anything but its own archive', async () => {
    const { version: _version, ...wire } = await getCurrentFuseWire(join(packed, 'digit-hab'))
    const on = Object.entries(wire).filter(([, state]) => state === FuseState.ENABLE).map(([fuse]) => FuseV1Options[Number(fuse)])
    const off = Object.entries(wire).filter(([, state]) => state === FuseState.DISABLE).map(([fuse]) => FuseV1Options[Number(fuse)])
    expect(on).toEqual(expect.arrayContaining(['EnableCookieEncryption', 'EnableEmbeddedAsarIntegrityValidation', 'OnlyLoadAppFromAsar']))
    expect(off).toEqual(expect.arrayContaining([
      'RunAsNode', 'EnableNodeOptionsEnvironmentVariable', 'EnableNodeCliInspectArguments', 'LoadBrowserProcessSpecificV8Snapshot', 'GrantFileProtocolExtraPrivileges',
    ]))
    expect(on.length + off.length, 'every fuse is decided').toBe(Object.keys(wire).length)
    const asNode = spawnSync(join(packed, 'digit-hab'), ['-e', 'console.log("ran " + 1)'], { env: { ELECTRON_RUN_AS_NODE: '1', PATH: '' }, encoding: 'utf8', timeout: 10_000 })
    expect(asNode.stdout).not.toContain('ran 1')
  })

  test('holds what it needs and nothing else: no sources, no tests, no packages of the server', () => {
    const files = listPackage(join(packed, 'resources', 'app.asar'), { isPack: false }).map((path) => path.replaceAll('\\', '/'))
    const needed = ['/out/main/index.js', '/out/core/main.js', '/out/core/read-worker.js', '/out/core/document-worker.js', '/resources/fonts/inter-regular.ttf', '/resources/fonts/inter-semibold.ttf', '/out/preload/index.cjs', '/out/renderer/index.html', '/package.json']
    for (const file of needed) expect(files, file).toContain(file)
    const packages = [...new Set(files.filter((file) => file.startsWith('/node_modules/')).map((file) => file.split('/').slice(2, file.startsWith('/node_modules/@') ? 4 : 3).join('/')))]
    const native = /^(@img(\/.*)?|@node-rs(\/.*)?|better-sqlite3|sharp|detect-libc|semver)$/
    expect(packages.filter((name) => !native.test(name))).toEqual([])
    expect(files.filter((file) => /\.(ts|tsx|map|sqlite|log)$/.test(file) || file.includes('.test.') || file.startsWith('/server'))).toEqual([])
    const unpacked = join(packed, 'resources', 'app.asar.unpacked', 'node_modules')
    expect(readdirSync(join(unpacked, 'better-sqlite3', 'prebuilds'))).toEqual([`linux-${process.arch}.node`])
    expect(existsSync(join(unpacked, '@img', `sharp-libvips-linux-${process.arch}`, 'lib'))).toBe(true)
  })
})
