import { chmod, copyFile, mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { syncDirectory } from '../../shared/files/disk.ts'
import { readAll, schemaOf } from '../../shared/database/transfer.ts'
import type { Store } from '../../shared/database/store.ts'
import { version } from '../version.ts'
import { OperatorError } from '../cli/words.ts'
import type { Config } from '../config.ts'
import { fingerprint, secretIn, secretsPath } from '../identity/secrets.ts'
import { readLines, writeLines } from './archive.ts'
import { copyOnce, filesOf, forgetFiles, lineOf, listedOf } from './files.ts'
import { backupsIn, listName, manifestName, nameOf, readManifest, rowsName, secretsName } from './manifest.ts'
import type { Manifest } from './manifest.ts'

export type Made = { readonly path: string; readonly rows: number; readonly files: number | null; readonly copied: number; readonly secrets: boolean }

const day = 86_400_000

/**
 * One backup into `folder`, beside the earlier ones, while servers go on writing: rows as of one moment, then the files those
 * rows may name (a file is stored before its row), of which only new ones are copied.
 * @param now milliseconds UTC: the name of the backup.
 */
export async function createBackup(config: Config, store: Store, folder: string, now: number): Promise<Made> {
  const schema = await schemaOf(store)
  if (schema === null) throw new OperatorError('There is nothing to copy: no server has ever used this database.')
  const path = join(folder, nameOf(now))
  if (existsSync(path)) throw new OperatorError(`${path} is there already.`)
  const coming = `${path}.part`
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await rm(coming, { recursive: true, force: true })
  await mkdir(coming, { mode: 0o700 })
  try {
    let count = 0
    const rows = await writeLines(join(coming, rowsName), (line) => readAll(store, (row) => {
      if (!('table' in row)) count++
      return line(JSON.stringify(row))
    }))
    let copied = 0
    const { files: source } = config
    const files = source.kind === 's3' ? null : await writeLines(join(coming, listName), async (line) => {
      for await (const file of filesOf(source.path)) {
        if (await copyOnce(source.path, folder, file)) copied++
        await line(lineOf(file))
      }
    })
    const kept = secretsPath(config.dataDirectory)
    const secrets = config.jwtSecret === null && existsSync(kept)
    if (secrets) {
      await copyFile(kept, join(coming, secretsName))
      await chmod(join(coming, secretsName), 0o600)
    }
    const secret = config.jwtSecret ?? (secrets ? secretIn(config.dataDirectory) : null)
    const manifest: Manifest = { format: 1, at: new Date(now).toISOString(), version, schema, rows, files, secret: secret === null ? null : fingerprint(secret) }
    // Last and flushed: a backup that has a manifest is whole.
    await writeFile(join(coming, manifestName), `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600, flush: true })
    await syncDirectory(coming)
    await rename(coming, path)
    await syncDirectory(folder)
    return { path, rows: count, files: files?.lines ?? null, copied, secrets }
  } catch (error) {
    await rm(coming, { recursive: true, force: true })
    throw error
  }
}

/** Keeps the newest `keep` backups, and the files that they name. Gives what went. */
export async function forgetBackups(folder: string, keep: number, now: number): Promise<{ backups: number; files: number }> {
  const all = await backupsIn(folder)
  const old = all.slice(0, -keep)
  if (!old.length) return { backups: 0, files: 0 }
  for (const name of old) await rm(join(folder, name), { recursive: true })
  const named = new Set<string>()
  for (const name of all.slice(-keep)) {
    if ((await readManifest(join(folder, name))).files === null) continue
    for await (const line of readLines(join(folder, name, listName))) named.add(listedOf(line).path)
  }
  return { backups: old.length, files: await forgetFiles(folder, named, now - day) }
}
