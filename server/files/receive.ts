import type { ReceivedFile } from '../api/operation.ts'
import { receiveDocument, receivePhoto } from '../../shared/files/receive.ts'
import type { StoredFile } from '../../shared/files/receive.ts'
import type { Actor } from '../../shared/values/actor.ts'
import { newId, say } from '../house.ts'
import type { House } from '../house.ts'
import { invalidField } from '../http/errors.ts'

type Member = Actor & { kind: 'member' }
export type Kept = StoredFile & { id: string }

/**
 * A file that arrived, told by its content, cleaned, stored, and known to the agency as a row `file`. Throws `file_wrong_kind`,
 * `file_unreadable`, `image_too_large`, `disk_full`.
 */
export async function keepFile(house: House, actor: Member, arrived: Pick<ReceivedFile, 'path' | 'name'>, purpose: 'photo' | 'document', deviceId: string): Promise<Kept> {
  const receive = purpose === 'photo' ? receivePhoto : receiveDocument
  const stored = await receive(house.services.blobs, actor.agencyId, { path: arrived.path, name: nameOf(arrived.name) })
  const id = newId(house)
  await say(house, actor, 'file.create', { id, values: stored }, { deviceId })
  return { id, ...stored }
}

/** The one file that a body must bring in this field. */
export function needFile(files: readonly ReceivedFile[], field: string): ReceivedFile {
  const file = files.find((one) => one.field === field)
  if (!file) throw invalidField(field, 'file_required')
  return file
}

/** What a file is called, never where it lay. */
function nameOf(name: string): string {
  return name.split(/[/\\]/).at(-1)!.replaceAll(/\p{Cc}/gu, '').trim().slice(0, 200) || 'fichier'
}
