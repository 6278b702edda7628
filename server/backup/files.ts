import { constants, existsSync } from 'node:fs'
import { copyFile, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { randomUUID } from 'node:crypto'
import { storageError } from '../../shared/files/disk.ts'
import { variants } from '../../shared/files/blob-store.ts'
import type { BlobStore, Variant } from '../../shared/files/blob-store.ts'
import { OperatorError } from '../cli/words.ts'
import { sha256OfFile } from './archive.ts'
import { filesFolder } from './manifest.ts'

/** A stored file as a line of the list says it: `<agency>/<aa>/<sha256>[.variant] <bytes>`. */
export type Listed = { readonly path: string; readonly bytes: number }
const shape = new RegExp(String.raw`^([0-9a-f-]{36})/[0-9a-f]{2}/([0-9a-f]{64})(?:\.(${variants.join('|')}))?$`)

export const lineOf = ({ path, bytes }: Listed): string => `${path} ${bytes}`

export function listedOf(line: string): Listed {
  const [path = '', bytes = ''] = line.split(' ')
  if (!shape.test(path) || !/^\d+$/.test(bytes)) throw new OperatorError(`The list of files is damaged: ${JSON.stringify(line.slice(0, 100))}`)
  return { path, bytes: Number(bytes) }
}

/** All files of a store on disk; what is only just being written is none yet. */
export async function* filesOf(storePath: string): AsyncIterable<Listed> {
  const root = join(storePath, 'files')
  if (!existsSync(root)) return
  for (const agency of await readdir(root)) {
    if (agency === 'temporary') continue
    for (const part of await readdir(join(root, agency)))
      for (const name of await readdir(join(root, agency, part))) {
        const path = `${agency}/${part}/${name}`
        if (shape.test(path)) yield { path, bytes: (await stat(join(root, path))).size }
      }
  }
}

/** Copies a file that the folder of backups does not hold yet; a name that exists there is whole. */
export async function copyOnce(storePath: string, folder: string, { path, bytes }: Listed): Promise<boolean> {
  const target = join(folder, filesFolder, path)
  try {
    if ((await stat(target)).size === bytes) return false
  } catch {
    // Not there yet.
  }
  const beside = `${target}.${randomUUID()}.part`
  try {
    await mkdir(dirname(target), { recursive: true, mode: 0o700 })
    // A disk that can shares the blocks instead of copying them.
    await copyFile(join(storePath, 'files', path), beside, constants.COPYFILE_FICLONE)
    const handle = await open(beside, 'r+')
    try {
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(beside, target)
    return true
  } catch (error) {
    await rm(beside, { force: true })
    throw storageError(error)
  }
}

/** Throws unless the folder of backups holds this file, unchanged. */
export async function verifyFile(folder: string, { path, bytes }: Listed): Promise<void> {
  const source = join(folder, filesFolder, path)
  const found = existsSync(source) ? (await stat(source)).size : null
  const [, , sha256, variant] = shape.exec(path)!
  // A smaller picture has no name of its own content; its size has to do.
  if (found !== bytes || (variant === undefined && await sha256OfFile(source) !== sha256))
    throw new OperatorError(`The backup is damaged: ${source} ${found === null ? 'is missing' : 'is not what it was'}. Nothing was restored.`)
}

/** @param read the bytes of the file in the folder of backups. */
export async function putBack(store: BlobStore, { path }: Listed, read: () => Promise<Buffer>): Promise<void> {
  const [, agencyId, sha256, variant] = shape.exec(path) as unknown as [string, string, string, Variant | undefined]
  const bytes = await read()
  if (variant === undefined) await store.put(agencyId, bytes)
  else await store.putVariant({ agencyId, sha256, variant }, bytes)
}

/** Removes files that no backup names any more, unless they came lately: another backup may be about to name them. */
export async function forgetFiles(folder: string, named: ReadonlySet<string>, before: number): Promise<number> {
  let gone = 0
  for await (const { path } of filesOf(folder)) {
    const place = join(folder, filesFolder, path)
    if (named.has(path) || (await stat(place)).mtimeMs >= before) continue
    await rm(place)
    gone++
  }
  return gone
}
