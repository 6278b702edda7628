import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

// Facts about the source that no run could prove: what is nowhere written cannot be switched on.
const root = join(import.meta.dirname, '../../..')
const sources = globSync(['electron/**/*.ts', 'renderer/**/*.{ts,tsx,html}'], { cwd: root })
  .filter((file) => !/\.test\.tsx?$/.test(file))
  .map((file) => ({ file: file.replaceAll('\\', '/'), text: readFileSync(join(root, file), 'utf8') }))
const filesWith = (pattern: RegExp) => sources.filter(({ text }) => pattern.test(text)).map(({ file }) => file).sort()

describe('one door between page and machine', () => {
  it('main listens in one file, the preload speaks in one', () => {
    expect(filesWith(/\bipcMain\b/)).toEqual(['electron/main/ipc.ts'])
    expect(filesWith(/\bipcRenderer\b/)).toEqual(['electron/preload/index.ts'])
  })

  it('nothing is exposed to a page by name', () => {
    expect(filesWith(/contextBridge|exposeInMainWorld/)).toEqual([])
  })

  it('no protection is switched off', () => {
    for (const relaxed of [
      /webSecurity:\s*false/, /contextIsolation:\s*false/, /sandbox:\s*false/, /nodeIntegration\w*:\s*true/, /webviewTag:\s*true/,
      /allowRunningInsecureContent:\s*true/, /experimentalFeatures:\s*true/, /enableBlinkFeatures/, /ignore-certificate-errors/,
      /setCertificateVerifyProc/, /bypassCSP:\s*true/, /allowFileAccessFromFiles/, /<webview/, /executeJavaScript\b/, /\.loadFile\(/,
    ]) expect(filesWith(relaxed), String(relaxed)).toEqual([])
  })

  it('windows are made in one file, with the safe preferences', () => {
    const makers = filesWith(/new BrowserWindow\(/)
    expect(makers).toEqual(['electron/main/windows.ts'])
    expect(sources.find(({ file }) => file === makers[0])!.text).toContain('webPreferences: safePreferences(')
    expect(filesWith(/new (WebContentsView|BrowserView)\(/)).toEqual([])
  })

  it('addresses go to the operating system only by way of the allow-list', () => {
    expect(filesWith(/shell\.openExternal\(/)).toEqual(['electron/main/host.ts', 'electron/main/index.ts'])
    expect(filesWith(/safeExternal\(/)).toEqual(['electron/main/host.ts', 'electron/main/security/external.ts', 'electron/main/security/navigation.ts'])
  })

  it('a page has no inline script', () => {
    const pages = sources.filter(({ file }) => file.endsWith('.html'))
    expect(pages.length).toBeGreaterThan(0)
    for (const { text, file } of pages) expect(text.replace(/<script type="module" src="[^"]+"><\/script>/g, ''), file).not.toMatch(/<script|\son\w+=|javascript:/i)
  })
})
