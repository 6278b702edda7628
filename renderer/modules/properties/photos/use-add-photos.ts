import { useCallback } from 'react'
import type { PhotoView } from '../../../../shared/modules/properties/model-views.ts'
import { toAppError } from '../../../core/errors.ts'
import { useCoreClient } from '../../../data/client.tsx'
import { newId } from '../../../data/new-id.ts'
import { useCommand } from '../../../data/use-command.ts'
import { errorInWords } from '../../../feedback/error-words.ts'
import { useWorkTray } from '../../../feedback/work-tray.ts'
import { useWords } from '../../../language/words.tsx'
import { uploadFile } from '../upload.ts'
import { positionsBehind } from './photo-order.ts'

/** Files that a browser or a phone calls a picture; what they truly are is for the core to judge. */
export function pictures(files: Iterable<File>): File[] {
  return [...files].filter(
    (file) => file.type.startsWith('image/') || /\.(jpe?g|png|webp|avif|heic|heif|tiff?|gif)$/i.test(file.name),
  )
}

/** Sends photos one after the other in the tray; each stands on the page as soon as it has arrived. */
export function useAddPhotos(propertyId: string): (files: readonly File[], photos: readonly PhotoView[]) => void {
  const core = useCoreClient()
  const { run } = useCommand()
  const { start } = useWorkTray()
  const { t } = useWords()
  return useCallback(
    (files, photos) => {
      if (files.length === 0) return
      const positions = positionsBehind(photos, files.length)
      void start({
        name: t('photo.sending', { count: files.length }),
        async *run(signal) {
          const refused: { name: string; error: unknown }[] = []
          let added = 0
          for (const [index, file] of files.entries()) {
            if (signal.aborted) break
            yield { done: index, total: files.length, detail: file.name }
            try {
              const { file: stored } = await uploadFile(core, file, 'photo', { signal })
              await run('propertyPhoto.create', { id: newId(), propertyId, fileId: stored.id, position: positions[index]! })
              added++
            } catch (error) {
              if (toAppError(error).code === 'cancelled') break
              refused.push({ name: file.name, error })
            }
          }
          if (refused.length > 0 && added === 0 && files.length === 1) throw refused[0]!.error
          const words = refused.map(({ name, error }) => t('photo.failed', { name, reason: errorInWords(error, t) }))
          const message = [t('photo.added', { count: added }), ...words].join(' ')
          // a refusal stays to be read; success goes by itself
          return refused.length > 0 ? { message, open: { label: t('common.action.close'), run: () => undefined } } : { message }
        },
      })
    },
    [core, run, start, t, propertyId],
  )
}
