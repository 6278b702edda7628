import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { migrate, migrations, schemaState } from '../../shared/database/migrate.ts'
import type { Store } from '../../shared/database/store.ts'
import { TransferError, usedTable, writeAll } from '../../shared/database/transfer.ts'
import type { TransferLine } from '../../shared/database/transfer.ts'
import { beginEpoch } from '../../shared/sync/epoch.ts'
import { OperatorError } from '../cli/words.ts'
import type { Config } from '../config.ts'
import { openFiles } from '../files/open-files.ts'
import { fingerprint, secretsPath } from '../identity/secrets.ts'
import { readLines, sha256OfFile } from './archive.ts'
import { listedOf, putBack, verifyFile } from './files.ts'
import type { Listed } from './files.ts'
import { filesFolder, listName, readManifest, rowsName, secretsName } from './manifest.ts'
import type { Manifest } from './manifest.ts'

export type Restored = { readonly at: string; readonly rows: number; readonly files: number | null; readonly warnings: readonly string[] }

/**
 * Brings a backup into an unused database of either kind, its files into the configured store, its secret into the data folder.
 * Everything is looked at first and rows come in one transaction: what is refused leaves an empty database behind.
 * Throws `OperatorError`.
 */
export async function restoreBackup(config: Config, store: Store, folder: string, name: string): Promise<Restored> {
  const backup = join(folder, name)
  const manifest = await readManifest(backup)
  const known = Object.keys(migrations)
  if (!known.includes(manifest.schema))
    throw new OperatorError(`This backup was made by a newer version of Digit-Hab (${manifest.version}, ${manifest.schema}; known here: ${known.at(-1)}). Install that version, or a later one, and restore again.`)
  await verifyPart(backup, rowsName, manifest.rows)
  const files: Listed[] = []
  if (manifest.files !== null) {
    await verifyPart(backup, listName, manifest.files)
    for await (const line of readLines(join(backup, listName))) files.push(listedOf(line))
  }
  for (const file of files) await verifyFile(folder, file)
  const secrets = await secretsToWrite(config, backup)
  await prepare(store, manifest)

  const blobs = openFiles(config.files)
  for (const file of files) await putBack(blobs, file, () => readFile(join(folder, filesFolder, file.path)))
  let rows: number
  try {
    rows = await writeAll(store, linesOf(backup))
  } catch (error) {
    if (error instanceof TransferError || error instanceof SyntaxError) throw new OperatorError(`The backup is damaged: ${error.message}. Nothing was restored.`, { cause: error })
    throw error
  }
  if (secrets !== null) {
    mkdirSync(config.dataDirectory, { recursive: true })
    await writeFile(secretsPath(config.dataDirectory), secrets, { mode: 0o600, flag: 'wx' })
  }
  // A backup of an older version becomes one of today.
  await migrate(store)
  // Posts that are ahead of this day take the log anew, and send again what it has lost.
  await beginEpoch(store.kysely, randomUUID(), Date.now())
  return { at: manifest.at, rows, files: manifest.files === null ? null : files.length, warnings: warningsOf(config, manifest, secrets !== null) }
}

async function verifyPart(backup: string, name: string, { sha256 }: { sha256: string }): Promise<void> {
  const path = join(backup, name)
  if (!existsSync(path)) throw new OperatorError(`The backup is damaged: ${path} is missing. Nothing was restored.`)
  if (await sha256OfFile(path) !== sha256) throw new OperatorError(`The backup is damaged: ${path} is not what it was. Nothing was restored.`)
}

/** An unused database at the schema of the backup. */
async function prepare(store: Store, { schema }: Manifest): Promise<void> {
  const { applied } = await schemaState(store)
  const used = applied.length ? await usedTable(store) : null
  if (used !== null) throw new OperatorError(`The database is not empty: ${used} has rows. Restore into a new one (another DATABASE_URL), and stop the servers of this one first.`)
  if (applied.length && applied.at(-1) !== schema)
    throw new OperatorError(`The database stands at ${applied.at(-1)} and the backup at ${schema}. Give an empty database: it is brought to where the backup stands, then to this version.`)
  await migrate(store, { upTo: schema })
}

/** The backup's secret where this server has none; null where there is nothing to write. Another one there is refused. */
async function secretsToWrite(config: Config, backup: string): Promise<string | null> {
  const source = join(backup, secretsName)
  if (config.jwtSecret !== null || !existsSync(source)) return null
  const text = await readFile(source, 'utf8')
  const target = secretsPath(config.dataDirectory)
  if (!existsSync(target)) return text
  if (await readFile(target, 'utf8') === text) return null
  throw new OperatorError(`${target} holds another secret than the backup. Move it away (the data folder must be as empty as the database) and restore again.`)
}

function warningsOf(config: Config, manifest: Manifest, written: boolean): string[] {
  const warnings: string[] = []
  const mine = config.jwtSecret === null ? null : fingerprint(config.jwtSecret)
  if (!written && manifest.secret !== null && mine !== manifest.secret && !(mine === null && existsSync(secretsPath(config.dataDirectory))))
    warnings.push('JWT_SECRET is not the one this backup was made under: everybody signs in anew, and second factors no longer open.')
  if (manifest.files === null) warnings.push('Files lie in S3 and are not part of this backup: FILES must name the bucket, or a copy of it.')
  return warnings
}

async function* linesOf(backup: string): AsyncIterable<TransferLine> {
  for await (const line of readLines(join(backup, rowsName))) yield JSON.parse(line) as TransferLine
}
