import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Application } from './application.ts'

export type SavedFile = { readonly name: string; readonly bytes: Buffer }

/** Runs what hands a file to the person, and gives its name and content. In Electron it answers the dialog that asks where. */
export async function savedFile(application: Application, act: () => Promise<void>): Promise<SavedFile> {
  const electron = application.electron()
  if (!electron) {
    const coming = application.page().waitForEvent('download')
    await act()
    const download = await coming
    return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) }
  }
  const folder = mkdtempSync(join(tmpdir(), 'digit-hab-saved-'))
  const path = join(folder, 'saved')
  try {
    const done = await electron.evaluateHandle(({ session }, to) => {
      // Boxed, so that the handle comes at once and not when the file has.
      const saved = new Promise<string>((resolve, reject) => {
        session.defaultSession.once('will-download', (_event, item) => {
          item.setSavePath(to)
          item.once('done', (_done, state) => (state === 'completed' ? resolve(item.getFilename()) : reject(new Error(state))))
        })
      })
      return { saved }
    }, path)
    await act()
    const name = await done.evaluate((boxed) => boxed.saved)
    return { name, bytes: readFileSync(path) }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
