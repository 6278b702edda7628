import { describe, expect, it } from 'vitest'
import { chooseHost } from './choose-host.ts'
import { readFlags } from './flags.ts'

const at = (present: string[], environment: NodeJS.ProcessEnv = {}, more: { headless?: boolean; platform?: NodeJS.Platform; xvfb?: boolean } = {}) =>
  chooseHost({
    headless: more.headless ?? false,
    environment,
    platform: more.platform ?? 'linux',
    root: '/p',
    exists: (path) => present.includes(path),
    find: (program) => (more.xvfb && program === 'Xvfb' ? '/usr/bin/Xvfb' : null),
  })
const own = '/p/node_modules/electron/dist/electron'

describe('which host opens', () => {
  it('Electron of the package, on a screen', () => {
    expect(at([own], { DISPLAY: ':0' })).toEqual({ kind: 'electron', executable: own, virtualScreen: null, reason: 'present' })
    expect(at([own], { WAYLAND_DISPLAY: 'wayland-0' })).toMatchObject({ kind: 'electron' })
  })

  it('the Electron that is asked for, and not another in its place', () => {
    const environment = { DISPLAY: ':0', ELECTRON_OVERRIDE_DIST_PATH: '/e' }
    expect(at(['/e/electron', own], environment)).toMatchObject({ executable: '/e/electron', reason: 'asked' })
    expect(at([own], environment)).toEqual({ kind: 'browser', reason: 'no_runtime' })
  })

  it('Electron on a virtual screen where there is no other', () => {
    expect(at([own], {}, { xvfb: true })).toMatchObject({ kind: 'electron', virtualScreen: '/usr/bin/Xvfb' })
    expect(at([own])).toEqual({ kind: 'browser', reason: 'no_screen' })
  })

  it('the browser host without a runtime, and always when headless', () => {
    expect(at([], { DISPLAY: ':0' })).toEqual({ kind: 'browser', reason: 'no_runtime' })
    expect(at([own], { DISPLAY: ':0' }, { headless: true })).toEqual({ kind: 'browser', reason: 'headless' })
  })

  it('knows the program by its name on each system', () => {
    expect(at(['/p/node_modules/electron/dist/electron.exe'], {}, { platform: 'win32' })).toMatchObject({ kind: 'electron' })
    expect(at(['/p/node_modules/electron/dist/Electron.app/Contents/MacOS/Electron'], {}, { platform: 'darwin' })).toMatchObject({ kind: 'electron' })
  })
})

describe('flags', () => {
  it('have the defaults of the demonstration', () => {
    expect(readFlags([])).toEqual({ demo: false, headless: false, development: false, port: null, data: undefined, properties: 400, clients: 150, seed: 1 })
  })

  it('are read as given', () => {
    expect(readFlags(['--demo', '--headless', '--port', '4310', '--properties=20', '--clients', '5', '--seed', '7', '--data', '/d']))
      .toEqual({ demo: true, headless: true, development: false, port: 4310, data: '/d', properties: 20, clients: 5, seed: 7 })
  })

  it.each([['--port', '70000'], ['--port', 'x'], ['--properties', '-1'], ['--properties', '1.5'], ['--unknown'], ['stray']])('%s %s is refused', (...list) => {
    expect(() => readFlags(list)).toThrow()
  })
})
