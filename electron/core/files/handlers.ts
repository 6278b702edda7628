import type { FileRow } from '../../../shared/modules/core/model.ts'
import type { FilesState } from '../../../shared/modules/core/model-views.ts'
import type { FileView } from '../../../shared/modules/properties/model-views.ts'
import type { ConnectionContext } from '../connection.ts'
import { doCommand } from '../own-commands.ts'
import type { Handling } from '../router.ts'
import { checkArrived, findVariant, receiveDocument, receivePhoto } from '../../../shared/files/receive.ts'
import type { StoredFile } from '../../../shared/files/receive.ts'
import type { UploadPurpose } from '../../../shared/files/uploads.ts'

/** Bytes of one piece on the way out: with base64 and frame well below what one message may hold. */
const pieceBytes = 384 * 1024

export function fileHandlers({ parts, allowed, signedIn }: Handling) {
  return {
    async begin(input: { name: string; bytes: number; purpose: UploadPurpose }, context: ConnectionContext): Promise<{ uploadId: string; chunk: number }> {
      allowed(context, 'files.upload')
      return parts.uploads.begin(context.id, input)
    },

    async put(input: { uploadId: string; offset: number; base64: string }, context: ConnectionContext): Promise<{ received: number }> {
      signedIn(context)
      return parts.uploads.put(context.id, input.uploadId, input.offset, Buffer.from(input.base64, 'base64'))
    },

    async end(input: { uploadId: string }, context: ConnectionContext): Promise<FileView> {
      const actor = signedIn(context)
      const arrived = await parts.uploads.end(context.id, input.uploadId)
      if (arrived.purpose === 'import' || arrived.purpose === 'restore') {
        await checkArrived(arrived, arrived.purpose)
        // It is read where it lies and forgotten afterwards: no row, no blob.
        return { id: input.uploadId, sha256: '', bytes: arrived.bytes, mime: 'application/octet-stream', name: arrived.name, width: null, height: null }
      }
      const receive = arrived.purpose === 'photo' ? receivePhoto : receiveDocument
      let stored: StoredFile
      try {
        stored = await receive(parts.blobs, actor.agencyId, arrived)
      } finally {
        // Refused or stored, what was uploaded has done its work.
        await parts.uploads.cancel(context.id, input.uploadId)
      }
      const id = parts.newId()
      await doCommand(parts, actor, 'file.create', { id, values: stored })
      return { id, ...stored }
    },

    async cancel(input: { uploadId: string }, context: ConnectionContext): Promise<null> {
      signedIn(context)
      await parts.uploads.cancel(context.id, input.uploadId)
      return null
    },

    async read(input: { fileId: string; variant: 'thumb' | 'medium' | 'original'; offset: number }, context: ConnectionContext): Promise<{ mime: string; total: number; base64: string }> {
      const actor = allowed(context, 'files.read')
      const row = (await parts.desk().workspace.reader.ask('files.read', { fileId: input.fileId }, actor)) as FileRow
      try {
        const { key, mime } = await findVariant(parts.blobs, { ...row, agencyId: actor.agencyId }, input.variant)
        const { total, bytes } = await parts.blobs.readPart(key, input.offset, pieceBytes)
        return { mime, total, base64: bytes.toString('base64') }
      } catch (error) {
        throw (await parts.desk().files.whyMissing(row, input.variant, error)) ?? error
      }
    },

    async missing({ fileIds }: { fileIds: readonly string[] }, context: ConnectionContext): Promise<string[]> {
      allowed(context, 'files.missing')
      return parts.desk().files.missing(fileIds)
    },

    async state(context: ConnectionContext): Promise<FilesState> {
      allowed(context, 'sync.files')
      return parts.desk().files.state()
    },

    async sendNow(context: ConnectionContext): Promise<FilesState> {
      allowed(context, 'sync.sendFiles')
      parts.desk().files.sendNow()
      return parts.desk().files.state()
    },

    /** Not a word of it where there is no database to work with. */
    settingChanged(): void {
      if (parts.isOpen()) parts.desk().files.settingChanged()
    },
  }
}
