import { useCallback } from 'react'
import type { documentTypes } from '../../../../shared/modules/properties/model.ts'
import { fold } from '../../../../shared/values/fold.ts'
import { useCoreClient } from '../../../data/client.tsx'
import { newId } from '../../../data/new-id.ts'
import { useCommand } from '../../../data/use-command.ts'
import { useWorkTray } from '../../../feedback/work-tray.ts'
import { useWords } from '../../../language/words.tsx'
import { uploadFile } from '../upload.ts'

type DocumentType = (typeof documentTypes)[number]

/** Words in the names that scanners and people give to files. The first that is found counts. */
const wordsOfType: readonly (readonly [DocumentType, readonly string[]])[] = [
  ['title', ['titre foncier', 'land title', 'tf']],
  ['mandate', ['mandat', 'mandate']],
  ['lease', ['bail', 'lease']],
  ['deliberation', ['deliberation']],
  ['transferDeed', ['cession', 'deed']],
  ['cadastralPlan', ['cadastr', 'bornage']],
  ['floorPlan', ['plan']],
  ['buildingPermit', ['permis', 'permit']],
  ['insurance', ['assurance', 'insurance']],
  ['diagnosis', ['diagnostic', 'expertise', 'survey']],
  ['identity', ['cni', 'passeport', 'passport', 'identite']],
  ['tax', ['impot', 'taxe', 'quitus', 'tax']],
  ['contract', ['contrat', 'contract', 'compromis']],
  ['certificate', ['certificat', 'certificate', 'attestation']],
]

/** What a file probably is by its name; the person corrects it in one click. */
export function typeByName(name: string): DocumentType {
  const folded = ` ${fold(name.replace(/\.[a-z0-9]+$/i, ''))} `
  const found = wordsOfType.find(([, words]) =>
    words.some((word) => (word.length <= 3 ? folded.includes(` ${word} `) : folded.includes(` ${word}`))),
  )
  if (found) return found[0]
  return /\.(jpe?g|png|webp|heic)$/i.test(name) ? 'photo' : 'other'
}

export function titleByName(name: string): string {
  return (
    name
      .replace(/\.[a-z0-9]{1,5}$/i, '')
      .replace(/[_]+/g, ' ')
      .trim()
      .slice(0, 200) || name.slice(0, 200)
  )
}

/** Sends papers one after the other in the tray. */
export function useAddDocuments(propertyId: string): (files: readonly File[]) => void {
  const core = useCoreClient()
  const { run } = useCommand()
  const { start } = useWorkTray()
  const { t } = useWords()
  return useCallback(
    (files) => {
      for (const file of files) {
        void start({
          name: t('document.sending', { name: file.name }),
          async *run(signal) {
            yield { done: 0, total: null }
            const { file: stored } = await uploadFile(core, file, 'document', { signal })
            await run('propertyDocument.create', {
              id: newId(),
              propertyId,
              fileId: stored.id,
              type: typeByName(file.name),
              title: titleByName(file.name),
            })
          },
        })
      }
    },
    [core, run, start, t, propertyId],
  )
}
