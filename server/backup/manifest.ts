import { readdir, readFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { z } from 'zod'
import { OperatorError } from '../cli/words.ts'

/**
 * A folder of backups:
 *   digit-hab-2026-11-28T010203Z/   one backup: manifest.json, rows.jsonl.gz, files.txt.gz, secrets.json
 *   files/<agency>/<aa>/<sha256>    files of all of them by content, each kept once
 */
export const rowsName = 'rows.jsonl.gz'
export const listName = 'files.txt.gz'
export const secretsName = 'secrets.json'
export const manifestName = 'manifest.json'
export const filesFolder = 'files'

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const part = z.strictObject({ lines: z.int().min(0), sha256 })
const manifest = z.strictObject({
  format: z.literal(1),
  at: z.iso.datetime(),
  /** The version of the program that made it, for people. */
  version: z.string(),
  /** The last migration: rows fit a database at this one. */
  schema: z.string(),
  rows: part,
  /** Null where files lie in S3, which is backed up by itself. */
  files: part.nullable(),
  /** Tells whether a server has the same secret, and nothing else of it. */
  secret: z.string().nullable(),
})
export type Manifest = z.infer<typeof manifest>

const nameShape = /^digit-hab-\d{4}-\d\d-\d\dT\d{6}Z$/
export const nameOf = (at: number): string => `digit-hab-${new Date(at).toISOString().slice(0, 19).replaceAll(':', '')}Z`

/** Names of the whole backups in a folder, the oldest first. */
export async function backupsIn(folder: string): Promise<string[]> {
  return (await readdir(folder)).filter((name) => nameShape.test(name)).toSorted()
}

/** The backup meant by a path: itself, or the newest in a folder of several. */
export async function backupAt(path: string): Promise<{ folder: string; name: string }> {
  if (nameShape.test(basename(path))) return { folder: dirname(path), name: basename(path) }
  const newest = (await namesOrNone(path)).at(-1)
  if (newest === undefined) throw new OperatorError(`There is no backup in ${path}.`)
  return { folder: path, name: newest }
}

async function namesOrNone(path: string): Promise<string[]> {
  try {
    return await backupsIn(path)
  } catch (error) {
    throw new OperatorError(`${path} cannot be read: ${(error as Error).message}`, { cause: error })
  }
}

export async function readManifest(backup: string): Promise<Manifest> {
  let text: string
  try {
    text = await readFile(join(backup, manifestName), 'utf8')
  } catch (error) {
    throw new OperatorError(`${backup} is no backup: it has no readable ${manifestName}.`, { cause: error })
  }
  try {
    return manifest.parse(JSON.parse(text))
  } catch (error) {
    throw new OperatorError(`${join(backup, manifestName)} is damaged, or was made by a newer version of Digit-Hab.`, { cause: error })
  }
}
